import { whyNot } from "../../shared/words.js";
import { Fold } from "./Fold.jsx";
import { List, Titled } from "./List.jsx";

/** Why not another plan: what it misses, and what a higher one would add or take away. */
export function WhyNot({ advised, plan }) {
  const isRecommended = plan.index === advised.advice.plan;
  const build = () => {
    if (advised.advice.plan === null || isRecommended) return null;
    const { against, lists } = whyNot(advised, plan.index);
    return (
      <>
        {against.length > 0 ? (
          <List className="reasons reasons--missed" lines={against} />
        ) : (
          <p>It has everything you asked for, but nothing you asked for needs it.</p>
        )}
        {lists.map(({ title, lines }) => (
          <Titled key={title} title={title} className="rows" lines={lines} />
        ))}
      </>
    );
  };
  return <Fold line={`Why not ${plan.name}?`} isHidden={isRecommended} build={build} />;
}
