import { define } from "../../../../define.ts";
import { eventStream, HttpError } from "../../../../web/mod.ts";

/**
 * Where one piece of long work stands: once as JSON, or as server-sent events until it has ended; none
 * (204) of work that was not begun. DELETE stops it.
 */
export const handler = define.handlers({
  GET({ params, req, state: { library: { work } } }) {
    const name = nameIn(params);
    const now = work.state(name);
    const follows = req.headers.get("accept")?.includes("text/event-stream");
    if (!now && follows) return new Response(null, { status: 204 });
    if (!now) throw new HttpError(404, `There is no work ${name.kind} ${name.id}`);
    if (!follows) return Response.json(now);
    return eventStream(events());

    async function* events() {
      for await (const data of work.statesOf(name)) yield { data };
    }
  },

  DELETE({ params, state: { library: { work } } }) {
    const name = nameIn(params);
    if (!work.stop(name)) {
      throw new HttpError(404, `There is no work ${name.kind} ${name.id} under way`);
    }
    return new Response(null, { status: 204 });
  },
});

function nameIn(params: Readonly<Record<string, string>>) {
  return { kind: params["kind"]!, id: params["id"]! };
}
