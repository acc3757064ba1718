import { type LabelColumn, labelDescriptorId, SPLITS } from "../../domain/mod.ts";
import { type Found, type Ground, longestRun, type Read } from "./_found.ts";
import { keyOf } from "./_tokens.ts";

const OF = new Set(["of", "in", "from", "by", "accordingto"]);
const PARTS: ReadonlyMap<string, (typeof SPLITS)[number]> = new Map([
  ...["training", "train"].map((word) => [word, "training"] as const),
  ...["validation", "valid"].map((word) => [word, "validation"] as const),
  ["test", "test"],
]);
/** What may stand behind the name of a part. */
const NOUNS = new Set(["set", "part", "split", "data", "tracks", "songs", "clips"]);

/** What label sets are called: by name and id, and by the first word of either, which several can share. */
export function setNames(columns: readonly LabelColumn[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  const add = (words: string, id: string) => {
    const key = keyOf(words);
    const there = names.get(key) ?? [];
    if (key !== "" && !there.includes(id)) names.set(key, [...there, id]);
  };
  for (const { set } of columns) for (const words of [set.id, set.name]) add(words, set.id);
  for (const { set } of columns) {
    for (const words of [set.id, set.name]) add(words.split(/[-\s]/)[0]!, set.id);
  }
  return names;
}

/** The label sets that “of FMA” means, from `at` on. */
export function setsAt(
  ground: Ground,
  at: number,
): { readonly end: number; readonly value: readonly string[] } | undefined {
  const of = longestRun(ground, { at, find: (key) => OF.has(key) || undefined });
  return of && longestRun(ground, {
    at: of.end,
    find: (key) => ground.vocabulary.sets.get(key),
  });
}

/** The name of a set within a sentence. */
export function setName({ columns }: Pick<Ground, "columns">, id: string): string {
  return columns.labels?.[id]?.set.name ?? id;
}

/** “test set of FMA”, “known to be bad in FMA”; of which set is needless where one alone has a split. */
export const readAspect: Read = (ground, at, before) => {
  const part = longestRun(ground, { at, find: (key) => PARTS.get(key) });
  const bad = longestRun(ground, {
    at,
    find: (key) => ["knownbad", "knowntobebad"].includes(key) || undefined,
  });
  const said = part ?? bad;
  if (!said) return undefined;
  const aspect = part ? "split" : "known_bad";
  const end = NOUNS.has(ground.tokens[said.end]?.key ?? "") ? said.end + 1 : said.end;
  const named = setsAt(ground, end);
  const having = Object.values(ground.columns.labels ?? {})
    .filter(({ aspects }) => aspects[aspect]).map(({ set }) => set.id);
  if (having.length === 0 && !named) return undefined;
  const [set, ...others] = named ? named.value.filter((id) => having.includes(id)) : having;
  const told = part ? "a split" : "a list of bad recordings";
  if (set === undefined) {
    return {
      end: named!.end,
      problem: `${setName(ground, named!.value[0]!)} has no ${told.slice(2)}`,
    };
  }
  if (!named && others.length > 0) {
    const names = [set, ...others].map((id) => setName(ground, id)).join(" or ");
    return { end, problem: `several label sets have ${told}: write of ${names}` };
  }
  return {
    end: named?.end ?? end,
    ...asked(set, { aspect, name: part?.value ?? "yes", negated: before.negated }),
    how: `${part ? "split" : "list"} of ${setName(ground, set)}`,
  };
};

function asked(
  set: string,
  { aspect, name, negated }: {
    readonly aspect: "split" | "known_bad";
    readonly name: string;
    readonly negated: boolean;
  },
): Pick<Found, "clauses"> {
  const all: readonly string[] = aspect === "split" ? SPLITS : ["no", "yes"];
  const names = all.filter((one) => (one === name) !== negated);
  const descriptor = labelDescriptorId(set, aspect);
  return { clauses: [{ kind: "category", descriptor, names, missing: "exclude" }] };
}
