/** The store that commands use unless `--db` names another. */
export const DEFAULT_DB = "data/fonoteca.kv";

/** Whether a store is on a server, spoken to by the KV Connect protocol. */
export function isRemote(location: string): boolean {
  return /^https?:/.test(location);
}
