import { type Space, SPACE_NAMES, spaceNamed, type TrackId } from "../domain/mod.ts";
import {
  EMPTY_QUERY,
  formatParameters,
  type Parameter,
  parseQuery,
  type Problem,
  type Query,
  queryParameters,
} from "../query/mod.ts";
import type { Metric } from "../similarity/mod.ts";

/** The most neighbours that a list can have. */
export const MOST_NEIGHBOURS = 100;
/** Neighbours where no number is given. */
export const USUAL_NEIGHBOURS = 10;
/** The most lists that are compared at once. */
export const MOST_LISTS = 4;

/** What is asked: a query, the spaces to look in, and which tracks may be found. */
export interface SimilarRequest {
  /** The query; absent while none is chosen. */
  readonly track?: TrackId;
  /** The query where it is a dropped file: the number of its analysis. */
  readonly file?: string;
  /** In the order of the columns; empty for those that the collection offers first. */
  readonly spaces: readonly Space[];
  /** Neighbours a list. */
  readonly k: number;
  readonly metric: Metric;
  /** Whether tracks of the query's artist may be found. */
  readonly sameArtist: boolean;
  readonly sameAlbum: boolean;
  /** Whether near-duplicates of the query may be found. */
  readonly duplicates: boolean;
  /** Whether neighbours are ranked by mutual proximity. */
  readonly mutual: boolean;
  /** Only tracks that match may be found. */
  readonly within: Query;
  /** The neighbour that is looked at closely. */
  readonly why?: TrackId;
}

/** A request as far as it could be read, and what could not. */
export interface ParsedSimilar {
  readonly request: SimilarRequest;
  readonly problems: readonly Problem[];
}

/** The request that a page without parameters stands for. */
export const PLAIN_REQUEST: SimilarRequest = {
  spaces: [],
  k: USUAL_NEIGHBOURS,
  metric: "cosine",
  sameArtist: true,
  sameAlbum: true,
  duplicates: true,
  mutual: false,
  within: EMPTY_QUERY,
};

/** The parameters that are no part of the query behind `within`. */
const OWN: readonly string[] = [
  "track",
  "file",
  "space",
  "k",
  "metric",
  "same_artist",
  "same_album",
  "duplicates",
  "mutual",
  "why",
  "other",
  "find",
  "of",
  "as",
  "name",
];

/**
 * Reads a request from the parameters of a URL. Never throws: what cannot be read is left out and
 * said. Whatever is no parameter of its own is read as a query of `query/`, in which neighbours are
 * looked for.
 */
export function parseSimilar(params: URLSearchParams): ParsedSimilar {
  const problems: Problem[] = [];
  const reading = { params, problems };
  const { query: within, problems: others } = parseQuery(params, {
    others: (name) => OWN.includes(name),
  });
  const text = (name: string) => params.get(name)?.trim() || undefined;
  const [track, file, why] = [text("track"), text("file"), text("why")];
  const mutual = yesOrNo(reading, "mutual");
  const request: SimilarRequest = {
    ...(track !== undefined && { track }),
    ...(file !== undefined && { file }),
    ...(why !== undefined && { why }),
    spaces: spacesIn(reading),
    k: neighboursIn(reading),
    metric: metricIn(reading, mutual),
    sameArtist: yesOrNo(reading, "same_artist"),
    sameAlbum: yesOrNo(reading, "same_album"),
    duplicates: yesOrNo(reading, "duplicates"),
    mutual,
    within,
  };
  return { request, problems: [...problems, ...others] };
}

/** The request as it stands in a URL behind the `?`; what is as usual is left out. */
export function formatSimilar(request: SimilarRequest): string {
  const parameters: Parameter[] = [];
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined) parameters.push([name, value]);
  };
  add("track", request.track);
  add("file", request.file);
  for (const space of request.spaces) add("space", space);
  if (request.k !== USUAL_NEIGHBOURS) add("k", String(request.k));
  if (request.metric !== "cosine") add("metric", request.metric);
  if (!request.sameArtist) add("same_artist", "no");
  if (!request.sameAlbum) add("same_album", "no");
  if (!request.duplicates) add("duplicates", "no");
  if (request.mutual) add("mutual", "yes");
  add("why", request.why);
  return formatParameters([...parameters, ...queryParameters(request.within)]);
}

interface Reading {
  readonly params: URLSearchParams;
  readonly problems: Problem[];
}

function spacesIn({ params, problems }: Reading): Space[] {
  const spaces = new Set<Space>();
  for (const value of params.getAll("space").flatMap((text) => text.split(","))) {
    if (value.trim() === "") continue;
    const space = spaceNamed(value.trim());
    if (space) spaces.add(space);
    else {
      const reason = `there is no such space; there are ${SPACE_NAMES}`;
      problems.push({ parameter: "space", value, reason });
    }
  }
  return [...spaces].slice(0, MOST_LISTS);
}

function neighboursIn({ params, problems }: Reading): number {
  const value = params.get("k")?.trim() ?? "";
  if (value === "") return USUAL_NEIGHBOURS;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= MOST_NEIGHBOURS) return number;
  const reason = `expected a whole number from 1 to ${MOST_NEIGHBOURS}`;
  problems.push({ parameter: "k", value, reason });
  return Number.isFinite(number) && number > MOST_NEIGHBOURS ? MOST_NEIGHBOURS : USUAL_NEIGHBOURS;
}

function metricIn({ params, problems }: Reading, mutual: boolean): Metric {
  const value = params.get("metric")?.trim() ?? "";
  if (value === "" || value === "cosine") return "cosine";
  const fail = (reason: string): Metric => {
    problems.push({ parameter: "metric", value, reason });
    return "cosine";
  };
  if (value !== "dot") return fail("expected cosine or dot");
  return mutual ? fail("mutual proximity is worked out from cosines alone") : "dot";
}

const USUAL_ANSWER = { same_artist: true, same_album: true, duplicates: true, mutual: false };

function yesOrNo({ params, problems }: Reading, name: keyof typeof USUAL_ANSWER): boolean {
  const value = params.get(name)?.trim().toLowerCase() ?? "";
  if (["yes", "true", "1", "on"].includes(value)) return true;
  if (["no", "false", "0", "off"].includes(value)) return false;
  if (value !== "") problems.push({ parameter: name, value, reason: "expected yes or no" });
  return USUAL_ANSWER[name];
}
