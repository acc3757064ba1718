/**
 * Inference over 30 s on one thread: MusiCNN by track against patch by patch, a patch by itself (its
 * timbral convolutions by spectra along bands against as they are), and the other networks.
 *
 *     deno bench -A tests/analysis/models/musicnn_bench.ts
 */
import * as ort from "onnxruntime-node";
import { openModels, patchCount, patchesOf } from "../../../analysis/models/mod.ts";
import type { MelSpectrogram } from "../../../analysis/signal/mod.ts";
import { HAS_SHARED } from "../../fixtures/shared.ts";
import { SHARED_MODELS, STAND_IN, testFolders, waves } from "./_shared.ts";

const folders = testFolders();
const models = await openModels({ folders, ...(HAS_SHARED && { unverified: STAND_IN }) });
const mel = waves(1876);

async function patchByPatch(
  path: string,
  batch: number,
  heard: MelSpectrogram = mel,
): Promise<() => Promise<void>> {
  const whole = patchCount(heard.frames, { patch: 187, hop: 93 });
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1 };
  const session = await ort.InferenceSession.create(path, options);
  return async () => {
    for (let first = 0; first < whole; first += batch) {
      const count = Math.min(batch, whole - first);
      const data = patchesOf(heard, { patch: 187, hop: 93, first, count });
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
const patch = waves(187);
const alone = { group: "MusiCNN, one patch" };
Deno.bench({ ...alone, name: "by spectra", baseline: true }, async () => {
  await models.musicnn(patch);
});
const direct = await patchByPatch(`${folders.bundled}msd-musicnn/msd-musicnn-1.onnx`, 1, patch);
Deno.bench({ ...alone, name: "as it is", fn: direct });
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
