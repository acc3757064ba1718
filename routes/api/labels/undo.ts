import { define } from "../../../define.ts";
import { HttpError, jsonIn } from "../../../web/mod.ts";
import { asHttp } from "../../_label_sets.ts";

/** Takes an edit of labels back; what it answers with makes the edit again. */
export const handler = define.handlers({
  async POST({ req, state: { library } }) {
    const body = await jsonIn(req);
    const undo = typeof body === "object" && body !== null && "undo" in body
      ? body.undo
      : undefined;
    if (typeof undo !== "string") {
      throw new HttpError(400, "Cannot take this back: it is not said what");
    }
    try {
      return Response.json(await library.labelling.undo(undo));
    } catch (error) {
      throw asHttp(error);
    }
  },
});
