import {
  type AnalysedSpace,
  type CombinedSpace,
  combinedSpace,
  ExpectedError,
  isAnalysed,
  type Space,
  SPACE_NAMES,
  spaceNamed,
  SPACES,
} from "../domain/mod.ts";
import { type CombiningRequest, usualLabel } from "../library/mod.ts";
import { wholeIn } from "../query/mod.ts";
import { HttpError, shortened } from "../web/mod.ts";

/** What an address asks of combinations; without a label where tracks have none. */
export interface AskedCombination extends Omit<CombiningRequest, "label" | "signal"> {
  readonly label: string | undefined;
}

/**
 * The combination that an address asks for: `space=60effnet-40timbre`, `space=best`, or a weight by the
 * name of each space; equal weights of all unless given. Throws an HttpError 400 for a space that is none.
 */
export function combiningRequestIn(
  params: URLSearchParams,
  { parts, labels }: {
    readonly parts: readonly AnalysedSpace[];
    readonly labels: readonly string[];
  },
): AskedCombination {
  const asked = params.get("label");
  return {
    space: askedSpace(params, parts),
    label: labels.find((label) => label === asked) ?? usualLabel(labels),
    k: wholeIn(params, { name: "k", usual: 10, range: [1, 50] }),
    seed: wholeIn(params, { name: "seed", usual: 1, range: [0, 2 ** 31] }),
    others: params.get("others") !== "no",
  };
}

/** The address of a combination, as {@linkcode combiningRequestIn} reads it. */
export function combiningParameters(
  { space, label, k, seed, others }: AskedCombination,
): URLSearchParams {
  return new URLSearchParams({
    space,
    ...(label !== undefined && { label }),
    k: String(k),
    seed: String(seed),
    others: others ? "yes" : "no",
  });
}

/** The combination of that name. Throws an HttpError 400 where it is none. */
export function combinationNamed(name: unknown): CombinedSpace {
  const space = typeof name === "string" ? spaceNamed(name) : undefined;
  if (space !== undefined && !isAnalysed(space)) return space;
  throw new HttpError(
    400,
    `Cannot keep ${
      typeof name === "string" ? shortened(name) : "a combination"
    }: space is to be two or more spaces with per cents that sum to 100, such as 60effnet-40timbre`,
  );
}

/** What this collection refuses, such as a space without vectors, is a 409. */
export async function orRefused<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof ExpectedError ? new HttpError(409, error.message) : error;
  }
}

function askedSpace(params: URLSearchParams, parts: readonly AnalysedSpace[]): Space | "best" {
  const name = params.get("space");
  if (name === "best") return name;
  if (name !== null) {
    const space = spaceNamed(name);
    if (space) return space;
    throw new HttpError(
      400,
      `Cannot combine by ${shortened(name)}: space is best, or one of ${SPACE_NAMES}`,
    );
  }
  const weights = new Map(SPACES.map((space) => [space, Number(params.get(space) ?? 0)]));
  const given = SPACES.filter((space) => weights.get(space)! > 0);
  return combinedSpace(weights) ?? given[0] ??
    combinedSpace(new Map(parts.map((space) => [space, 1]))) ?? parts[0] ?? SPACES[0];
}
