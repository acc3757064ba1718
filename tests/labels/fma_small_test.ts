import assert from "node:assert/strict";
import { openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { openStore } from "../../store/mod.ts";
import { run } from "../../tasks/labels.ts";
import { fmaIds, fmaPath } from "../fixtures/fma_clips.ts";
import { sharedPath, sharedTest } from "../fixtures/shared.ts";
import { trackOf } from "../store/fixtures/tracks.ts";
import { saidBy } from "../tasks/_said.ts";

sharedTest(
  "FMA small is joined to 8,000 tracks of a store, and its page counts and links them",
  async () => {
    const folder = await Deno.makeTempDir();
    const db = `${folder}/fma.kv`;
    {
      using store = await openStore(db);
      const ids = await fmaIds();
      assert.equal(ids.length, 8000);
      await store.putMany(ids.map((id) => ({
        track: trackOf(`f${id}`, { path: `/music/fma_small/${fmaPath(id)}` }),
      })));
    }
    const { code, out } = await saidBy(run)(
      sharedPath("datasets/fma"),
      "--subset=small",
      "--db",
      db,
    );
    assert.equal(code, 0, out);
    assert.match(out, /8,000 rows, 8,000 matched, 8,000 tracks labelled/);
    assert.match(out, /split 6400\/800\/800; 0 of [\d,]+ artists and 90 of 2,464 albums/);
    assert.match(out, /6 known to be bad/);
    {
      const library = await openLibrary(db);
      const app = createApp({ library, hostname: "127.0.0.1" }).handler();
      const page = async (path: string) =>
        await (await app(new Request(`http://127.0.0.1:8000${path}`))).text();
      const shown = await page("/labels/fma");
      assert.match(shown, /7,994 of 8,000 tracks/);
      assert.match(shown, /name="bad"/);
      assert.match(shown, /href="\/explore\?label\.fma=Hip-Hop"/);
      assert.match(await page("/labels/fma?bad=yes"), /8,000 of 8,000 tracks/);
      const counts = async (query: string) =>
        (await (await app(new Request(`http://127.0.0.1:8000/api/tracks?limit=1&${query}`))).json())
          .matching;
      const genres = ["Electronic", "Experimental", "Folk", "Hip-Hop", "Instrumental"]
        .concat("International", "Pop", "Rock");
      for (const genre of genres) assert.equal(await counts(`label.fma=${genre}`), 1000, genre);
      assert.equal(await counts("label.fma=Jazz"), 0);
      assert.ok(await counts("label.fma-genres=Rock") > await counts("label.fma-genres=Punk"));
      await library.close();
    }
    await Deno.remove(folder, { recursive: true });
  },
);
