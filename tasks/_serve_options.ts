import { type CommandSpec, DB_OPTION } from "./_args.ts";
import { VECTORS_OPTION } from "./_vectors_option.ts";

/** The options of every command that serves. */
export const SERVE_OPTIONS: CommandSpec["options"] = {
  db: DB_OPTION,
  data: {
    value: "folder",
    help: "a data set of columns in place of a store, read-only (see deno task export " +
      "--partitioned), or its address s3://…; what people write is kept in the store that --db names, if it does",
  },
  columns: {
    value: "n",
    help: "tracks up to which a data set is held as columns in memory, with all pages; " +
      "a larger one has a page of its own, asked of DuckDB",
    default: "1000000",
  },
  port: { value: "n", help: "port to listen on", default: "8000" },
  host: {
    value: "address",
    help: "address to listen on; 0.0.0.0 opens it to the network, for who knows the token",
    default: "127.0.0.1",
  },
  "allow-host": {
    value: "name",
    help: "a further name that the server may be called by, as behind a proxy; asks for the token",
    multiple: true,
  },
  token: {
    value: "text",
    help: "what visitors have to know; made anew at each start where it is not given " +
      "(the environment variable FONOTECA_TOKEN does not show in lists of processes)",
  },
  allow: {
    value: "folder",
    help: "a folder whose music may be played, besides those that were analysed",
    multiple: true,
  },
  "no-open": { help: "open no browser; none is where no person is at the terminal" },
  subsonic: {
    help: "answer music apps, by the OpenSubsonic protocol; deno task subsonic says who may log in",
  },
  "models-from": {
    value: "place",
    help: "a folder or an address that models are taken from when they are installed from the page",
  },
  vectors: VECTORS_OPTION,
};
