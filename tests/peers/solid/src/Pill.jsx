/** A radio button or a checkbox as a pill. */
export function Pill(props) {
  return (
    <label class="choice">
      <input
        class={props.isOpen ? "choice__open" : undefined}
        type={props.type}
        name={props.name}
        aria-describedby={props.describedBy}
        disabled={props.isDisabled}
        checked={props.isPicked}
        onChange={(event) => props.onPick(event.currentTarget.checked)}
      />
      <span>{props.label}</span>
    </label>
  );
}
