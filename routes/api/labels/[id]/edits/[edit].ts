import { define } from "../../../../../define.ts";
import { HttpError, shortened } from "../../../../../web/mod.ts";
import { withSet } from "../../../_labels.ts";

/** Takes an edit of labels by hand back. Answers with the name of what makes it again. */
export const handler = define.handlers({
  async DELETE({ params, state: { library } }) {
    const [id, edit] = [params.id!, params.edit!];
    const undone = await withSet(library, { id, run: () => library.hand.undo(id, edit) });
    if (undone === undefined) {
      throw new HttpError(404, `There is no edit ${shortened(edit)} that can be taken back`);
    }
    return Response.json({ edit: undone });
  },
});
