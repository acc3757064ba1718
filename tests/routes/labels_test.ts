import assert from "node:assert/strict";
import { openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

type Ask = (path: string, method?: string, json?: unknown) => Promise<Response>;

async function served(run: (ask: Ask) => Promise<void>): Promise<void> {
  const library = await openLibrary(":memory:");
  await library.store.putMany(["a", "b"].map((id) => ({ track: trackOf(id), vectors: {} })));
  await library.collection.refresh();
  const handler = createApp({ library, hostname: "127.0.0.1" }).handler();
  try {
    await run((path, method = "GET", json) =>
      handler(
        new Request(`http://127.0.0.1/api/labels${path}`, {
          method,
          ...(json !== undefined && { body: JSON.stringify(json) }),
        }),
      )
    );
  } finally {
    await library.close();
  }
}

Deno.test("a set is made, tracks are labelled in it, and an edit is taken back and made again", () =>
  served(async (ask) => {
    const made = await (await ask("", "POST", { name: "Mood" })).json();
    assert.deepEqual(made, { id: "mood", name: "Mood", classes: [], several: true, tracks: 0 });
    const label = async (label: string, action: string) => {
      const answer = await ask("/mood/edits", "POST", { tracks: ["a", "b"], label, action });
      assert.equal(answer.status, 200);
      return (await answer.json()).edit as string;
    };
    const given = async () => (await (await ask("?track=a")).json()).given;
    await label("calm", "add");
    const second = await label("late", "add");
    assert.deepEqual(await given(), { mood: ["calm", "late"] });
    assert.equal((await (await ask("")).json()).sets[0].tracks, 2);
    const undone = await (await ask(`/mood/edits/${second}`, "DELETE")).json();
    assert.deepEqual(await given(), { mood: ["calm"] });
    await (await ask(`/mood/edits/${undone.edit}`, "DELETE")).body?.cancel();
    assert.deepEqual(await given(), { mood: ["calm", "late"] });
    await label("calm", "remove");
    await label("late", "remove");
    assert.deepEqual(await given(), {});
  }));

Deno.test("labels given at once are all kept, each under its own name; taking one back leaves the others", () =>
  served(async (ask) => {
    await (await ask("", "POST", { name: "Mood" })).body?.cancel();
    const words = Array.from({ length: 20 }, (_, i) => `word ${i}`);
    const edits = await Promise.all(words.map(async (label) => {
      const answer = await ask("/mood/edits", "POST", { tracks: ["a"], label });
      assert.equal(answer.status, 200);
      return (await answer.json()).edit as string;
    }));
    const given = async () => (await (await ask("?track=a")).json()).given.mood as string[];
    assert.deepEqual((await given()).toSorted(), words.toSorted());
    const all = await given();
    await (await ask(`/mood/edits/${edits[words.indexOf(all[0]!)]}`, "DELETE")).body?.cancel();
    assert.deepEqual(await given(), all, "others have labelled this track since");
    const made = await Promise.all(
      words.map(async () => {
        const answer = await ask("", "POST", { name: "Another" });
        await answer.body?.cancel();
        return answer.status;
      }),
    );
    assert.deepEqual(made.toSorted(), [201, ...Array(19).fill(400)]);
  }));

Deno.test("labels that cannot be given are refused in words", () =>
  served(async (ask) => {
    await (await ask("", "POST", { name: "Mood" })).body?.cancel();
    const fine = { tracks: ["a"], label: "calm" };
    const asked = [
      [400, "", "POST", { name: "Mood" }],
      [400, "", "POST", { name: 7 }],
      [400, "/mood/edits", "POST", { ...fine, tracks: [] }],
      [400, "/mood/edits", "POST", { ...fine, tracks: ["z"] }],
      [400, "/mood/edits", "POST", { ...fine, label: " " }],
      [400, "/mood/edits", "POST", { ...fine, action: "burn" }],
      [404, "/none/edits", "POST", fine],
      [404, "/mood/edits/none", "DELETE", undefined],
      [404, "?track=z", "GET", undefined],
    ] as const;
    for (const [status, path, method, json] of asked) {
      const answer = await ask(path, method, json);
      assert.equal(answer.status, status, `${method} ${path}`);
      assert.ok((await answer.json()).error.length > 10);
    }
  }));
