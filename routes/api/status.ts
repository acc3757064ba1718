import { define } from "../../define.ts";
import type { Snapshot } from "../../collection/mod.ts";
import { eventStream } from "../../web/mod.ts";

/** Milliseconds without a sign of life after which a run counts as dead. */
const DEAD = 15_000;

function statusOf({ version, runs, errors, columns }: Snapshot) {
  const run = runs.find(({ finished, beat }) => !finished && Date.now() - beat < DEAD);
  return { version, tracks: columns.length, errors: errors.length, run: run ?? null };
}

/** What the collection is doing: once as JSON, or as server-sent events while it changes. */
export const handler = define.handlers({
  GET({ req, state }) {
    const { collection } = state.library;
    if (!req.headers.get("accept")?.includes("text/event-stream")) {
      return Response.json(statusOf(collection.snapshot));
    }
    return eventStream(changes());

    async function* changes() {
      let wake = () => {};
      const stop = collection.subscribe(() => wake());
      try {
        while (true) {
          const changed = new Promise<void>((resolve) => wake = resolve);
          yield { data: statusOf(collection.snapshot) };
          await changed;
        }
      } finally {
        stop();
      }
    }
  },
});
