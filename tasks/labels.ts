import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { audioHash } from "../analysis/payload/mod.ts";
import { HASH_VERSION, type LabelSet, plural } from "../domain/mod.ts";
import {
  type CheckedFile,
  classCounts,
  type ExportedTrack,
  jamsOf,
  type Joined,
  joinLabels,
  joinLines,
  labelsTsv,
  readSource,
  SOURCES,
  splitFigures,
  splitLine,
  validateLabels,
} from "../labels/mod.ts";
import { openStore, type Store } from "../store/mod.ts";
import { type Arguments, type CommandSpec, DB_OPTION, runCommand, UsageError } from "./_args.ts";
import { trackIndexOf } from "./_track_index.ts";
import { writeOut, writing } from "./_write_out.ts";

const SPEC: CommandSpec = {
  name: "labels",
  summary:
    "Joins labels to tracks: a data set's files, a table, what beets, Navidrome, Subsonic, Rekordbox or\n" +
    "Essentia's extractor know, or folders or tags for what the collection itself says.\n" +
    "Says what matched, what did not and why. Without a source it lists the label sets.",
  options: {
    db: DB_OPTION,
    kind: { value: "kind", help: `what the source is (guessed): ${kinds()}` },
    name: { value: "name", help: "what a set of a table is called (its file's name)" },
    id: { value: "column", help: "column of a table that names the track (guessed, and said)" },
    label: { value: "column", help: "column of a table that is a label", multiple: true },
    subset: { value: "name", help: "of FMA: small, medium or large, each with those below it" },
    version: { value: "name", help: "variant of annotations, or number of a split" },
    exchange: { help: "of DEAM: exchange valence and arousal, which look exchanged" },
    "without-bad": { help: "leave out recordings that are known to be bad" },
    "dry-run": { help: "say what would match, and store nothing" },
    rejoin: { value: "set", help: "read a set's source again, as after files came or moved" },
    validate: { value: "set", help: "check the files of a set: missing, empty, short, changed" },
    hash: { help: "with --validate: also compare checksums, which reads every file" },
    remove: { value: "set", help: "remove a set" },
    export: { value: "set", help: "write a set: to --out as TSV, or as JAMS into a folder" },
    out: { value: "path", help: "with --export: a .tsv file, - for standard output, or a folder" },
  },
  positionals: { name: "<source>", atLeast: 0 },
  examples: [
    "deno task labels",
    "deno task labels ~/fma_metadata --subset small",
    "deno task labels my_genres.csv --id file --label genre",
    "deno task labels ~/.config/beets/library.db",
    "deno task labels folders",
    "deno task labels --validate fma",
    "deno task labels --export my-genres --out my_genres.tsv",
  ],
};

const ACTIONS = ["rejoin", "validate", "remove", "export"] as const;

function kinds(): string {
  return SOURCES.map(({ kind }) => kind).join(", ");
}

/** `deno task labels`: label sets, in and out. */
export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (given) => {
    const asked = ACTIONS.filter((action) => given.text(action) !== undefined);
    const sources = given.positionals;
    if (asked.length > 1 || (asked.length === 1 && sources.length > 0) || sources.length > 1) {
      throw new UsageError(
        "Cannot do several things at once: name one source, or one of --rejoin, --validate, --remove and --export",
      );
    }
    using store = await openStore(given.text("db")!, { create: false });
    switch (asked[0]) {
      case "rejoin":
        return await rejoin(store, given);
      case "validate":
        return await validate(store, given);
      case "remove":
        return await remove(store, given.text("remove")!);
      case "export":
        return await exportSet(store, given);
    }
    return sources[0] === undefined ? await list(store) : await joinSource(store, {
      source: sources[0],
      asked: optionsIn(given),
      dryRun: given.on("dry-run"),
    });
  });
}

/** What the reader is told, as it is kept with the set. */
type Asked = Readonly<Record<string, string>>;

function optionsIn(given: Arguments): Asked {
  const asked: Record<string, string> = {};
  for (const name of ["kind", "name", "id", "subset", "version"]) {
    const value = given.text(name);
    if (value !== undefined) asked[name] = value;
  }
  const labels = given.texts("label");
  if (labels.length > 0) asked.label = labels.join("\n");
  for (const name of ["exchange", "without-bad"]) if (given.on(name)) asked[name] = "yes";
  return asked;
}

async function joinSource(
  store: Store,
  { source, asked, dryRun, only }: {
    readonly source: string;
    readonly asked: Asked;
    readonly dryRun: boolean;
    readonly only?: string;
  },
): Promise<number> {
  const tracks = await trackIndexOf(store);
  const { kind, drafts } = await readSource(source, {
    tracks,
    kind: asked.kind,
    idColumn: asked.id,
    labelColumns: asked.label?.split("\n"),
    subset: asked.subset,
    version: asked.version,
    exchange: asked.exchange !== undefined,
    name: asked.name,
  });
  const joined: Joined[] = [];
  for (const draft of drafts) {
    if (only !== undefined && draft.id !== only) continue;
    joined.push(
      await joinLabels(draft, tracks, {
        kind,
        now: Date.now(),
        source,
        options: asked,
        withoutBad: asked["without-bad"] !== undefined,
      }),
    );
  }
  console.log(`Read as ${SOURCES.find((reader) => reader.kind === kind)!.title}`);
  for (const { set, entries, report } of joined) {
    for (const line of joinLines(set, report)) console.log(line);
    const figures = splitFigures(entries);
    if (figures) console.log(`  ${splitLine(figures)}`);
    if (set.licence) console.log(`  Licence: ${set.licence}`);
  }
  const stored = joined.filter(({ entries }) => entries.size > 0);
  if (stored.length === 0) {
    console.error(
      "No row matches a track, so nothing is stored: are these tracks in the collection (--db)" +
        (kind === "table"
          ? ", and is the column of ids right (--id)?"
          : "? Their files have to be called as the publisher calls them"),
    );
    return 1;
  }
  if (dryRun) return 0;
  for (const { set } of stored) refuseOver(await store.labels.get(set.id));
  for (const { set, entries } of stored) refuseOver(await store.labels.put(set, entries));
  console.log(`Stored ${stored.map(({ set }) => set.id).join(", ")}`);
  return 0;
}

function refuseOver(there: LabelSet | undefined): void {
  if (there === undefined || there.origin === "publisher") return;
  throw new UsageError(
    `Cannot store ${there.id}: a set of that id was made by ${there.origin}; choose another name with --name`,
  );
}

async function setNamed(store: Store, id: string): Promise<LabelSet> {
  const set = await store.labels.get(id);
  if (set) return set;
  const ids = (await store.labels.list()).map(({ id }) => id);
  throw new UsageError(
    `Cannot find the label set ${id}: ${
      ids.length > 0 ? `there are ${ids.join(", ")}` : "there is none"
    }`,
  );
}

async function list(store: Store): Promise<number> {
  const sets = await store.labels.list();
  if (sets.length === 0) {
    console.log("No labels yet: deno task labels <source> joins some, --help says from what");
    return 0;
  }
  for (const set of sets) {
    const entries = await store.labels.entries(set.id);
    const fields = set.fields.map(({ id, unit }) => unit ? `${id} (${unit})` : id).join(", ");
    const counts = classCounts(set, entries);
    const what = [counts.length > 0 && plural(counts.length, "label"), fields].filter(Boolean);
    console.log(
      `${set.id}: ${set.name}, ${plural(entries.size, "track")}, ${what.join(", ") || "ids"}`,
    );
    if (counts.length > 0) {
      const top = counts.slice(0, 5).map(({ name, tracks }) => `${name} ${tracks}`);
      console.log(`  ${top.join(", ")}${counts.length > 5 ? ", …" : ""}`);
    }
    const figures = splitFigures(entries);
    if (figures) console.log(`  ${splitLine(figures)}`);
    const about = [set.version, set.licence, set.source].filter((text) => text !== undefined);
    if (about.length > 0) console.log(`  ${about.join("; ")}`);
  }
  return 0;
}

async function rejoin(store: Store, given: Arguments): Promise<number> {
  const set = await setNamed(store, given.text("rejoin")!);
  if (set.source === undefined) {
    throw new UsageError(
      `Cannot join ${set.id} again: it was made by ${set.origin}, not read from a source`,
    );
  }
  return await joinSource(store, {
    source: set.source,
    asked: { ...set.options, kind: set.kind },
    dryRun: given.on("dry-run"),
    only: set.id,
  });
}

async function remove(store: Store, id: string): Promise<number> {
  await setNamed(store, id);
  await store.labels.remove(id);
  console.log(`Removed the label set ${id}`);
  return 0;
}

async function validate(store: Store, given: Arguments): Promise<number> {
  const set = await setNamed(store, given.text("validate")!);
  const entries = await store.labels.entries(set.id);
  const faults = await validateLabels(set, entries, {
    tracks: checkedTracks(store),
    fileAt: (path) => fileAt(path, given.on("hash")),
  });
  for (const { kind, key, path, detail } of faults) {
    console.log(`${kind}: ${key}${path === undefined ? "" : ` (${path})`}: ${detail}`);
  }
  console.log(
    `${plural(entries.size, "labelled track")} in ${set.id}: ${
      faults.length === 0 ? "nothing is wrong" : `${plural(faults.length, "thing")} to look at`
    }`,
  );
  return 0;
}

async function* checkedTracks(store: Store) {
  for await (const { id, path, audio, file } of store.tracks()) {
    const hash = file.hashVersion === HASH_VERSION ? file.hash : "";
    yield { id, path, audio, hash, duration: file.duration };
  }
}

async function fileAt(path: string, withHash: boolean): Promise<CheckedFile> {
  try {
    const { size } = await Deno.stat(path);
    return withHash && size > 0 ? { size, hash: await audioHash(path) } : { size };
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { size: undefined };
    throw error;
  }
}

async function exportSet(store: Store, given: Arguments): Promise<number> {
  const set = await setNamed(store, given.text("export")!);
  const out = given.text("out");
  if (out === undefined) {
    throw new UsageError("Cannot export: name a .tsv file or a folder for JAMS with --out");
  }
  const entries = await store.labels.entries(set.id);
  const tracks: ExportedTrack[] = [];
  for await (const { id, path, tags, file } of store.tracks()) {
    if (!entries.has(id)) continue;
    const { artist, title } = tags;
    tracks.push({ id, path, artist, title, duration: file.duration });
  }
  if (out === "-" || /\.tsv$/i.test(out)) {
    const text = [...labelsTsv(set, { entries, tracks })].join("");
    if (out === "-") await Deno.stdout.write(new TextEncoder().encode(text));
    else await writeOut(out, text);
  } else {
    await writing(out, () => mkdir(out, { recursive: true }));
    for (const track of tracks) {
      const document = jamsOf(set, entries.get(track.id)!, track);
      await writeOut(join(out, `${track.id}.jams`), JSON.stringify(document, undefined, 1) + "\n");
    }
  }
  if (out !== "-") {
    console.log(`Exported ${plural(tracks.length, "labelled track")} of ${set.id} to ${out}`);
  }
  return 0;
}
