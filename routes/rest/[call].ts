import { define } from "../../define.ts";
import { HttpError } from "../../web/mod.ts";

/** The OpenSubsonic protocol, where the server was started with it; it asks for a login in every call. */
export const handler = define.handlers(async ({ params, req, state: { subsonic } }) => {
  if (!subsonic) {
    throw new HttpError(404, "Music apps are not answered: start the server with --subsonic");
  }
  if (!["GET", "HEAD", "POST"].includes(req.method)) {
    throw new HttpError(405, "Calls of music apps are GET or POST");
  }
  return await subsonic.answer(params.call!, req);
});
