import type { VNode } from "preact";
import {
  Bars,
  binsOf,
  CircleOfFifths,
  Density,
  Histogram,
  KeyBars,
  type KeyCounts,
  Matrix,
  Overlay,
  Ranked,
  Split,
  Treemap,
} from "../../charts/mod.ts";
import { type HistogramSpec } from "../../charts/histogram.tsx";
import { assertGolden } from "../fixtures/golden.ts";

const SIZE = { width: 380, height: 220 };
const TEMPO = { range: [40, 210], bin: 5 } as const;

function golden(name: string, chart: VNode): void {
  Deno.test(`golden: ${name}`, () => assertGolden(`charts/${name}`, chart));
}

function histogram(values: readonly number[], rest: Partial<HistogramSpec> = {}): VNode {
  const spec = { bins: binsOf(values, TEMPO), title: "Tempo (BPM)", unit: "BPM", ...rest };
  return <Histogram spec={spec} size={SIZE} />;
}

golden("histogram_no_tracks", histogram([]));
golden("histogram_one_track", histogram([120]));
golden("histogram_all_equal", histogram(new Array(40).fill(120)));
golden("histogram_many", histogram(new Array(30_000).fill(120)));
golden("histogram_nan", histogram([NaN, NaN, NaN]));
golden("histogram_edges", histogram([40, 44.99, 45, 210, 39.9, 210.1, NaN]));
const tempi = Array.from({ length: 60 }, (_, i) => 80 + (i * 37) % 90);
golden(
  "histogram_selected_targets_links",
  histogram([...tempi, NaN, 20], {
    selected: binsOf(tempi.filter((tempo) => tempo > 120), TEMPO),
    targets: [{ at: 60, label: "slow" }, { at: 150, label: "fast" }],
    marker: { at: 124, label: "median 124.0" },
    href: (mark) => mark === "missing" ? "#none" : `#${mark.from ?? ""}..${mark.to ?? ""}`,
  }),
);

golden("bars_none", <Bars spec={{ rows: [], title: "tracks" }} width={380} />);
golden(
  "bars_one",
  <Bars spec={{ rows: [{ name: "mp3", count: 1 }], title: "tracks" }} width={380} />,
);
golden(
  "bars_several",
  <Bars
    spec={{
      rows: [
        { name: "Rock", count: 549, colour: "cat-1" },
        { name: "A name that is much too long for its place", count: 1200 },
        { name: "None", count: 0 },
        { name: "Year", count: 4, note: "no tag", missing: true },
        { name: "No value", count: 12, missing: true },
      ],
      title: "tracks",
      href: ({ name }) => `#${name}`,
    }}
    width={380}
  />,
);

const NO_KEYS: KeyCounts = { major: new Array(12).fill(0), minor: new Array(12).fill(0) };
const SOME_KEYS: KeyCounts = {
  major: [40, 3, 12, 5, 9, 14, 2, 31, 4, 11, 7, 1],
  minor: [6, 2, 9, 1, 12, 3, 2, 8, 1, 33, 2, 4],
};
golden("fifths_none", <CircleOfFifths spec={{ counts: NO_KEYS, title: "edma" }} width={240} />);
golden(
  "fifths_counted",
  <CircleOfFifths spec={{ counts: SOME_KEYS, title: "profiles", noun: "profile" }} width={240} />,
);
golden(
  "fifths_some",
  <CircleOfFifths
    spec={{ counts: SOME_KEYS, title: "edma", href: (key) => `#${key.tonic}-${key.scale}` }}
    width={240}
  />,
);
golden("key_bars_none", <KeyBars spec={{ counts: NO_KEYS, title: "edma" }} size={SIZE} />);
golden("key_bars_some", <KeyBars spec={{ counts: SOME_KEYS, title: "edma" }} size={SIZE} />);

golden("treemap_none", <Treemap spec={{ leaves: [], title: "Styles" }} size={SIZE} />);
golden(
  "treemap_one",
  <Treemap
    spec={{ leaves: [{ name: "Dub", parent: "Reggae", count: 1 }], title: "Styles" }}
    size={SIZE}
  />,
);
golden(
  "treemap_some",
  <Treemap
    spec={{
      leaves: [
        { name: "Indie Rock", parent: "Rock", count: 60 },
        { name: "Punk", parent: "Rock", count: 30 },
        { name: "Techno", parent: "Electronic", count: 45 },
        { name: "Ambient", parent: "Electronic", count: 5 },
        { name: "Marches", parent: "Brass & Military", count: 2 },
        { name: "Trap", parent: "Hip Hop", count: 0 },
      ],
      title: "Styles",
      href: ({ parent, name }) => `#${parent}/${name ?? ""}`,
    }}
    size={SIZE}
  />,
);

golden(
  "matrix_zero",
  <Matrix
    spec={{ rows: ["a"], columns: ["same", "other"], counts: [[0, 0]], title: "Keys", of: "row" }}
    width={380}
  />,
);
golden(
  "matrix_some",
  <Matrix
    spec={{
      rows: ["temperley – krumhansl", "krumhansl – edma"],
      columns: ["same", "fifth", "relative", "parallel", "other"],
      counts: [[58, 12, 18, 4, 8], [82, 3, 4, 9, 2]],
      title: "Keys",
      of: "row",
    }}
    width={380}
  />,
);

const AXES = {
  x: { title: "Valence", from: 1, cell: 2 },
  y: { title: "Arousal", from: 1, cell: 2 },
};
golden("density_none", <Density spec={{ grid: [[0, 0], [0, 0]], ...AXES }} width={300} />);
golden(
  "density_some",
  <Density
    spec={{
      grid: [[1, 0, 0, 2], [0, 9, 4, 0], [0, 25, 16, 1], [0, 4, 1, 0]],
      ...AXES,
      corners: ["tense", "excited", "sad", "calm"],
      points: [{ x: 2, y: 8, sign: "A", name: "A track", href: "#a" }],
    }}
    width={300}
  />,
);

golden("split_none", <Split spec={{ parts: [], title: "Voice" }} width={380} />);
golden(
  "split_some",
  <Split
    spec={{
      parts: [
        { name: "Voice", count: 70, kind: "solid", colour: "cat-1" },
        { name: "Undecided", count: 2, kind: "hollow" },
        { name: "Instrumental", count: 25, kind: "solid", colour: "cat-2" },
        { name: "No value", count: 3, kind: "missing" },
      ],
      title: "Voice",
    }}
    width={380}
  />,
);

golden("ranked_none", <Ranked spec={{ neighbours: [], title: "Cosine distance" }} size={SIZE} />);
golden(
  "ranked_some",
  <Ranked
    spec={{
      neighbours: [{ name: "Nearest", distance: 0.04 }, { name: "Next", distance: 0.11 }],
      all: binsOf([0.1, 0.2, 0.5, 0.5, 0.6, 0.7, 0.9], { range: [0, 1], bin: 0.1 }),
      title: "Cosine distance",
      colour: "effnet",
    }}
    size={SIZE}
  />,
);

golden("overlay_none", <Overlay spec={{ series: [], title: "Tempo (BPM)" }} size={SIZE} />);
golden(
  "overlay_two",
  <Overlay
    spec={{
      series: [
        { name: "Mine", bins: binsOf(tempi, TEMPO) },
        { name: "Yours", bins: binsOf(tempi.map((tempo) => tempo - 12), TEMPO) },
      ],
      title: "Tempo (BPM)",
    }}
    size={SIZE}
  />,
);
