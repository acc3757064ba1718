import { type CommandSpec, DB_OPTION } from "./_args.ts";
import { VECTORS_OPTION } from "./_vectors_option.ts";

/** The options of every command that serves. */
export const SERVE_OPTIONS: CommandSpec["options"] = {
  db: DB_OPTION,
  port: { value: "n", help: "port to listen on", default: "8000" },
  host: {
    value: "address",
    help: "address to listen on; 0.0.0.0 opens it to the network, with no password",
    default: "127.0.0.1",
  },
  vectors: VECTORS_OPTION,
};
