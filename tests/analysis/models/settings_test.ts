import assert from "node:assert/strict";
import fc from "fast-check";
import {
  foundationOf,
  modelFolders,
  mostPatches,
  openModels,
  patchCount,
  type Patches,
  patchesDue,
  PROVIDERS,
  requireProvider,
  spaced,
} from "../../../analysis/models/mod.ts";
import { musicnnMel } from "../../../analysis/signal/mod.ts";
import { noise } from "../_audio.ts";

Deno.test("a track heard in part is heard in evenly spaced patches, which say what each says alone", async () => {
  const mel = musicnnMel(noise(16000 * 40, 0.3));
  await using whole = await openModels({ folders: modelFolders() });
  await using part = await openModels({ folders: modelFolders(), patches: 5 });
  for (const stage of ["musicnn", "vgg"] as const) {
    const { takes } = foundationOf(stage)!;
    const some = await part[stage](mel);
    assert.ok("value" in some);
    const { hop, patches } = some.value;
    assert.equal(hop, takes.hop * patchCount(mel.frames, takes) / 5);
    assert.equal(patches.count, 5);
    for (let p = 0; p < 5; p++) {
      const start = Math.floor(p * hop) * mel.bands;
      const data = mel.data.subarray(start, start + takes.patch * mel.bands);
      const alone = await whole[stage]({ bands: mel.bands, frames: takes.patch, data });
      assert.ok("value" in alone);
      for (const [i, expected] of alone.value.embedding.entries()) {
        const found = patches.data[p * patches.width + i]!;
        assert.ok(Math.abs(found - expected) < 1e-3, `${stage} ${p} ${i}: ${found} ${expected}`);
      }
    }
  }
  assert.deepEqual(
    [whole.asked("musicnn"), part.asked("musicnn"), part.asked("emotion"), part.asked("vibenet")],
    [undefined, "5 patches", "5 patches", undefined],
  );
});

Deno.test("MusiCNN, VGG and EffNet hear so many patches at most where that is asked, else all", () => {
  const stages = ["musicnn", "emotion", "vgg", "effnet", "voice", "vibenet", "tempocnn"] as const;
  const most = (patches?: Patches) => stages.map((stage) => mostPatches(stage, patches));
  const all = stages.map(() => undefined);
  assert.deepEqual(most(5), [5, 5, 5, 5, 5, undefined, undefined]);
  assert.deepEqual([most("all"), most()], [all, all]);
});

Deno.test("spaced() keeps a short track whole, and fits as many patches into a longer one as asked", () => {
  const musicnn = foundationOf("musicnn")!;
  const { takes } = musicnn;
  assert.equal(spaced(musicnn, { count: 5, most: 5 }), musicnn);
  assert.equal(spaced(musicnn, { count: 5, most: undefined }), musicnn);
  fc.assert(fc.property(fc.nat(5000), fc.integer({ min: 1, max: 60 }), (more, most) => {
    const frames = takes.patch + takes.hop * most + more;
    const count = patchCount(frames, takes);
    const cut = spaced(musicnn, { count, most }).takes;
    assert.equal(patchCount(frames, cut), most);
    assert.ok(Math.floor((most - 1) * cut.hop) + takes.patch <= frames);
  }));
});

Deno.test("tracks are due again where another number of patches is asked for by name", () => {
  const record = (asked?: string) => ({ version: 1, ...(asked !== undefined && { asked }) });
  assert.equal(patchesDue("musicnn", undefined), undefined);
  assert.equal(patchesDue("vibenet", 5), undefined);
  assert.equal(patchesDue("musicnn", 5)!(record()), true);
  assert.equal(patchesDue("musicnn", 5)!(record("5 patches")), false);
  assert.equal(patchesDue("musicnn", "all")!(record("5 patches")), true);
  assert.equal(patchesDue("musicnn", "all")!(record()), false);
});

Deno.test("a provider that is not there is refused in one line", async () => {
  await requireProvider("cpu");
  const refused = [];
  for (const provider of PROVIDERS.filter((name) => name === "dml" || name === "coreml")) {
    if (Deno.build.os !== "linux") continue;
    await assert.rejects(requireProvider(provider), (error: unknown) => {
      assert.ok(error instanceof Error && error.name === "ModelError");
      assert.match(error.message, /^Cannot compute on \w+ here: [^\n]*; leave --provider out/);
      return true;
    });
    refused.push(provider);
  }
  if (Deno.build.os === "linux") assert.equal(refused.length, 2);
});
