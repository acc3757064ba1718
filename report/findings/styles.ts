import type { ClassSummary } from "../classes.ts";
import { listText, MODELS_HINT, sentences, verb } from "./words.ts";
import {
  ACTIVATION_INFO,
  type ActivationSet,
  countText,
  HEAD_SETS,
  percentText,
  plural,
} from "../../domain/mod.ts";

/** Which styles lead, how many there are, and how sure the model is. */
export function styleFindings(styles: ClassSummary | null): string[] {
  if (!styles) {
    return [
      "No track has style activations: they come from a model (Discogs-EffNet with its genre head) " +
      "that was not there when the tracks were analysed.",
      MODELS_HINT,
    ];
  }
  const { n, classes, parents, sure, unclear } = styles;
  const leading = parents.filter(({ top }) => top > 0).slice(0, 3)
    .map(({ name, top }) => `${name} (${percentText(top, n)})`);
  const seen = classes.filter(({ top }) => top > 0).length;
  const first = classes.toSorted((a, b) => b.top - a.top)[0];
  return sentences(
    leading.length > 0 &&
      `By the style with the largest activation, ${
        n === 1
          ? `the track is ${parents[0]!.name}`
          : leading.length === 1
          ? `all belong to ${leading[0]}`
          : `most are ${listText(leading)}`
      }.`,
    n > 1 && first && first.top > 0 &&
      `${plural(seen, "style")} of ${classes.length} ${
        verb(seen, "comes", "come")
      } first on at least one track, ${first.name} most often (${countText(first.top)}).`,
    n > 1 &&
      `How sure the model is: the top activation is over ${
        listText(
          sure.map(({ over, tracks }) =>
            `${over.toFixed(1).slice(1)} on ${percentText(tracks, n, 0)}`
          ),
        )
      } of tracks.`,
    unclear > 0 &&
      `On ${plural(unclear, "track")} no style reaches .05.`,
  );
}

/** Which classes of a set lead, and by whom. */
export function classFindings(classes: ClassSummary | null, set: ActivationSet): string[] {
  const { many, by } = ACTIVATION_INFO[set];
  return classes ? [...topFindings(classes, set), `By ${by}: likelihoods, with doubt.`] : [
    `No track has activations of ${by}'s ${many}: they were neither computed nor imported.`,
  ];
}

/** What heads would tell that no track was heard by. */
export function unheardFindings(): string[] {
  const names = HEAD_SETS.map((set) => ACTIVATION_INFO[set].many);
  return [
    `No track has been heard for ${
      listText(names)
    }: small models on Discogs-EffNet's embedding tell them.`,
    MODELS_HINT,
  ];
}

function topFindings({ n, classes }: ClassSummary, set: ActivationSet): string[] {
  const leading = classes.toSorted((a, b) => b.top - a.top).filter(({ top }) => top > 0).slice(0, 4)
    .map(({ name, top }) => `${name} (${percentText(top, n)})`);
  return sentences(
    leading.length > 0 &&
      `The ${ACTIVATION_INFO[set].one} with the largest activation is ${
        n === 1 ? leading[0]!.replace(/ \(.*/, "") : `most often ${listText(leading)}`
      }.`,
  );
}
