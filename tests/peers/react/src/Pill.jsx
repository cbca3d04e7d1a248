/** A radio button or a checkbox as a pill. */
export function Pill({ label, isPicked, onPick, ...input }) {
  return (
    <label className="choice">
      <input {...input} checked={isPicked} onChange={(event) => onPick(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}
