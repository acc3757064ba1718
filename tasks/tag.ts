import { readFile, realpath, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { KEY_NOTATIONS, KEY_PROFILES, plural } from "../domain/mod.ts";
import { ask, openLibrary } from "../library/mod.ts";
import { openStore } from "../store/mod.ts";
import {
  applyTags,
  checkTags,
  ID3_VERSIONS,
  Journal,
  keepPlan,
  latestJournal,
  type LeftFile,
  MOST_LEFT,
  narrowPlan,
  notePlan,
  PLAN_HEAD,
  PLAN_PARTS,
  planFilter,
  planLines,
  type PlannedFile,
  type PlanOptions,
  planTags,
  readJournal,
  readPlan,
  recordTags,
  TAG_KINDS,
  TaggingError,
  type TagKind,
  undoTags,
  type WrittenFile,
} from "../tagging/mod.ts";
import { type Arguments, type CommandSpec, DB_OPTION, runCommand, UsageError } from "./_args.ts";
import { writeOut } from "./_write_out.ts";

const SPEC: CommandSpec = {
  name: "tag",
  summary:
    "Writes findings into the tags of your files, only when asked: a plan first, then the writing of what\n" +
    "it says, with a journal that takes everything back. The sound stays bit for bit what it is.\n\n" +
    "  plan                  what would change, as a table to read and edit, and on the page /tags;\n" +
    "                        nothing is written\n" +
    "  apply <plan>          writes what a plan says, in files below --music\n" +
    "  verify <plan>         says which files are not as a plan wants them\n" +
    "  undo [<journal>]      brings the files of the latest apply, or of a journal, back",
  options: {
    db: DB_OPTION,
    out: { value: "file", help: "of plan: the table", default: "tags.tsv" },
    write: { value: "list", help: `of plan: what to write, of ${TAG_KINDS.join(", ")}` },
    key: { value: "how", help: `of plan: keys as ${KEY_NOTATIONS.join(", ")}`, default: "camelot" },
    profile: { value: "name", help: `of plan: key by ${KEY_PROFILES.join(", ")}`, default: "edma" },
    where: { value: "query", help: "of plan: only tracks of a query, as Explore's address has it" },
    sure: { help: "of plan: only keys on which all profiles agree, and tempi of a sure octave" },
    replace: { help: "of plan: replace values that files have; else only what is missing" },
    "genre-from": { value: "x", help: "of plan: styles from this activation", default: "0.3" },
    "mood-from": { value: "x", help: "of plan: moods from this likelihood", default: "0.7" },
    only: {
      value: "part",
      help: `of apply and verify: a part of the plan, by ${
        PLAN_PARTS.join(", ")
      }, as the page's address has it`,
    },
    music: { value: "folder", help: "of apply and undo: the folder below which files may change" },
    id3: {
      value: "version",
      help: `of apply: MP3 get tags of ID3v${
        ID3_VERSIONS.join(" or ")
      }; else each keeps its own, and new ones are 2.4`,
    },
    "keep-times": { help: "of apply: leave the time of the last change as it was" },
  },
  positionals: { name: "plan|apply|verify|undo [<file>]", atLeast: 1 },
  examples: [
    "deno task tag plan --write bpm,key --sure",
    'deno task tag plan --write replaygain --where "style=House" --out gains.tsv',
    "deno task tag apply tags.tsv --music ~/Music",
    'deno task tag apply tags.tsv --music ~/Music --only "tag=BPM&certainty=sure"',
    "deno task tag apply tags.tsv --music ~/Music --id3 2.3",
    "deno task tag verify tags.tsv",
    "deno task tag undo --music ~/Music",
  ],
};

const ACTIONS: Readonly<Record<string, (given: Arguments) => Promise<number>>> = {
  plan,
  apply,
  verify,
  undo,
};

/** `deno task tag`: findings into files. */
export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (given) => {
    const [name = ""] = given.positionals;
    const action = ACTIONS[name];
    if (!action) {
      throw new UsageError(
        `Cannot run tag ${name}: it is one of ${Object.keys(ACTIONS).join(", ")}`,
      );
    }
    return await action(given);
  });
}

async function plan(given: Arguments): Promise<number> {
  const options = planOptions(given);
  const out = given.text("out")!;
  const library = await openLibrary(given.text("db")!, { create: false });
  try {
    const where = new URLSearchParams(given.text("where") ?? "");
    const { columns, rows, problems: [problem] } = await ask(library, where);
    if (problem) {
      throw new UsageError(
        `Cannot read --where: ${problem.parameter}=${problem.value}: ${problem.reason}`,
      );
    }
    const left: LeftFile[] = [];
    let files = 0;
    let changes = 0;
    let table = PLAN_HEAD;
    for await (const file of planTags(columns, rows, options)) {
      if ("reason" in file) left.push(file);
      else {
        files++;
        changes += file.changes.length;
        table += planLines(file);
      }
    }
    await writeOut(out, table);
    await keepPlan(library.store, {
      path: resolve(out),
      made: Date.now(),
      tracks: rows.length,
      left: left.length,
      leftFiles: left.slice(0, MOST_LEFT),
    });
    sayLeft(left);
    console.log(
      `${plural(changes, "tag")} of ${plural(files, "file")} would change, of ${
        plural(rows.length, "track")
      }: ${out}, and on the page /tags. Nothing is written yet; ` +
        `deno task tag apply ${out} --music <folder> does`,
    );
    return 0;
  } finally {
    await library.close();
  }
}

async function apply(given: Arguments): Promise<number> {
  const id3 = given.text("id3") === undefined ? undefined : oneOf(given, "id3", ID3_VERSIONS);
  const planned = await planIn(given);
  const music = await musicOf(given);
  const folder = journalsOf(given);
  await sweep(folder);
  using store = await openStore(given.text("db")!, { create: false });
  const journal = Journal.begin(folder, new Date());
  const options = { music, journal, keepTimes: given.on("keep-times"), ...(id3 && { id3 }) };
  const left: LeftFile[] = [];
  for (const file of planned) {
    await settle(store, await applyTags(file, options), left);
  }
  sayLeft(left);
  const written = planned.length - left.length;
  await notePlan(store, resolve(given.positionals[1]!), {
    at: Date.now(),
    written,
    left: left.length,
  });
  console.log(
    `Wrote the tags of ${plural(written, "file")}` +
      (written > 0 ? `; deno task tag undo --music ${music} takes them back` : ""),
  );
  return left.length > 0 ? 1 : 0;
}

async function verify(given: Arguments): Promise<number> {
  const planned = await planIn(given);
  const left: LeftFile[] = [];
  for (const file of planned) {
    const reason = await checkTags(file);
    if (reason !== undefined) left.push({ path: file.path, reason });
  }
  sayLeft(left);
  console.log(
    `${plural(planned.length - left.length, "file")} of ${planned.length} as the plan wants`,
  );
  return left.length > 0 ? 1 : 0;
}

async function undo(given: Arguments): Promise<number> {
  const music = await musicOf(given);
  const path = given.positionals[1] ?? await latestJournal(journalsOf(given));
  const entries = await readJournal(path);
  using store = await openStore(given.text("db")!, { create: false });
  const left: LeftFile[] = [];
  for (const entry of entries) await settle(store, await undoTags(entry, { music }), left);
  sayLeft(left);
  console.log(`${plural(entries.length - left.length, "file")} as before, by ${path}`);
  return left.length > 0 ? 1 : 0;
}

async function settle(
  store: Parameters<typeof recordTags>[0],
  outcome: WrittenFile | LeftFile,
  left: LeftFile[],
): Promise<void> {
  if ("reason" in outcome) left.push(outcome);
  else await recordTags(store, outcome);
}

function sayLeft(left: readonly LeftFile[]): void {
  for (const { path, reason } of left) console.error(`Left as it is: ${path}: ${reason}`);
}

/** Takes away copies that a killed run left beside the files. */
async function sweep(folder: string): Promise<void> {
  const path = await latestJournal(folder).catch(() => undefined);
  if (path === undefined) return;
  for (const { temporary } of await readJournal(path)) await rm(temporary, { force: true });
}

function journalsOf(given: Arguments): string {
  return `${given.text("db")!}.tags`;
}

async function planIn(given: Arguments): Promise<readonly PlannedFile[]> {
  const [, path] = given.positionals;
  if (path === undefined) {
    throw new UsageError("Cannot go on: name the plan, such as tags.tsv of deno task tag plan");
  }
  try {
    const only = planFilter(new URLSearchParams(given.text("only") ?? ""));
    return await narrowPlan(await readPlan(await readFile(path, "utf8"), path), only);
  } catch (error) {
    if (error instanceof TaggingError) throw error;
    throw new UsageError(`Cannot read the plan ${path}: there is no such file`);
  }
}

async function musicOf(given: Arguments): Promise<string> {
  const folder = given.text("music");
  if (folder === undefined) {
    throw new UsageError("Cannot write: name with --music the folder below which files may change");
  }
  try {
    return await realpath(folder);
  } catch {
    throw new UsageError(`Cannot write below --music ${folder}: there is no such folder`);
  }
}

function planOptions(given: Arguments): PlanOptions {
  const named = given.text("write")?.split(",") ?? [];
  const unknown = named.find((name) => !TAG_KINDS.some((kind) => kind === name));
  if (named.length === 0 || unknown !== undefined) {
    throw new UsageError(
      `Cannot plan: name what to write with --write, of ${TAG_KINDS.join(", ")}` +
        (unknown === undefined ? "" : `; ${unknown} is none of them`),
    );
  }
  return {
    kinds: named as TagKind[],
    notation: oneOf(given, "key", KEY_NOTATIONS),
    profile: oneOf(given, "profile", KEY_PROFILES),
    sure: given.on("sure"),
    replace: given.on("replace"),
    genreFrom: shareOf(given, "genre-from"),
    moodFrom: shareOf(given, "mood-from"),
  };
}

function oneOf<Name extends string>(
  given: Arguments,
  option: string,
  names: readonly Name[],
): Name {
  const text = given.text(option);
  const found = names.find((name) => name === text);
  if (found) return found;
  throw new UsageError(`Cannot read --${option} ${text}: it takes one of ${names.join(", ")}`);
}

function shareOf(given: Arguments, option: string): number {
  const share = Number(given.text(option));
  if (share >= 0 && share <= 1) return share;
  throw new UsageError(
    `Cannot read --${option} ${given.text(option)}: it takes a number in [0, 1]`,
  );
}
