import { DEFAULT_DB, type Store } from "../store/mod.ts";

/** A command as it is typed to work on that store, such as `deno task analyze ~/Music --db all.kv`. */
export function commandFor({ location }: Pick<Store, "location">, command: string): string {
  if (location === DEFAULT_DB) return `deno task ${command}`;
  const file = /^[\w./:@%+~-]+$/.test(location)
    ? location
    : `'${location.replaceAll("'", "'\\''")}'`;
  return `deno task ${command} --db ${file}`;
}
