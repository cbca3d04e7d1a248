/** A picture that is stretched over its room: blocks, lines, and one upright line more at a place. */
export function Picture(props) {
  return (
    <svg class="picture" viewBox={props.picture.viewBox} preserveAspectRatio="none" aria-hidden="true">
      <path class="picture__blocks" d={props.picture.blocks} />
      <path class="picture__lines" d={props.picture.lines} />
      <path class="picture__mark" d={`M${props.picture.mark} 0V24`} />
    </svg>
  );
}
