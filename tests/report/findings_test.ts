import assert from "node:assert/strict";
import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { type Columns, KEY_PROFILES, PITCH_CLASSES, SCALES } from "../../domain/mod.ts";
import { sectionsOf, summarise, type SummaryExtras } from "../../report/mod.ts";
import { columnsOf } from "../fixtures/musav.ts";

function findings(columns: Columns, extras: SummaryExtras = {}): Record<string, readonly string[]> {
  const sections = sectionsOf(summarise(columns, extras));
  return Object.fromEntries(sections.map(({ id, findings }) => [id, findings]));
}

function track(values: Readonly<Record<string, number | string>>) {
  return { values };
}

const CMAJOR = Object.fromEntries(
  KEY_PROFILES.flatMap((profile) => [[`key_${profile}`, "C"], [`scale_${profile}`, "major"]]),
);

Deno.test("an empty collection says that nothing failed either, and nothing else", () => {
  const said = findings(columnsOf([]));
  assert.deepEqual(Object.keys(said), ["files"]);
  assert.deepEqual(said.files, []);
});

Deno.test("a collection of failures counts them", () => {
  const errors = ["a.mp3", "b.mp3", "c.ogg"].map((path, i) => ({
    path,
    stage: "decode",
    reason: i < 2 ? "no audio frames" : "not an audio file",
  }));
  assert.deepEqual(findings(columnsOf([]), { errors }).files, [
    "3 files could not be analysed, for 2 reasons listed below.",
  ]);
  assert.deepEqual(findings(columnsOf([]), { errors: errors.slice(0, 1) }).files, [
    "1 file could not be analysed, for 1 reason listed below.",
  ]);
});

Deno.test("tempi that TempoCNN had a say in are not called independent of it", () => {
  const columns = columnsOf([120, 121, 130, 140].map((tempo) => track({ tempo, tempocnn: tempo })));
  const use = (by: string, tracks: number) => ({ stage: "tempo" as const, version: 1, by, tracks });
  const said = (...stages: ReturnType<typeof use>[]) =>
    findings(columns, { stages }).tempo!.join(" ");
  assert.match(
    said(use("degara", 2), use("guided", 1), use("multifeature", 1)),
    /not independent on 3 of 4 tracks/,
  );
  assert.doesNotMatch(said(use("degara", 4)), /independent/);
  assert.doesNotMatch(said(use("multifeature", 4)), /independent/);
});

Deno.test("one track is spoken of in the singular", () => {
  const said = findings(
    columnsOf([track({ ...CMAJOR, tempo: 120, loudness: -10, voice: 0.9, duration: 200 })]),
  );
  assert.deepEqual(said.tempo, [
    "The only track with a tempo has 120.0 BPM.",
    "No second estimate (TempoCNN) is there, so ambiguous octaves cannot be counted.",
  ]);
  assert.deepEqual(said.voice, ["The only track has voice, says Discogs-EffNet."]);
  assert.equal(said.keys![0], "Under edma the only track with a key is in C major.");
  assert.equal(said.files![0], "1 track, 3 minutes in all: 1 mp3.");
});

Deno.test("whoever heard a track says whether there is voice, and is named", () => {
  const heard = [{ voice: 0.9 }, { instrumentalness: 0.1 }, { instrumentalness: 0.9 }, {}];
  const said = (...values: Record<string, number>[]) =>
    findings(columnsOf(values.map(track))).voice!.join(" ");
  assert.match(said(...heard), /66.7 % of 3 tracks have voice, 33.3 % are instrumental/);
  assert.match(said(...heard), /So says Discogs-EffNet on 1, VibeNet on 2\. 1 track has neither\./);
  assert.match(said(...heard.slice(1)), /between 0.55 and 0.8\)\. So says VibeNet/);
  assert.match(said(heard[0]!, heard[0]!), /between 0.4 and 0.6\)\. So says Discogs-EffNet\./);
});

Deno.test("equal values are said to be equal", () => {
  const columns = columnsOf(Array.from({ length: 12 }, () => track({ tempo: 120 })));
  assert.equal(findings(columns).tempo![0], "All 12 tracks have a tempo of 120.0 BPM.");
});

Deno.test("missing values are counted with their reasons", () => {
  const columns = columnsOf([track({ tempo: 120 }), track({ tempo: 90 }), track({}), track({})]);
  const extras = { absences: { tempo: { silent: 1 } } } as const;
  assert.ok(
    findings(columns, extras).tempo!.includes(
      "2 tracks have no tempo: silent (1) and no reason recorded (1).",
    ),
  );
});

Deno.test("without models every section says what is not there", () => {
  const said = findings(columnsOf([track({ tempo: 120 }), track({ tempo: 90 })]));
  assert.match(said.styles![0]!, /^No track has style activations/);
  assert.match(said.tags![0]!, /^No track has activations of MSD-MusiCNN's tags/);
  assert.deepEqual(said.danceability, ["No track has a danceability."]);
  assert.deepEqual(said.keys, ["No track has a key."]);
  assert.deepEqual(said.loudness, [
    "No track has a loudness.",
    "2 tracks have no loudness: no reason recorded (2).",
  ]);
  assert.equal(said.emotion![0], "No track has arousal and valence, or energy and valence.");
  assert.match(said.voice![0]!, /^No track has been asked for voice/);
});

const anyNumber = fc.option(fc.double({ min: -60, max: 250, noNaN: true }), { nil: NaN });
const anyTrack = fc.record({
  tempo: anyNumber,
  tempocnn: anyNumber,
  tempo_confidence: anyNumber,
  loudness: anyNumber,
  true_peak: anyNumber,
  loudness_range: anyNumber,
  danceability: anyNumber,
  danceability_signal: anyNumber,
  voice: anyNumber,
  instrumentalness: anyNumber,
  arousal: anyNumber,
  valence: anyNumber,
  duration: anyNumber,
  key_edma: fc.constantFrom(...PITCH_CLASSES),
  scale_edma: fc.constantFrom(...SCALES),
  key_krumhansl: fc.constantFrom(...PITCH_CLASSES),
  scale_krumhansl: fc.constantFrom(...SCALES),
  key_temperley: fc.constantFrom(...PITCH_CLASSES),
  scale_temperley: fc.constantFrom(...SCALES),
});

Deno.test("whatever the values, sentences and charts hold no NaN, and counts agree with their nouns", () => {
  fc.assert(
    fc.property(fc.array(anyTrack, { maxLength: 6 }), (values) => {
      const sections = sectionsOf(summarise(columnsOf(values.map(track))));
      for (const { findings, figures } of sections) {
        const said = findings.join("\n");
        assert.ok(!/NaN|undefined|null|Infinity/.test(said), said);
        assert.ok(!/(^|[^\d.,])1 (tracks|files)\b/.test(said), said);
        assert.ok(!/[02-9] (track|file)\b/.test(said), said);
        for (const { draw, id } of figures) {
          assert.ok(!/NaN|undefined|Infinity/.test(renderToString(draw(360))), id);
        }
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("what lies outside the emotion scale is counted in no cell, and said so", () => {
  const said = (outside: number) =>
    findings(columnsOf(
      [5, 6, 7].map((arousal, i) => track({ arousal, valence: i < outside ? 12 : 5 })),
    )).emotion!.join(" ");
  assert.doesNotMatch(said(0), /outside/);
  assert.match(
    said(1),
    /1 track lies outside the scale and is counted in no cell; letters .* at the edge\./,
  );
  assert.match(said(2), /2 tracks lie outside the scale and are counted/);
});
