import assert from "node:assert/strict";
import { foundationOf, openModels, requireProvider, spaced } from "../../../analysis/models/mod.ts";
import { modelFolders, patchCount, patchesDue, PROVIDERS } from "../../../analysis/models/mod.ts";
import { musicnnMel } from "../../../analysis/signal/mod.ts";
import { noise } from "../_audio.ts";

Deno.test("a track heard in part is heard in evenly spaced patches, which say the same each", async () => {
  const mel = musicnnMel(noise(16000 * 40, 0.3));
  await using whole = await openModels({ folders: modelFolders() });
  await using part = await openModels({ folders: modelFolders(), patches: 5 });
  for (const stage of ["musicnn", "vgg"] as const) {
    const { takes } = foundationOf(stage)!;
    const [all, some] = [await whole[stage](mel), await part[stage](mel)];
    assert.ok("value" in all && "value" in some);
    const count = patchCount(mel.frames, takes);
    const stride = Math.ceil(count / 5);
    assert.deepEqual([all.value.hop, some.value.hop], [takes.hop, takes.hop * stride]);
    assert.equal(some.value.patches.count, Math.ceil(count / stride));
    const { width } = all.value.patches;
    for (let p = 0; p < some.value.patches.count; p++) {
      for (let i = 0; i < width; i++) {
        const [a, b] = [
          all.value.patches.data[p * stride * width + i]!,
          some.value.patches.data[p * width + i]!,
        ];
        assert.ok(Math.abs(a - b) < 1e-3, `${stage} ${p} ${i}: ${a} ${b}`);
      }
    }
  }
  assert.deepEqual(
    [whole.asked("musicnn"), part.asked("musicnn"), part.asked("emotion"), part.asked("vibenet")],
    [undefined, "5 patches", "5 patches", undefined],
  );
});

Deno.test("a short track and networks that need all of one are heard whole", () => {
  for (const stage of ["vibenet", "tempocnn"] as const) {
    const network = foundationOf(stage)!;
    assert.equal(spaced(network, { count: 100, most: 5 }), network);
  }
  const musicnn = foundationOf("musicnn")!;
  assert.equal(spaced(musicnn, { count: 5, most: 5 }), musicnn);
  assert.equal(spaced(musicnn, { count: 6, most: 5 }).takes.hop, 2 * musicnn.takes.hop);
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
