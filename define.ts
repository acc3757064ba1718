import type { Library } from "./library/mod.ts";
import { createDefine } from "./web/mod.ts";

/** What the middlewares and the route of one request share. */
export interface State {
  /** The collection that is served. */
  library: Library;
}

/** Types the handlers, pages and middlewares of this project. */
export const define = createDefine<State>();
