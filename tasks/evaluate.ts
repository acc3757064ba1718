import { readFile } from "node:fs/promises";
import {
  type Columns,
  numberText,
  percentText,
  plural,
  SPACE_NAMES,
  spaceNamed,
} from "../domain/mod.ts";
import { type Truth, truthLines, truthsOf } from "../labels/mod.ts";
import {
  knowledgeOf,
  labelTable,
  LabelTableError,
  type Library,
  openLibrary,
} from "../library/mod.ts";
import { evaluateSpaces, type Evaluation, type SpaceFigures } from "../similarity/mod.ts";
import { reportCombination } from "./_combination.ts";
import { reportRankings } from "./_rankings.ts";
import { reportRobustness } from "./_robustness.ts";
import { type Arguments, type CommandSpec, DB_OPTION, runCommand, UsageError } from "./_args.ts";
import { numbersIn, VECTORS_OPTION } from "./_vectors_option.ts";
import { writeOut } from "./_write_out.ts";

const SPEC: CommandSpec = {
  name: "evaluate",
  summary:
    "Says how good the neighbours in each embedding space are: precision on labels beside chance,\n" +
    "hubness, agreement of the spaces, near-duplicates, speed and recall of the index; and, where label\n" +
    "sets say what is true, how right tempo, key, emotion and other numbers are.",
  options: {
    db: DB_OPTION,
    space: { value: "space", help: "a space to evaluate (default all)", multiple: true },
    k: { value: "list", help: "lengths of list for precision", default: "1,5,10" },
    labels: { value: "file", help: "table of further labels: id or path, then labels, by tabs" },
    truth: { help: "only compare what was measured with what label sets say" },
    robust: {
      value: "n",
      implied: "20",
      help: "instead: alter n tracks (default 20; encode, trim, noise, …) and rank each original",
    },
    rankings: {
      value: "label",
      implied: "genre",
      help: "instead: rank 5 % of the tracks as queries; hits share a label of that kind",
    },
    combine: {
      value: "space",
      implied: "best",
      help:
        "instead: precision of a combination such as 60effnet-40timbre beside its parts'; best looks for one",
    },
    by: {
      value: "label",
      help: "with --combine: kind of label that the best is looked for by (default genre)",
    },
    keep: { help: "with --combine: keep it, as a space like any other" },
    remove: { help: "with --combine: remove it from the spaces" },
    share: {
      value: "x",
      help: "with --rankings: share of the tracks that are queries",
      default: "0.05",
    },
    tsv: { value: "file", help: "with --robust or --rankings: write all of it as TSV" },
    seed: { value: "n", help: "what samples and intervals follow from", default: "1" },
    vectors: VECTORS_OPTION,
    json: { value: "file", help: "write the figures as JSON, to compare two runs" },
  },
  examples: [
    "deno task evaluate",
    "deno task evaluate --db data/musav.kv --json figures.json",
    "deno task evaluate --truth",
    "deno task evaluate --rankings=genre --k 10 --tsv rankings.tsv",
    "deno task evaluate --combine=best --by genre",
    "deno task evaluate --combine=60effnet-40timbre --keep",
    "deno task evaluate --robust=50 --tsv robust.tsv",
    "deno task evaluate --space effnet --space musicnn --k 10 --labels my_labels.tsv",
  ],
};

const LONGEST_LIST = 100;

/** `deno task evaluate`: figures of the similarity of a collection. */
export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (given) => {
    const ks = lengthsOf(given);
    const seed = given.whole("seed", { min: 0, max: 2 ** 32 - 1 })!;
    const asked = spacesIn(given);
    const library = await openLibrary(given.text("db")!, {
      create: false,
      wholeUpTo: numbersIn(given),
    });
    try {
      const wanted = asked.length > 0 ? asked : library.spaces.present;
      const altered = given.whole("robust", { min: 1, max: 10_000 });
      if (altered !== undefined) {
        const tsv = given.text("tsv");
        return await reportRobustness(library, { count: altered, seed, spaces: wanted, tsv });
      }
      const label = given.text("rankings");
      if (label !== undefined) {
        return await reportRankings(library, {
          label,
          spaces: library.spaces.present.filter((space) => wanted.includes(space)),
          k: Math.max(...ks),
          share: shareOf(given),
          seed,
          tsv: given.text("tsv"),
        });
      }
      const combined = given.text("combine");
      if (combined !== undefined) {
        return await reportCombination(library, {
          named: combined,
          by: given.text("by"),
          k: Math.max(...ks),
          seed,
          keep: given.on("keep"),
          remove: given.on("remove"),
        });
      }
      const { columns } = library.collection;
      const truths = truthsOf(columns, { bad: await badRows(library) });
      for (const line of truthLines(truths, columns)) console.log(line);
      const knowledge = knowledgeOf(columns, await furtherLabels(given, columns));
      const opened = [];
      for (const space of given.on("truth") ? [] : library.spaces.present) {
        if (!wanted.includes(space)) continue;
        const open = await library.spaces.get(space);
        if (open) opened.push(open);
      }
      if (opened.length === 0 && truths.length === 0) {
        console.error(
          given.on("truth")
            ? `Cannot compare ${
              given.text("db")
            } with labels: no label set gives a tempo, a key or a number that was measured; deno task labels joins some`
            : `Cannot evaluate ${given.text("db")}: no track has a vector in these spaces`,
        );
        return 1;
      }
      const found = opened.length === 0 ? undefined : await evaluateSpaces(opened, knowledge, {
        ks,
        seed,
        ...(Deno.stderr.isTerminal() && {
          progress: (step: string) => console.error(`${step} …`),
        }),
      });
      const figures = found && await library.evaluations.withPatches(found);
      for (const line of figures ? report(figures) : []) console.log(line);
      const json = given.text("json");
      if (json !== undefined) {
        const whole = { ...figures, truths: truths.map((truth) => named(truth, columns)) };
        await writeOut(json, JSON.stringify(whole, undefined, 2) + "\n");
      }
      return 0;
    } finally {
      await library.close();
    }
  });
}

/** Rows of recordings that a label set knows to be bad. */
async function badRows({ store, collection }: Library) {
  const bad = new Map<string, Set<number>>();
  for (const { id } of await store.labels.list()) {
    const rows = [...await store.labels.entries(id)]
      .flatMap(([track, entry]) => entry.bad === undefined ? [] : [collection.row(track)])
      .filter((row) => row !== undefined);
    bad.set(id, new Set(rows));
  }
  return (set: string, row: number) => bad.get(set)?.has(row) ?? false;
}

/** A truth whose worst tracks are named by id and path. */
function named(truth: Truth, columns: Columns): unknown {
  const worst = truth.worst.map(({ row, ...values }) => ({
    id: columns.ids[row],
    path: columns.texts.path[row],
    ...values,
  }));
  const figures = truth.kind === "key"
    ? { ...truth.figures, confusion: [...truth.figures.confusion] }
    : truth.figures;
  return { ...truth, figures, worst };
}

function shareOf(given: Arguments): number {
  const share = Number(given.text("share"));
  if (share > 0 && share <= 1) return share;
  throw new UsageError(`Cannot read --share ${given.text("share")}: it takes a number in (0, 1]`);
}

function lengthsOf(given: Arguments): number[] {
  const ks = given.text("k")!.split(",").map(Number);
  if (ks.some((k) => !Number.isInteger(k) || k < 1 || k > LONGEST_LIST)) {
    throw new UsageError(
      `Cannot read --k ${
        given.text("k")
      }: it takes whole numbers from 1 to ${LONGEST_LIST}, separated by commas`,
    );
  }
  return ks;
}

function spacesIn(given: Arguments): readonly string[] {
  const named = given.texts("space");
  const unknown = named.find((name) => !spaceNamed(name));
  if (unknown !== undefined) {
    throw new UsageError(`Cannot read --space ${unknown}: it takes one of ${SPACE_NAMES}`);
  }
  return named;
}

async function furtherLabels(given: Arguments, columns: Parameters<typeof labelTable>[1]) {
  const file = given.text("labels");
  if (file === undefined) return [];
  try {
    return labelTable(await readFile(file, "utf8"), columns);
  } catch (error) {
    if (error instanceof LabelTableError) throw new UsageError(`${error.message} (${file})`);
    throw new UsageError(`Cannot read --labels ${file}: there is no such file`);
  }
}

function* report({ spaces, overlaps }: Evaluation): Generator<string> {
  for (const figures of spaces) yield* spaceReport(figures);
  if (overlaps.length > 0) yield "Agreement of the ten nearest";
  for (const { a, b, overlap, chance, rankBiased } of overlaps) {
    yield `  ${a} and ${b}`.padEnd(28) +
      `share ${percent(overlap.mean)} [${percent(overlap.low)}, ${percent(overlap.high)}], ` +
      `chance ${percent(chance)}; rank-biased overlap ${numberText(rankBiased, 3)}`;
  }
}

function* spaceReport(figures: SpaceFigures): Generator<string> {
  const { space, tracks, dimensions, queries, precision, hubness, duplicates, search } = figures;
  const all = queries < tracks ? `, ${queries} of them as queries` : "";
  yield `${space}: ${plural(tracks, "track")}${all}, ${plural(dimensions, "dimension")}`;
  for (const figure of precision) {
    if (figure.count === 0) continue;
    const without = figure.apart === null ? "" : `, other ${figure.apart}s only`;
    const which = figure.queries === "all" ? "" : ", 5 %";
    yield `  P@${figure.k} ${figure.label}${without}${which}`.padEnd(42) +
      `${numberText(figure.mean, 4)} [${numberText(figure.low, 4)}, ${
        numberText(figure.high, 4)
      }]` +
      `  chance ${numberText(figure.chance, 4)}  n ${figure.count}`;
  }
  const ofSample = queries < tracks ? ` of ${plural(queries, "list")}, which are a sample` : "";
  for (
    const [name, hub] of [
      ["cosine", hubness.cosine],
      ["mutual proximity", hubness.mutualProximity],
    ] as const
  ) {
    yield `  hubness by ${name}`.padEnd(42) +
      `skewness ${numberText(hub.skewness, 2)}, Gini ${
        numberText(hub.gini ?? NaN, 2)
      }, largest hub in ` +
      `${plural(hub.largest?.occurrence ?? 0, "list")}, ${
        plural(hub.antiHubs, "track")
      } in none${ofSample}`;
  }
  yield* spreadReport(figures);
  yield `  near-duplicates (cosine > ${duplicates.threshold})`.padEnd(42) +
    `${duplicates.more ? "at least " : ""}${duplicates.pairs.length}`;
  yield `  search`.padEnd(42) + throughAll(search) +
    (search.index === null
      ? search.reason
      : `index ${numberText(search.index.ms, 2)} ms, recall@10 ${
        numberText(search.index.recall, 4)
      }`);
}

/** Labels of each kind that are told of: those whose tracks lie closest, and farthest apart. */
const TOLD = 5;

function* spreadReport({ spread, patches }: SpaceFigures): Generator<string> {
  if (!spread) return;
  yield `  mean distance of two tracks`.padEnd(42) + numberText(spread.all, 3);
  yield `  of two patches of a track`.padEnd(42) +
    (patches
      ? `${numberText(patches.within, 3)}, of two tracks ${numberText(patches.between, 3)} (${
        plural(patches.tracks, "track")
      }, ${plural(patches.patches, "patch", "patches")})`
      : "no patches are kept: analyze --segments keeps them");
  for (const [kind, labels] of Map.groupBy(spread.labels, ({ kind }) => kind)) {
    const told = labels.length <= 2 * TOLD
      ? labels
      : [...labels.slice(0, TOLD), ...labels.slice(-TOLD)];
    yield `  within each ${kind}, by what is between`;
    for (const { label, tracks, within, between, ratio } of told) {
      yield `    ${label}`.padEnd(42) +
        `${numberText(within, 3)} by ${numberText(between, 3)}, ratio ${
          numberText(ratio, 2)
        }  n ${tracks}`;
    }
  }
}

function throughAll({ exactMs, reduced }: SpaceFigures["search"]): string {
  if (!reduced) return `exact ${numberText(exactMs, 2)} ms; `;
  const { from, to, recall } = reduced;
  return `reduced from ${from} to ${to} numbers, the likeliest compared in whole: ` +
    `${numberText(exactMs, 2)} ms, recall@10 ${
      numberText(recall, 4)
    }; figures above but near-duplicates ` +
    "are of reduced vectors; ";
}

function percent(share: number): string {
  return percentText(share, 1);
}
