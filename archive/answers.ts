import type { Counts, DataRow, DataSet } from "../dataset/mod.ts";
import { tsvLine } from "../domain/mod.ts";
import {
  type PathOptions,
  PLAYLIST_MEDIA_TYPES,
  type PlaylistFormat,
  writePlaylist,
} from "../playlist/mod.ts";
import {
  formatQuery,
  parseQuery,
  type Problem,
  type Query,
  unknownLabels,
  wholeIn,
} from "../query/mod.ts";
import { HttpError } from "../web/mod.ts";

/** Tracks of one answer, and of one playlist file. */
const MOST = 1_000;
const MOST_IN_FILE = 100_000;
/** Parameters that say how an answer is given, not which tracks it is about. */
const ANSWER = ["offset", "limit", "name"];

/** What a request asks of a data set. */
export interface Asked {
  readonly query: Query;
  readonly problems: readonly Problem[];
  readonly offset: number;
  readonly limit: number;
}

/** Reads the query of a URL, and which page of its tracks is asked for. */
export function askedIn(
  params: URLSearchParams,
  { set, usual = 100, most = MOST }: {
    readonly set: DataSet;
    readonly usual?: number;
    readonly most?: number;
  },
): Asked {
  const { query, problems: ofQuery } = parseQuery(params, {
    others: (name) => ANSWER.includes(name),
  });
  const sets = Array.from(set.labels.values(), ({ set }) => set);
  const problems = [
    ...ofQuery,
    ...unknownLabels(query, { sets, params }),
    ...regionsNowhere(query, params),
  ];
  const first = wholeIn(params, { name: "offset", usual: 0, range: [0, Infinity], problems });
  const offset = Math.min(set.total, first);
  const limit = wholeIn(params, { name: "limit", usual, range: [0, most], problems });
  return { query, problems, offset, limit };
}

function regionsNowhere({ clauses }: Query, params: URLSearchParams): Problem[] {
  return Object.entries(clauses).filter(([, { kind }]) => kind === "region")
    .map(([parameter]) => ({
      parameter,
      value: params.get(parameter) ?? "",
      reason: "no track lies in a region here: a data set asked of DuckDB has no maps",
    }));
}

/** Tracks that match, page by page, in the shape of `/api/tracks` of a store. */
export async function tracksAnswer(set: DataSet, params: URLSearchParams): Promise<unknown> {
  const { query, problems, offset, limit } = askedIn(params, { set });
  const [matching, tracks] = await Promise.all([
    set.count(query),
    set.page(query, { offset, limit }),
  ]);
  return {
    total: set.total,
    matching,
    query: formatQuery(query),
    problems,
    offset,
    tracks: tracks.map(({ added, codec, title, artist, album, genre, ...track }) => ({
      ...track,
      title: title || null,
      artist: artist || null,
      album: album || null,
      genre: genre || null,
      format: codec || null,
      added: new Date(Number(added)).toISOString(),
    })),
  };
}

/** A histogram. Throws an HttpError for a descriptor that there is none of. */
export async function countsAnswer(
  set: DataSet,
  params: URLSearchParams,
  id: string,
): Promise<Counts> {
  const counts = await set.counts(askedIn(params, { set }).query, id);
  if (counts) return counts;
  throw new HttpError(404, `Cannot count ${id}: there is no such column`);
}

const PLAYED = ["id", "path", "title", "artist", "album", "duration_s"] as const;

/** A playlist file of the tracks from `offset` on; how many of those that match are not in it. */
export async function playlistAnswer(
  set: DataSet,
  params: URLSearchParams,
  format: PlaylistFormat,
): Promise<Response> {
  const { query, offset, limit } = askedIn(params, {
    set,
    usual: MOST_IN_FILE,
    most: MOST_IN_FILE,
  });
  const [matching, rows] = await Promise.all([
    set.count(query),
    set.page(query, { offset, limit, columns: PLAYED }),
  ]);
  const name = params.get("name") ?? "";
  const { text, left } = writePlaylist(
    { name, query: formatQuery(query), entries: rows.map(entryOfRow) },
    { format } satisfies PathOptions & { readonly format: PlaylistFormat },
  );
  return new Response(text, {
    headers: {
      "content-type": PLAYLIST_MEDIA_TYPES[format],
      "content-disposition": `attachment; filename="playlist.${format}"`,
      "x-left-out": String(left.length + Math.max(0, matching - offset - rows.length)),
    },
  });
}

function entryOfRow(row: DataRow) {
  const [path, title] = [String(row["path"]), String(row["title"] ?? "")];
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]+$/, "");
  return {
    id: String(row["id"]),
    path,
    title: title || name,
    artist: String(row["artist"] ?? ""),
    album: String(row["album"] ?? ""),
    duration: Number(row["duration_s"] ?? NaN),
  };
}

/** All tracks that match with their values as TSV, streamed. */
export function tableAnswer(set: DataSet, params: URLSearchParams): Response {
  const { query } = askedIn(params, { set });
  const body = ReadableStream.from(tableLines(set.rows(query))).pipeThrough(
    new TextEncoderStream(),
  );
  return new Response(body, {
    headers: {
      "content-type": "text/tab-separated-values; charset=utf-8",
      "content-disposition": 'attachment; filename="tracks.tsv"',
    },
  });
}

async function* tableLines(parts: AsyncIterable<readonly DataRow[]>): AsyncGenerator<string> {
  let begun = false;
  for await (const rows of parts) {
    if (!begun) yield tsvLine(Object.keys(rows[0] ?? { id: "" }));
    begun = true;
    yield rows.map((row) => tsvLine(Object.values(row).map((cell) => `${cell ?? ""}`))).join("");
  }
  if (!begun) yield tsvLine(["id"]);
}
