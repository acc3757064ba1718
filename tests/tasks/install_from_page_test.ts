import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Installation } from "../../domain/mod.ts";
import type { OfferedModel } from "../../library/installer.ts";
import { openStore } from "../../store/mod.ts";
import { buildClient } from "../../web/build/mod.ts";
import { clicks } from "../analysis/_audio.ts";
import { launchedPages, publisher } from "../fixtures/launched_pages.ts";
import { sharedTest } from "../fixtures/shared.ts";
import { wavOf } from "../fixtures/wav.ts";
import { inFolder, outcome } from "./_command.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The states that are told until it has ended. */
async function followed(origin: string): Promise<Installation[]> {
  const headers = { accept: "text/event-stream" };
  const text = await (await fetch(`${origin}/api/models/install`, { headers })).text();
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json!));
}

sharedTest(
  "from the page, models are fetched and what they add is analysed, with a failure in words",
  async () => {
    await buildClient(ROOT);
    const asked: string[] = [];
    const server = publisher(asked);
    await inFolder(async (folder) => {
      const [music, db] = [join(folder, "music"), join(folder, "x.kv")];
      Deno.mkdirSync(music);
      Deno.writeFileSync(join(music, "a.wav"), wavOf([clicks(120, { seconds: 8 })]));
      assert.equal((await outcome("analyze", music, `--db=${db}`, "--workers=1")).code, 0);
      const from = `http://127.0.0.1:${server.addr.port}/models`;
      await using site = await launchedPages(db, from, join(folder, "cache"));
      const offered = await (await fetch(`${site.origin}/api/models`)).json();
      assert.equal(offered.installable, true);
      const [effnet, emotion] = ["discogs-effnet-bsdynamic-1", "emomusic-msd-musicnn-2"]
        .map((id) => offered.models.find((model: OfferedModel) => model.id === id));
      assert.deepEqual(effnet.answers, ["styles", "voice", "further"]);
      assert.deepEqual([emotion.installed, emotion.bundled], [false, false]);
      assert.match(emotion.licence.terms, /non-commercial/);

      const wish = (models: unknown) =>
        fetch(`${site.origin}/api/models/install`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ models }),
        });
      const refused = await wish(["--from=/etc"]);
      assert.equal(refused.status, 400);
      assert.match((await refused.json()).error, /Cannot find model "--from=\/etc"/);

      assert.equal((await wish([emotion.id, effnet.id])).status, 202);
      assert.equal((await wish([emotion.id])).status, 409);
      const states = await followed(site.origin);
      assert.ok(states.some(({ state }) => state === "fetching"));
      assert.ok(states.some(({ state }) => state === "analysing"));
      const last = states.at(-1)!;
      assert.ok(last.state === "ended", JSON.stringify(last));
      assert.deepEqual([last.stopped, last.fault, last.installed], [
        false,
        undefined,
        [emotion.id],
      ]);
      assert.deepEqual(last.failed.map(({ id }) => id), [effnet.id]);
      assert.match(last.failed[0]!.reason, /^Cannot install discogs-effnet-bsdynamic-1: .*404/);
      assert.match(last.analysed ?? "", /^1 track analysed in /);
      using store = await openStore(db, { create: false });
      const { values } = (await Array.fromAsync(store.tracks()))[0]!;
      assert.equal(typeof values["arousal"], "number", "the new model has run on the track");
      const after = await (await fetch(`${site.origin}/api/models`)).json();
      const now = after.models.find((model: OfferedModel) => model.id === emotion.id);
      assert.equal(now.installed, true);
    });
    await server.shutdown();
    assert.ok(asked.every((path) => path.startsWith("/models/")), asked.join());
  },
);
