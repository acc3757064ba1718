import type { LabelSet } from "../domain/mod.ts";
import { copyForHand, createHandSet, LabelError } from "../labels/mod.ts";
import type { Library } from "../library/mod.ts";
import { HttpError, shortened } from "../web/mod.ts";

/** The label set of that id. Throws an HttpError 404 where there is none. */
export async function labelSetOf({ store }: Library, id: string): Promise<LabelSet> {
  const set = await store.labels.get(id);
  if (!set) throw new HttpError(404, `There is no label set ${shortened(id)}`);
  return set;
}

/** What was wrong with labels as the answer 400; other errors as they are. */
export function asHttp(error: unknown): unknown {
  return error instanceof LabelError ? new HttpError(400, error.message) : error;
}

/** Makes a set of labels by hand, empty or as a copy. Throws an HttpError 400 where it cannot be made. */
export async function madeSet(
  { store, collection }: Library,
  { name, several, by, copy }: {
    readonly name: string;
    readonly several: boolean;
    readonly by: string;
    readonly copy?: string;
  },
): Promise<LabelSet> {
  const at = Date.now();
  try {
    const set = copy === undefined
      ? await createHandSet(store.labels, { name, several, at })
      : await copyForHand(store.labels, copy, { name, by: by.trim().slice(0, 100), at });
    await collection.refresh();
    return set;
  } catch (error) {
    throw asHttp(error);
  }
}
