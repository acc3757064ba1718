import type { VNode } from "preact";
import {
  ByRank,
  Calibration,
  Curves,
  Levels,
  MarkedMap,
  Steps,
  VectorPair,
} from "../../charts/mod.ts";
import { assertGolden } from "../fixtures/golden.ts";

const SIZE = { width: 380, height: 240 };

function golden(name: string, chart: VNode): void {
  Deno.test(`golden: ${name}`, () => assertGolden(`charts/${name}`, chart));
}

const LOSSES = { x: "epoch", y: "loss", digits: 3 } as const;
golden("curves_none", <Curves spec={{ ...LOSSES, series: [] }} size={SIZE} />);
golden(
  "curves_one_point",
  <Curves
    spec={{ ...LOSSES, series: [{ name: "training", points: [{ x: 1, y: 2.3 }] }] }}
    size={SIZE}
  />,
);
golden(
  "curves_gap_and_dashed",
  <Curves
    spec={{
      ...LOSSES,
      yRange: [0, 2],
      series: [
        { name: "training", points: [1.9, 1.2, NaN, 0.7].map((y, i) => ({ x: i + 1, y })) },
        { name: "validation", points: [1.9, 1.5, 1.3, 1.4].map((y, i) => ({ x: i + 1, y })) },
        { name: "chance", points: [{ x: 1, y: 1.6 }, { x: 4, y: 1.6 }], dashed: true },
      ],
    }}
    size={SIZE}
  />,
);

const TEMPO = {
  range: [40, 240],
  estimate: "measured, BPM",
  truth: "annotated",
  digits: 1,
} as const;
golden("calibration_none", <Calibration spec={{ ...TEMPO, bins: [] }} size={SIZE} />);
golden(
  "calibration_some",
  <Calibration
    spec={{
      ...TEMPO,
      bins: [
        { count: 1, estimate: 61, truth: 122 },
        { count: 40, estimate: 120, truth: 119.5 },
        { count: 9, estimate: 251, truth: 126 },
      ],
    }}
    size={SIZE}
  />,
);

const NAMES = ["One", "Two", "Three"];
const RANKED = {
  list: 3,
  name: (place: number) => NAMES[place]!,
  href: (place: number) => `#${place}`,
  title: "cosine",
};
golden("by_rank_none", <ByRank spec={{ ...RANKED, similarities: [], relevant: [] }} size={SIZE} />);
golden(
  "by_rank_one",
  <ByRank spec={{ ...RANKED, similarities: [0.5], relevant: [1] }} size={SIZE} />,
);
golden(
  "by_rank_all_equal",
  <ByRank
    spec={{ ...RANKED, similarities: Array(30).fill(0.5), relevant: Array(30).fill(0) }}
    size={SIZE}
  />,
);
golden(
  "by_rank_some",
  <ByRank
    spec={{
      ...RANKED,
      similarities: Array.from({ length: 200 }, (_, i) => 0.9 - Math.log1p(i) / 8),
      relevant: Array.from({ length: 200 }, (_, i) => i % 7 === 0 ? 1 : 0),
    }}
    size={SIZE}
  />,
);

const AXES = { x: "component 1", y: "component 2" };
golden(
  "marked_map_none",
  <MarkedMap spec={{ ...AXES, ground: Float32Array.of(NaN, NaN), marks: [] }} size={SIZE} />,
);
golden(
  "marked_map_one",
  <MarkedMap spec={{ ...AXES, ground: Float32Array.of(0.5, 0.5), marks: [] }} size={SIZE} />,
);
const PLACES = Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i));
golden(
  "marked_map_some",
  <MarkedMap
    spec={{
      ...AXES,
      ground: PLACES,
      from: { x: PLACES[0]!, y: PLACES[1]! },
      marks: [
        { x: PLACES[4]!, y: PLACES[5]!, kind: "miss", reading: "Far", open: false },
        { x: PLACES[2]!, y: PLACES[3]!, kind: "hit", reading: "Near", open: true },
        { x: PLACES[0]!, y: PLACES[1]!, kind: "query", reading: "Query", open: true, href: "#q" },
      ],
    }}
    size={SIZE}
  />,
);

const STEPS = { x: "mp3, kbit/s", y: "original nearest" } as const;
golden("steps_none", <Steps spec={{ ...STEPS, steps: [], series: [] }} size={SIZE} />);
golden(
  "steps_two",
  <Steps
    spec={{
      ...STEPS,
      steps: ["128", "64", "32"],
      series: [
        { name: "musicnn", colour: "space-musicnn", shares: [1, 0.94, 0.448] },
        { name: "timbre", colour: "space-timbre", shares: [1, 0.97, 0] },
      ],
    }}
    size={SIZE}
  />,
);

const SHARE = { title: "share", most: 1, digits: 2, yardstick: "chance" } as const;
golden("levels_none", <Levels spec={{ ...SHARE, rows: [] }} width={380} />);
golden(
  "levels_some",
  <Levels
    spec={{
      ...SHARE,
      rows: [{ name: "softmax", value: 0.84, yardstick: 0.16 }, { name: "forest", value: 0 }],
    }}
    width={380}
  />,
);

const PAIR = { names: ["Query", "Neighbour"] } as const;
golden("vector_pair_none", <VectorPair spec={{ ...PAIR, first: [], second: [] }} size={SIZE} />);
golden(
  "vector_pair_zero",
  <VectorPair spec={{ ...PAIR, first: [0, 0], second: [0, 0] }} size={SIZE} />,
);
golden(
  "vector_pair_some",
  <VectorPair
    spec={{ ...PAIR, first: [0.8, 0, -0.6, 0, 0], second: [0.6, 0, -0.48, 0.64, 0] }}
    size={SIZE}
  />,
);
