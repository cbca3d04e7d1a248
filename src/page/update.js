// The notice that a newer build of the page is there. Nothing changes unless it is asked for.

/** Offers the change to a newer build. */
export async function offerUpdate(change) {
  if (document.querySelector(".update")) return;
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const style = make("link", { rel: "stylesheet", href: new URL(UPDATE_STYLE, import.meta.url).href });
  const notice = make("div", { className: "update card", role: "status" });
  const button = (textContent, className, onclick) => make("button", { type: "button", className, textContent, onclick });
  const remove = () => {
    notice.remove();
    style.remove();
  };
  const styled = new Promise((resolve) => (style.onload = style.onerror = resolve));
  document.head.append(style);
  document.body.append(notice);
  // Screen readers tell what comes into a status that was there before.
  await styled;
  notice.append(
    make("p", { textContent: UPDATE }),
    button(UPDATE_NOW, "button button--s button--main", change),
    button(UPDATE_LATER, "button button--s", remove),
  );
}
