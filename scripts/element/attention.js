// What somebody looks at: whether the element was seen, and which question was left.

/** Fine enough for half a window of a page that is many windows high. */
const STEPS = Array.from({ length: 101 }, (_, at) => at / 200);

/** Calls once half of an element, or half a window of it, is in sight of somebody. */
export function whenSeen(element, call) {
  const look = (entries, observer) => {
    const { intersectionRatio, intersectionRect, rootBounds } = entries.at(-1);
    // In a frame of another site nobody knows the window, which is no higher than the screen; where nothing is drawn, it has no height.
    const isFull = intersectionRatio && intersectionRect.height * 2 >= (rootBounds ?? screen).height;
    if (intersectionRatio < 0.5 && !isFull) return;
    observer.disconnect();
    if (document.hidden) document.addEventListener("visibilitychange", () => whenSeen(element, call), { once: true });
    else call();
  };
  new IntersectionObserver(look, { threshold: STEPS }).observe(element);
}

/** The question that was touched last: its id, the root that it is in, and what is called once it is left. */
let touched;

/** Notes which question an event is in. A root alone says what to call; it may be the first that hears of a move within it. */
function note(event, root, leave) {
  const question = event.composedPath().find((node) => node.matches?.(".question"));
  const id = question?.querySelector("[name]").name.slice(WIRE_ANSWER.length);
  const before = touched;
  if (before && (before.id !== id || before.root !== question.getRootNode())) {
    touched = undefined;
    before.leave(before.id);
  }
  if (root && id) touched = { id, root, leave };
}

const MOVES = ["pointerdown", "focusin"];
for (const move of MOVES) document.addEventListener(move, (event) => note(event), true);
// So many a question is left.
addEventListener("pagehide", (event) => note(event));

/** Calls with the id of a question in a shadow root whenever the visitor, who touched it, turns elsewhere. */
export function whenLeft(root, leave) {
  for (const move of MOVES) root.addEventListener(move, (event) => note(event, root, leave), true);
}
