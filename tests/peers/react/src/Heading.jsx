import { useEffect, useRef } from "react";

/** A heading that takes the focus when it comes, so that reading goes on there. */
export function Heading({ as: Level = "h3", id, children }) {
  const heading = useRef(null);
  useEffect(() => heading.current.focus(), []);
  return (
    <Level ref={heading} id={id} tabIndex={-1}>
      {children}
    </Level>
  );
}
