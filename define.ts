import type { Installer, Library } from "./library/mod.ts";
import type { Subsonic } from "./subsonic/mod.ts";
import { createDefine } from "./web/mod.ts";

/** What the middlewares and the route of one request share. */
export interface State {
  /** The collection that is served. */
  library: Library;
  /** What is wrong with its store, in words; writes are refused then. */
  fault: string | undefined;
  /** What whoever looks at the store should know of it, as that it is only read. */
  notice: string | undefined;
  /** Opens the store again; there where that would help. */
  reopen: (() => Promise<void>) | undefined;
  /** Installs models; there where a process with that right has started the server. */
  installer: Installer | undefined;
  /** Answers music apps; there where the user has asked for it. */
  subsonic: Subsonic | undefined;
}

/** Types the handlers, pages and middlewares of this project. */
export const define = createDefine<State>();
