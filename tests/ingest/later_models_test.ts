import assert from "node:assert/strict";
import { join } from "node:path";
import { createAnalysisPool, planStages } from "../../analysis/mod.ts";
import { ingest } from "../../ingest/mod.ts";
import { openStore } from "../../store/mod.ts";
import { SHARED_MODELS } from "../analysis/models/_shared.ts";
import { sharedFile, sharedTest } from "../fixtures/shared.ts";
import { inFolder } from "../tasks/_command.ts";

async function withModels<T>(folder: string, body: () => Promise<T>): Promise<T> {
  const before = Deno.env.get("FONOTECA_MODELS");
  Deno.env.set("FONOTECA_MODELS", folder);
  try {
    return await body();
  } finally {
    if (before === undefined) Deno.env.delete("FONOTECA_MODELS");
    else Deno.env.set("FONOTECA_MODELS", before);
  }
}

async function linkModels(to: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    await Deno.mkdir(join(to, "msd-musicnn"), { recursive: true });
    await Deno.symlink(join(SHARED_MODELS, file), join(to, file));
  }
}

sharedTest(
  "models that arrive later run on tracks already analysed, and nothing else does",
  async () => {
    await inFolder(async (folder) => {
      const music = join(folder, "music");
      const models = join(folder, "models");
      await Deno.mkdir(music);
      await Deno.copyFile(
        sharedFile("samples/supertuxkart/snowy.ogg"),
        join(music, "snowy.ogg"),
      );
      using store = await openStore(":memory:");
      const run = () =>
        withModels(models, async () => {
          const pool = createAnalysisPool({ size: 1, tempo: "auto" });
          try {
            const { stages, lacking } = await planStages();
            const progress = await ingest([music], { store, pool, stages });
            return { progress, lacking };
          } finally {
            pool.close();
          }
        });
      const only = async () => (await Array.fromAsync(store.tracks()))[0]!;

      const bare = await run();
      assert.match(bare.lacking!, /^Without 11 of 13 models .*deno task models --install$/);
      const first = await only();
      assert.equal(first.stages.emotion, undefined);
      assert.ok(first.values.tempo);

      await linkModels(models, ["msd-musicnn/emomusic-msd-musicnn-2.onnx"]);
      assert.equal((await run()).progress.analysed, 1);
      const second = await only();
      assert.ok(Number(second.values.arousal) >= 1 && Number(second.values.valence) <= 9);
      const curves = await store.along(second.id) as {
        musicnn: { curves: Record<string, unknown>; names?: unknown };
        typical: unknown;
      };
      assert.ok("arousal" in curves.musicnn.curves && curves.typical);

      await linkModels(models, [
        "msd-musicnn/deeptemp-k16-3.onnx",
        "msd-musicnn/danceability-msd-musicnn-1.onnx",
      ]);
      assert.equal((await run()).progress.analysed, 1);
      const third = await only();
      assert.ok(third.values.tempocnn && third.values.danceability_musicnn);
      const merged = await store.along(third.id) as typeof curves;
      assert.ok("arousal" in merged.musicnn.curves, "curves of the earlier model stay");
      assert.ok("danceability_musicnn" in merged.musicnn.curves);

      for (const stage of Object.keys(first.stages) as (keyof typeof first.stages)[]) {
        if (stage === "file") continue;
        assert.deepEqual(third.stages[stage], first.stages[stage]);
      }
      for (const [id, value] of Object.entries(first.values)) assert.equal(third.values[id], value);
      assert.equal((await run()).progress.unchanged, 1);
    });
  },
);
