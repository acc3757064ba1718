/** The store that commands use unless `--db` names another. */
export const DEFAULT_DB = "data/fonoteca.kv";
