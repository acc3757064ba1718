import { define } from "../../define.ts";
import { isUnderWay } from "../../domain/mod.ts";
import { HttpError, jsonIn } from "../../web/mod.ts";

/**
 * Analysing a folder from the page: GET tells whether that can be done and which folders are known, POST
 * `{folder: path}` starts it. How far it is, and stopping it, are those of `/api/models/install`. Whether
 * the folder may be analysed is decided by the process that started the server.
 */
export const handler = define.handlers({
  async GET({ state: { installer, library } }) {
    return Response.json({
      analysable: installer !== undefined,
      underWay: installer !== undefined && isUnderWay(installer.state),
      folders: await library.store.roots(),
    }, { headers: { "cache-control": "no-store" } });
  },

  async POST({ req, state: { installer } }) {
    if (!installer) {
      throw new HttpError(
        404,
        "Cannot analyse from the page: the server was not started by deno task start; " +
          "deno task analyze <folder> does it",
      );
    }
    const folder = folderIn(await jsonIn(req));
    if (isUnderWay(installer.state)) {
      throw new HttpError(409, "Cannot analyse: an analysis is under way already");
    }
    installer.analyse(folder);
    return Response.json(installer.state, { status: 202 });
  },
});

/** Characters of the longest path. */
const LONGEST_PATH = 4096;

function folderIn(body: unknown): string {
  const folder = typeof body === "object" && body !== null && "folder" in body
    ? body.folder
    : undefined;
  if (typeof folder === "string" && folder.trim() !== "" && folder.length <= LONGEST_PATH) {
    return folder;
  }
  throw new HttpError(400, "Cannot analyse: folder is to be a path");
}
