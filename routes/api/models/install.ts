import { define } from "../../../define.ts";
import { isUnderWay } from "../../../domain/mod.ts";
import { fetchableModels, type Installer } from "../../../library/mod.ts";
import { eventStream, HttpError, jsonIn } from "../../../web/mod.ts";

/**
 * Fetching models and analysing what is missing. POST `{models: [id…]}` starts it, DELETE stops it, GET
 * tells how far it is: once as JSON, or as server-sent events until it has ended.
 */
export const handler = define.handlers({
  GET({ req, state }) {
    const installer = installerOf(state.installer);
    if (!req.headers.get("accept")?.includes("text/event-stream")) {
      return Response.json(installer.state);
    }
    return eventStream(states());

    async function* states() {
      let wake = () => {};
      const stop = installer.subscribe(() => wake());
      try {
        while (true) {
          const changed = new Promise<void>((resolve) => wake = resolve);
          yield { data: installer.state };
          if (!isUnderWay(installer.state)) return;
          await changed;
        }
      } finally {
        stop();
      }
    }
  },

  async POST({ req, state }) {
    const installer = installerOf(state.installer);
    const models = modelsIn(await jsonIn(req));
    if (isUnderWay(installer.state)) {
      throw new HttpError(409, "Cannot install: models are being installed already");
    }
    installer.install(models);
    return Response.json(installer.state, { status: 202 });
  },

  DELETE({ state }) {
    const installer = installerOf(state.installer);
    installer.stop();
    return Response.json(installer.state, { status: 202 });
  },
});

function installerOf(installer: Installer | undefined): Installer {
  if (installer) return installer;
  throw new HttpError(
    404,
    "Cannot install from the page: the server was not started by deno task start; " +
      "deno task models --install does it",
  );
}

function modelsIn(body: unknown): readonly string[] {
  const named = typeof body === "object" && body !== null && "models" in body
    ? body.models
    : undefined;
  try {
    return fetchableModels(named);
  } catch (error) {
    if (error instanceof RangeError) throw new HttpError(400, error.message);
    throw error;
  }
}
