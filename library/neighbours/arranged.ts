import { type Arranged, arrangeInSlices, parseRecipe, type Recipe } from "../../playlist/mod.ts";
import { ask, type Asked } from "../ask.ts";
import type { Library } from "../library.ts";

/** What a request asks for, put in the order of its recipe. */
export interface AskedInOrder extends Asked {
  readonly recipe: Recipe;
  readonly arranged: Arranged;
}

/**
 * Answers the query and the recipe in a URL, in slices between which other requests are answered. Rejects
 * with an AbortError once nobody waits for it.
 *
 * @param options.told Transitions that are told, from the first on.
 */
export async function askInOrder(
  library: Library,
  params: URLSearchParams,
  options: { readonly told: number; readonly signal: AbortSignal },
): Promise<AskedInOrder> {
  const { recipe, problems } = parseRecipe(params);
  const distance = recipe.arrange.by === "curve" ? await distanceIn(library) : undefined;
  const asked = await ask(library, params);
  const arranged = await arrangeInSlices(asked.rows, {
    ...options,
    columns: asked.columns,
    recipe,
    profile: library.summary.profile,
    ...(distance ? { distance } : {}),
  });
  return { ...asked, problems: [...asked.problems, ...problems], recipe, arranged };
}

/** Cosine distance of two rows in the collection's first embedding space. */
export async function distanceIn(
  library: Library,
): Promise<((a: number, b: number) => number) | undefined> {
  const [first] = library.spaces.present;
  const space = first && await library.spaces.get(first);
  const { ids } = library.collection.columns;
  return space && ((a, b) => space.distanceOf(ids[a]!, ids[b]!));
}
