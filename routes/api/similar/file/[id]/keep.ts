import { define } from "../../../../../define.ts";
import { GuestError, keepGuest } from "../../../../../library/mod.ts";
import { HttpError } from "../../../../../web/mod.ts";

/**
 * Makes a dropped file a track of the collection: its file goes to the folder of kept files, and what
 * its analysis found into the store. Answers with its track; a file whose content is in the collection
 * is not kept a second time, and the answer names the track that has it.
 */
export const handler = define.handlers({
  async POST({ params, state: { library } }) {
    try {
      return Response.json(await keepGuest(library, params.id!));
    } catch (error) {
      if (error instanceof GuestError) throw new HttpError(409, error.message);
      throw error;
    }
  },
});
