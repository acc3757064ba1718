import { define } from "../../../../define.ts";
import { GuestError, MOST_GUEST_BYTES } from "../../../../library/mod.ts";
import { HttpError } from "../../../../web/mod.ts";

/**
 * Takes an audio file (the body) to be analysed, so that its neighbours can be looked for with
 * `file=<id>`; `name` is the name it goes by. It does not become part of the collection.
 */
export const handler = define.handlers({
  async POST({ req, state, url }) {
    const size = Number(req.headers.get("content-length") ?? 0);
    if (size > MOST_GUEST_BYTES) {
      throw new HttpError(413, "Cannot take this file: 500 MB is the most");
    }
    if (!req.body) throw new HttpError(400, "Cannot take this file: it is empty");
    const name = (url.searchParams.get("name") ?? "").split(/[/\\]/).at(-1)!.slice(0, 200);
    try {
      const guest = await state.library.guests.take(req.body, name || "dropped file");
      return Response.json(guest, { status: 202 });
    } catch (error) {
      if (error instanceof GuestError) throw new HttpError(400, error.message);
      throw error;
    }
  },
});
