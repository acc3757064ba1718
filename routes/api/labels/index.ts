import { define } from "../../../define.ts";
import { labelRows } from "../../../library/mod.ts";
import { HttpError, jsonIn } from "../../../web/mod.ts";
import { madeSet } from "../../_label_sets.ts";

/** The label sets: all of them, and a new one by hand, empty or as a `copy` of another. */
export const handler = define.handlers({
  GET: ({ state: { library } }) =>
    Response.json({
      sets: labelRows(library).map(({ set, tracks }) => ({
        id: set.id,
        name: set.name,
        origin: set.origin,
        several: set.several,
        classes: set.classes,
        tracks,
      })),
    }),

  async POST({ req, state: { library } }) {
    const body = await jsonIn(req);
    if (typeof body !== "object" || body === null) {
      throw new HttpError(400, "Cannot make a label set: it has no name");
    }
    const { name, several, by, copy }: Readonly<Record<string, unknown>> = { ...body };
    const set = await madeSet(library, {
      name: typeof name === "string" ? name : "",
      several: several === true,
      by: typeof by === "string" ? by : "",
      ...(typeof copy === "string" && { copy }),
    });
    return Response.json({ id: set.id }, { status: 201 });
  },
});
