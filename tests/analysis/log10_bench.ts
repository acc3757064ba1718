/**
 * The logarithm of mel bands against JavaScript's own, on a million numbers.
 *
 *     deno bench -A tests/analysis/log10_bench.ts
 */
import { log10 } from "../../analysis/signal/_log10.ts";

const powers = Float32Array.from({ length: 1_000_000 }, (_, i) => 1 + 1e-3 * i);
const out = new Float32Array(powers.length);

Deno.bench("log10()", { baseline: true }, () => {
  for (let i = 0; i < powers.length; i++) out[i] = log10(powers[i]!);
});
Deno.bench("Math.log10()", () => {
  for (let i = 0; i < powers.length; i++) out[i] = Math.log10(powers[i]!);
});
