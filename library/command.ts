import { DEFAULT_DB, type Store } from "../store/mod.ts";

/** A command as it is typed to work on that store, such as `deno task analyze ~/Music --db all.kv`. */
export function commandFor({ location }: Pick<Store, "location">, command: string): string {
  if (location === DEFAULT_DB) return `deno task ${command}`;
  return `deno task ${command} --db ${shellWord(location)}`;
}

/** A text as one word of a shell. */
export function shellWord(text: string): string {
  return /^[\w./:@%+~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
