import type {
  Contribution,
  Difference,
  KeyStep,
  Nearness,
  SharedClass,
  SharedCurve,
  SimilarRequest,
  TrackCurve,
  WhyAnswer,
} from "../../similar/mod.ts";
import {
  ACTIVATION_SETS,
  ACTIVATION_STEPS,
  type ActivationSet,
  type Along,
  camelotSteps,
  type Columns,
  isAnalysed,
  keyAt,
  type KeyProfile,
  keyText,
  type Space,
  splitStyle,
  type TrackId,
} from "../../domain/mod.ts";
import { groupContributions } from "../../similarity/mod.ts";
import { distancesOf } from "./_distances.ts";
import { type Sight, sightOf } from "./_sight.ts";
import type { Library } from "../library.ts";
import { type Subject, trackSubject } from "./subject.ts";

/** Classes of each kind that are named. */
const NAMED = 6;

/** What a listener can tell apart, in the order in which it is shown. */
const COMPARED = [
  "tempo",
  "loudness",
  "loudness_range",
  "danceability",
  "danceability_signal",
  "voice",
  "arousal",
  "valence",
  "danceability_vibenet",
  "energy",
  "valence_vibenet",
  "instrumentalness",
  "acousticness",
  "speechiness",
  "mood_happy",
  "mood_sad",
  "mood_relaxed",
  "mood_aggressive",
  "mood_party",
] as const;

/** The rows of two tables that are compared: those of the query and of the neighbour. */
type Pair = readonly [Subject["at"], Subject["at"]];

/**
 * What a query and a neighbour have in common; `undefined` where the neighbour is gone.
 *
 * @param spaces Where they are looked at. Default: all analysed spaces of the collection, and those that
 * are asked for.
 */
export async function whySimilar(
  library: Library,
  { subject, request, neighbour, spaces = usualSpaces(library, request) }: {
    readonly subject: Subject;
    readonly request: SimilarRequest;
    readonly neighbour: TrackId;
    readonly spaces?: readonly Space[];
  },
): Promise<WhyAnswer | undefined> {
  const found = trackSubject(library, neighbour);
  if (!found) return undefined;
  const pair: Pair = [subject.at, found.at];
  return {
    neighbour: found.card,
    nearness: await nearnessOf(library, { subject, request, neighbour, spaces }),
    classes: classesOfBoth(pair, library.collection.columns),
    key: keyStep(pair, library.summary.profile),
    differences: COMPARED.flatMap((id) => differenceIn(pair, id)),
    along: sharedCurves(curvesIn(await subject.along()), curvesIn(await found.along())),
  };
}

function usualSpaces({ spaces }: Library, request: SimilarRequest): readonly Space[] {
  return spaces.present.filter((space) => isAnalysed(space) || request.spaces.includes(space));
}

async function nearnessOf(
  library: Library,
  { subject, request, neighbour, spaces }: {
    readonly subject: Subject;
    readonly request: SimilarRequest;
    readonly neighbour: TrackId;
    readonly spaces: readonly Space[];
  },
): Promise<Nearness[]> {
  const found: Nearness[] = [];
  for (const space of spaces) {
    const sight = await sightOf(library, { subject, space });
    const row = sight?.view.table.rowOf(neighbour);
    if (!sight?.view.vector || row === undefined) continue;
    const { metric } = request;
    await sight.view.compare([row]);
    const rank = sight.view.placeOf(row, { metric });
    if (rank === null) continue;
    const cosine = sight.view.cosines[row]!;
    const share = sight.space.shareNearer(1 - cosine);
    found.push({
      space,
      cosine,
      rank,
      pairs_nearer: Number.isNaN(share) ? null : share,
      groups: contributionsIn(sight, row),
      distances: distancesOf(sight.view),
    });
  }
  return found;
}

function contributionsIn(
  { space: { groups }, view: { vector, table } }: Sight,
  row: number,
): readonly Contribution[] {
  return groups ? groupContributions(vector!, table.unit(row), groups) : [];
}

/** What both have of each set that a track of the collection has. */
function classesOfBoth(pair: Pair, { activations }: Columns): WhyAnswer["classes"] {
  return Object.fromEntries(
    ACTIVATION_SETS.map((set) => [set, sharedClasses(pair, set)] as const)
      .filter(([set, shared]) => shared || activations[set]?.present.includes(1)),
  );
}

/** Classes that both rows have, the more so the lesser of both activations is large. */
function sharedClasses(pair: Pair, set: ActivationSet): SharedClass[] | null {
  const [own, other] = pair.map((at) => classesAt(at, set));
  if (!own || !other) return null;
  return [...own]
    .filter(([label]) => other.has(label))
    .map(([label, activation]) => ({
      name: nameOf(label),
      activations: [activation, other.get(label)!] as const,
    }))
    .sort((x, y) => Math.min(...y.activations) - Math.min(...x.activations))
    .slice(0, NAMED);
}

/** Activations by label; `undefined` where the row was not analysed for them. */
function classesAt({ table, row }: Subject["at"], set: ActivationSet) {
  const sparse = table.columns.activations[set];
  if (!sparse || sparse.present[row] !== 1) return undefined;
  const found = new Map<string, number>();
  for (let at = sparse.offsets[row]!; at < sparse.offsets[row + 1]!; at++) {
    found.set(sparse.labels[sparse.classes[at]!]!, sparse.values[at]! / ACTIVATION_STEPS);
  }
  return found;
}

function nameOf(label: string): string {
  return splitStyle(label).name;
}

function keyStep(pair: Pair, profile: KeyProfile): KeyStep | null {
  const [a, b] = pair.map(({ table: { columns }, row }) => keyAt(columns, { profile, row }));
  return a && b ? { keys: [keyText(a), keyText(b)], steps: camelotSteps(a, b) } : null;
}

function differenceIn([query, { table: { columns }, row }]: Pair, id: string): Difference[] {
  const column = columns.numbers[id];
  const own = query.table.columns.numbers[id]?.[query.row] ?? NaN;
  const other = column?.[row] ?? NaN;
  if (!column || Number.isNaN(own) || Number.isNaN(other)) return [];
  const queryId = query.table.columns.ids[query.row]!;
  const apart = Math.abs(own - other);
  let nearer = 0;
  let all = 0;
  for (let at = 0; at < column.length; at++) {
    if (at === row || columns.ids[at] === queryId || Number.isNaN(column[at]!)) continue;
    all++;
    if (Math.abs(column[at]! - own) < apart) nearer++;
  }
  return [{ descriptor: id, values: [own, other], nearer: all > 0 ? nearer / all : 0 }];
}

/** The curves that are kept along a track, by catalogue id; a single moment is none. */
function curvesIn(along: Along | undefined): ReadonlyMap<string, TrackCurve> {
  const found = new Map<string, TrackCurve>();
  for (const moments of [along?.effnet, along?.vibenet, along?.musicnn]) {
    for (const [descriptor, values] of Object.entries(moments?.curves ?? {})) {
      if (values.length < 2) continue;
      found.set(descriptor, { step_s: moments!.step, values: Array.from(values) });
    }
  }
  return found;
}

function sharedCurves(
  a: ReadonlyMap<string, TrackCurve>,
  b: ReadonlyMap<string, TrackCurve>,
): SharedCurve[] {
  return COMPARED.flatMap((descriptor): SharedCurve[] => {
    const [own, other] = [a.get(descriptor), b.get(descriptor)];
    return own && other ? [{ descriptor, curves: [own, other] }] : [];
  });
}
