import { plural } from "../domain/mod.ts";
import { resampled } from "../exchange/mod.ts";
import { openStore } from "../store/mod.ts";
import { type CommandSpec, DB_OPTION, runCommand, UsageError } from "./_args.ts";

const SPEC: CommandSpec = {
  name: "resample",
  summary:
    "Makes a larger collection with the distributions of a given one, to measure at scale:\n" +
    "tracks drawn with replacement, numbers and embeddings jittered. The same seed, the same tracks.",
  options: {
    db: DB_OPTION,
    out: { value: "file", help: "the store to write; it must not hold tracks yet" },
    tracks: { value: "n", help: "tracks to make", default: "100000" },
    seed: { value: "n", help: "what the draw follows from", default: "1" },
  },
  examples: [
    "deno task resample --db data/musav.kv --out data/100k.kv",
    "deno task resample --db data/musav.kv --out data/1k.kv --tracks 1000 --seed 7",
  ],
};

const MOST_TRACKS = 10_000_000;

/** `deno task resample`: a collection of any size from a smaller one. */
export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async ({ text, whole }) => {
    const out = text("out");
    if (!out) throw new UsageError("Cannot resample: name the store to write with --out");
    const tracks = whole("tracks", { min: 1, max: MOST_TRACKS })!;
    const seed = whole("seed", { min: 0, max: 2 ** 32 - 1 })!;
    using source = await openStore(text("db")!, { create: false });
    using target = await openStore(out);
    for await (const { id } of target.tracks()) {
      throw new UsageError(`Cannot resample into ${out}: it holds tracks already (${id}, …)`);
    }
    await target.putMany(resampled(source, { tracks, seed, now: Date.now() }));
    console.log(`Made ${plural(tracks, "track")} with seed ${seed} in ${out}`);
    return 0;
  });
}
