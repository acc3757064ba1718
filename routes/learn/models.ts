import { define } from "../../define.ts";
import { KeptModels, LearningError, modelFrom } from "../../learning/mod.ts";
import { HttpError } from "../../web/mod.ts";

/** Bytes of a model that is taken in: neighbours of some 11,000 tracks; the command takes larger ones. */
const MOST_BYTES = 60_000_000;

/** Takes in a model that a form sends as a file, or, with `predict`, applies a kept one to all tracks. */
export const handler = define.handlers({
  async POST({ req, url, state: { library: { store, collection, trainings } }, redirect }) {
    const models = new KeptModels(store);
    const id = url.searchParams.get("predict");
    try {
      if (id === null) await models.put(modelFrom(await fileIn(req)));
      else await trainings.predict(id);
    } catch (error) {
      throw error instanceof LearningError ? new HttpError(400, error.message) : error;
    }
    await collection.refresh();
    return redirect("/learn#models", 303);
  },
});

async function fileIn(req: Request): Promise<Uint8Array> {
  if (Number(req.headers.get("content-length") ?? Infinity) > MOST_BYTES) {
    throw new HttpError(
      413,
      `Cannot take in this model: ${
        MOST_BYTES / 1e6
      } MB is the most; deno task train --import takes it`,
    );
  }
  const form = await req.formData().catch(() => undefined);
  const file = form?.get("model");
  if (!(file instanceof File)) throw new HttpError(400, "Cannot take in a model: no file was sent");
  return new Uint8Array(await file.arrayBuffer());
}
