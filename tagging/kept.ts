import { readFile, stat } from "node:fs/promises";
import type { Store } from "../store/mod.ts";
import { TaggingError } from "./failure.ts";
import { type LeftFile, type PlannedFile, readPlan } from "./plan.ts";

/** What is kept of the latest plan: its table stays the file that a person may edit. */
export interface KeptPlan {
  /** The table, as a full path. */
  readonly path: string;
  /** ms since epoch. */
  readonly made: number;
  /** Tracks that were asked for. */
  readonly tracks: number;
  /** How many files could not be planned, and the first of them. */
  readonly left: number;
  readonly leftFiles: readonly LeftFile[];
  /** What `apply` has done with it, if it has. */
  readonly applied?: { readonly at: number; readonly written: number; readonly left: number };
}

/** Files whose reason is kept with a plan. */
export const MOST_LEFT = 200;

const LATEST = "latest";

function plans(store: Store) {
  return store.documents<KeptPlan>("tag-plan");
}

/** Remembers a plan as the latest. */
export async function keepPlan(store: Store, plan: KeptPlan): Promise<void> {
  await plans(store).put(LATEST, plan);
}

/** The latest plan. */
export function keptPlan(store: Store): Promise<KeptPlan | undefined> {
  return plans(store).get(LATEST);
}

/** Says of the latest plan, where it is that of a table, what was done with it. */
export async function notePlan(
  store: Store,
  path: string,
  applied: NonNullable<KeptPlan["applied"]>,
): Promise<void> {
  await plans(store).update(LATEST, (plan) => plan.path === path ? { ...plan, applied } : plan);
}

let read:
  | { readonly mark: string; readonly files: Promise<readonly PlannedFile[]> }
  | undefined;

/**
 * The files of a plan's table as it is now, read again only where it has changed. Throws a
 * {@linkcode TaggingError} where it is gone, or is no plan any more.
 */
export async function filesOfPlan(path: string): Promise<readonly PlannedFile[]> {
  const info = await stat(path).catch(() => undefined);
  if (!info?.isFile()) {
    throw new TaggingError(`Cannot read the plan ${path}: there is no such file any more`);
  }
  const mark = [path, info.size, info.mtimeMs].join("\n");
  if (read?.mark !== mark) {
    read = { mark, files: readFile(path, "utf8").then((text) => readPlan(text, path)) };
  }
  try {
    return await read.files;
  } catch (error) {
    read = undefined;
    throw error;
  }
}
