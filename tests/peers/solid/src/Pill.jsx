/** A radio button or a checkbox as a pill. */
export function Pill(props) {
  return (
    <label class="choice">
      <input
        type={props.type}
        name={props.name}
        checked={props.isPicked}
        onChange={(event) => props.onPick(event.currentTarget.checked)}
      />
      <span>{props.label}</span>
    </label>
  );
}
