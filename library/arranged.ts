import { arrange, type Arranged, parseRecipe, type Recipe } from "../playlist/mod.ts";
import { ask, type Asked } from "./ask.ts";
import type { Library } from "./library.ts";

/** What a request asks for, put in the order of its recipe. */
export interface AskedInOrder extends Asked {
  readonly recipe: Recipe;
  readonly arranged: Arranged;
}

/** Answers the query and the recipe in a URL. */
export async function askInOrder(
  library: Library,
  params: URLSearchParams,
): Promise<AskedInOrder> {
  const { recipe, problems } = parseRecipe(params);
  const distance = recipe.arrange.by === "curve" ? await distanceIn(library) : undefined;
  const asked = await ask(library, params);
  const arranged = arrange(asked.rows, {
    columns: asked.columns,
    recipe,
    profile: library.summary.profile,
    ...(distance ? { distance } : {}),
  });
  return { ...asked, problems: [...asked.problems, ...problems], recipe, arranged };
}

/** Cosine distance of two rows in the collection's first embedding space. */
async function distanceIn(
  library: Library,
): Promise<((a: number, b: number) => number) | undefined> {
  const [first] = library.spaces.present;
  const space = first && await library.spaces.get(first);
  const { ids } = library.collection.columns;
  return space && ((a, b) => space.distanceOf(ids[a]!, ids[b]!));
}
