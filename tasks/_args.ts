import { parseArgs } from "node:util";
import { ExpectedError } from "../domain/failure.ts";
import { DEFAULT_DB } from "../store/location.ts";

/** One option of a command. */
export interface Option {
  /** Name of the value in the help text; an option without one is a switch. */
  readonly value?: string;
  readonly help: string;
  readonly default?: string;
  /** The value that is meant where the option is given without one. */
  readonly implied?: string;
  /** Whether the option may be given several times. */
  readonly multiple?: boolean;
}

/** What a command takes, and what `--help` prints. */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Names of the positional arguments, such as `<folder>…`; none are taken where left out. */
  readonly positionals?: { readonly name: string; readonly atLeast: number };
  readonly examples: readonly string[];
}

/** Arguments as read. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** The value of an option, or its default. */
  text(name: string): string | undefined;
  /** All values of an option that may be given several times. */
  texts(name: string): readonly string[];
  /** Whether a switch is on. */
  on(name: string): boolean;
  /** The value of an option as a whole number within a range. Throws a {@linkcode UsageError}. */
  whole(name: string, range: { readonly min: number; readonly max: number }): number | undefined;
}

/** Something the user can put right: said in one line, with exit code 2. */
export class UsageError extends ExpectedError {
  override readonly name = "UsageError";
}

/** The `--db` option of every command that opens a store. */
export const DB_OPTION: Option = {
  value: "file",
  help: "the store: a file, or the address of a remote Deno KV",
  default: DEFAULT_DB,
};

/** The text that `--help` prints. */
export function helpText(spec: CommandSpec): string {
  const positionals = spec.positionals ? ` ${spec.positionals.name}` : "";
  const options = [...Object.entries(spec.options), ["help", { help: "print this" }] as const];
  const rows = options.map(([name, option]) => {
    const value = "value" in option ? valueText(option) : "";
    const standard = "default" in option && option.default ? ` (default ${option.default})` : "";
    return [`  --${name}${value}`, `${option.help}${standard}`] as const;
  });
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return [
    `${spec.summary}`,
    "",
    `Usage: deno task ${spec.name}${positionals} [options]`,
    "",
    "Options:",
    ...rows.map(([left, right]) => left.padEnd(width) + right),
    "",
    "Examples:",
    ...spec.examples.map((example) => `  ${example}`),
  ].join("\n");
}

function valueText({ value, implied }: Option): string {
  if (value === undefined) return "";
  return implied === undefined ? ` <${value}>` : `[=${value}]`;
}

/** Reads a command's arguments. Throws a {@linkcode UsageError} that says what is wrong. */
export function readArguments(args: readonly string[], spec: CommandSpec): Arguments {
  const { values, positionals } = parseOrExplain(args, spec);
  const { atLeast } = spec.positionals ?? { atLeast: 0 };
  if (positionals.length < atLeast) {
    throw new UsageError(
      `Cannot run ${spec.name}: ${spec.positionals?.name} is missing; see deno task ${spec.name} --help`,
    );
  }
  const texts = (name: string): readonly string[] => {
    const value = values[name];
    return Array.isArray(value) ? value.map(String) : typeof value === "string" ? [value] : [];
  };
  const text = (name: string) => texts(name).at(-1) ?? spec.options[name]?.default;
  return {
    positionals,
    text,
    texts,
    on: (name) => values[name] === true,
    whole(name, { min, max }) {
      const given = text(name);
      if (given === undefined) return undefined;
      const number = Number(given);
      if (!Number.isInteger(number) || number < min || number > max) {
        throw new UsageError(
          `Cannot read --${name} ${given}: it takes a whole number from ${min} to ${max}`,
        );
      }
      return number;
    },
  };
}

function parseOrExplain(args: readonly string[], spec: CommandSpec) {
  const options = Object.fromEntries(
    Object.entries(spec.options).map(([name, option]) => [
      name,
      {
        type: option.value ? "string" as const : "boolean" as const,
        multiple: option.multiple ?? false,
      },
    ]),
  );
  try {
    return parseArgs({
      args: args.map((arg) => withImplied(arg, spec)),
      options,
      strict: true,
      allowPositionals: spec.positionals !== undefined,
    });
  } catch (error) {
    throw new UsageError(`${saidOf(error)}; see deno task ${spec.name} --help`);
  }
}

/** What Node says of arguments, on one line, without what to do about a positional argument. */
function saidOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const dashed = /^Option '(--[^']+)' argument is ambiguous/.exec(said)?.[1];
  if (dashed) {
    return `Cannot read ${dashed}: a value that begins with a dash is written ${dashed}=-…`;
  }
  return said.split(/[.'] ?To specify/)[0]!.replace(/\.$/, "");
}

function withImplied(arg: string, { options }: CommandSpec): string {
  const implied = arg.startsWith("--") ? options[arg.slice(2)]?.implied : undefined;
  return implied === undefined ? arg : `${arg}=${implied}`;
}

/**
 * Runs a command: `--help` prints its text, a {@linkcode UsageError} or another {@linkcode ExpectedError} one
 * line on standard error.
 *
 * @returns The exit code: 0, the body's own, 2 for a usage error, 1 for any other expected one.
 */
export async function runCommand(
  spec: CommandSpec,
  args: readonly string[],
  body: (args: Arguments) => Promise<number>,
): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    console.log(helpText(spec));
    return 0;
  }
  try {
    return await body(readArguments(args, spec));
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(error.message);
      return 2;
    }
    if (error instanceof ExpectedError) {
      console.error(error.message);
      return 1;
    }
    throw error;
  }
}
