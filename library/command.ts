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

/** A text as one word of a shell. */
export function shellWord(text: string): string {
  return /^[\w./:@%+~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
