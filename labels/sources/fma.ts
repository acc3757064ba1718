import type { LabelDraft, LabelRow, ReadOptions, Source } from "../draft.ts";
import { splitOf } from "../draft.ts";
import { LabelError } from "../failure.ts";
import { nameWhere, type SourceFiles } from "../files.ts";
import { columnsOf, headerName, oddRow, readRecords, type TableRecord } from "../records.ts";
import { headOf } from "../text.ts";

const SUBSETS = ["small", "medium", "large", "full"] as const;

/** Recordings of the small subset that its maintainers name as bad (mdeff/fma, README and issues). */
const KNOWN_BAD: ReadonlyMap<number, string> = new Map([
  [98565, "shorter than 30 s"],
  [98567, "shorter than 30 s"],
  [98569, "shorter than 30 s"],
  [99134, "without audio"],
  [108925, "without audio"],
  [133297, "without audio"],
]);

interface Genres {
  readonly title: ReadonlyMap<string, string>;
  readonly names: readonly string[];
  readonly roots: readonly string[];
  readonly parents: ReadonlyMap<string, string>;
}

/** The Free Music Archive's data set: `tracks.csv` with its three header lines, and `genres.csv`. */
export const FMA: Source = {
  kind: "fma",
  title: "Free Music Archive: tracks.csv and genres.csv",
  async recognises(files) {
    const name = tracksName(files);
    return name !== undefined && /^\ufeff?,album/.test(await headOf(files, name));
  },
  async read(files, options) {
    const tracks = tracksName(files);
    if (!tracks) throw new LabelError("Cannot read FMA: there is no tracks.csv");
    const { subset } = options;
    if (subset !== undefined && !SUBSETS.some((known) => known === subset)) {
      throw new LabelError(`Cannot read FMA's ${subset}: subsets are ${SUBSETS.join(", ")}`);
    }
    const genres = await readGenres(files);
    const common = {
      licence: "CC BY 4.0 (metadata)",
      citation:
        "Defferrard, Benzi, Vandergheynst, Bresson: FMA, a dataset for music analysis, ISMIR 2017",
      version: subset ? `up to ${subset}` : "all rows",
    };
    const top: LabelDraft = {
      ...common,
      id: "fma",
      name: "FMA top genre",
      several: false,
      ...(genres && { classes: genres.roots }),
      rows: () => rowsOf(files, { tracks, options, genres, which: "top" }),
    };
    if (!genres) {
      const warning = "There is no genres.csv beside it: genres below the top ones are left out";
      return [{ ...top, warnings: [warning] }];
    }
    const all: LabelDraft = {
      ...common,
      id: "fma-genres",
      name: "FMA genres",
      several: true,
      classes: genres.names,
      parents: genres.parents,
      rows: () => rowsOf(files, { tracks, options, genres, which: "all" }),
    };
    return [top, all];
  },
};

function tracksName(files: SourceFiles): string | undefined {
  return nameWhere(files, (file) => /^(raw_)?tracks.*\.csv$/.test(file));
}

async function readGenres(files: SourceFiles): Promise<Genres | undefined> {
  const name = nameWhere(files, (file) => file === "genres.csv");
  if (!name) return undefined;
  const title = new Map<string, string>();
  const parentIds: [string, string][] = [];
  let places: Readonly<Record<"genre_id" | "parent" | "title", number>> | undefined;
  for await (const { fields, line } of readRecords(files, name)) {
    if (!places) {
      places = columnsOf(fields, { wanted: ["genre_id", "parent", "title"], name });
      continue;
    }
    const [id, own, above] = [fields[places.genre_id], fields[places.title], fields[places.parent]];
    if (id === undefined || own === undefined || above === undefined) {
      throw new LabelError(
        `Cannot read ${name}: line ${line} has ${fields.length} fields, and no genre with a parent in them`,
      );
    }
    title.set(id, own);
    parentIds.push([id, above]);
  }
  const parents = new Map<string, string>();
  for (const [child, parent] of parentIds) {
    const above = title.get(parent);
    if (above !== undefined) parents.set(title.get(child)!, above);
  }
  const roots = parentIds.filter(([, parent]) => parent === "0").map(([id]) => title.get(id)!);
  return { title, names: [...title.values()], roots, parents };
}

/** Where things are in `tracks.csv`, whose names are unique only with the line above them. */
interface Places {
  readonly split: number;
  readonly subset: number;
  readonly artist: number;
  readonly album: number;
  readonly albumId: number;
  readonly top: number;
  readonly genres: number;
}

function placesIn(level1: TableRecord, level2: TableRecord, name: string): Places {
  const at = (group: string, column: string) => {
    const place = level1.fields.findIndex((field, i) =>
      headerName(field) === group && headerName(level2.fields[i] ?? "") === column
    );
    if (place >= 0) return place;
    throw new LabelError(
      `Cannot read ${name}: it has no column ${group}.${column}; is it FMA's own tracks.csv, with three header lines`,
    );
  };
  return {
    split: at("set", "split"),
    subset: at("set", "subset"),
    artist: at("artist", "name"),
    album: at("album", "title"),
    albumId: at("album", "id"),
    top: at("track", "genre_top"),
    genres: at("track", "genres"),
  };
}

async function* rowsOf(
  files: SourceFiles,
  { tracks, options, genres, which }: {
    readonly tracks: string;
    readonly options: ReadOptions;
    readonly genres: Genres | undefined;
    readonly which: "top" | "all";
  },
): AsyncGenerator<LabelRow> {
  const limit = SUBSETS.indexOf((options.subset ?? "full") as (typeof SUBSETS)[number]);
  const head: TableRecord[] = [];
  let places: Places | undefined;
  for await (const record of readRecords(files, tracks)) {
    if (head.length < 3) {
      head.push(record);
      if (head.length === 3) places = placesIn(head[0]!, head[1]!, tracks);
      continue;
    }
    const { fields, line } = record;
    const subset = SUBSETS.findIndex((name) => name === fields[places!.subset]);
    if ((subset < 0 ? SUBSETS.length - 1 : subset) > limit) continue;
    yield {
      ...rowOf(fields, { line, places: places!, genres, which }),
      ...(fields.length < head[1]!.fields.length && { fault: oddRow(fields, head[1]!.fields) }),
    };
  }
  if (!places) throw new LabelError(`Cannot read ${tracks}: it ends before its third header line`);
}

function rowOf(
  fields: readonly string[],
  { line, places, genres, which }: {
    readonly line: number;
    readonly places: Places;
    readonly genres: Genres | undefined;
    readonly which: "top" | "all";
  },
): LabelRow {
  const key = fields[0]!.trim();
  const id = Number(key);
  const stem = key.padStart(6, "0");
  const base = {
    key,
    line,
    match: { path: `${stem.slice(0, 3)}/${stem}.mp3`, stems: [stem, key] },
    split: splitOf(fields[places.split]),
    artist: fields[places.artist],
    album: `${fields[places.album]} (FMA album ${fields[places.albumId]})`,
    bad: KNOWN_BAD.get(id),
  };
  if (!/^\d+$/.test(key)) return { ...base, fault: "its track_id is no whole number" };
  if (which === "top") {
    const top = fields[places.top] ?? "";
    return top === "" ? { ...base, fault: "no top genre, as its genres have several roots" } : {
      ...base,
      labels: [top],
    };
  }
  const ids = (fields[places.genres] ?? "").match(/\d+/g) ?? [];
  const titles = ids.map((genre) => genres!.title.get(genre));
  const unknown = ids.find((_, i) => titles[i] === undefined);
  if (unknown !== undefined) return { ...base, fault: `genre ${unknown} is not in genres.csv` };
  return titles.length === 0 ? { ...base, fault: "no genres" } : {
    ...base,
    labels: titles as string[],
  };
}
