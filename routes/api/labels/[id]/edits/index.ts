import { define } from "../../../../../define.ts";
import { HttpError } from "../../../../../web/mod.ts";
import { editIn, withSet } from "../../../_labels.ts";

/** Labels tracks by hand: `add`, `set` or `remove` a label. Answers with the name of the edit. */
export const handler = define.handlers({
  async POST({ req, params, state: { library } }) {
    const id = params.id!;
    const edit = await editIn(req, library);
    const stray = edit.tracks.find((track) => library.collection.row(track) === undefined);
    if (stray !== undefined) {
      throw new HttpError(400, "Cannot label: some of these tracks are not in this collection");
    }
    const run = () => library.hand.label(id, { ...edit, at: Date.now() });
    return Response.json({ edit: await withSet(library, { id, run }) });
  },
});
