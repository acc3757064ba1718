import { define } from "../../define.ts";
import { eventStream, HttpError } from "../../web/mod.ts";

/**
 * The last figures of the collection's spaces as a JSON file; what is being worked out as server-sent
 * events. POST starts a run.
 */
export const handler = define.handlers({
  async GET({ req, state: { library: { evaluations } } }) {
    if (req.headers.get("accept")?.includes("text/event-stream")) return eventStream(states());
    const kept = await evaluations.latest();
    if (!kept) throw new HttpError(404, "Nothing is evaluated yet: start it on the page /evaluate");
    return new Response(`${JSON.stringify(kept, undefined, 2)}\n`, {
      headers: {
        "content-type": "application/json",
        "content-disposition": `attachment; filename="evaluation.json"`,
      },
    });

    async function* states() {
      let wake = () => {};
      const stop = evaluations.subscribe(() => wake());
      try {
        while (true) {
          const changed = new Promise<void>((resolve) => wake = resolve);
          const { state } = evaluations;
          yield { data: state };
          if (state.state !== "running") return;
          await changed;
        }
      } finally {
        stop();
      }
    }
  },

  POST({ state: { library: { evaluations } } }) {
    void evaluations.start();
    return Response.json(evaluations.state, { status: 202 });
  },
});
