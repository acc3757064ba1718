import { define } from "../../../../define.ts";
import type { Library } from "../../../../library/mod.ts";
import { eventStream, HttpError, shortened } from "../../../../web/mod.ts";

/** Milliseconds between two events. */
const PACE = 200;

/**
 * Where a training stands, with the curves of the network that it is at: once as JSON, or as server-sent
 * events until it ends. POST lets one go on that was stopped or cut; it is stopped at
 * `/api/work/training/<id>`.
 */
export const handler = define.handlers({
  async GET({ params, req, state: { library } }) {
    const id = params.id!;
    const training = await library.trainings.get(id);
    if (!training) throw new HttpError(404, `There is no training ${shortened(id)}`);
    if (!req.headers.get("accept")?.includes("text/event-stream")) {
      return Response.json(training);
    }
    return eventStream(events(library, id));
  },

  async POST({ params, state: { library } }) {
    const id = params.id!;
    if (!await library.trainings.goOn(id)) {
      throw new HttpError(409, `There is nothing left to do of the training ${shortened(id)}`);
    }
    return Response.json({ id }, { status: 202 });
  },
});

async function* events({ trainings, work }: Library, id: string) {
  for await (const job of work.statesOf(trainings.workOf(id))) {
    yield { data: { job, live: trainings.liveOf(id) } };
    await new Promise((resolve) => setTimeout(resolve, PACE));
  }
}
