import { Buffer } from "node:buffer";
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Store } from "../store/mod.ts";
import { SubsonicError } from "./failure.ts";
import { isPassword, keyHash, type SubsonicUser, subsonicUsers } from "./users.ts";

/** Who asks. */
export interface LoggedIn {
  readonly name: string;
  readonly user: SubsonicUser;
}

/** Guesses that wait for their turn or their answer; further ones are sent away, and not logged. */
const MOST_WAITING = 16;
/** Milliseconds that the first wrong answer waits; each further one twice as long, up to the longest. */
const FIRST_WAIT = 250;
const LONGEST_WAIT = 4_000;
/** Milliseconds without a wrong password after which waits are short again. */
const FORGIVEN_AFTER = 60_000;
/** Logins that are known to be right, so that the slow hash is not made for every call. */
const MOST_KNOWN = 1_000;

/**
 * Finds out who asks, by API key, by password, or by token and salt where the user allows that. One
 * password is tried at a time, and each wrong one holds up those behind it, so guessing in parallel is as slow as
 * in turn; who has logged in before does not wait. What is wrong is logged.
 */
export class Login {
  readonly #store: Store;
  readonly #log: (line: string) => void;
  readonly #wait: (milliseconds: number) => Promise<void>;
  readonly #secret = randomBytes(32);
  /** The kept hash by the fingerprint of a name and its right password. */
  readonly #known = new Map<string, string>();
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #wrong = 0;
  #lastWrong = -Infinity;

  constructor(
    store: Store,
    options: {
      readonly log?: (line: string) => void;
      readonly wait?: (milliseconds: number) => Promise<void>;
    } = {},
  ) {
    this.#store = store;
    this.#log = options.log ?? ((line) => console.warn(line));
    this.#wait = options.wait ??
      ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
  }

  /** Who asks. Throws a {@linkcode SubsonicError} where nobody is let in. */
  async who(params: URLSearchParams): Promise<LoggedIn> {
    const [key, name] = [params.get("apiKey"), params.get("u")];
    const [password, token] = [params.get("p"), params.get("t")];
    const ways = [key, password, token].filter((way) => way !== null).length;
    if (ways > 1 || (key !== null && name !== null)) {
      throw new SubsonicError("severalLogins", "Send an apiKey, or u with p, or u with t and s");
    }
    if (key) return await this.#byKey(key, params);
    if (!name || ways === 0) {
      throw new SubsonicError("missing", "Log in with apiKey, or with u and p");
    }
    const user = await subsonicUsers(this.#store).get(name);
    return token === null
      ? await this.#byPassword({ name, user, password: plainPassword(password ?? "") }, params)
      : await this.#byToken({ name, user, token, salt: params.get("s") ?? "" }, params);
  }

  async #byKey(key: string, params: URLSearchParams): Promise<LoggedIn> {
    const hash = keyHash(key);
    for (const { id, value } of await subsonicUsers(this.#store).list()) {
      if (value.keys.some((kept) => isSame(kept.hash, hash))) return { name: id, user: value };
    }
    await this.#heldUp("an API key", params);
    throw new SubsonicError("wrongKey", "This API key is not known here");
  }

  async #byToken(
    { name, user, token, salt }: {
      readonly name: string;
      readonly user: SubsonicUser | undefined;
      readonly token: string;
      readonly salt: string;
    },
    params: URLSearchParams,
  ): Promise<LoggedIn> {
    if (user && user.readable === undefined) {
      throw new SubsonicError(
        "noTokens",
        "Token and salt are not allowed for this user: use an API key or the password, or allow " +
          "them with deno task subsonic allow-token",
      );
    }
    const wanted = createHash("md5").update((user?.readable ?? "") + salt).digest("hex");
    if (user && isSame(wanted, token.toLowerCase())) return { name, user };
    await this.#heldUp(name, params);
    throw wrongLogin();
  }

  async #byPassword(
    { name, user, password }: {
      readonly name: string;
      readonly user: SubsonicUser | undefined;
      readonly password: string;
    },
    params: URLSearchParams,
  ): Promise<LoggedIn> {
    const print = createHmac("sha256", this.#secret).update(`${name}\n${password}`).digest("hex");
    const kept = user?.password;
    if (user && kept && this.#known.get(print) === kept.hash) return { name, user };
    this.#enter();
    const tried = this.#turn.then(async () => {
      const right = await isPassword(password, kept);
      if (!right) await this.#wait(this.#noteWrong(name, params));
      return right;
    }).finally(() => this.#waiting--);
    this.#turn = tried.catch(() => {});
    if (!await tried || !user || !kept) throw wrongLogin();
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(print, kept.hash);
    return { name, user };
  }

  /** Waits before a wrong login is answered. */
  async #heldUp(who: string, params: URLSearchParams): Promise<void> {
    this.#enter();
    try {
      await this.#wait(this.#noteWrong(who, params));
    } finally {
      this.#waiting--;
    }
  }

  #enter(): void {
    if (this.#waiting >= MOST_WAITING) {
      throw new SubsonicError("generic", "Too many logins at once: try again in a minute");
    }
    this.#waiting++;
  }

  /** Logs a wrong login; how long its answer waits. */
  #noteWrong(who: string, params: URLSearchParams): number {
    const now = performance.now();
    this.#wrong = now - this.#lastWrong > FORGIVEN_AFTER ? 1 : this.#wrong + 1;
    this.#lastWrong = now;
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(10, this.#wrong - 1));
    const client = params.get("c") ?? "an app without a name";
    this.#log(
      `Subsonic: wrong login for ${plain(who)} from ${
        plain(client)
      }, ${this.#wrong} within a minute; ` +
        `its answer waits ${wait} ms`,
    );
    return wait;
  }
}

function wrongLogin(): SubsonicError {
  return new SubsonicError("wrongLogin", "Wrong username or password");
}

/** `p` is the password, or its UTF-8 in hexadecimal digits behind `enc:`. */
function plainPassword(given: string): string {
  const hex = /^enc:((?:[0-9a-f]{2})*)$/i.exec(given)?.[1];
  return hex === undefined ? given : Buffer.from(hex, "hex").toString("utf8");
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** What a request has named, fit for one line of a log. */
function plain(text: string): string {
  return text.toWellFormed().replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "?").slice(0, 64);
}
