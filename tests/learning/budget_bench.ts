/**
 * What learning costs on 10,000 × 1280, 10 classes: seconds of CPU and megabytes.
 * `deno run -A --no-check tests/learning/budget_bench.ts [knn|softmax|mlp|forest]…`
 */
import process from "node:process";
import { normal, seeded } from "../../domain/mod.ts";
import {
  divided,
  examined,
  learn,
  type LearnerKind,
  LEARNERS,
  type Problem,
} from "../../learning/mod.ts";
import { peakMemory } from "../../tasks/_peak_memory.ts";

const [ROWS, DIMENSIONS, CLASSES] = [10_000, 1280, 10];
const random = normal(seeded(7));
const centres = Float32Array.from({ length: CLASSES * DIMENSIONS }, () => 0.06 * random());
const features = Float32Array.from(
  { length: ROWS * DIMENSIONS },
  (_, at) =>
    random() + centres[(Math.floor(at / DIMENSIONS) % CLASSES) * DIMENSIONS + at % DIMENSIONS]!,
);
const targets = new Uint8Array(ROWS * CLASSES);
for (let row = 0; row < ROWS; row++) targets[row * CLASSES + row % CLASSES] = 1;
const problem: Problem = {
  ids: Array.from({ length: ROWS }, (_, row) => `t${row}`),
  features,
  dimensions: DIMENSIONS,
  classes: Array.from({ length: CLASSES }, (_, c) => `class ${c}`),
  targets,
  several: false,
  artists: Array.from({ length: ROWS }, (_, row) => `artist ${row >> 3}`),
  albums: Array.from({ length: ROWS }, () => ""),
};
const division = divided(problem, { kind: "stratified", seed: 1, validation: 0.1, test: 0.2 });
const kinds = Deno.args.length > 0 ? Deno.args as LearnerKind[] : LEARNERS;
for (const kind of kinds) {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const learned = learn(problem, {
    division,
    options: { kind, training: { epochs: 30, batch: 256, patience: 0 } },
  });
  const { figures } = examined(problem, learned, { division, seed: 1 });
  const used = process.cpuUsage(cpu);
  console.log(
    `${kind}: accuracy ${figures.accuracy.value.toFixed(3)}, CPU ${
      (used.user / 1e6).toFixed(1)
    } s, wall ${((performance.now() - start) / 1000).toFixed(1)} s, ${peakMemory().toFixed(0)} MB`,
  );
}
