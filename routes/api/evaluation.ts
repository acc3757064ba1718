import { define } from "../../define.ts";
import { HttpError } from "../../web/mod.ts";

/**
 * The last figures of the collection's spaces as a JSON file. POST starts a run, which is followed at
 * `/api/work/evaluation/spaces`.
 */
export const handler = define.handlers({
  async GET({ state: { library: { evaluations } } }) {
    const kept = await evaluations.latest();
    if (!kept) throw new HttpError(404, "Nothing is evaluated yet: start it on the page /evaluate");
    return new Response(`${JSON.stringify(kept, undefined, 2)}\n`, {
      headers: {
        "content-type": "application/json",
        "content-disposition": `attachment; filename="evaluation.json"`,
      },
    });
  },

  POST({ state: { library: { evaluations } } }) {
    void evaluations.start();
    return Response.json(evaluations.state, { status: 202 });
  },
});
