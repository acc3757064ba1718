/** A schema of JSON, draft 2020-12. */
export type Schema = Readonly<Record<string, unknown>>;

/** A parameter of an operation, as OpenAPI writes it. */
export interface Parameter {
  readonly name: string;
  readonly in: "query" | "path" | "header";
  readonly required?: boolean;
  readonly description: string;
  readonly schema: Schema;
  readonly example?: string | number;
  readonly style?: "form";
  readonly explode?: boolean;
}

/** What an operation takes or answers with, by media type. */
export type Content = Readonly<
  Record<string, { readonly schema?: Schema; readonly example?: unknown }>
>;

/** An answer, as OpenAPI writes it. */
export interface Answer {
  readonly description: string;
  readonly content?: Content;
  readonly headers?: Readonly<
    Record<string, { readonly description: string; readonly schema: Schema }>
  >;
}

/** What one method of one route does. */
export interface Operation {
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  /** What is sent; required where it is there. */
  readonly body?: Content;
  /** By status; refusals, which all operations share, are left out. */
  readonly answers: Readonly<Record<number, Answer>>;
}

/** Operations by path and method. */
export type Paths = Readonly<
  Record<
    `/api/${string}`,
    Readonly<Partial<Record<"get" | "post" | "patch" | "delete", Operation>>>
  >
>;

const BINARY = "application/octet-stream";

/** A schema that is made of a type of the code. */
export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** JSON of a type of the code. */
export function json(name: string, example?: unknown): Content {
  return { "application/json": { schema: ref(name), ...(example !== undefined && { example }) } };
}

/** An answer of JSON of a type of the code. */
export function answer(name: string, description: string, example?: unknown): Answer {
  return { description, content: json(name, example) };
}

/** An answer once as JSON, or as events of the same where `Accept` is `text/event-stream`. */
export function followed(name: string, description: string, event = name): Answer {
  const events = { schema: { type: "string", description: `Each event's data is a ${event}` } };
  return { description, content: { ...json(name), "text/event-stream": events } };
}

/** An answer of bytes or text of some media types. */
export function file(description: string, ...types: readonly string[]): Answer {
  const content = Object.fromEntries(
    (types.length > 0 ? types : [BINARY]).map((type) => [type, {}]),
  );
  return { description, content };
}

/** Answers of audio, whole or in part. */
export const AUDIO = {
  200: file("The whole", "audio/*"),
  206: file("The range that was asked for", "audio/*"),
} as const;

/** A file that is sent. */
export const BYTES: Content = { [BINARY]: {} };

/** A text parameter of the address, after the `?`. */
export function text(name: string, description: string, example?: string): Parameter {
  const schema = { type: "string" };
  return { name, in: "query", description, schema, ...(example !== undefined && { example }) };
}

/** A parameter of a few words. */
export function word(name: string, description: string, words: readonly string[]): Parameter {
  return { name, in: "query", description, schema: { type: "string", enum: [...words] } };
}

/** A whole number. */
export function whole(
  name: string,
  description: string,
  { usual, range: [minimum, maximum] }: {
    readonly usual?: number;
    readonly range: readonly [number, number | undefined];
  },
): Parameter {
  const schema = {
    type: "integer",
    minimum,
    ...(maximum !== undefined && { maximum }),
    ...(usual !== undefined && { default: usual }),
  };
  return { name, in: "query", description, schema };
}

/** The same parameter, which must not be left out. */
export function required(parameter: Parameter): Parameter {
  return { ...parameter, required: true };
}

/** A part of the path. */
export function part(name: string, description: string): Parameter {
  return { name, in: "path", required: true, description, schema: { type: "string" } };
}

/** The clauses and the order of a query: any number of parameters. */
export const QUERY: Parameter = {
  name: "query",
  in: "query",
  style: "form",
  explode: true,
  description:
    "A query: each clause a parameter of its own, such as `tempo=120..130`, `style=Jazz`, " +
    "`not.style=Rock`, `sort=-tempo`; all are in docs/query.md. What cannot be read is left out and " +
    "named in `problems`",
  schema: { type: "object", additionalProperties: { type: "string" } },
};

/** How paths stand in a playlist file. */
export const PATHS: readonly Parameter[] = [
  text("relative_to", "A folder that paths are written relative to"),
  text("from", "A beginning of paths that is replaced"),
  text("to", "What it is replaced by"),
];
