import { type Arguments, UsageError } from "./_args.ts";

/** Reads `--prune`; undefined where it is not given. Throws a UsageError. */
export function readPrune({ text }: Arguments): { readonly all: boolean } | undefined {
  const given = text("prune");
  if (given === undefined) return undefined;
  if (given === "gone" || given === "all") return { all: given === "all" };
  throw new UsageError(`Cannot read --prune=${given}: it is --prune or --prune=all`);
}
