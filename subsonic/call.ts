import type { Library } from "../library/mod.ts";
import type { LoggedIn } from "./login.ts";
import type { Marks, MarksById } from "./marks.ts";
import type { Playing } from "./playing.ts";
import type { Shelves } from "./shelves.ts";
import type { Tree } from "./tree.ts";

/** One call of an app that has logged in. */
export interface Call {
  readonly req: Request;
  readonly params: URLSearchParams;
  readonly who: LoggedIn;
  readonly library: Library;
  /** All that can be browsed, or what of it lies in the folder named by `musicFolderId`. */
  readonly shelves: Shelves;
  /** Of who asks. */
  readonly marks: MarksById;
  readonly allMarks: Marks;
  readonly playing: Playing;
}

/** Answers a call. Throws a `SubsonicError` where it cannot. */
export type Answerer = (call: Call) => Tree | Response | Promise<Tree | Response>;

/** Calls that answer one part of the protocol, by name. */
export type Calls = Readonly<Record<string, Answerer>>;
