import { define } from "../define.ts";

/** Opens a store again whose file was deleted or replaced under the server. */
export const handler = define.handlers({
  async POST({ state, redirect }) {
    await state.reopen?.();
    return redirect("/", 303);
  },
});
