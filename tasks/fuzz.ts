/** `deno task fuzz`: damages small files and looks whether the analysis stands it. */
import { parseArgs } from "node:util";
import { fuzz } from "./_fuzz.ts";
import { fuzzSeeds } from "./_fuzz_seeds.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "5" },
    seed: { type: "string", default: "1" },
    from: { type: "string", default: "0" },
    workers: { type: "string", default: "2" },
  },
});
const [minutes, seed, from, workers] = [values.minutes, values.seed, values.from, values.workers]
  .map(Number);
if (![minutes, seed, from, workers].every((x) => Number.isFinite(x) && x! >= 0)) {
  console.error("Cannot fuzz: --minutes, --seed, --from and --workers take numbers");
  Deno.exit(2);
}
const report = await fuzz({
  seeds: await fuzzSeeds(),
  seed: seed!,
  from: from!,
  time: minutes! * 60_000,
  workers: Math.max(1, workers!),
});
for (const { number, name, what } of report.faults) console.error(`${number} ${name}: ${what}`);
console.log(
  `${report.files} files of seed ${seed}: ${report.analysed} analysed, ${report.refused} refused with a ` +
    `reason, ${report.faults.length} faults`,
);
Deno.exit(report.faults.length > 0 ? 1 : 0);
