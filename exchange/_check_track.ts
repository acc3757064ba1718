import {
  ABSENCES,
  findDescriptor,
  possibleRange,
  STAGE_VERSION,
  type Tags,
  type Track,
} from "../domain/mod.ts";
import { ExchangeError } from "./failure.ts";

/** Characters of an id: the store's own have 20, and a few for duplicates. */
export const LONGEST_ID = 200;
/** Characters of a path: no system takes longer ones. */
const LONGEST_PATH = 32_000;

/**
 * Checks what a whole track of another store says: every value of the catalogue has to be one that it
 * can have.
 *
 * @param place File and line, for the message. Throws an ExchangeError that says what is wrong.
 */
export function checkTrack(track: unknown, place: string): Track {
  const fail = (what: string): never => {
    throw new ExchangeError(`Cannot import ${place} ${what}`);
  };
  if (!isRecord(track)) fail("is no track");
  const { id, path, file, tags, stages, values, absent } = track as Record<string, unknown>;
  if (!isText(id, LONGEST_ID)) fail("has no id, or one that is too long");
  if (!isText(path, LONGEST_PATH)) fail("has no path, or one that is too long");
  for (const [name, part] of Object.entries({ file, tags, stages, values, absent })) {
    if (!isRecord(part)) fail(`has no ${name}`);
  }
  for (const [name, value] of Object.entries(values as object)) {
    const problem = valueProblem(name, value);
    if (problem !== undefined) fail(problem);
  }
  for (const [name, reason] of Object.entries(absent as object)) {
    if (!(ABSENCES as readonly unknown[]).includes(reason)) {
      fail(`says of ${name} that it is missing for no known reason: ${JSON.stringify(reason)}`);
    }
  }
  for (const [stage, record] of Object.entries(stages as object)) {
    const known = stage in STAGE_VERSION && isRecord(record) &&
      Number.isInteger(record["version"]);
    if (!known) fail(`has a stage ${JSON.stringify(stage)} without a version`);
  }
  const problem = fileProblem(file as Record<string, unknown>) ?? tagsProblem(tags as object);
  if (problem !== undefined) fail(problem);
  return { ...track as unknown as Track, audio: (track as Partial<Track>).audio === true };
}

/** What is wrong with a value of a descriptor; `undefined` for those of later programs, and right ones. */
export function valueProblem(id: string, value: unknown): string | undefined {
  const descriptor = findDescriptor(id);
  if (!descriptor) return undefined;
  if (descriptor.kind === "category") {
    if (typeof value === "string" && descriptor.names.includes(value)) return undefined;
    return `has ${JSON.stringify(value)} for ${descriptor.column}, which is not a known name`;
  }
  if (typeof value !== "number" || !Number.isFinite(value)) {
    return `has ${JSON.stringify(value)} for ${descriptor.column}, which is not a finite number`;
  }
  const [low, high] = possibleRange(descriptor);
  if (value >= low && value <= high) return undefined;
  return `has ${value} for ${descriptor.column}, which can be from ${low} to ${high}`;
}

const FILE_TEXTS = ["hash", "container", "codec"] as const;
const FILE_NUMBERS = ["size", "modified", "sampleRate", "channels", "duration"] as const;

function fileProblem(file: Readonly<Record<string, unknown>>): string | undefined {
  const text = FILE_TEXTS.find((name) => typeof file[name] !== "string");
  if (text) return `has a file without ${text}`;
  const number = FILE_NUMBERS.find((name) => {
    const value = file[name];
    return typeof value !== "number" || !Number.isFinite(value) || value < 0;
  });
  return number && `has a file without ${number}, or with one below 0`;
}

function tagsProblem(tags: object): string | undefined {
  const { year, ...others } = tags as Record<string, unknown>;
  for (const [name, value] of Object.entries(others)) {
    const [isRight, meant] = TAG_KINDS.get(name) ?? TEXT;
    if (!isRight(value)) return `has a tag ${JSON.stringify(name)} that is ${meant}`;
  }
  return year === undefined ? undefined : valueProblem("year", year);
}

type TagKind = readonly [isRight: (value: unknown) => boolean, otherwise: string];

const TEXT: TagKind = [(value) => typeof value === "string", "no text"];
const TEXTS: TagKind = [
  (value) => Array.isArray(value) && value.every((each) => typeof each === "string"),
  "no list of texts",
];
const NUMBER: TagKind = [(value) => Number.isFinite(value), "no number"];

/** What tags hold that is no text. */
const TAG_KINDS: ReadonlyMap<string, TagKind> = new Map<keyof Tags, TagKind>([
  ["artists", TEXTS],
  ["genres", TEXTS],
  ["trackNumber", NUMBER],
  ["discNumber", NUMBER],
  ["compilation", [(value) => value === true, "neither true nor left out"]],
]);

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === "string" && value !== "" && value.length <= longest;
}
