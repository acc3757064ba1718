import { define } from "../../../../../define.ts";
import { eventStream, HttpError } from "../../../../../web/mod.ts";

/** How far the analysis of a dropped file is: once as JSON, or as server-sent events until its end. */
export const handler = define.handlers({
  GET({ params, req, state: { library: { guests } } }) {
    const id = params["id"]!;
    const guest = guests.guest(id);
    if (!guest) throw new HttpError(404, "This file is forgotten: drop it again");
    if (!req.headers.get("accept")?.includes("text/event-stream")) return Response.json(guest);
    return eventStream(states());

    async function* states() {
      let wake = () => {};
      const stop = guests.follow(id, () => wake());
      try {
        while (true) {
          const changed = new Promise<void>((resolve) => wake = resolve);
          const now = guests.guest(id);
          if (!now) return;
          yield { data: now };
          if (now.state.state !== "analysing") return;
          await changed;
        }
      } finally {
        stop();
      }
    }
  },
});
