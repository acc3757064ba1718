import { turnTaking } from "../domain/mod.ts";
import { TaggingError } from "./failure.ts";
import type { PlannedFile, TagChange } from "./plan.ts";

/** What a plan can be narrowed by: each a parameter, which may be given several times. */
export const PLAN_PARTS = ["tag", "format", "certainty", "change"] as const;
/** One of {@linkcode PLAN_PARTS}. */
export type PlanPart = (typeof PLAN_PARTS)[number];

/** The values that each part is narrowed to; none lets all through. */
export type PlanFilter = Readonly<Record<PlanPart, readonly string[]>>;

const OF: Readonly<Record<PlanPart, (file: PlannedFile, change: TagChange) => string>> = {
  tag: (_, { tag }) => tag,
  format: ({ path }) => /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? "no ending",
  certainty: (_, { certainty }) => certainty || "not said",
  change: (_, { old }) => old.length > 0 ? "replaces" : "fills in",
};

/**
 * What parameters such as `tag=BPM&certainty=sure` narrow a plan to. Throws a {@linkcode TaggingError} for
 * a parameter that is none.
 */
export function planFilter(params: URLSearchParams): PlanFilter {
  const unknown = [...params.keys()].find((name) => !PLAN_PARTS.some((part) => part === name));
  if (unknown !== undefined) {
    throw new TaggingError(
      `Cannot narrow the plan by ${unknown}: it takes ${PLAN_PARTS.join(", ")}`,
    );
  }
  return planFilterIn(params);
}

/** The same of parameters among which there are others. */
export function planFilterIn(params: URLSearchParams): PlanFilter {
  const values = (part: PlanPart) => [...new Set(params.getAll(part).filter(Boolean))];
  return {
    tag: values("tag"),
    format: values("format"),
    certainty: values("certainty"),
    change: values("change"),
  };
}

/** The written form of a filter, without a question mark; empty where all is let through. */
export function planFilterText(filter: PlanFilter): string {
  const pairs = PLAN_PARTS.flatMap((part) => filter[part].map((value) => [part, value]));
  return new URLSearchParams(pairs).toString();
}

/** What a filter leaves of a plan: files without any change are gone. Others have their turn meanwhile. */
export async function narrowPlan(
  files: readonly PlannedFile[],
  filter: PlanFilter,
): Promise<readonly PlannedFile[]> {
  if (PLAN_PARTS.every((part) => filter[part].length === 0)) return files;
  const left: PlannedFile[] = [];
  const turn = turnTaking();
  for (const file of files) {
    await turn();
    const changes = file.changes.filter((change) => missed(file, change, filter).length === 0);
    if (changes.length > 0) left.push({ ...file, changes });
  }
  return left;
}

/** Changes by value of each part, the most frequent first. */
export type PlanCounts = Readonly<
  Record<PlanPart, readonly { readonly value: string; readonly changes: number }[]>
>;

/**
 * How many changes each value of a part would leave, given the filter's other parts. Others have their turn
 * meanwhile.
 */
export async function planCounts(
  files: readonly PlannedFile[],
  filter: PlanFilter,
): Promise<PlanCounts> {
  const counts = {
    tag: new Map<string, number>(),
    format: new Map<string, number>(),
    certainty: new Map<string, number>(),
    change: new Map<string, number>(),
  };
  const turn = turnTaking();
  for (const file of files) {
    await turn();
    for (const change of file.changes) {
      const misses = missed(file, change, filter);
      for (const part of PLAN_PARTS) {
        const others = misses.every((one) => one === part);
        const value = OF[part](file, change);
        counts[part].set(value, (counts[part].get(value) ?? 0) + (others ? 1 : 0));
      }
    }
  }
  const sorted = (part: PlanPart) =>
    [...counts[part]].map(([value, changes]) => ({ value, changes }))
      .sort((a, b) => b.changes - a.changes || (a.value < b.value ? -1 : 1));
  return {
    tag: sorted("tag"),
    format: sorted("format"),
    certainty: sorted("certainty"),
    change: sorted("change"),
  };
}

/** The parts that let a change not through. */
function missed(file: PlannedFile, change: TagChange, filter: PlanFilter): readonly PlanPart[] {
  return PLAN_PARTS.filter((part) =>
    filter[part].length > 0 && !filter[part].includes(OF[part](file, change))
  );
}
