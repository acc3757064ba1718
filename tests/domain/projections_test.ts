import assert from "node:assert/strict";
import {
  axisNamed,
  layoutOf,
  projectionLabel,
  projectionNamed,
  projectionOf,
  PROJECTIONS,
} from "../../domain/mod.ts";

Deno.test("every written projection is read back, the first two components by their method", () => {
  const written = [
    ...PROJECTIONS,
    "pca3-5",
    "std2-10",
    "raw~tag9~log-tempo",
    "raw~dim1280~log-style400",
    "raw~label.my-set.arousal~log-label.t.tempo",
  ];
  for (const text of written) {
    const projection = projectionNamed(text)!;
    assert.equal(projectionOf(layoutOf(projection)), text);
  }
  assert.equal(projectionNamed("pca1-2"), "pca");
  assert.equal(projectionLabel("pca3-5"), "PCA 3 × 5");
  assert.equal(projectionLabel("raw~tag1~log-tempo"), "rock × Tempo, BPM (log)");
  assert.equal(
    projectionLabel("raw~label.deam.arousal~label.t.shoe_size"),
    "arousal (deam) × shoe size (t)",
  );
});

Deno.test("what is no projection is refused", () => {
  const refused = [
    "",
    "pca3-3",
    "pca0-1",
    "pca1-11",
    "tsne1-2",
    "raw",
    "raw~tempo",
    "raw~tag51~tempo",
    "raw~style401~tempo",
    "raw~log-log-tempo~tempo",
    "raw~camelot_edma~tempo",
    "raw~tempo~tempo~tempo",
    "raw~label.t.split~tempo",
    "raw~label.t~tempo",
  ];
  for (const text of refused) assert.equal(projectionNamed(text), undefined, text);
  assert.equal(axisNamed("dim0"), undefined);
});
