const PHRASES: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Token needed",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  408: "Too slow",
  409: "Conflict",
  410: "Gone",
  413: "Too large",
  414: "Address too long",
  415: "Unsupported media type",
  416: "Range not satisfiable",
  421: "Misdirected request",
  422: "Cannot be processed",
  500: "Internal error",
  503: "Not ready",
  507: "No room",
};

/** Short English name of an HTTP status; `"Error"` for one that this server does not send. */
export function statusPhrase(status: number): string {
  return PHRASES[status] ?? "Error";
}

/**
 * Thrown by a handler to answer with a status. Its message is shown to the person at the page, so
 * it says what, why, and what to do; any other error is shown only in the terminal.
 */
export class HttpError extends Error {
  /** HTTP status, 400..599. */
  readonly status: number;
  /** Headers that the answer carries besides its body. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string = statusPhrase(status),
    options: ErrorOptions & { headers?: Record<string, string> } = {},
  ) {
    super(message, options);
    this.name = "HttpError";
    this.status = status;
    this.headers = options.headers ?? {};
  }
}

/** Characters of what a request has named that a message repeats. */
const REPEATED = 80;

/** What a request has named, short enough for a message. */
export function shortened(named: string): string {
  return named.length <= REPEATED ? named : `${named.slice(0, REPEATED)}…`;
}
