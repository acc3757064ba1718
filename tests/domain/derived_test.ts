import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Absence,
  absenceIn,
  CATALOGUE,
  derive,
  findDescriptor,
  tempoOctave,
  type VectorKind,
} from "../../domain/mod.ts";

Deno.test("tempoOctave() names the octave error", () => {
  assert.equal(tempoOctave(120, 121), "agrees");
  assert.equal(tempoOctave(60, 121), "half");
  assert.equal(tempoOctave(174, 87), "double");
  assert.equal(tempoOctave(50, 150), "third");
  assert.equal(tempoOctave(150, 50), "triple");
  assert.equal(tempoOctave(120, 90), "differs");
});

Deno.test("tempoOctave() of half and double mirror each other", () => {
  fc.assert(fc.property(fc.double({ min: 40, max: 100, noNaN: true }), (tempo) => {
    assert.equal(tempoOctave(tempo, 2 * tempo), "half");
    assert.equal(tempoOctave(2 * tempo, tempo), "double");
  }));
});

Deno.test("derive() leaves out what it cannot know", () => {
  assert.deepEqual(derive({}), {});
  assert.deepEqual(derive({ tempo: 120 }), {});
  assert.deepEqual(derive({ key_edma: "A", scale_edma: "minor" }), { camelot_edma: "8A" });
});

Deno.test("derive() tells which profiles agree", () => {
  const values = {
    key_temperley: "C",
    scale_temperley: "major",
    key_krumhansl: "A",
    scale_krumhansl: "minor",
    key_edma: "A",
    scale_edma: "minor",
  };
  assert.equal(derive(values).keys_agree, "krumhansl and edma");
});

Deno.test("the catalogue has one entry an id and a column", () => {
  assert.equal(new Set(CATALOGUE.map((d) => d.id)).size, CATALOGUE.length);
  assert.equal(new Set(CATALOGUE.map((d) => d.column)).size, CATALOGUE.length);
});

Deno.test("every value that derive() yields is in the catalogue", () => {
  const values = {
    key_temperley: "C",
    scale_temperley: "major",
    key_krumhansl: "C",
    scale_krumhansl: "major",
    key_edma: "C",
    scale_edma: "major",
    tempo: 120,
    tempocnn: 60,
  };
  for (const [id, value] of Object.entries(derive(values))) {
    const descriptor = findDescriptor(id);
    assert.ok(descriptor?.kind === "category" && descriptor.names.includes(String(value)), id);
  }
});

Deno.test("absenceIn() says of a derived value why what it needs is missing", () => {
  const says = (values: readonly string[], absent: Readonly<Record<string, Absence>>, id: string) =>
    absenceIn(absent, { id, has: (id) => values.includes(id), holds: () => false });
  assert.equal(
    says(["voice"], { instrumentalness: "not-imported" }, "voice_opinions"),
    "not-imported",
  );
  const musicnn = ["danceability_musicnn"];
  const absent = { danceability: "no-model", danceability_vibenet: "silent" } as const;
  assert.equal(says(musicnn, absent, "danceability_opinions"), "silent", "one of the first speaks");
  assert.equal(says([], absent, "danceability_opinions"), "no-model");
  assert.equal(says(["tempo"], { tempocnn: "too-short" }, "tempo_octave"), "too-short");
  assert.equal(says(["key_edma"], { scale_edma: "steady" }, "camelot_edma"), "steady");
  assert.equal(
    says(["key_edma", "key_temperley"], { key_krumhansl: "silent" }, "keys_agree"),
    "silent",
  );
  assert.equal(says([], {}, "keys_agree"), undefined);
  assert.equal(says([], { tempo: "silent" }, "tempo"), "silent");
});

Deno.test("absenceIn() tells a style that was heard but is not kept from one that was not heard", () => {
  const says = (
    { values = [], vectors = [], absent = {} }: {
      readonly values?: readonly string[];
      readonly vectors?: readonly VectorKind[];
      readonly absent?: Readonly<Record<string, Absence>>;
    },
  ) =>
    absenceIn(absent, {
      id: "style_activation",
      has: (id) => values.includes(id),
      holds: (kind) => vectors.includes(kind),
    });
  assert.equal(says({}), undefined);
  assert.equal(says({ vectors: ["musicnn", "tags"] }), undefined);
  assert.equal(says({ vectors: ["effnet"], absent: { voice: "not-imported" } }), "not-kept");
  assert.equal(says({ values: ["voice"] }), "not-kept");
  assert.equal(says({ absent: { voice: "not-imported" } }), "not-imported");
  assert.equal(says({ absent: { danceability: "silent" } }), "silent");
});
