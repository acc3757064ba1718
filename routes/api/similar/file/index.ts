import { define } from "../../../../define.ts";
import { GuestError, MOST_GUEST_BYTES } from "../../../../library/mod.ts";
import { HttpError } from "../../../../web/mod.ts";

/**
 * Takes an audio file (the body) to be analysed, so that its neighbours can be looked for with
 * `file=<id>`; `name` is the name it goes by. It becomes part of the collection only where it is kept.
 */
export const handler = define.handlers({
  async POST({ req, state, url }) {
    const size = Number(req.headers.get("content-length") ?? 0);
    if (size > MOST_GUEST_BYTES) {
      throw new HttpError(413, "Cannot take this file: 500 MB is the most");
    }
    if (!req.body) throw new HttpError(400, "Cannot take this file: it is empty");
    const name = url.searchParams.get("name") ?? "";
    try {
      const guest = await state.library.guests.take(req.body, name);
      return Response.json(guest, { status: 202 });
    } catch (error) {
      if (error instanceof GuestError) throw new HttpError(400, error.message);
      throw error;
    }
  },
});
