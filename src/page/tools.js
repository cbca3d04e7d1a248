// What one can do with the page as it is. These buttons stand in the page from the beginning, so that nothing moves.

/** Makes the buttons work. */
export function startTools(element) {
  const copy = document.querySelector("#copy-link");
  const said = document.querySelector("#copied");
  copy.disabled = false;
  copy.onclick = async () => {
    const address = new URL(`#${element.link}`, location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      said.textContent = COPIED;
    } catch {
      // Where the browser lets no page write there, the visitor can copy it from the field of the dialog.
      prompt(COPY, address);
    }
  };
  // It is true of one link alone.
  element.addEventListener("plan-link", () => (said.textContent = ""));
}
