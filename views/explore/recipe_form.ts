import { signal } from "@preact/signals";
import {
  parseRecipe,
  type PlaylistFormat,
  type Recipe,
  RECIPE_PARAMETERS,
} from "../../playlist/mod.ts";
import type { Problem } from "../../query/mod.ts";

/** What the form of the download says; texts as they are typed. */
export interface Form {
  /** `given`, `shuffle`, or the descriptor of a curve. */
  readonly kind: string;
  readonly seed: number;
  readonly points: readonly number[];
  readonly tracks: string;
  readonly perArtist: string;
  readonly minutes: string;
  readonly format: PlaylistFormat;
  readonly paths: "absolute" | "relative" | "mapped";
  readonly from: string;
  readonly to: string;
}

/** A form that asks for nothing. */
export const START: Form = {
  kind: "given",
  seed: 1,
  points: [],
  tracks: "",
  perArtist: "",
  minutes: "",
  format: "m3u8",
  paths: "absolute",
  from: "",
  to: "",
};

/** The form as it is. */
export const form = signal<Form>(START);

/** The recipe that a form asks for; what is not a number above 0 is no limit. */
export function recipeOf(form: Form): Recipe {
  const number = (text: string) => Number(text) > 0 ? Number(text) : undefined;
  const [tracks, perArtist, minutes] = [form.tracks, form.perArtist, form.minutes].map(number);
  return {
    arrange: form.kind === "given"
      ? { by: "given" }
      : form.kind === "shuffle"
      ? { by: "shuffle", seed: form.seed }
      : { by: "curve", curve: { descriptor: form.kind, points: form.points } },
    limits: {
      ...(tracks === undefined ? {} : { tracks: Math.round(tracks) }),
      ...(perArtist === undefined ? {} : { perArtist: Math.round(perArtist) }),
      ...(minutes === undefined ? {} : { duration: minutes * 60 }),
    },
  };
}

/** The points of a curve before it is drawn; none for what is no curve. */
export function startPoints(kind: string): readonly number[] {
  if (kind === "given" || kind === "shuffle") return [];
  return kind === "tempo" ? [100, 110, 124, 128, 110] : [4, 5, 6, 6.5, 5];
}

/** The form that asks for a recipe. */
export function formOf({ arrange, limits }: Recipe): Form {
  const written = (value: number | undefined) => value === undefined ? "" : String(value);
  const { tracks, perArtist, duration } = limits;
  return {
    ...START,
    kind: arrange.by === "curve" ? arrange.curve.descriptor : arrange.by,
    ...(arrange.by === "shuffle" ? { seed: arrange.seed } : {}),
    points: arrange.by === "curve" ? atLeastTwo(arrange.curve.points) : [],
    tracks: written(tracks),
    perArtist: written(perArtist),
    minutes: written(duration === undefined ? undefined : duration / 60),
  };
}

/** A level curve can be given by a single value; it is drawn between two. */
function atLeastTwo(points: readonly number[]): readonly number[] {
  return points.length === 1 ? [points[0]!, points[0]!] : points;
}

/** Whether parameters hold a recipe. */
export function hasRecipe(params: URLSearchParams): boolean {
  return RECIPE_PARAMETERS.some((name) => params.has(name));
}

/** Puts the recipe of a written query into the form; gives what it could not read. */
export function openRecipe(params: URLSearchParams): readonly Problem[] {
  const read = parseRecipe(params);
  form.value = formOf(read.recipe);
  return read.problems;
}
