import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openLibrary } from "../../library/mod.ts";
import { buildClient } from "../../web/build/mod.ts";
import { launchedPages } from "../fixtures/launched_pages.ts";
import { fillLearning } from "../fixtures/learning_library.ts";
import { inFolder, until } from "./_command.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** A network that is at work for seconds on any machine. */
const FORM =
  "set=kinds&features=musicnn&learner=knn&learner=mlp2&units=1024&units2=512&fewest=5&split=artist";

Deno.test("a training whose server is killed says that it was cut, goes on where it was, and ends", async () => {
  await buildClient(ROOT);
  await inFolder(async (folder) => {
    const db = join(folder, "x.kv");
    const library = await openLibrary(db);
    await fillLearning(library, { tracks: 2_400, apart: 0.25 });
    await library.close();
    let id = "";
    let learned = 0;
    const trainingAt = async (origin: string) =>
      await (await fetch(`${origin}/api/learn/trainings/${id}`)).json();
    {
      await using site = await launchedPages(db);
      const body = new URLSearchParams(FORM);
      const begun = await fetch(`${site.origin}/learn`, { method: "POST", body });
      await begun.body?.cancel();
      id = new URL(begun.url).pathname.split("/").at(-1)!;
      const checkpoint = join(`${db}.cache`, "trainings", `${id}.1.0.checkpoint`);
      await until(async () => (await Deno.stat(checkpoint)).size > 0);
      await site.kill();
      learned = (await Deno.stat(checkpoint)).size;
    }
    assert.ok(learned > 0);
    for (let start = 0; start < 2; start++) {
      await using site = await launchedPages(db);
      const { state, found, live } = await trainingAt(site.origin);
      assert.ok(live.curves.length > 0, "what it had learned is shown");
      assert.equal(state, "cut", "however often the program has been started since");
      assert.deepEqual(found.results.map(({ name }: { name: string }) => name), ["k-NN"]);
      const page = await (await fetch(`${site.origin}/learn/${id}`)).text();
      assert.match(page, /It was cut: the program ended before it was done/);
      if (start === 0) continue;
      const goOn = await fetch(`${site.origin}/api/learn/trainings/${id}`, { method: "POST" });
      await goOn.body?.cancel();
      assert.equal(goOn.status, 202);
      await until(async () => (await trainingAt(site.origin)).state === "done");
      const [knn, network] = (await trainingAt(site.origin)).found.results;
      assert.equal(knn.name, "k-NN");
      const epochs = network.curves.map(({ epoch }: { epoch: number }) => epoch);
      assert.deepEqual(epochs, epochs.map((_: number, i: number) => i + 1));
    }
  });
});
