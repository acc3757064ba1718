import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  KEY_NOTATIONS,
  type KeyNotation,
  plural,
  PROJECTIONS,
  SPACE_NAMES,
  spaceNamed,
} from "../domain/mod.ts";
import { writeDataSet } from "../dataset/mod.ts";
import {
  DJ_FORMATS,
  type DjFormat,
  exportCollection,
  type ExportSummary,
  writeDj,
} from "../exchange/mod.ts";
import {
  type BeatsFound,
  djTracks,
  type Library,
  openLibrary,
  savedPlaylists,
  writeAtlas,
} from "../library/mod.ts";
import { entryOf, writePlaylist } from "../playlist/mod.ts";
import { openStore } from "../store/mod.ts";
import { type Arguments, type CommandSpec, DB_OPTION, runCommand, UsageError } from "./_args.ts";
import { writing, writingWhole } from "./_write_out.ts";

const FORMATS = ["folder", ...Object.keys(DJ_FORMATS), "m3u8", "atlas"] as const;

const SPEC: CommandSpec = {
  name: "export",
  summary: "Writes a collection into a folder that pandas, DuckDB and NumPy read: tracks.tsv,\n" +
    "tracks.ndjson, tracks.parquet, and one .npy for each embedding in the same row order.\n" +
    "Or for DJ software: rekordbox (XML) and traktor (NML) with tempo, beat grid, key, colour by style\n" +
    "and playlists; m3u8, a folder with each playlist as a file, which Mixxx takes in as crates.\n" +
    "Or atlas: one Parquet file with places on a map, neighbours and vectors of a space, which\n" +
    "Embedding Atlas and Spotlight open.",
  options: {
    db: DB_OPTION,
    out: {
      value: "path",
      help: "a folder, made where it is missing; for rekordbox, traktor and atlas a file",
    },
    format: { value: "format", help: FORMATS.join(", "), default: "folder" },
    partitioned: {
      help: "as a data set of columns: Parquet by part, with vectors, for start --data and DuckDB",
    },
    part: {
      value: "name",
      help: "with --partitioned: the one part of a data set that this store is",
    },
    playlist: {
      value: "name",
      help: "for DJ software: these playlists with their tracks alone",
      multiple: true,
    },
    keys: {
      value: "notation",
      help: `for DJ software: keys as ${KEY_NOTATIONS.join(", ")} (8A, 1m, Am)`,
      default: "classical",
    },
    space: {
      value: "space",
      help: `for atlas: ${SPACE_NAMES}; the first that the collection has`,
    },
    projection: {
      value: "projection",
      help: `for atlas: ${PROJECTIONS.join(", ")}`,
      default: "umap",
    },
    "without-beats": {
      help: "for DJ software: no beat grids, which take a second or so a track the first time",
    },
  },
  examples: [
    "deno task export --out exported",
    "deno task export --db data/musav.kv --out /tmp/musav",
    "deno task export --format rekordbox --out fonoteca.xml --playlist Friday",
    "deno task export --format m3u8 --out crates",
    "deno task export --format atlas --space musicnn --out atlas.parquet",
    "deno task export --partitioned --out /nas/data-set",
    "deno task export --partitioned --db parts/7.kv --part 7 --out /nas/data-set",
  ],
};

/** `deno task export`: a store into a folder, or into a file for DJ software. */
export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (given) => {
    const out = given.text("out");
    if (!out) throw new UsageError("Cannot export: name a folder or a file with --out");
    const format = given.text("format")!;
    if (given.on("partitioned") || given.text("part") !== undefined) {
      console.log(await writeParts(given, out));
      return 0;
    }
    if (format === "folder") {
      using store = await openStore(given.text("db")!, { create: false });
      console.log(sentence(await exportCollection(store, out), out));
      return 0;
    }
    if (!(FORMATS as readonly string[]).includes(format)) {
      throw new UsageError(`Cannot export as ${format}: --format is one of ${FORMATS.join(", ")}`);
    }
    const keys = KEY_NOTATIONS.find((notation) => notation === given.text("keys"));
    if (!keys) {
      throw new UsageError(`Cannot write keys: --keys is one of ${KEY_NOTATIONS.join(", ")}`);
    }
    const library = await openLibrary(given.text("db")!, { create: false });
    try {
      const playlists = await playlistsOf(library, given);
      if (format === "atlas") {
        console.log(await writeMapped(library, { out, given }));
        return 0;
      }
      console.log(
        format === "m3u8"
          ? await writing(out, () => writeCrates(library, { out, playlists }))
          : await writeForDjs(library, { out, playlists, given, keys, format: format as DjFormat }),
      );
    } finally {
      await library.close();
    }
    return 0;
  });
}

async function writeMapped(
  library: Library,
  { out, given }: { readonly out: string; readonly given: Arguments },
): Promise<string> {
  const [named, wanted] = [given.text("space"), given.text("projection")];
  const space = spaceNamed(named);
  if (named !== undefined && !space) {
    throw new UsageError(`Cannot export ${named}: --space is one of ${SPACE_NAMES}`);
  }
  const projection = PROJECTIONS.find((known) => known === wanted);
  if (!projection) {
    throw new UsageError(
      `Cannot export by ${wanted}: --projection is one of ${PROJECTIONS.join(", ")}`,
    );
  }
  const made = await writingWhole(
    out,
    (part) => writeAtlas(library, part, { space, projection }),
  );
  const left = made.left > 0 ? `; ${made.left} without a vector in it` : "";
  const tracks = plural(made.tracks, "track");
  return `Exported ${tracks} with ${made.space} by ${made.projection} to ${out}${left}`;
}

async function writeParts(given: Arguments, out: string): Promise<string> {
  if (!given.on("partitioned") || given.text("format") !== "folder") {
    throw new UsageError(
      "Cannot export: --part goes with --partitioned, and no --format with either",
    );
  }
  using store = await openStore(given.text("db")!, { create: false });
  const { tracks, parts } = await writeDataSet(store, out, { part: given.text("part") });
  return `Exported ${plural(tracks, "track")} in ${plural(parts, "part")} to ${out}`;
}

interface Named {
  readonly name: string;
  readonly query: string;
  readonly tracks: readonly string[];
}

async function playlistsOf(library: Library, given: Arguments): Promise<readonly Named[]> {
  const all = (await savedPlaylists(library).list()).map(({ value }) => value)
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"));
  const wanted = given.texts("playlist");
  for (const name of wanted) {
    if (all.some((playlist) => playlist.name === name)) continue;
    const names = all.map(({ name }) => name).join(", ");
    throw new UsageError(
      `Cannot find the playlist ${name}: ${names === "" ? "there is none" : `there are ${names}`}`,
    );
  }
  return wanted.length === 0 ? all : all.filter(({ name }) => wanted.includes(name));
}

async function writeForDjs(
  library: Library,
  { out, playlists, given, keys, format }: {
    readonly out: string;
    readonly playlists: readonly Named[];
    readonly given: Arguments;
    readonly keys: KeyNotation;
    readonly format: DjFormat;
  },
): Promise<string> {
  const { ids: all } = library.collection.columns;
  const ids = given.texts("playlist").length === 0
    ? all
    : [...new Set(playlists.flatMap(({ tracks }) => tracks))]
      .filter((id) => library.collection.row(id) !== undefined);
  const beats: BeatsFound | undefined = given.on("without-beats")
    ? undefined
    : { found: 0, unread: 0 };
  const tracks = djTracks(library, ids, {
    profile: library.summary.profile,
    beats,
    signal: new AbortController().signal,
  });
  const text = ReadableStream.from(
    writeDj({ ids, tracks: told(tracks, ids.length), playlists, keys }, format),
  );
  await writingWhole(out, async (part) => {
    const file = await Deno.open(part, { write: true, create: true, truncate: true });
    await text.pipeThrough(new TextEncoderStream()).pipeTo(file.writable);
  });
  const grids = beats
    ? `; beat grids of ${beats.found}` +
      (beats.unread > 0 ? `, the audio of ${beats.unread} cannot be read` : "")
    : "";
  const exported = `${plural(ids.length, "track")} and ${plural(playlists.length, "playlist")}`;
  return `Exported ${exported} to ${out}${grids}`;
}

/** Passes things on, and says how far it is. */
async function* told<T>(things: AsyncIterable<T>, total: number): AsyncGenerator<T> {
  let done = 0;
  for await (const thing of things) {
    yield thing;
    if (!Deno.stderr.isTerminal() || ++done % 10 !== 0) continue;
    Deno.stderr.writeSync(new TextEncoder().encode(`\r${done}/${plural(total, "track")}\r`));
  }
}

async function writeCrates(
  { collection }: Library,
  { out, playlists }: { readonly out: string; readonly playlists: readonly Named[] },
): Promise<string> {
  await mkdir(out, { recursive: true });
  const taken = new Set<string>();
  for (const { name, query, tracks } of playlists) {
    const rows = tracks.map((id) => collection.row(id)).filter((row) => row !== undefined);
    const entries = rows.map((row) => entryOf(collection.columns, row));
    const { text } = writePlaylist({ name, query, entries }, { format: "m3u8" });
    await Deno.writeTextFile(join(out, `${freeName(name, taken)}.m3u8`), text);
  }
  return `Exported ${plural(playlists.length, "playlist")} to ${out}`;
}

/** A name that every file system takes and that no other playlist has. */
function freeName(name: string, taken: Set<string>): string {
  const plain =
    name.replace(/[\p{Cc}<>:"/\\|?*]+/gu, " ").trim().replace(/\.+$/, "").slice(0, 80) ||
    "playlist";
  let free = plain;
  for (let i = 2; taken.has(free.toLowerCase()); i++) free = `${plain} ${i}`;
  taken.add(free.toLowerCase());
  return free;
}

function sentence({ tracks, vectors, errors }: ExportSummary, out: string): string {
  const kinds = Object.keys(vectors);
  const withVectors = kinds.length > 0 ? ` with ${kinds.join(", ")}` : "";
  const exported = plural(tracks, "track") + withVectors;
  return `Exported ${exported} and ${plural(errors, "error")} to ${out}`;
}
