/** A row's explanation: paragraphs and lists. */
export function Explanation({ row }) {
  return row.explanation.map((block, at) =>
    typeof block === "string" ? (
      <p key={at}>{block}</p>
    ) : (
      <ul key={at}>
        {block.list.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    ),
  );
}
