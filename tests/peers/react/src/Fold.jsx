import { useState } from "react";

/** A line that opens. Most stay closed, so that what they hold is built when they are opened, and while they are. */
export function Fold({ line, isHidden, build }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="more" hidden={isHidden} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{line}</summary>
      <div>{isOpen && build()}</div>
    </details>
  );
}
