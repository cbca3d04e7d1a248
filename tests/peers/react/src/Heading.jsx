import { useEffect, useRef } from "react";

/** A heading that takes the focus when it comes, so that reading goes on there. */
export function Heading({ children }) {
  const heading = useRef(null);
  useEffect(() => heading.current.focus(), []);
  return (
    <h3 ref={heading} tabIndex={-1}>
      {children}
    </h3>
  );
}
