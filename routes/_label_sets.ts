import type { LabelSet } from "../domain/mod.ts";
import type { Library } from "../library/mod.ts";
import { HttpError, shortened } from "../web/mod.ts";

/** The label set of that id. Throws an HttpError 404 where there is none. */
export async function labelSetOf({ store }: Library, id: string): Promise<LabelSet> {
  const set = await store.labels.get(id);
  if (!set) throw new HttpError(404, `There is no label set ${shortened(id)}`);
  return set;
}
