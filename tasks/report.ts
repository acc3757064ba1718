import { join } from "node:path";
import { openCollection } from "../collection/mod.ts";
import { plural, whyUnwritten } from "../domain/mod.ts";
import { ExchangeError, importCollection } from "../exchange/mod.ts";
import { fullActivations, summaryOf } from "../library/mod.ts";
import {
  compare,
  type Compared,
  comparisonSection,
  failedFiles,
  type RenderedReport,
  renderReport,
} from "../report/mod.ts";
import { openStore, type Store } from "../store/mod.ts";
import { type CommandSpec, DB_OPTION, runCommand, UsageError } from "./_args.ts";

const SPEC: CommandSpec = {
  name: "report",
  summary:
    "Writes a report of a collection into a folder: report.html, which stands alone and prints\n" +
    "well; figures/*.svg; a .tsv for every figure; summary.json. Made again from the same store, it\n" +
    "is the same to the byte.",
  options: {
    db: DB_OPTION,
    out: { value: "folder", help: "where to; made where it is missing" },
    title: { value: "text", help: "heading of the report; the collection's name where left out" },
    compare: {
      value: "path",
      help: "a second collection beside it: a store, or a folder written by export",
    },
  },
  examples: [
    "deno task report --out report",
    'deno task report --db data/musav.kv --out report --title "MusAV, 2,100 tracks"',
    "deno task report --db data/mine.kv --compare data/musav.kv --out mine-and-musav",
  ],
};

const STYLES = ["tokens", "charts", "report", "report_file"] as const;

/** `deno task report`: the questions of the overview as files. */
export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async ({ text }) => {
    const out = text("out");
    if (!out) throw new UsageError("Cannot write a report: name a folder with --out");
    const first = await readStore(text("db")!);
    const other = text("compare");
    const sections = other === undefined
      ? []
      : [comparisonSection(compare(first, await readOther(other)))];
    const title = text("title");
    const report = renderReport(first.summary, {
      css: await Promise.all(STYLES.map(readStyle)),
      sections,
      ...(title === undefined ? {} : { title }),
    });
    await write(report, out);
    const { tracks, files } = first.summary;
    console.log(
      `Wrote a report of ${plural(tracks, "track")} and ${
        plural(failedFiles(files), "failed file")
      } to ${join(out, "report.html")}`,
    );
    return 0;
  });
}

async function readStore(location: string): Promise<Compared> {
  using store = await openStore(location, { create: false });
  return await readCollection(store, location);
}

async function readOther(path: string): Promise<Compared> {
  const isFolder = await Deno.stat(path).then(({ isDirectory }) => isDirectory, () => false);
  if (!isFolder) return await readStore(path);
  using store = await openStore(":memory:");
  await importCollection(store, path, { clock: () => 0 });
  return await readCollection(store, path);
}

async function readCollection(store: Store, location: string): Promise<Compared> {
  using collection = await openCollection(store, { interval: 0 });
  const { snapshot } = collection;
  return {
    columns: snapshot.columns,
    summary: summaryOf(snapshot, {
      location,
      activations: await fullActivations(store),
    }),
  };
}

function readStyle(name: string): Promise<string> {
  return Deno.readTextFile(new URL(`../static/styles/${name}.css`, import.meta.url));
}

async function write(report: RenderedReport, out: string): Promise<void> {
  const files: [string, string][] = [
    ["report.html", report.html],
    ["summary.json", report.summaryJson],
    ...Object.entries(report.tables),
    ...Object.entries(report.figures).map((
      [name, svg],
    ): [string, string] => [`figures/${name}`, svg]),
  ];
  try {
    await Deno.mkdir(join(out, "figures"), { recursive: true });
    for (const [name, text] of files) await Deno.writeTextFile(join(out, name), text);
  } catch (cause) {
    throw new ExchangeError(`Cannot write the report to ${out}: ${whyUnwritten(cause)}`, { cause });
  }
}
