import { Fragment } from "react";

/** Names, each with a text. */
export function Pairs({ pairs }) {
  return (
    <dl>
      {pairs.map(([name, text], at) => (
        <Fragment key={at}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
