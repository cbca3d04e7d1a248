/** The begins of the days but the first, in a week of minutes. */
const DAYS = "M1440 4V20M2880 4V20M4320 4V20M5760 4V20M7200 4V20M8640 4V20";

/** A week of minutes: what is open of it, and marks of when something is reported, and of when it is answered. */
export function Picture({ blocks, reported, due }) {
  return (
    <svg className="picture" viewBox="0 0 10080 24" preserveAspectRatio="none" aria-hidden="true">
      <path className="picture__ground" d="M0 4H10080V20H0Z" />
      <path className="picture__blocks" d={blocks} />
      <path className="picture__days" d={DAYS} />
      {reported !== undefined && <path className="picture__moment" d={`M${reported} 24V0`} />}
      {due !== undefined && (
        <>
          <path className="picture__due" d={`M${due} 24V0`} />
          <path className="picture__dot" d={`M${due} 24V0`} />
        </>
      )}
    </svg>
  );
}
