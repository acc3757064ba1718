import assert from "node:assert/strict";
import type { LabelEntry, LabelSet } from "../../domain/mod.ts";
import { openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { entryOf, trackOf } from "../store/fixtures/tracks.ts";

const SET: LabelSet = {
  id: "dances",
  name: "Dances",
  kind: "table",
  origin: "publisher",
  classes: ["tango", "waltz", "slow waltz"],
  parents: [-1, -1, 1],
  several: true,
  fields: [{ id: "tempo", unit: "BPM", range: [40, 240], bin: 5, digits: 1 }],
  joined: 1,
};

const ENTRIES: readonly (readonly [string, LabelEntry])[] = [
  ["t0", { key: "a", classes: [0], values: [118], split: "training", artist: "One" }],
  ["t1", { key: "b", classes: [0, 2], values: [60], split: "test", artist: "One" }],
  ["t2", { key: "c", classes: [2], values: [200], split: "test", artist: "Two", bad: "hiss" }],
];

async function served() {
  const library = await openLibrary(":memory:");
  for (const [i, tempo] of [118, 120, 122, 60].entries()) {
    const values = { ...trackOf(`t${i}`).values, tempo };
    await library.store.putTrack(trackOf(`t${i}`, { values }));
  }
  await library.store.labels.put(SET, new Map(ENTRIES));
  await library.collection.refresh();
  const app = createApp({ library, hostname: "127.0.0.1" }).handler();
  const get = async (path: string, init?: RequestInit) => {
    const response = await app(new Request(`http://127.0.0.1:8000${path}`, init));
    return { status: response.status, text: await response.text(), response };
  };
  const post = async (path: string, body: unknown) => {
    const { status, text } = await get(path, { method: "POST", body: JSON.stringify(body) });
    return { status, body: JSON.parse(text) };
  };
  const given = () => library.collection.columns.labels!["mine"]!;
  return { library, get, post, given, [Symbol.asyncDispose]: () => library.close() };
}

Deno.test("the page of a label set counts, links to Explore, and compares what was measured", async () => {
  await using site = await served();
  const { text } = await site.get("/labels/dances");
  assert.match(text, /href="\/explore\?label\.dances=tango"/);
  assert.match(text, /2 of 4 tracks; 2 without/, "what is known to be bad is left out");
  assert.match(text, /1 of 1 artist and 0 of 0 albums are in more than one part/);
  const [, link] = /href="\/explore\?([^"]*artist[^"]*)"/.exec(text)!;
  const { tracks } = JSON.parse(
    (await site.get(`/api/tracks?${link!.replaceAll("&amp;", "&")}`)).text,
  );
  assert.deepEqual(tracks.map(({ id }: { readonly id: string }) => id), ["t0", "t1"]);
  assert.match(text, /tempo: 50\.0 % within 4 %, 100\.0 %/, "60 for 120 is an octave");
  const all = await site.get("/labels/dances?bad=yes");
  assert.match(all.text, /3 of 4 tracks; 1 without/);
  assert.match(all.text, /waltz<\/a> <span class="num muted">2 \(0\)/, "with what is below it");
  assert.equal((await site.get("/labels/none")).status, 404);
});

Deno.test("the interface gives each track its labels and the numbers of its label sets", async () => {
  await using site = await served();
  const { tracks } = JSON.parse((await site.get("/api/tracks?sort=path")).text);
  assert.deepEqual(
    tracks.map(({ labels, label_values }: Record<string, unknown>) => [labels, label_values]),
    [
      [{ dances: ["tango"] }, { "label.dances.tempo": 118 }],
      [{ dances: ["tango", "slow waltz"] }, { "label.dances.tempo": 60 }],
      [{ dances: ["slow waltz"] }, { "label.dances.tempo": 200 }],
      [{}, {}],
    ],
  );
  assert.deepEqual(
    tracks.map(({ label_splits, label_known_bad }: Record<string, unknown>) => [
      label_splits,
      label_known_bad,
    ]),
    [
      [{ dances: "training" }, []],
      [{ dances: "test" }, []],
      [{ dances: "test" }, ["dances"]],
      [{}, []],
    ],
  );
});

Deno.test("a query says of which sets and labels the collection has none", async () => {
  await using site = await served();
  await site.post("/api/labels", { name: "Mine" });
  const said = async (query: string) =>
    JSON.parse((await site.get(`/api/tracks?${query}`)).text).problems;
  const reason = "there is no label set dance; there are dances, mine";
  for (const parameter of ["label.dance", "not.label.dance", "label.dance.artist"]) {
    assert.deepEqual(await said(`${parameter}=tango`), [{ parameter, value: "tango", reason }]);
  }
  assert.equal((await said("label.dance.tempo=..120"))[0].reason, reason);
  assert.deepEqual(await said("label.dances=tango,polka"), [
    { parameter: "label.dances", value: "polka", reason: "dances has no such label" },
  ]);
  const known = ["label.dances=waltz", "label.dances.tempo=..120", "label.mine=missing"];
  for (const query of [...known, "not.label.mine=done"]) assert.deepEqual(await said(query), []);
});

Deno.test("all that a query asks for is labelled at once, and taken back", async () => {
  await using site = await served();
  await site.post("/api/labels", { name: "Mine" });
  const edit = { label: "fast", action: "add", by: "A" };
  const { body } = await site.post("/api/labels/mine/edits", { ...edit, query: "tempo=119.." });
  assert.deepEqual([...site.given().present], [0, 1, 1, 0]);
  assert.equal((await site.library.store.labels.entries("mine")).get("t1")!.by, "A");
  await site.get(`/api/labels/mine/edits/${body.edit}`, { method: "DELETE" });
  assert.deepEqual([...site.given().present], [0, 0, 0, 0]);
  for (const query of ["tempo=quick", "tempo=300.."]) {
    const { status } = await site.post("/api/labels/mine/edits", { ...edit, query });
    assert.equal(status, 400, query);
  }
  const others = await site.post("/api/labels/dances/edits", { ...edit, tracks: ["t0"] });
  assert.match(others.body.error, /it is its publisher's/);
});

Deno.test("a set is copied to be corrected, and taken away as TSV and as JAMS", async () => {
  await using site = await served();
  const body = new URLSearchParams({ name: "Mine", copy: "dances", by: "A" });
  const made = await site.get("/labels", { method: "POST", body });
  assert.equal(made.response.headers.get("location"), "/labels/mine");
  await site.post("/api/labels/mine/edits", {
    tracks: ["t0"],
    label: "tango",
    action: "remove",
    by: "A",
  });
  assert.equal(site.given().present[0], 0);
  const { text, response } = await site.get("/api/labels/mine/labels.tsv");
  assert.match(response.headers.get("content-disposition")!, /mine\.tsv/);
  const folder = await Deno.makeTempDir();
  try {
    assert.match(text, /t1\t\/music\/t1\.mp3\tb\ttango\|slow waltz/);
    const app = await site.get("/api/labels/dances/jams.tar");
    await Deno.writeFile(`${folder}/dances.tar`, new TextEncoder().encode(app.text));
    const { success, stdout } = await new Deno.Command("tar", {
      args: ["-xOf", `${folder}/dances.tar`, "dances/t1.jams"],
    }).output();
    assert.ok(success);
    const jams = JSON.parse(new TextDecoder().decode(stdout));
    assert.equal(jams.annotations[0].data[0].value, "tango");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("the evaluation that a page starts knows the label sets", async () => {
  await using site = await served();
  await site.library.store.putMany(["t0", "t1", "t2", "t3"].map((id, seed) => entryOf(id, seed)));
  await site.library.collection.refresh();
  await site.library.evaluations.start();
  const kept = await site.library.evaluations.latest();
  const labels = kept!.figures.spaces[0]!.precision.map(({ label }) => label);
  assert.ok(labels.includes("label.dances"), labels.join());
});

Deno.test("labels and learning of no tracks begin with the command that makes some", async () => {
  const library = await openLibrary(":memory:");
  try {
    const handler = createApp({ library, hostname: "127.0.0.1" }).handler();
    const ask = async (path: string) =>
      await (await handler(new Request(`http://127.0.0.1${path}`))).text();
    for (const path of ["/labels", "/learn"]) {
      assert.match(await ask(path), /deno task analyze ~\/Music/, path);
    }
    await library.store.putMany([entryOf("a")]);
    await library.collection.refresh();
    for (const path of ["/labels", "/learn"]) {
      assert.match(await ask(path), /deno task labels folders/, path);
    }
  } finally {
    await library.close();
  }
});
