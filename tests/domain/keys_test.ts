import assert from "node:assert/strict";
import fc from "fast-check";
import {
  camelotOf,
  camelotSteps,
  fifthsOf,
  type Key,
  keyRelation,
  PITCH_CLASSES,
  pitchClassOf,
  SCALES,
} from "../../domain/mod.ts";

const anyKey: fc.Arbitrary<Key> = fc.record({
  tonic: fc.constantFrom(...PITCH_CLASSES),
  scale: fc.constantFrom(...SCALES),
});

Deno.test("camelotOf() gives the published codes", () => {
  assert.equal(camelotOf({ tonic: "C", scale: "major" }), "8B");
  assert.equal(camelotOf({ tonic: "A", scale: "minor" }), "8A");
  assert.equal(camelotOf({ tonic: "Ab", scale: "minor" }), "1A");
  assert.equal(camelotOf({ tonic: "B", scale: "major" }), "1B");
  assert.equal(camelotOf({ tonic: "E", scale: "major" }), "12B");
  assert.equal(camelotOf({ tonic: "F#", scale: "minor" }), "11A");
});

Deno.test("camelotOf() tells all 24 keys apart", () => {
  const codes = PITCH_CLASSES.flatMap((tonic) =>
    SCALES.map((scale) => camelotOf({ tonic, scale }))
  );
  assert.equal(new Set(codes).size, 24);
});

Deno.test("fifthsOf() puts G one step after C", () => {
  assert.equal(fifthsOf({ tonic: "G", scale: "major" }), 1);
  assert.equal(fifthsOf({ tonic: "E", scale: "minor" }), 1);
  assert.equal(fifthsOf({ tonic: "F", scale: "major" }), 11);
});

Deno.test("camelotSteps() is a distance of at most 7", () => {
  fc.assert(fc.property(anyKey, anyKey, (a, b) => {
    assert.equal(camelotSteps(a, a), 0);
    assert.equal(camelotSteps(a, b), camelotSteps(b, a));
    assert.ok(camelotSteps(a, b) <= 7);
  }));
});

Deno.test("keyRelation() follows the MIREX classes", () => {
  const c: Key = { tonic: "C", scale: "major" };
  assert.equal(keyRelation(c, c), "same");
  assert.equal(keyRelation(c, { tonic: "G", scale: "major" }), "fifth");
  assert.equal(keyRelation(c, { tonic: "F", scale: "major" }), "fifth");
  assert.equal(keyRelation(c, { tonic: "A", scale: "minor" }), "relative");
  assert.equal(keyRelation({ tonic: "A", scale: "minor" }, c), "relative");
  assert.equal(keyRelation(c, { tonic: "C", scale: "minor" }), "parallel");
  assert.equal(keyRelation(c, { tonic: "D", scale: "major" }), "other");
});

Deno.test("keyRelation() is symmetric", () => {
  fc.assert(fc.property(anyKey, anyKey, (a, b) => {
    assert.equal(keyRelation(a, b), keyRelation(b, a));
  }));
});

Deno.test("pitchClassOf() reads every spelling of a tonic", () => {
  assert.equal(pitchClassOf("G#"), "Ab");
  assert.equal(pitchClassOf("db"), "C#");
  assert.equal(pitchClassOf("B♭"), "Bb");
  assert.equal(pitchClassOf("H"), undefined);
  for (const pitch of PITCH_CLASSES) assert.equal(pitchClassOf(pitch), pitch);
});
