import type { VNode } from "preact";
import type { Agreement, SimilarAnswer } from "../../similar/mod.ts";
import { numberText, plural, spaceInfo } from "../../domain/mod.ts";
import { Tip } from "../Tip.tsx";

/**
 * The head of the page: how much two lists agree, in a sentence and three numbers. A query that has no
 * vector in one of the spaces leaves nothing to say.
 */
export function Summary({ answer }: { readonly answer: SimilarAnswer }): VNode | null {
  const [agreement] = answer.agreements;
  if (!agreement || answer.lists.some(({ query }) => !query)) return null;
  const longest = Math.max(...answer.lists.map(({ neighbours }) => neighbours.length));
  return (
    <section class="agreement" aria-label="How much the lists agree">
      <p class="finding">{sentenceOf(agreement, longest)}</p>
      <dl>
        <div>
          <dt>
            <Tip id="tip-overlap" text="Tracks in both lists, whatever their rank">Overlap</Tip>
          </dt>
          <dd class="num">{agreement.common} of {longest}</dd>
        </div>
        <div>
          <dt>
            <Tip
              id="tip-rbo"
              text="Overlap that weighs the first ranks most (p = 0.9); 1 is the same list, 0 nothing in common"
            >
              Rank-biased overlap
            </Tip>
          </dt>
          <dd class="num">{numberText(agreement.rank_biased_overlap ?? NaN, 2)}</dd>
        </div>
        <div>
          <dt>
            <Tip
              id="tip-correlation"
              text={`Spearman's correlation of the distances of ${
                plural(agreement.correlated, "track")
              } from the query; 1 is the same order`}
            >
              Rank correlation
            </Tip>
          </dt>
          <dd class="num">{numberText(agreement.rank_correlation ?? NaN, 2)}</dd>
        </div>
      </dl>
    </section>
  );
}

function sentenceOf({ spaces, common, rank_correlation }: Agreement, longest: number): string {
  const [a, b] = spaces.map((space) => spaceInfo(space).label);
  const share = common === 0
    ? "share no neighbour"
    : common === longest
    ? "find the same neighbours"
    : `share ${common} of ${longest} neighbours`;
  if (rank_correlation === null) return `${a} and ${b} ${share}.`;
  const order = rank_correlation >= 0.95
    ? "nearly the same order"
    : rank_correlation >= 0.5
    ? "a similar order"
    : rank_correlation >= 0.2
    ? "a loosely related order"
    : "unrelated orders";
  return `${a} and ${b} ${share}; the whole collection stands in ${order}.`;
}
