import assert from "node:assert/strict";
import fc from "fast-check";
import { compareOpinions } from "../../domain/opinions.ts";
import { derive, emotionPlaneOf, TWO_OPINIONS } from "../../domain/mod.ts";

Deno.test("two models agree where they say the same, and are opposite where they do not", () => {
  const said = (voice: number, instrumentalness: number) =>
    derive({ voice, instrumentalness }).voice_opinions;
  assert.equal(said(0.9, 0.1), "agree");
  assert.equal(said(0.1, 0.9), "agree");
  assert.equal(said(0.9, 0.9), "disagree");
  assert.equal(said(0.1, 0.1), "disagree");
  assert.equal(said(0.5, 0.9), "undecided");
  assert.equal(said(0.9, 0.7), "undecided");
});

Deno.test("one opinion, or none, is not compared", () => {
  assert.deepEqual(derive({ voice: 0.9 }), {});
  assert.deepEqual(derive({ energy: 0.9, valence_vibenet: 0.1 }), {});
});

Deno.test("the model preferred speaks where both are there", () => {
  const others = { danceability_vibenet: 0.9, danceability_musicnn: 0.9 };
  assert.equal(derive(others).danceability_opinions, "agree");
  assert.equal(derive({ ...others, danceability: 0.1 }).danceability_opinions, "disagree");
});

Deno.test("a model within its zone of doubt never agrees and never disagrees", () => {
  const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
  fc.assert(fc.property(fc.constantFrom(...TWO_OPINIONS), share, share, (question, a, b) => {
    const { second, first } = question;
    const [low, high] = second.undecided;
    const values: Record<string, number> = {
      [second.descriptor]: low + a * (high - low),
      [first[0]!.descriptor]: 10 * b,
    };
    assert.equal(compareOpinions(question, (id) => values[id]), "undecided");
  }));
});

Deno.test("the plane of emotion is VibeNet's only where no track has arousal and valence", () => {
  const some = Float32Array.of(NaN, 0.5), none = Float32Array.of(NaN, NaN);
  const vibes = { energy: some, valence_vibenet: some };
  assert.equal(emotionPlaneOf({}).y, "arousal");
  assert.equal(emotionPlaneOf({ ...vibes, arousal: none, valence: none }).y, "energy");
  assert.equal(emotionPlaneOf({ ...vibes, arousal: some, valence: none }).y, "energy");
  assert.equal(emotionPlaneOf({ ...vibes, arousal: some, valence: some }).y, "arousal");
});
