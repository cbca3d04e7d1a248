// Headings that go on from those of a host's page.

/** Returns the level of a heading, by its tag, where the first one has this level. */
const levelOf = (heading, first) => `${Math.min(Number(heading.localName[1]) + first - 1, 6)}`;

/** The observers that keep the levels of each container, and the level of the first. */
const kept = new WeakMap();

/** Gives the headings in a container their levels, now and as they come: the first one has this level. */
export function levelHeadings(container, first) {
  const level = () => {
    for (const heading of container.querySelectorAll("h1, h2, h3, h4")) {
      if (heading.ariaLevel !== levelOf(heading, first)) heading.ariaLevel = levelOf(heading, first);
    }
  };
  kept.get(container)?.disconnect();
  const observer = new MutationObserver(level);
  kept.set(container, observer);
  observer.observe(container, { childList: true, subtree: true, attributeFilter: ["aria-level"] });
  level();
}
