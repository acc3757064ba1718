import assert from "node:assert/strict";
import { foundationOf, headsOf, MODELS } from "../../analysis/models/mod.ts";
import {
  ACTIVATION_CLASSES,
  ACTIVATION_INFO,
  ACTIVATION_SETS,
  activationText,
  axisLabel,
  axisNamed,
  axisText,
  HEAD_SETS,
  SEGMENT_KINDS,
  segmentBytes,
  segmentStage,
  segmentText,
  segmentWidth,
  splitStyle,
  STAGE_VERSION,
  STAGES,
} from "../../domain/mod.ts";
import { activationStage } from "../../domain/activations.ts";

Deno.test("each set of activations is heard as the registry says, in a stage that runs", () => {
  for (const set of ACTIVATION_SETS) {
    const { network, head } = ACTIVATION_INFO[set];
    const stage = activationStage(set);
    assert.ok(STAGES.includes(stage) && STAGE_VERSION[stage] >= 1, set);
    assert.equal(foundationOf(stage)?.id, foundationOf(network)?.id, set);
    const gives = MODELS.filter((model) =>
      model.kind === "head"
        ? model.yields === set
        : model.outputs.some(({ yields }) => yields === set)
    );
    assert.deepEqual(gives.map(({ kind }) => kind), [head ? "head" : "network"], set);
    const width = head ? headsOf(stage)[0]!.classes.length : ACTIVATION_CLASSES[set].length;
    assert.equal(width, ACTIVATION_CLASSES[set].length, set);
  }
  assert.deepEqual(STAGES.slice(-HEAD_SETS.length), HEAD_SETS);
});

Deno.test("the classes of every set are axes of a raw map, by number", () => {
  for (const set of ACTIVATION_SETS) {
    const [{ word }, classes] = [ACTIVATION_INFO[set], ACTIVATION_CLASSES[set]];
    for (const [i, name] of classes.entries()) {
      const axis = axisNamed(`log-${word}${i + 1}`)!;
      assert.equal(axisText(axis), `log-${word}${i + 1}`);
      assert.equal(axisLabel(axis), `${splitStyle(name).name} (log)`);
    }
    assert.equal(axisNamed(`${word}${classes.length + 1}`), undefined);
    assert.equal(axisNamed(`${word}0`), undefined);
  }
});

Deno.test("every set can be heard in segments, as wide as it has classes", () => {
  for (const set of ACTIVATION_SETS) {
    assert.ok(SEGMENT_KINDS.includes(set));
    assert.equal(segmentWidth(set), ACTIVATION_CLASSES[set].length);
    assert.equal(segmentStage(set), activationStage(set));
    assert.equal(segmentText(set), activationText(set));
  }
  assert.equal(activationText("tags"), "50 tags (MSD-MusiCNN)");
  assert.equal(segmentWidth("effnet"), 1280);
  assert.equal(segmentText("vgg"), "MSD-VGG");
  assert.equal(segmentBytes(["tags", "instruments"]), 2 * 20 * (50 + 40));
});
