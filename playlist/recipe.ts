import { findDescriptor } from "../domain/mod.ts";
import { formatParameters, type Query, queryParameters } from "../query/mod.ts";
import { PLAIN_RECIPE, type Recipe } from "./arrange.ts";
import type { Limits } from "./limits.ts";

/** The parameters of a URL that a recipe is read from. */
export const RECIPE_PARAMETERS = ["arrange", "tracks", "per_artist", "minutes"] as const;

/** Tracks that a playlist holds at most, and minutes: a year of music. */
const MOST_TRACKS = 1_000_000;
const MOST_MINUTES = 525_600;
/** Points of a curve at most. */
const MOST_POINTS = 200;

/** A recipe as far as it could be read, and what could not. */
export interface ParsedRecipe {
  readonly recipe: Recipe;
  readonly problems: readonly {
    readonly parameter: string;
    readonly value: string;
    readonly reason: string;
  }[];
}

/**
 * Reads a recipe from the parameters of a URL, such as `arrange=shuffle:7&tracks=50&per_artist=2` or
 * `arrange=tempo:100,128,90&minutes=60`. Never throws.
 */
export function parseRecipe(params: URLSearchParams): ParsedRecipe {
  const problems: { parameter: string; value: string; reason: string }[] = [];
  const fail = (parameter: string, reason: string) => {
    problems.push({ parameter, value: params.get(parameter) ?? "", reason });
  };
  const written = params.get("arrange") ?? "";
  const arrange = written === "" ? PLAIN_RECIPE.arrange : arrangeIn(written);
  if (!arrange) {
    fail(
      "arrange",
      "expected given, shuffle:7, or a curve such as tempo:100,128,90, of at most 200 points",
    );
  }
  const above = (parameter: string, most: number): number | undefined => {
    const whole = parameter !== "minutes";
    const text = params.get(parameter) ?? "";
    if (text.trim() === "") return undefined;
    const number = Number(text);
    if (number > 0 && number <= most && (!whole || Number.isInteger(number))) return number;
    fail(parameter, `expected a ${whole ? "whole " : ""}number above 0, at most ${most}`);
    return undefined;
  };
  const tracks = above("tracks", MOST_TRACKS);
  const perArtist = above("per_artist", MOST_TRACKS);
  const minutes = above("minutes", MOST_MINUTES);
  const limits: Limits = {
    ...(tracks === undefined ? {} : { tracks }),
    ...(perArtist === undefined ? {} : { perArtist }),
    ...(minutes === undefined ? {} : { duration: minutes * 60 }),
  };
  return { recipe: { arrange: arrange ?? PLAIN_RECIPE.arrange, limits }, problems };
}

function arrangeIn(text: string): Recipe["arrange"] | undefined {
  const [name = "", rest = ""] = text.split(":", 2).map((part) => part.trim());
  if (name === "given") return { by: "given" };
  const numbers = rest.split(",").map((part) => part.trim() === "" ? NaN : Number(part) + 0);
  if (numbers.length > MOST_POINTS || !numbers.every(Number.isFinite)) return undefined;
  if (name === "shuffle") return { by: "shuffle", seed: numbers[0]! };
  if (findDescriptor(name)?.kind !== "number") return undefined;
  return { by: "curve", curve: { descriptor: name, points: numbers } };
}

/** The parameters that {@linkcode parseRecipe} reads back. */
export function recipeParameters(recipe: Recipe): [name: string, value: string][] {
  const { arrange, limits } = recipe;
  const parameters: [string, string][] = [];
  if (arrange.by === "shuffle") parameters.push(["arrange", `shuffle:${arrange.seed}`]);
  if (arrange.by === "curve") {
    const { descriptor, points } = arrange.curve;
    parameters.push(["arrange", `${descriptor}:${points.join(",")}`]);
  }
  if (limits.tracks !== undefined) parameters.push(["tracks", `${limits.tracks}`]);
  if (limits.perArtist !== undefined) parameters.push(["per_artist", `${limits.perArtist}`]);
  if (limits.duration !== undefined) parameters.push(["minutes", `${limits.duration / 60}`]);
  return parameters;
}

/** A query and a recipe in one written form; empty where neither asks for anything. */
export function queryOfPlaylist(query: Query, recipe: Recipe): string {
  return formatParameters([...queryParameters(query), ...recipeParameters(recipe)]);
}
