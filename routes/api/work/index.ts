import { define } from "../../../define.ts";

/** All long work that was begun since the program started or was cut before, and where it stands. */
export const handler = define.handlers({
  GET: ({ state: { library } }) => Response.json({ work: library.work.states }),
});
