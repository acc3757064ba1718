import assert from "node:assert/strict";
import { createApp } from "../../main.ts";
import { openLibrary } from "../../library/mod.ts";
import { notePlan } from "../../tagging/mod.ts";
import { fullLibrary } from "../fixtures/full_library.ts";
import { planFor } from "../fixtures/planned_tags.ts";
import { entryOf } from "../store/fixtures/tracks.ts";

const asking = (handler: (req: Request) => Promise<Response>) => async (search = "") => {
  const answer = await handler(new Request(`http://127.0.0.1/tags${search}`));
  assert.equal(answer.status, 200);
  return (await answer.text()).replaceAll("<!-- -->", "");
};

Deno.test("the page shows the kept plan, narrows it, and names the command for what it shows", async () => {
  const folder = await Deno.makeTempDir();
  const { library } = await fullLibrary();
  try {
    const plan = `${folder}/tags of mine.tsv`;
    await planFor(library, plan);
    const ask = asking(createApp({ library, hostname: "127.0.0.1" }).handler());
    const lines = (await Deno.readTextFile(plan)).trimEnd().split("\n").slice(1);
    const files = new Set(lines.map((line) => line.split("\t")[1])).size;
    const all = await ask();
    assert.ok(all.includes(`${lines.length} tags in ${files} files`), all.slice(0, 3000));
    assert.match(all, /deno task tag apply '[^&]*tags of mine\.tsv' --music \S*samples/);
    assert.equal(all.match(/data-play-id=/g)?.length, files);
    assert.match(all, /1 file could not be planned.*gone\.mp3/s);

    const tempi = lines.filter((line) => line.split("\t")[4] === "BPM");
    const sure = tempi.filter((line) => line.endsWith("\tsure"));
    assert.ok(sure.length > 0 && sure.length < tempi.length, "some octaves are open");
    const narrowed = await ask("?tag=BPM&certainty=sure");
    assert.ok(narrowed.includes(`${sure.length} of ${lines.length} tags in`));
    assert.match(narrowed, /--only 'tag=BPM&(amp;)?certainty=sure'/);
    assert.ok(!narrowed.includes("<code>INITIALKEY</code>"));

    assert.match(await ask("?tag=BPM&format=tak"), /Nothing of the plan is all of this at once/);
    assert.equal((await ask("?from=99999&tag=BPM")).match(/data-play-id=/g)?.length, 1);

    await Deno.writeTextFile(
      plan,
      (await Deno.readTextFile(plan)).replace(/\t\d+\t\d+\t/, "\t1\t2\t"),
    );
    await notePlan(library.store, plan, { at: 0, written: 3, left: 2 });
    const applied = await ask();
    assert.match(applied, /Applied .*3 files written, 2 left/);
    assert.equal(applied.match(/Would be left: it has changed since the plan/g)?.length, 1);

    await Deno.remove(plan);
    assert.match(await ask(), /there is no such file any more/);
    await Deno.writeTextFile(plan, "<b>id\tpath\n");
    assert.match(await ask(), /it is no plan of tags/);
  } finally {
    await library.close();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("without a plan the page says how one is made", async () => {
  const library = await openLibrary(":memory:");
  try {
    const ask = asking(createApp({ library, hostname: "127.0.0.1" }).handler());
    assert.match(await ask(), /No plan yet.*none yet.*deno task analyze ~\/Music --db :memory:/s);
    await library.store.putMany([entryOf("a")]);
    await library.collection.refresh();
    assert.match(
      await ask(),
      /No plan yet.*deno task tag plan --write bpm,key --sure --db :memory:/s,
    );
  } finally {
    await library.close();
  }
});
