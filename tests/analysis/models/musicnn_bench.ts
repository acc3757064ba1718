/**
 * Inference over 30 s on one thread: MusiCNN by track against patch by patch, and the other networks.
 *
 *     deno bench -A tests/analysis/models/musicnn_bench.ts
 */
import * as ort from "onnxruntime-node";
import { openModels, patchesOf } from "../../../analysis/models/mod.ts";
import { HAS_SHARED } from "../../fixtures/shared.ts";
import { SHARED_MODELS, STAND_IN, testFolders, waves } from "./_shared.ts";

const folders = testFolders();
const models = await openModels({ folders, ...(HAS_SHARED && { unverified: STAND_IN }) });
const mel = waves(1876);

async function patchByPatch(path: string, batch: number): Promise<() => Promise<void>> {
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1 };
  const session = await ort.InferenceSession.create(path, options);
  return async () => {
    for (let first = 0; first < 19; first += batch) {
      const count = Math.min(batch, 19 - first);
      const data = patchesOf(mel, { patch: 187, hop: 93, first, count });
      await session.run({ melspectrogram: new ort.Tensor("float32", data, [count, 187, 96]) });
    }
  };
}

const group = { group: "MusiCNN, 19 patches" };
Deno.bench({ ...group, name: "by track", baseline: true }, async () => {
  await models.musicnn(mel);
});
const plain = await patchByPatch(`${folders.bundled}msd-musicnn/msd-musicnn-1.onnx`, 1);
Deno.bench({ ...group, name: "patch by patch, batch 1", fn: plain });
if (HAS_SHARED) {
  for (const batch of [1, 4]) {
    const fn = await patchByPatch(`${SHARED_MODELS}/msd-musicnn/msd-musicnn-1.onnx`, batch);
    Deno.bench({ ...group, name: `Essentia's graph, batch ${batch}`, fn });
  }
}

Deno.bench({ group: "others", name: "VGG, 10 patches" }, async () => {
  await models.vgg(mel);
});
Deno.bench({
  group: "others",
  name: "EfficientNet-B0, 29 patches",
  ignore: !HAS_SHARED,
  fn: async () => {
    await models.effnet(mel);
  },
});
