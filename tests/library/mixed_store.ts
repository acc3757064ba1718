/**
 * Writes a store of made-up tracks whose EffNet vectors are mixtures of MusAV's, to measure at scale:
 * `deno run -A --unstable-kv tests/library/mixed_store.ts <store> <tracks>`.
 *
 * @module
 */
import process from "node:process";
import { openStore, type TrackEntry } from "../../store/mod.ts";
import { trackOf } from "../store/fixtures/tracks.ts";
import { musavTable } from "../similarity/_musav.ts";
import { mixtures } from "../similarity/_resampled.ts";

const AT_ONCE = 20_000;
const [location, tracks = "100000"] = process.argv.slice(2);
if (location === undefined) throw new Error("Cannot write: no store was named");

function* entries(): Generator<TrackEntry> {
  let i = 0;
  for (const effnet of mixtures(musavTable("effnet"), { count: Number(tracks) })) {
    const id = `t${String(i++).padStart(8, "0")}`;
    yield { track: trackOf(id, { path: `/music/${id}.mp3` }), vectors: { effnet } };
    if (i % AT_ONCE === 0) console.log(`${i} tracks`);
  }
}

using store = await openStore(location);
await store.putMany(entries());
