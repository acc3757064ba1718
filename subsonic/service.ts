import type { Library } from "../library/mod.ts";
import { formIn, HttpError } from "../web/mod.ts";
import { BROWSE } from "./calls/browse.ts";
import { LISTS } from "./calls/lists.ts";
import { MARKS } from "./calls/marks.ts";
import { MEDIA } from "./calls/media.ts";
import { PLAYLISTS } from "./calls/playlists.ts";
import { QUEUE } from "./calls/queue.ts";
import { SIMILAR } from "./calls/similar.ts";
import { EMPTY, EXTENSIONS, SYSTEM } from "./calls/system.ts";
import type { Calls } from "./call.ts";
import { SubsonicError } from "./failure.ts";
import { Login } from "./login.ts";
import { Marks } from "./marks.ts";
import { Playing } from "./playing.ts";
import { ShelfRoom } from "./shelf_room.ts";
import { answered, type Form, type Tree } from "./tree.ts";

const CALLS: Calls = {
  ...SYSTEM,
  ...EMPTY,
  ...BROWSE,
  ...LISTS,
  ...PLAYLISTS,
  ...MARKS,
  ...QUEUE,
  ...SIMILAR,
  ...MEDIA,
};

/** How a service is made. */
export interface SubsonicOptions {
  /** Of this program, as apps are told. */
  readonly version: string;
  /** Where wrong logins are noted; standard error where left out. */
  readonly log?: (line: string) => void;
  /** How a wrong login waits. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/** A collection for music apps, by the OpenSubsonic protocol. */
export class Subsonic {
  readonly #library: Library;
  readonly #version: string;
  readonly #login: Login;
  readonly #marks: Marks;
  readonly #shelves: ShelfRoom;
  readonly #playing = new Playing();

  constructor(library: Library, { version, ...login }: SubsonicOptions) {
    this.#library = library;
    this.#version = version;
    this.#login = new Login(library.store, login);
    this.#marks = new Marks(library.store);
    this.#shelves = new ShelfRoom(library.store);
  }

  /**
   * Answers a call such as `ping` or `ping.view`. What cannot be answered is told in the protocol's own way,
   * with HTTP status 200; faults of the program are thrown.
   */
  async answer(name: string, req: Request): Promise<Response> {
    const params = await paramsOf(req);
    const asked = params.get("f") ?? "xml";
    const form: Form = asked === "json" ? "json" : "xml";
    const options = { form, version: this.#version };
    try {
      if (asked !== "json" && asked !== "xml") {
        throw new SubsonicError(
          "generic",
          `Answers are given as xml or json, not as ${asked.slice(0, 20)}`,
        );
      }
      const answer = await this.#answer(name.replace(/\.view$/, ""), params, req);
      return answer instanceof Response ? answer : answered(answer, options);
    } catch (error) {
      const known = error instanceof HttpError
        ? { code: 0, message: error.message }
        : error instanceof SubsonicError
        ? { code: error.code, message: error.message }
        : undefined;
      if (!known) throw error;
      return answered({ error: known }, { ...options, failed: true });
    }
  }

  async #answer(name: string, params: URLSearchParams, req: Request): Promise<Tree | Response> {
    if (name === "getOpenSubsonicExtensions") return EXTENSIONS;
    const who = await this.#login.who(params);
    if (!Object.hasOwn(CALLS, name)) {
      throw new SubsonicError("generic", `Fonoteca does not answer ${name.slice(0, 60)}`);
    }
    return await CALLS[name]!({
      req,
      params,
      who,
      library: this.#library,
      shelves: await this.#shelves.within(params.get("musicFolderId")),
      marks: await this.#marks.of(who.name),
      allMarks: this.#marks,
      playing: this.#playing,
    });
  }
}

/** The parameters of the address, and of the form where one was posted. */
async function paramsOf(req: Request): Promise<URLSearchParams> {
  const params = new URL(req.url).searchParams;
  if (req.method !== "POST" || !req.headers.has("content-type")) return params;
  for (const [name, value] of await formIn(req)) params.append(name, value);
  return params;
}
