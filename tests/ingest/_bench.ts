import assert from "node:assert/strict";
import { createAnalysisPool, planStages } from "../../analysis/mod.ts";
import { ingest } from "../../ingest/mod.ts";
import { type IngestOptions } from "../../ingest/ingest.ts";
import { openStore, type Store } from "../../store/mod.ts";

/** What a test of ingest works with. */
export interface Bench {
  readonly folder: string;
  readonly store: Store;
  readonly pool: IngestOptions["pool"];
  run(options?: Partial<IngestOptions>): ReturnType<typeof ingest>;
}

/** A folder of made music, a store in memory and one worker. */
export function ingestTest(name: string, body: (bench: Bench) => Promise<void>): void {
  Deno.test(name, async () => {
    const folder = await Deno.makeTempDir();
    const store = await openStore(":memory:");
    const pool = createAnalysisPool({ size: 1, tempo: "degara" });
    const { stages } = await planStages();
    const small = stages.filter(({ stage }) => stage !== "vgg");
    try {
      await body({
        folder,
        store,
        pool,
        run: (options) => ingest([folder], { store, pool, stages: small, ...options }),
      });
    } finally {
      pool.close();
      store.close();
      await Deno.remove(folder, { recursive: true });
    }
  });
}

/** The one track of a store. */
export async function only(store: Store) {
  const tracks = await Array.fromAsync(store.tracks());
  assert.equal(tracks.length, 1);
  return tracks[0]!;
}
