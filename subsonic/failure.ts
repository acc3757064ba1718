/** What the protocol calls an error, by its number. */
export const FAILURE = {
  generic: 0,
  missing: 10,
  wrongLogin: 40,
  noTokens: 41,
  noSuchLogin: 42,
  severalLogins: 43,
  wrongKey: 44,
  notAllowed: 50,
  notFound: 70,
} as const;

/** A call that cannot be answered: told to the app as the protocol's error, with HTTP status 200. */
export class SubsonicError extends Error {
  override readonly name = "SubsonicError";
  readonly code: number;

  constructor(kind: keyof typeof FAILURE, message: string) {
    super(message);
    this.code = FAILURE[kind];
  }
}
