import assert from "node:assert/strict";
import { join } from "node:path";
import { createAnalysisPool, planStages, type TempoMethod } from "../../analysis/mod.ts";
import { STAGE_VERSION, type StageId, type Track } from "../../domain/mod.ts";
import { ingest, type Progress } from "../../ingest/mod.ts";
import { openStore, type Store } from "../../store/mod.ts";
import { clicks } from "../analysis/_audio.ts";
import { SHARED_MODELS } from "../analysis/models/_shared.ts";
import { sharedFile, sharedTest } from "../fixtures/shared.ts";
import { wavOf } from "../fixtures/wav.ts";
import { inFolder } from "../tasks/_command.ts";

const TEMPOCNN = "msd-musicnn/deeptemp-k16-3.onnx";

interface RunOptions {
  /** The method asked for by name. */
  readonly tempo?: TempoMethod;
  /** The stages that are planned at all. */
  readonly only?: readonly StageId[];
}

interface Bench {
  readonly music: string;
  readonly store: Store;
  install(...files: readonly string[]): Promise<void>;
  /** Analyses as `deno task analyze` does; `ran` has the stages of each job. */
  run(options?: RunOptions): Promise<
    { progress: Progress; lacking: string | undefined; ran: readonly (readonly StageId[])[] }
  >;
  /** The one track. */
  track(): Promise<Track>;
}

/** A folder for music, one for models, and a store in memory. */
async function withBench(body: (bench: Bench) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    const [music, models] = [join(folder, "music"), join(folder, "models")];
    await Deno.mkdir(music);
    using store = await openStore(":memory:");
    await body({
      music,
      store,
      install: (...files) => linkModels(models, files),
      run: ({ tempo, only } = {}) =>
        withModels(models, async () => {
          const pool = createAnalysisPool({ size: 1, tempo: tempo ?? "auto" });
          const ran: (readonly StageId[])[] = [];
          const run = pool.run.bind(pool);
          pool.run = (job) => (ran.push(job.stages), run(job));
          try {
            const { stages, lacking } = await planStages(tempo);
            const planned = stages.filter(({ stage }) => only?.includes(stage) ?? true);
            const progress = await ingest([music], { store, pool, stages: planned });
            return { progress, lacking, ran };
          } finally {
            pool.close();
          }
        }),
      track: async () => {
        const tracks = await Array.fromAsync(store.tracks());
        assert.equal(tracks.length, 1);
        return tracks[0]!;
      },
    });
  });
}

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
  () =>
    withBench(async ({ music, store, install, run, track }) => {
      await Deno.copyFile(sharedFile("samples/supertuxkart/snowy.ogg"), join(music, "snowy.ogg"));

      const bare = await run();
      assert.match(bare.lacking!, /^Without 27 of 30 models .*deno task models --install$/);
      const first = await track();
      assert.equal(first.stages.emotion, undefined);
      assert.ok(first.values.tempo);

      await install("msd-musicnn/emomusic-msd-musicnn-2.onnx");
      assert.deepEqual((await run()).ran, [["emotion"]]);
      const second = await track();
      assert.ok(Number(second.values.arousal) >= 1 && Number(second.values.valence) <= 9);
      const curves = await store.along(second.id) as {
        musicnn: { curves: Record<string, unknown>; names?: unknown };
        typical: unknown;
      };
      assert.ok("arousal" in curves.musicnn.curves && curves.typical);

      await install("msd-musicnn/danceability-msd-musicnn-1.onnx");
      assert.deepEqual((await run()).ran, [["danceability_musicnn"]]);
      const third = await track();
      assert.ok(third.values.danceability_musicnn);
      const merged = await store.along(third.id) as typeof curves;
      assert.ok("arousal" in merged.musicnn.curves, "curves of the earlier model stay");
      assert.ok("danceability_musicnn" in merged.musicnn.curves);

      for (const stage of Object.keys(first.stages) as (keyof typeof first.stages)[]) {
        if (stage === "file") continue;
        assert.deepEqual(third.stages[stage], first.stages[stage]);
      }
      for (const [id, value] of Object.entries(first.values)) assert.equal(third.values[id], value);
      assert.equal((await run()).progress.unchanged, 1);
    }),
);

/** A piece of which multifeature makes 2/3 of its tempo, and `auto` with TempoCNN the tempo. */
const BOSSA = "groundtruth/audio/gen11_nylon-bossa_B_maj_167.opus";
const TEMPO = ["tempo", "tempocnn"] as const;

sharedTest(
  "TempoCNN that arrives later is asked for the tempi found under auto, once",
  () =>
    withBench(async ({ music, install, run, track }) => {
      await Deno.copyFile(sharedFile(BOSSA), join(music, "bossa.opus"));
      await run({ only: TEMPO });
      const alone = await track();
      assert.deepEqual(alone.stages.tempo, {
        version: STAGE_VERSION.tempo,
        by: "multifeature",
        asked: "auto",
      });
      assert.ok(Math.abs(Number(alone.values.tempo) - 111.3) < 0.5);
      assert.equal((await run({ only: TEMPO })).progress.unchanged, 1);

      await install(TEMPOCNN);
      const { ran } = await run({ only: TEMPO });
      assert.deepEqual(ran.map((stages) => stages.toSorted()), [["tempo", "tempocnn"]]);
      const both = await track();
      assert.deepEqual(
        both.stages.tempo,
        { version: STAGE_VERSION.tempo, by: "guided", asked: "auto+deeptemp-k16-3" },
      );
      assert.ok(Math.abs(Number(both.values.tempo) - 167) < 0.2);
      assert.ok(!("tempo_confidence" in both.values), "the confidence of the former tempo is gone");
      assert.equal((await run({ only: TEMPO })).progress.unchanged, 1);
      assert.equal((await run({ only: TEMPO, tempo: "auto" })).progress.unchanged, 1);
    }),
);

sharedTest(
  "a tempo found under auto is found again where only it lags behind TempoCNN",
  () =>
    withBench(async ({ music, install, run, track }) => {
      await Deno.copyFile(sharedFile(BOSSA), join(music, "bossa.opus"));
      await run({ only: ["tempo"] });
      await install(TEMPOCNN);
      assert.deepEqual((await run({ only: ["tempocnn"] })).ran, [["tempocnn"]]);
      assert.deepEqual((await run({ only: TEMPO })).ran, [["tempo"]]);
      assert.ok(Math.abs(Number((await track()).values.tempo) - 167) < 0.2);
      assert.equal((await run({ only: TEMPO })).progress.unchanged, 1);
    }),
);

sharedTest(
  "a tempo is found again by another method where that is asked for by name",
  () =>
    withBench(async ({ music, install, run, track }) => {
      await Deno.writeFile(join(music, "clicks.wav"), wavOf([clicks(120, { seconds: 15 })]));
      await run({ only: TEMPO, tempo: "multifeature" });
      assert.deepEqual(
        (await track()).stages.tempo,
        { version: STAGE_VERSION.tempo, by: "multifeature", asked: "multifeature" },
      );
      await install(TEMPOCNN);
      assert.deepEqual((await run({ only: TEMPO })).ran, [["tempocnn"]]);
      assert.equal((await run({ only: TEMPO })).progress.unchanged, 1);

      assert.deepEqual((await run({ only: TEMPO, tempo: "degara" })).ran, [["tempo"]]);
      const { stages, absent, values } = await track();
      assert.deepEqual(stages.tempo, {
        version: STAGE_VERSION.tempo,
        by: "degara",
        asked: "degara",
      });
      assert.equal(absent.tempo_confidence, "not-given");
      assert.ok(values.tempocnn, "TempoCNN's own estimate stays");
      for (const tempo of ["degara", undefined] as const) {
        assert.equal((await run({ only: TEMPO, ...(tempo && { tempo }) })).progress.unchanged, 1);
      }

      assert.deepEqual((await run({ only: TEMPO, tempo: "auto" })).ran, [["tempo"]]);
      assert.equal((await track()).stages.tempo?.asked, "auto+deeptemp-k16-3");
    }),
);
