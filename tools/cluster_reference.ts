/**
 * Clusters made points by k-means and HDBSCAN and writes points and labels as JSON, for
 * `tools/cluster_reference.py` to do the same with scikit-learn.
 * `deno run -A --no-check tools/cluster_reference.ts /tmp/clusters.json`
 */
import { normal, seeded } from "../domain/mod.ts";
import { hdbscan, kMeans, pointsOf } from "../similarity/mod.ts";

interface Made {
  readonly name: string;
  readonly dimensions: number;
  readonly points: readonly number[];
  /** Clusters of k-means; left out where means cannot find them. */
  readonly k?: number;
  readonly minSize: number;
}

const [out] = Deno.args;
if (!out) throw new Error("Cannot write the reference: name a file");

const random = seeded(5);
const draw = normal(random);

/** Heaps of some sizes and widths around drawn centres. */
function heaps(
  sizes: readonly number[],
  { dimensions, apart, width }: {
    readonly dimensions: number;
    readonly apart: number;
    readonly width: (heap: number) => number;
  },
): number[] {
  return sizes.flatMap((size, heap) => {
    const centre = Array.from({ length: dimensions }, () => apart * draw());
    return Array.from({ length: size }, () => centre.map((x) => x + width(heap) * draw())).flat();
  });
}

function rings(): number[] {
  return [[1, 400], [3, 700], [5, 900]].flatMap(([radius, count]) =>
    Array.from({ length: count! }, () => {
      const angle = 2 * Math.PI * random();
      return [Math.cos(angle), Math.sin(angle)].map((x) => radius! * x + 0.08 * draw());
    }).flat()
  );
}

const noise = (count: number, reach: number) =>
  Array.from({ length: 2 * count }, () => reach * (2 * random() - 1));

const MADE: readonly Made[] = [
  {
    name: "heaps",
    dimensions: 10,
    points: heaps([300, 300, 300, 300, 300, 300], { dimensions: 10, apart: 4, width: () => 1 }),
    k: 6,
    minSize: 20,
  },
  {
    name: "uneven heaps",
    dimensions: 20,
    points: heaps([900, 400, 150, 60], { dimensions: 20, apart: 2, width: (i) => 0.6 + i / 5 }),
    k: 4,
    minSize: 15,
  },
  {
    name: "heaps that overlap",
    dimensions: 4,
    points: heaps([500, 500, 500], { dimensions: 4, apart: 2.5, width: () => 1 }),
    k: 3,
    minSize: 25,
  },
  { name: "rings in noise", dimensions: 2, points: [...rings(), ...noise(150, 7)], minSize: 25 },
];

const reference = MADE.map((made) => {
  const points = pointsOf(Float32Array.from(made.points), made.dimensions);
  const { k, minSize } = made;
  const runs = k === undefined
    ? []
    : Array.from({ length: 5 }, (_, seed) => kMeans(points, { k, seed }));
  const best = runs.toSorted((a, b) => a.inertia - b.inertia)[0];
  return {
    ...made,
    points: Array.from(Float32Array.from(made.points)),
    hdbscan: Array.from(hdbscan(points, { minSize })),
    ...(best && { kmeans: Array.from(best.labels), inertia: best.inertia }),
  };
});
await Deno.writeTextFile(out, JSON.stringify(reference));
