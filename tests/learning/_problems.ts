import { normal, seeded } from "../../domain/mod.ts";
import type { Problem } from "../../learning/mod.ts";

/** Clouds around one centre a class, `apart` deviations from each other; artists have four tracks each. */
export function clouds(
  { rows = 240, dimensions = 12, classes = 3, apart = 2, seed = 1 }: {
    readonly rows?: number;
    readonly dimensions?: number;
    readonly classes?: number;
    readonly apart?: number;
    readonly seed?: number;
  } = {},
): Problem {
  const random = normal(seeded(seed));
  const centres = Array.from({ length: classes * dimensions }, () => apart * random() / 2);
  const targets = new Uint8Array(rows * classes);
  const features = new Float32Array(rows * dimensions);
  for (let row = 0; row < rows; row++) {
    const own = Math.floor(row / 4) % classes;
    targets[row * classes + own] = 1;
    for (let d = 0; d < dimensions; d++) {
      features[row * dimensions + d] = centres[own * dimensions + d]! + random();
    }
  }
  return {
    ids: Array.from({ length: rows }, (_, row) => `t${row}`),
    features,
    dimensions,
    classes: Array.from({ length: classes }, (_, c) => `class ${c}`),
    targets,
    several: false,
    artists: Array.from({ length: rows }, (_, row) => `artist ${Math.floor(row / 4)}`),
    albums: Array.from({ length: rows }, (_, row) => `album ${Math.floor(row / 2)}`),
  };
}
