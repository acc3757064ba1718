import { stat } from "node:fs/promises";
import { dirname, sep } from "node:path";
import {
  type Columns,
  eachTsvRecord,
  isAudible,
  type TrackId,
  tsvLine,
  turnTaking,
} from "../domain/mod.ts";
import { albumLoudness } from "./albums.ts";
import { TagFileError, TaggingError } from "./failure.ts";
import { type TagOptions, tagsFor } from "./tag_values.ts";
import { MOST_BYTES, readWhole } from "./_file.ts";
import { readTagValues, tagIn } from "./tag_file.ts";

/** A tag that is to change. */
export interface TagChange {
  readonly tag: string;
  readonly old: readonly string[];
  readonly new: readonly string[];
  /** One of {@linkcode CERTAINTIES}, or what a person has written in its place. */
  readonly certainty: string;
}

/** A file whose tags are to change, as it was when the plan was made. */
export interface PlannedFile {
  readonly id: TrackId;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** ms since epoch. */
  readonly modified: number;
  readonly changes: readonly TagChange[];
}

/** A file that the plan leaves out, and why. */
export interface LeftFile {
  readonly path: string;
  readonly reason: string;
}

/** How a plan is made. */
export interface PlanOptions extends TagOptions {
  /** Replace values that a file has; else only what is missing is filled in. */
  readonly replace: boolean;
}

/** What would change in the files of some rows, one file after another. Nothing is written. */
export async function* planTags(
  columns: Columns,
  rows: Uint32Array,
  { replace, ...options }: PlanOptions,
): AsyncGenerator<PlannedFile | LeftFile> {
  const albums = albumLoudness(columns);
  for (const row of rows) {
    const path = columns.texts.path[row]!;
    if (!isAudible(columns, row)) {
      yield { path, reason: "its audio is not on this machine" };
      continue;
    }
    try {
      const { size, mtimeMs } = await stat(path);
      if (size > MOST_BYTES) throw new TagFileError("it is larger than 2 GB");
      const values = await readTagValues(await readWhole(path));
      const opus = columns.texts.codec[row]!.toLowerCase().includes("opus");
      const wanted = tagsFor(columns, row, { ...options, opus, albumLoudness: albums[row]! });
      const changes = Object.entries(wanted).flatMap(([tag, found]): TagChange[] => {
        const old = tagIn(values, tag);
        const same = old.join("\n") === found.values.join("\n");
        return same || (old.length > 0 && !replace)
          ? []
          : [{ tag, old, new: found.values, certainty: found.certainty }];
      });
      if (changes.length === 0) continue;
      yield { id: columns.ids[row]!, path, size, modified: Math.trunc(mtimeMs), changes };
    } catch (error) {
      yield { path, reason: reasonOf(error) };
    }
  }
}

/** Why a file was left as it is. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error && (error as { code?: string }).code === "ENOENT") {
    return "it is not there any more";
  }
  return error instanceof Error ? error.message : String(error);
}

const HEAD = ["id", "path", "size", "modified_ms", "tag", "old", "new", "certainty"];
const BETWEEN = "; ";

/** The head of a plan's table. */
export const PLAN_HEAD = tsvLine(HEAD);

/** The lines of a plan's table that are about one file: one a tag. */
export function planLines({ id, path, size, modified, changes }: PlannedFile): string {
  return changes.map((change) =>
    tsvLine([
      id,
      path,
      String(size),
      String(modified),
      change.tag,
      change.old.join(BETWEEN),
      change.new.join(BETWEEN),
      change.certainty,
    ])
  ).join("");
}

/**
 * Reads a plan, which may have been edited: lines taken out, new values changed. Others have their turn
 * meanwhile. Throws a {@linkcode TaggingError} where it is none.
 */
export async function readPlan(text: string, name: string): Promise<readonly PlannedFile[]> {
  const records = eachTsvRecord(text);
  const { value: head } = records.next();
  if (head?.join("\t") !== HEAD.join("\t")) {
    throw new TaggingError(
      `Cannot read ${name}: it is no plan of tags, whose first line is ${
        HEAD.join(", ")
      }; make one with deno task tag plan`,
    );
  }
  const files = new Map<string, PlannedFile & { readonly changes: TagChange[] }>();
  const turn = turnTaking();
  let line = 1;
  for (
    const [id = "", path = "", size, modified, tag = "", old = "", now = "", certainty = ""]
      of records
  ) {
    line++;
    await turn();
    if (id === "" || path === "" || !/^[A-Z][A-Z0-9_]*$/.test(tag)) {
      throw new TaggingError(`Cannot read ${name}: line ${line} names no track, path and tag`);
    }
    const file = files.get(path) ??
      { id, path, size: Number(size), modified: Number(modified), changes: [] };
    file.changes.push({ tag, old: split(old), new: split(now), certainty });
    files.set(path, file);
  }
  return [...files.values()];
}

/** The folder that all files of a plan lie below. */
export function folderOfAll(files: readonly PlannedFile[]): string {
  const [first = "", ...others] = files.map(({ path }) => dirname(path));
  return others.reduce((common, folder) => {
    while (folder !== common && !folder.startsWith(common.endsWith(sep) ? common : common + sep)) {
      common = dirname(common);
    }
    return common;
  }, first);
}

function split(text: string): readonly string[] {
  return text === "" ? [] : text.split(BETWEEN);
}
