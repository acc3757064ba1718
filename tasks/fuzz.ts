/** `deno task fuzz`: damages small files and looks whether the analysis stands it. */
import { plural } from "../domain/mod.ts";
import { type CommandSpec, runCommand } from "./_args.ts";
import { fuzz } from "./_fuzz.ts";
import { fuzzSeeds } from "./_fuzz_seeds.ts";

const SPEC: CommandSpec = {
  name: "fuzz",
  summary:
    "Damages small files of every kind, and fails where the analysis crashes, hangs or gives\n" +
    "what it must not. The same seed and number make the same file.",
  options: {
    minutes: { value: "n", help: "how long", default: "5" },
    seed: { value: "n", help: "what the damage follows from", default: "1" },
    from: { value: "n", help: "number of the first file", default: "0" },
    workers: { value: "n", help: "files at a time", default: "2" },
  },
  examples: ["deno task fuzz", "deno task fuzz --seed 7 --from 4711 --minutes 1"],
};

export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (read) => {
    const minutes = read.whole("minutes", { min: 0, max: 10_080 })!;
    const seed = read.whole("seed", { min: 0, max: 2 ** 31 })!;
    const report = await fuzz({
      seeds: await fuzzSeeds(),
      seed,
      from: read.whole("from", { min: 0, max: 2 ** 31 })!,
      time: minutes * 60_000,
      workers: read.whole("workers", { min: 1, max: 64 })!,
    });
    for (const { number, name, what } of report.faults) console.error(`${number} ${name}: ${what}`);
    console.log(
      `${plural(report.files, "file")} of seed ${seed}: ${report.analysed} analysed, ` +
        `${report.refused} refused with a reason, ${plural(report.faults.length, "fault")}`,
    );
    return report.faults.length > 0 ? 1 : 0;
  });
}

if (import.meta.main) Deno.exit(await run(Deno.args));
