import assert from "node:assert/strict";
import { type Columns, PITCH_CLASSES, type SparseActivations } from "../../domain/mod.ts";
import { summarise, type Summary } from "../../report/mod.ts";
import { fullOf, readMusav } from "../fixtures/musav.ts";
import { sharedTest } from "../fixtures/shared.ts";

let read: { readonly columns: Columns; readonly summary: Summary } | undefined;

/** The columns of MusAV and their summary, read once. */
function musav() {
  if (read) return read;
  const { columns, styles } = readMusav();
  const summary = summarise(columns, { activations: { styles: fullOf(styles) } });
  return read = { columns, summary };
}

function percent(part: number, whole: number): string {
  return (100 * part / whole).toFixed(1);
}

sharedTest("MusAV: the profiles agree as published", () => {
  const { keys } = musav().summary;
  assert.equal(percent(keys.allAgree, keys.compared), "49.1");
  assert.deepEqual(
    keys.pairs.map(({ a, b, n, relations }) => [a, b, percent(relations.same, n)]),
    [["temperley", "krumhansl", "57.9"], ["temperley", "edma", "51.9"], [
      "krumhansl",
      "edma",
      "82.0",
    ]],
  );
  assert.deepEqual(
    keys.profiles.map(({ minor, n }) => Math.round(100 * minor / n)),
    [24, 41, 50],
  );
  assert.equal(keys.advice.profile, "krumhansl");
});

sharedTest("MusAV: tempo, its octaves, and loudness are as published", () => {
  const { tempo, loudness, distributions } = musav().summary;
  assert.equal(distributions.tempo!.median!.toFixed(1), "119.8");
  assert.equal(percent(tempo.octaves.agrees, tempo.compared), "75.9");
  assert.equal(percent(tempo.octaves.half + tempo.octaves.double, tempo.compared), "12.4");
  assert.equal(distributions.loudness!.median!.toFixed(1), "-10.2");
  const streaming = loudness.louder.find(({ at }) => at === -14)!;
  assert.equal(percent(streaming.tracks, loudness.n), "78.7");
});

sharedTest("MusAV: loudness was cut at -20 and -5 LUFS, and the test sees it", () => {
  const { summary } = musav();
  assert.ok(Math.abs(summary.loudness.quietEnd!.at + 20) < 0.1);
  assert.ok(Math.abs(summary.loudness.loudEnd!.at + 5) < 0.1);
});

sharedTest("MusAV: styles are as published", () => {
  const { n, sure, parents } = musav().summary.styles!;
  assert.deepEqual(sure.map(({ tracks }) => Math.round(100 * tracks / n)), [97, 51, 22]);
  assert.deepEqual(parents.slice(0, 10).map(({ name, top }) => [name, top]), [
    ["Rock", 549],
    ["Electronic", 463],
    ["Hip Hop", 271],
    ["Folk, World, & Country", 204],
    ["Pop", 155],
    ["Latin", 117],
    ["Classical", 86],
    ["Funk / Soul", 64],
    ["Jazz", 56],
    ["Reggae", 40],
  ]);
  assert.equal(parents.reduce((sum, { top }) => sum + top, 0), 2100);
});

function repeated(sparse: SparseActivations, times: number): SparseActivations {
  const { offsets, classes, values, present, labels } = sparse;
  const n = present.length;
  const of = <T>(array: ArrayLike<T>) => (_: unknown, i: number) => array[i % array.length]!;
  return {
    labels,
    offsets: Uint32Array.from(
      { length: n * times + 1 },
      (_, i) => Math.floor(i / n) * classes.length + offsets[i % n]!,
    ),
    classes: Uint16Array.from({ length: classes.length * times }, of(classes)),
    values: Uint16Array.from({ length: values.length * times }, of(values)),
    present: Uint8Array.from({ length: n * times }, of(present)),
  };
}

sharedTest("summarise() takes seconds at most for 100,000 tracks", () => {
  const { columns } = musav();
  const times = 48;
  const length = columns.length * times;
  const repeat = (column: Float32Array) =>
    Float32Array.from({ length }, (_, i) => column[i % columns.length]!);
  const big: Columns = {
    ...columns,
    length,
    ids: Array.from({ length }, (_, i) => `t${i}`),
    numbers: Object.fromEntries(Object.entries(columns.numbers).map(([id, c]) => [id, repeat(c)])),
    categories: Object.fromEntries(
      Object.entries(columns.categories).map(([id, { codes, names }]) => [id, {
        names,
        codes: Uint8Array.from({ length }, (_, i) => codes[i % columns.length]!),
      }]),
    ),
    texts: {
      title: new Array(length).fill(""),
      artist: new Array(length).fill(""),
      album: new Array(length).fill(""),
      genre: new Array(length).fill(""),
      codec: new Array(length).fill("mp3"),
      path: Array.from({ length }, (_, i) => columns.texts.path[i % columns.length]!),
    },
    activations: { styles: repeated(columns.activations.styles!, times) },
  };
  const start = performance.now();
  const { keys } = summarise(big);
  const seconds = (performance.now() - start) / 1000;
  assert.equal(keys.compared, length);
  assert.equal(keys.profiles[0]!.counts.major.length, PITCH_CLASSES.length);
  assert.ok(seconds < 8, `summary of ${length} tracks took ${seconds.toFixed(1)} s`);
});
