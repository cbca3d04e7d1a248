/** A picture that is stretched over its room: blocks, lines, and one upright line more at a place. */
export function Picture({ viewBox, blocks, lines, mark }) {
  return (
    <svg className="picture" viewBox={viewBox} preserveAspectRatio="none" aria-hidden="true">
      <path className="picture__blocks" d={blocks} />
      <path className="picture__lines" d={lines} />
      <path className="picture__mark" d={`M${mark} 0V24`} />
    </svg>
  );
}
