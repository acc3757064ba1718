import { Buffer } from "node:buffer";
import { createHash, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { ExpectedError, type Instant, type Space } from "../domain/mod.ts";
import type { Store } from "../store/mod.ts";

/** An API key: its bytes are known to whoever made it alone. */
export interface ApiKey {
  /** What it is for, such as the name of a phone. */
  readonly label: string;
  /** SHA-256 of the key, in hexadecimal digits. */
  readonly hash: string;
  readonly created: Instant;
}

/** Who may log in from a music app. */
export interface SubsonicUser {
  readonly created: Instant;
  /** The password by scrypt; left out where only API keys let in. */
  readonly password?: HashedPassword;
  /**
   * The password as it is, there where token and salt are allowed: they are made from it, so no hash
   * would do. It is always one that was made here, and opens nothing else.
   */
  readonly readable?: string;
  readonly keys: readonly ApiKey[];
  /** The space in which similar tracks are looked for; that of the blind test where left out. */
  readonly space?: Space;
}

/** A password as it is kept. */
export interface HashedPassword {
  readonly salt: string;
  readonly hash: string;
}

/** What is wrong with a user or a key, in words. */
export class UserError extends ExpectedError {
  override readonly name = "UserError";
}

/** Cost of one guess at a password, in the terms of scrypt (RFC 7914): about 0.2 s and 32 MB. */
const COST = { N: 1 << 15, r: 8, p: 3, maxmem: 1 << 27 } as const;
const HASH_BYTES = 32;
/** Random bytes of a password or key that is made here: 144 bits. */
const SECRET_BYTES = 18;
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u;
/** Characters of a password that a person chooses. */
const SHORTEST_PASSWORD = 8;
const LONGEST_PASSWORD = 256;

/** The users of a store. */
export function subsonicUsers(store: Store) {
  return store.documents<SubsonicUser>("subsonic-users");
}

/** A name as users may have one. Throws a {@linkcode UserError} where it is none. */
export function userName(name: string): string {
  if (NAME.test(name)) return name;
  throw new UserError(
    `Cannot name a user ${name}: a name has letters, digits and . _ @ -, at most 64 of them`,
  );
}

/** A password or key that nobody can guess, safe in an address. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

/** A password as it is kept. Throws a {@linkcode UserError} where it is too short or too long. */
export async function hashedPassword(password: string): Promise<HashedPassword> {
  if (password.length < SHORTEST_PASSWORD || password.length > LONGEST_PASSWORD) {
    throw new UserError(
      `Cannot take this password: it should have ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters`,
    );
  }
  const salt = randomBytes(16);
  return { salt: salt.toString("hex"), hash: (await derived(password, salt)).toString("hex") };
}

/** Whether a password is the one that is kept; as slow where there is none. */
export async function isPassword(
  password: string,
  kept: HashedPassword | undefined,
): Promise<boolean> {
  const salt = Buffer.from(kept?.salt ?? "00".repeat(16), "hex");
  const hash = await derived(password.slice(0, LONGEST_PASSWORD + 1), salt);
  return kept !== undefined && timingSafeEqual(hash, Buffer.from(kept.hash, "hex"));
}

/** What is kept of an API key; its 144 random bits need no slow hash. */
export function keyHash(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

function derived(password: string, salt: Uint8Array): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  scrypt(
    password.normalize("NFKC"),
    salt,
    HASH_BYTES,
    COST,
    (error, hash) => error ? reject(error) : resolve(hash),
  );
  return promise;
}
