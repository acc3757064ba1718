import assert from "node:assert/strict";
import { join } from "node:path";
import { type Library, listeningTests, openLibrary } from "../../library/mod.ts";
import type { ListeningTest } from "../../listening/mod.ts";
import { createApp } from "../../main.ts";
import { findDenokv, serveDenokv } from "../fixtures/denokv.ts";
import { type KvServer, serveKv, TOKEN } from "../fixtures/kv_connect/server.ts";
import { entryOf } from "../store/fixtures/tracks.ts";
import { inFolder } from "../tasks/_command.ts";

type Ask = (method: string, path: string, body?: unknown) => Promise<Response>;

/** Two page servers on one store, as two processes would be; in a file, or at an address. */
async function twoServers(
  body: (asks: readonly [Ask, Ask], library: Library) => Promise<void>,
  address?: string,
) {
  const folder = await Deno.makeTempDir();
  const path = address ?? join(folder, "x.kv");
  const libraries = [await openLibrary(path), await openLibrary(path)] as const;
  const asks = libraries.map((library) => {
    const handler = createApp({ library, hostname: "127.0.0.1" }).handler();
    return ((method, path, body) =>
      handler(
        new Request(`http://127.0.0.1${path}`, {
          method,
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      )) satisfies Ask;
  });
  try {
    await body(asks as unknown as readonly [Ask, Ask], libraries[0]);
  } finally {
    for (const library of libraries) await library.close();
    await Deno.remove(folder, { recursive: true });
  }
}

const TRIALS = 60;

function test(): ListeningTest {
  return {
    listener: "N",
    seed: 1,
    spaces: ["musicnn", "vgg"],
    created: 1,
    changed: 1,
    trials: Array.from({ length: TRIALS }, (_, i) => ({
      kind: "pair" as const,
      query: `q${i}`,
      tracks: [`a${i}`, `b${i}`] as const,
      spaces: [0, 1] as const,
    })) as unknown as ListeningTest["trials"],
    answers: Array(TRIALS).fill(null),
  };
}

Deno.test("sixty answers at once to one listening test all stay", () =>
  twoServers(async (asks, library) => {
    await listeningTests(library).put("t", test());
    const answers = await Promise.all(
      Array.from({ length: TRIALS }, async (_, trial) => {
        const answer = await asks[trial % 2]!("POST", "/api/listening/t", {
          trial,
          choice: "left",
          seconds: 10,
          heard: [3, 3, 3],
        });
        return [answer.status, await answer.text()];
      }),
    );
    const kept = await listeningTests(library).get("t");
    const refused = answers.filter(([status]) => status !== 200);
    assert.deepEqual(refused, []);
    assert.equal(kept!.answers.filter((answer) => answer !== null).length, TRIALS);
  }));

Deno.test("of 120 changes of one playlist none is lost, whatever field each is of", () =>
  twoServers(async (asks) => {
    const made = await asks[0]("POST", "/api/playlists", { name: "first" });
    const { id } = await made.json();
    const statuses = await Promise.all(
      Array.from({ length: 120 }, async (_, i) => {
        const field = [{ name: `name ${i}` }, { query: `q=${i}` }, { tracks: [`${i}`] }][i % 3];
        const answer = await asks[i % 2]!("PATCH", `/api/playlists/${id}`, field);
        await answer.body?.cancel();
        return answer.status;
      }),
    );
    assert.ok(statuses.every((status) => status === 200));
    const { name, query, tracks } = await (await asks[1]("GET", `/api/playlists/${id}`)).json();
    assert.match(name, /^name \d+$/);
    assert.match(query, /^q=\d+$/);
    assert.match(tracks[0], /^\d+$/);
    const deleted = await Promise.all(
      asks.map(async (ask) => (await ask("DELETE", `/api/playlists/${id}`)).status),
    );
    assert.deepEqual(deleted.toSorted(), [200, 404]);
    assert.equal((await asks[0]("PATCH", `/api/playlists/${id}`, { name: "x" })).status, 404);
  }));

Deno.test("two page servers beside one Deno KV server show what is kept through either", async () => {
  await using kv = serveKv();
  await besideOne(kv);
});

const denokv = await findDenokv();
if (!denokv) console.log("denokv is not installed: two servers beside it are not tested");

Deno.test({
  name: "two page servers beside one denokv show what is kept through either",
  ignore: !denokv,
  fn: () =>
    inFolder(async (folder) => {
      await using kv = await serveDenokv(denokv!, folder);
      await besideOne(kv);
    }),
});

async function besideOne(kv: KvServer): Promise<void> {
  Deno.env.set("DENO_KV_ACCESS_TOKEN", TOKEN);
  await twoServers(async ([first, second], library) => {
    const told = async (answer: Promise<Response>) => (await answer).json();
    const { id } = await told(first("POST", "/api/playlists", { name: "Friday" }));
    assert.equal((await told(second("GET", `/api/playlists/${id}`))).name, "Friday");
    await told(second("PATCH", `/api/playlists/${id}`, { name: "Saturday" }));
    assert.equal((await told(first("GET", `/api/playlists/${id}`))).name, "Saturday");

    const made = await told(first("POST", "/api/labels", { name: "Mood", classes: ["calm"] }));
    const { sets } = await told(second("GET", "/api/labels"));
    assert.deepEqual(sets.map((set: { id: string }) => set.id), [made.id]);

    await listeningTests(library).put("t", test());
    const answers = await Promise.all(
      Array.from(
        { length: 20 },
        (_, trial) =>
          [first, second][trial % 2]!("POST", "/api/listening/t", {
            trial,
            choice: "left",
            seconds: 10,
            heard: [3, 3, 3],
          }),
      ),
    );
    assert.ok(answers.every(({ status }) => status === 200));
    const kept = await listeningTests(library).get("t");
    assert.equal(kept!.answers.filter((answer) => answer !== null).length, 20);

    await library.store.putMany(["a", "b"].map((track) => entryOf(track)));
    for (const ask of [first, second]) {
      let total = 0;
      for (let i = 0; i < 100 && total < 2; i++) {
        total = (await told(ask("GET", "/api/tracks"))).total;
        if (total < 2) await new Promise((resolve) => setTimeout(resolve, 100));
      }
      assert.equal(total, 2, "both follow what is analysed meanwhile");
    }
  }, kv.address);
  Deno.env.delete("DENO_KV_ACCESS_TOKEN");
}
