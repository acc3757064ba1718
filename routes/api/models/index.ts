import { isUnderWay } from "../../../domain/mod.ts";
import { define } from "../../../define.ts";
import { commandFor, offeredModels } from "../../../library/mod.ts";

/** The learned models: what is installed, what is missing, size, licence, what each adds. */
export const handler = define.handlers({
  async GET({ state: { installer, library } }) {
    return Response.json({
      models: await offeredModels(),
      /** Whether they can be installed from the page. */
      installable: installer !== undefined,
      underWay: installer !== undefined && isUnderWay(installer.state),
      commands: ["deno task models --install", commandFor(library.store, "analyze --known")],
    }, { headers: { "cache-control": "no-store" } });
  },
});
