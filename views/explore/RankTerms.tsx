import { numberText, splitStyle } from "../../domain/mod.ts";
import type { RankTerm } from "../../query/mod.ts";
import { changeQuery, query, settle } from "../../linked/mod.ts";

/** The weights of a ranking, to be dragged. */
export function RankTerms({ of }: { readonly of: RankTerm["of"] }) {
  const { rank } = query.value;
  const weigh = (changed: RankTerm, weight: number) => {
    const before = query.peek();
    if (weight === 0) return;
    changeQuery({
      ...before,
      rank: before.rank.map((term) => term === changed ? { ...term, weight } : term),
    }, `rank ${of} ${changed.name}`);
  };
  return (
    <div class="terms">
      {rank.filter((term) => term.of === of).map((term) => (
        <label key={term.name} class="term">
          <span>rank {splitStyle(term.name).name} ×</span>
          <input
            type="range"
            class="slider"
            min="-2"
            max="2"
            step="0.25"
            value={term.weight}
            onInput={(event) => weigh(term, Number(event.currentTarget.value))}
            onChange={settle}
          />
          <output class="num">{numberText(term.weight, 2)}</output>
        </label>
      ))}
    </div>
  );
}
