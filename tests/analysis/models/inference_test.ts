import assert from "node:assert/strict";
import { type Measured, TAGS } from "../../../domain/mod.ts";
import {
  meanOf,
  type ModelId,
  type Models,
  openModels,
  patchesOf,
  rowOf,
} from "../../../analysis/models/mod.ts";
import { resample, tempocnnMel } from "../../../analysis/signal/mod.ts";
import { sharedFile, sharedTest } from "../../fixtures/shared.ts";
import { decodeOpus, groundTruth } from "../_audio.ts";
import { gap, readNpy, sines, STAND_IN, testFolders, waves } from "./_shared.ts";

function valueOf<T>(measured: Measured<T>): T {
  if ("absent" in measured) throw new Error(`absent: ${measured.absent}`);
  return measured.value;
}

function open(unverified: Readonly<Record<ModelId, string>> = {}): Promise<Models> {
  return openModels({ folders: testFolders(), unverified });
}

const BOARD = { bundled: testFolders().bundled, cache: "/nonexistent" };

Deno.test("MusiCNN gives what Essentia's msd-musicnn-1 gives", async () => {
  await using models = await openModels({ folders: BOARD });
  const heard = valueOf(await models.musicnn(waves(652)));
  assert.equal(heard.patches.count, 6);
  const embedding = [-2.8645155, -0.9579403, 0.3760067, -1.3205671, 2.4437001, -0.8717408];
  assert.ok(gap(heard.embedding.subarray(0, 6), embedding) < 1e-4);
  const tags = [0.3063504, 0.0693574, 0.1203085, 0.1172737, 0.0629634, 0.0735496];
  assert.ok(gap(heard.tags.subarray(0, 6), tags) < 1e-5);
  assert.equal(TAGS[heard.tags.indexOf(Math.max(...heard.tags))], "rock");
  const third = [-2.8523335, -0.9611187, 0.3607036];
  assert.ok(gap(rowOf(heard.patches, 3).subarray(0, 3), third) < 1e-4);
});

Deno.test("MusiCNN by track equals MusiCNN patch by patch, whatever the patches a run", async () => {
  const ort = await import("onnxruntime-node");
  const plain = await ort.InferenceSession.create(`${BOARD.bundled}msd-musicnn/msd-musicnn-1.onnx`);
  await using models = await openModels({ folders: BOARD });
  const mel = waves(187 + 93 * 11 + 92);
  const byTrack = valueOf(await models.musicnn(mel));
  assert.equal(byTrack.patches.count, 12);
  const patches = patchesOf(mel, { patch: 187, hop: 93, first: 0, count: 12 });
  for (const batch of [1, 4]) {
    for (let first = 0; first < 12; first += batch) {
      const size = 187 * 96;
      const part = patches.slice(first * size, (first + batch) * size);
      const feed = { melspectrogram: new ort.Tensor("float32", part, [batch, 187, 96]) };
      const { embeddings, activations } = await plain.run(feed);
      const rows = (width: number) => [first * width, (first + batch) * width] as const;
      const ours = byTrack.patches.data.subarray(...rows(200));
      assert.ok(gap(ours, embeddings!.data as Float32Array) < 1e-4);
      const tags = byTrack.tagPatches.data.subarray(...rows(50));
      assert.ok(gap(tags, activations!.data as Float32Array) < 1e-5);
    }
  }
  await plain.release();
});

Deno.test("VGG gives what its TensorFlow graph gives", async () => {
  await using models = await openModels({ folders: BOARD });
  const heard = valueOf(await models.vgg(waves(652)));
  assert.equal(heard.patches.count, 3);
  assert.equal(heard.embedding.length, 256);
  const known = [-0.2168378, -0.0454781, -0.1498407, -0.5973157];
  assert.ok(gap(heard.embedding.subarray(0, 4), known) < 1e-4);
  const secondHalf = [-0.2168378, -0.0543191];
  assert.ok(gap(heard.embedding.subarray(128, 130), secondHalf) < 1e-4);
});

Deno.test("inference gives the same bits twice, and means are means of patches", async () => {
  await using models = await openModels({ folders: BOARD });
  const mel = waves(1300);
  const first = valueOf(await models.musicnn(mel)), second = valueOf(await models.musicnn(mel));
  assert.deepEqual(first.embedding, second.embedding);
  assert.deepEqual(first.tags, second.tags);
  assert.deepEqual(first.embedding, meanOf(first.patches));
  assert.deepEqual(first.tags, meanOf(first.tagPatches));
});

Deno.test("audio of less than one patch is too short", async () => {
  await using models = await openModels({ folders: BOARD });
  assert.deepEqual(await models.musicnn(waves(186)), { absent: "too-short" });
  assert.deepEqual(await models.vgg(waves(0)), { absent: "too-short" });
  assert.equal(valueOf(await models.musicnn(waves(187))).patches.count, 1);
});

Deno.test("models that are not installed are absent, and say so", async () => {
  await using models = await openModels({ folders: BOARD });
  assert.deepEqual([...models.installed], ["msd-musicnn-1", "msd-vgg-1", "vibenet-1"]);
  assert.deepEqual(await models.effnet(waves(652)), { absent: "no-model" });
  const { values, patches } = await models.heads("emotion", sines(200, 2));
  assert.deepEqual(values, {
    arousal: { absent: "no-model" },
    valence: { absent: "no-model" },
  });
  assert.deepEqual(patches, {});
  assert.equal(models.by("emotion"), undefined);
  assert.equal(models.by("musicnn"), "msd-musicnn-1");
});

sharedTest("heads give known values, each from its own class", async () => {
  await using models = await open();
  const known = {
    emotion: { valence: -2.9564171, arousal: -0.7278472 },
    danceability_musicnn: { danceability_musicnn: 0.3062397 },
    moods: {
      mood_happy: 0.1068809,
      mood_sad: 0.6794704,
      mood_relaxed: 0.8188044,
      mood_aggressive: 0.1201506,
      mood_party: 0.5775682,
    },
    danceability_effnet: { danceability: 0.5217918 },
    voice: { voice: 0.5527532 },
  } as const;
  for (const [stage, expected] of Object.entries(known)) {
    const onEffnet = stage === "voice" || stage === "danceability_effnet";
    const rows = onEffnet ? sines(1280, 0.5) : sines(200, 2);
    const { values, patches } = await models.heads(stage as keyof typeof known, rows);
    assert.deepEqual(Object.keys(values).sort(), Object.keys(expected).sort());
    for (const [id, value] of Object.entries(expected)) {
      const ours = valueOf(values[id]!);
      assert.ok(Math.abs(ours - value) < 1e-5, `${id}: ${ours}`);
      assert.ok(Math.abs((patches[id]![0]! + patches[id]![1]!) / 2 - ours) < 1e-5);
    }
  }
});

sharedTest("heads agree with the reference implementation on 2,100 tracks", async () => {
  await using models = await open();
  const lines = Deno.readTextFileSync(sharedFile("musav/tracks.tsv")).trim().split("\n");
  const names = lines[0]!.split("\t");
  const columnOf = (name: string) =>
    lines.slice(1).map((line) => Number(line.split("\t")[names.indexOf(name)]));
  const musicnn = readNpy(sharedFile("musav/musicnn.npy"));
  const effnet = readNpy(sharedFile("musav/effnet.npy"));
  const stages = [
    ["emotion", musicnn, { arousal: "arousal", valence: "valence" }],
    ["voice", effnet, { voice: "voice" }],
    ["danceability_effnet", effnet, { danceability: "danceability" }],
  ] as const;
  for (const [stage, rows, pairs] of stages) {
    const { patches } = await models.heads(stage, rows);
    for (const [id, column] of Object.entries(pairs)) {
      const r = correlation(patches[id]!, columnOf(column));
      assert.ok(r > 0.98, `${id}: r = ${r.toFixed(3)}`);
    }
  }
});

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  let sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
  for (let i = 0; i < n; i++) {
    sa += a[i]!;
    sb += b[i]!;
    saa += a[i]! ** 2;
    sbb += b[i]! ** 2;
    sab += a[i]! * b[i]!;
  }
  return (n * sab - sa * sb) / Math.sqrt((n * saa - sa ** 2) * (n * sbb - sb ** 2));
}

sharedTest("EffNet's stand-in is loaded by override alone, and marked", async () => {
  await using plain = await open();
  assert.equal(plain.by("effnet"), undefined);
  await using models = await open(STAND_IN);
  assert.equal(models.by("effnet"), "discogs-effnet-bsdynamic-1 (unverified)");
  assert.match(models.by("voice")!, /\(unverified\)$/);
  assert.equal(models.by("musicnn"), "msd-musicnn-1");
  const heard = valueOf(await models.effnet(waves(652)));
  assert.deepEqual([heard.patches.count, heard.embedding.length], [9, 1280]);
  assert.deepEqual([heard.stylePatches.count, heard.styles.length], [9, 400]);
  assert.ok(gap(heard.styles.subarray(0, 3), [0.5314662, 0.682041, 0.3980493]) < 1e-4);
});

sharedTest("TempoCNN finds the tempo of made music, or its octave", async () => {
  await using models = await open();
  let exact = 0, octave = 0, all = 0;
  for (const truth of groundTruth()) {
    const { channels, sampleRate } = await decodeOpus(sharedFile(truth.file));
    const mono = channels[0]!.map((x, i) => (x + (channels[1]?.[i] ?? x)) / 2);
    const mel = tempocnnMel(resample(mono, { from: sampleRate, to: 11025 }));
    const { bpm, confidence } = valueOf(await models.tempocnn(mel));
    assert.ok(confidence > 0 && confidence <= 1);
    const near = (ratio: number) => Math.abs(bpm / truth.bpm / ratio - 1) <= 0.04;
    if (near(1)) exact++;
    if ([1, 2, 1 / 2, 3, 1 / 3].some(near)) octave++;
    all++;
  }
  assert.ok(exact >= 20, `${exact} of ${all} within 4 %`);
  assert.equal(octave, all);
});
