import { DEFAULT_DB, type Store } from "../store/mod.ts";

/**
 * A command as it is typed to work on that store, such as `deno task analyze ~/Music --db all.kv`. A data set
 * does not know the store that it was exported from, and is exported anew from it.
 */
export function commandFor(
  { location, isOver }: Pick<Store, "location"> & Partial<Pick<Store, "isOver">>,
  command: string,
): string {
  if (isOver) return `deno task ${command} --db <store it was exported from>`;
  if (location === DEFAULT_DB) return `deno task ${command}`;
  return `deno task ${command} --db ${shellWord(location)}`;
}

/** The command that adds music to a store. */
export function musicCommand(store: Parameters<typeof commandFor>[0]): string {
  return commandFor(store, "analyze ~/Music");
}

/** The command for what comes next; while nothing is there for it to work on, the one that adds music. */
export function nextCommand(
  store: Parameters<typeof commandFor>[0],
  { command, there }: { readonly command: string; readonly there: number },
): string {
  return there === 0 ? musicCommand(store) : commandFor(store, command);
}

/** A text as one word of a shell. */
export function shellWord(text: string): string {
  return /^[\w./:@%+~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
