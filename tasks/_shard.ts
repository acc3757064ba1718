import { parseShard, type Shard } from "../analysis/mod.ts";
import { UsageError } from "./_args.ts";
import type { SCHEDULER_VARIABLES } from "./_scheduler.ts";

type Variable = (typeof SCHEDULER_VARIABLES)[number];

/** Reads a variable of the environment; undefined where it is not set. */
export type Environment = (name: Variable) => string | undefined;

/**
 * Reads `--shard`: `i/n`; `auto`, where Slurm says place and number; `auto/n`, where Slurm, an indexed
 * Job of Kubernetes or GNU parallel says the place. Throws a UsageError that says what is wrong.
 */
export function readShard(text: string | undefined, env: Environment): Shard | undefined {
  if (text === undefined) return undefined;
  const auto = /^auto(?:\/(\d{1,6}))?$/.exec(text.trim());
  try {
    if (!auto) return parseShard(text);
    const place = placeIn(env);
    const count = auto[1] ?? place.count;
    if (count !== undefined) return parseShard(`${place.index}/${count}`);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const of = auto ? `, the place of this task in its array${auto[1] ? "" : " by Slurm"}` : "";
    throw new UsageError(`${error.message}${of}`);
  }
  throw new UsageError(
    "Cannot read --shard auto: this scheduler does not say how many tasks there are; name their " +
      "number, as in --shard auto/8",
  );
}

interface Place {
  /** From 1. */
  readonly index: number;
  readonly count?: number;
}

function placeIn(env: Environment): Place {
  const whole = (name: Variable): number | undefined => {
    const text = env(name);
    if (text === undefined || text === "") return undefined;
    if (/^\d{1,9}$/.test(text)) return Number(text);
    throw new UsageError(`Cannot read --shard auto: ${name} is ${text}, which is no whole number`);
  };
  const slurm = whole("SLURM_ARRAY_TASK_ID");
  if (slurm !== undefined) return inSlurm(slurm, whole);
  const completion = whole("JOB_COMPLETION_INDEX");
  if (completion !== undefined) return { index: completion + 1 };
  const sequence = whole("PARALLEL_SEQ");
  if (sequence !== undefined) return { index: sequence };
  throw new UsageError(
    "Cannot read --shard auto: this is no task of an array; neither SLURM_ARRAY_TASK_ID nor " +
      "JOB_COMPLETION_INDEX nor PARALLEL_SEQ is set. By hand it is --shard i/n",
  );
}

/**
 * An array may count from 0 or from 1. One that begins elsewhere is most often some tasks of an earlier
 * array submitted again: what they would call their place is that of another part.
 */
function inSlurm(id: number, whole: (name: Variable) => number | undefined): Place {
  const min = whole("SLURM_ARRAY_TASK_MIN");
  const count = whole("SLURM_ARRAY_TASK_COUNT");
  const max = whole("SLURM_ARRAY_TASK_MAX");
  const step = whole("SLURM_ARRAY_TASK_STEP") ?? 1;
  const refuse = (why: string): never => {
    throw new UsageError(
      `Cannot read --shard auto: ${why}; requeue a task in place of submitting it again, or name its ` +
        "part by hand, as in --shard 3/8",
    );
  };
  if (min === undefined) return refuse("SLURM_ARRAY_TASK_MIN is not set");
  if (min > 1) return refuse(`the array begins at ${min}, and it has to begin at 0 or 1`);
  if (step !== 1 || (max !== undefined && count !== undefined && max - min + 1 !== count)) {
    return refuse("the array has gaps");
  }
  return { index: id - min + 1, ...(count !== undefined && { count }) };
}
