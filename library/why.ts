import type {
  CompareRequest,
  Contribution,
  Difference,
  KeyStep,
  Nearness,
  SharedClass,
  SharedCurve,
  TrackCurve,
  WhyAnswer,
} from "../compare/mod.ts";
import {
  ACTIVATION_STEPS,
  type ActivationSet,
  type Along,
  camelotSteps,
  type Columns,
  type KeyProfile,
  keyUnder,
  MISSING_CODE,
  splitStyle,
  type TrackId,
} from "../domain/mod.ts";
import { groupContributions } from "../similarity/mod.ts";
import { placeOf, sightOf } from "./_list.ts";
import { cardOf } from "./cards.ts";
import type { Library } from "./library.ts";
import type { Subject } from "./subject.ts";

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
  "mood_happy",
  "mood_sad",
  "mood_relaxed",
  "mood_aggressive",
  "mood_party",
] as const;

/** What a query of the collection and a neighbour have in common; `undefined` where either is gone. */
export async function whySimilar(
  library: Library,
  { subject, request, neighbour }: {
    readonly subject: Subject;
    readonly request: CompareRequest;
    readonly neighbour: TrackId;
  },
): Promise<WhyAnswer | undefined> {
  const { collection } = library;
  const { columns } = collection;
  const b = collection.row(neighbour);
  const a = subject.id === undefined ? undefined : collection.row(subject.id);
  if (b === undefined) return undefined;
  const track = await library.store.getTrack(neighbour);
  const card = cardOf(library, { row: b, audio: track?.audio ?? false });
  const nearness = await nearnessOf(library, { subject, request, neighbour });
  if (a === undefined) {
    const nothing = { styles: null, tags: null, key: null, differences: [], along: [] };
    return { neighbour: card, nearness, ...nothing };
  }
  return {
    neighbour: card,
    nearness,
    styles: sharedClasses(columns, { set: "styles", rows: [a, b] }),
    tags: sharedClasses(columns, { set: "tags", rows: [a, b] }),
    key: keyStep(columns, { profile: library.summary.profile, rows: [a, b] }),
    differences: COMPARED.flatMap((id) => differenceIn(columns, { id, rows: [a, b] })),
    along: sharedCurves(await curvesOf(library, subject.id!), await curvesOf(library, neighbour)),
  };
}

async function nearnessOf(
  library: Library,
  { subject, request, neighbour }: {
    readonly subject: Subject;
    readonly request: CompareRequest;
    readonly neighbour: TrackId;
  },
): Promise<Nearness[]> {
  const found: Nearness[] = [];
  for (const space of library.spaces.present) {
    const sight = await sightOf(library, { subject, space });
    const row = sight?.open.table.rowOf(neighbour);
    if (!sight?.vector || row === undefined) continue;
    const { metric } = request;
    const rank = placeOf(sight, { row, mask: undefined, metric });
    if (rank === null) continue;
    const cosine = sight.cosines[row]!;
    const share = sight.lookup.pairs.shareNearer(1 - cosine);
    found.push({
      space,
      cosine,
      rank,
      pairs_nearer: Number.isNaN(share) ? null : share,
      groups: contributionsIn(sight, row),
    });
  }
  return found;
}

function contributionsIn(
  { open, vector }: NonNullable<Awaited<ReturnType<typeof sightOf>>>,
  row: number,
): readonly Contribution[] {
  return open.groups ? groupContributions(vector!, open.table.unit(row), open.groups) : [];
}

/** Classes that both rows have, the more so the lesser of both activations is large. */
function sharedClasses(
  columns: Columns,
  { set, rows: [a, b] }: { readonly set: ActivationSet; readonly rows: readonly [number, number] },
): SharedClass[] | null {
  const sparse = columns.activations[set];
  if (!sparse || sparse.present[a] !== 1 || sparse.present[b] !== 1) return null;
  const of = (row: number) => {
    const found = new Map<number, number>();
    for (let at = sparse.offsets[row]!; at < sparse.offsets[row + 1]!; at++) {
      found.set(sparse.classes[at]!, sparse.values[at]! / ACTIVATION_STEPS);
    }
    return found;
  };
  const other = of(b);
  return [...of(a)]
    .filter(([index]) => other.has(index))
    .map(([index, own]) => ({
      name: nameOf(sparse.labels[index]!),
      activations: [own, other.get(index)!] as const,
    }))
    .sort((x, y) => Math.min(...y.activations) - Math.min(...x.activations))
    .slice(0, NAMED);
}

function nameOf(label: string): string {
  return splitStyle(label).name;
}

function keyStep(
  columns: Columns,
  { profile, rows }: { readonly profile: KeyProfile; readonly rows: readonly [number, number] },
): KeyStep | null {
  const [a, b] = rows.map((row) => keyAt(columns, { profile, row }));
  if (!a || !b) return null;
  const text = ({ tonic, scale }: typeof a) => `${tonic} ${scale}`;
  return { keys: [text(a), text(b)], steps: camelotSteps(a, b) };
}

function keyAt(
  columns: Columns,
  { profile, row }: { readonly profile: KeyProfile; readonly row: number },
) {
  const values: Record<string, string> = {};
  for (const id of [`key_${profile}`, `scale_${profile}`]) {
    const column = columns.categories[id];
    const code = column?.codes[row] ?? MISSING_CODE;
    if (column && code !== MISSING_CODE) values[id] = column.names[code]!;
  }
  return keyUnder(values, profile);
}

function differenceIn(
  columns: Columns,
  { id, rows: [a, b] }: { readonly id: string; readonly rows: readonly [number, number] },
): Difference[] {
  const column = columns.numbers[id];
  if (!column || Number.isNaN(column[a]!) || Number.isNaN(column[b]!)) return [];
  const apart = Math.abs(column[a]! - column[b]!);
  let nearer = 0;
  let all = 0;
  for (let row = 0; row < column.length; row++) {
    if (row === a || row === b || Number.isNaN(column[row]!)) continue;
    all++;
    if (Math.abs(column[row]! - column[a]!) < apart) nearer++;
  }
  return [{
    descriptor: id,
    values: [column[a]!, column[b]!],
    nearer: all > 0 ? nearer / all : 0,
  }];
}

/** The curves that are kept along a track, by catalogue id. */
async function curvesOf(library: Library, id: TrackId): Promise<ReadonlyMap<string, TrackCurve>> {
  const along: Along | undefined = await library.store.along(id);
  const found = new Map<string, TrackCurve>();
  for (const moments of [along?.effnet, along?.musicnn]) {
    for (const [descriptor, values] of Object.entries(moments?.curves ?? {})) {
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
