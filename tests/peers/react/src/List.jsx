/** A list of lines; `children` makes what a line shows, else its text. */
export function List({ className, lines, children = (line) => <span>{line}</span> }) {
  return (
    <ul className={className}>
      {lines.map((line, at) => (
        <li key={at}>{children(line)}</li>
      ))}
    </ul>
  );
}

/** A list with its heading. */
export function Titled({ title, ...list }) {
  return (
    <>
      <h3>{title}</h3>
      <List {...list} />
    </>
  );
}
