import assert from "node:assert/strict";
import { join } from "node:path";
import {
  ACTIVATION_CLASSES,
  type ActivationSet,
  classesAlong,
  segmentWidth,
  TOP_CLASSES,
} from "../../../domain/mod.ts";
import { hearSegments } from "../../../analysis/segments/hear_segments.ts";
import {
  headsOf,
  installModel,
  isKnowable,
  type ModelFolders,
  modelFolders,
  modelOf,
  openModels,
  pathOf,
  stateOf,
} from "../../../analysis/models/mod.ts";
import { meanOf } from "../../../analysis/models/rows.ts";
import { analyse } from "../../../analysis/track/mod.ts";
import { sharedTest } from "../../fixtures/shared.ts";
import { madeHead } from "./_made_head.ts";
import { gap, sines, STAND_IN, testFolders } from "./_shared.ts";

const SETS: readonly ActivationSet[] = ["moodthemes", "instruments", "jamendo"];
const GENRES = modelOf("mtg_jamendo_genre-discogs-effnet-1");

function headOf(set: ActivationSet) {
  const [head] = headsOf(set as "moodthemes");
  return head!;
}

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = Deno.makeTempDirSync({ prefix: "fonoteca-heads-" });
  try {
    await body(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

/** Made networks for all three sets, by the id of the model that each stands for. */
function madeHeads(folder: string): Record<string, string> {
  return Object.fromEntries(SETS.map((set, i) => {
    const head = headOf(set);
    const path = join(folder, `${set}.onnx`);
    Deno.writeFileSync(path, madeHead(head, { seed: i + 1 }));
    return [head.id, path];
  }));
}

Deno.test("a head of many classes gives a set of activations, in the order that is shown", () =>
  inFolder(async (folder) => {
    await using models = await openModels({
      folders: testFolders(),
      unverified: madeHeads(folder),
    });
    for (const set of SETS) {
      const head = headOf(set);
      assert.equal(head.yields, set);
      const shown = ACTIVATION_CLASSES[set].map((name) => name.replaceAll(" ", ""));
      assert.deepEqual(head.classes, shown);
      const rows = sines(1280, 0.5);
      const { activations, values } = await models.heads(set as "moodthemes", rows);
      assert.deepEqual([Object.keys(activations), values], [[set], {}]);
      const found = activations[set]!;
      assert.equal(found.length, ACTIVATION_CLASSES[set].length);
      assert.ok(found.every((value) => value > 0 && value < 1));
      const parts: number[] = [];
      for (const row of [0, 1]) {
        const data = rows.data.slice(row * 1280, (row + 1) * 1280);
        const part = await models.heads(set as "moodthemes", { count: 1, width: 1280, data });
        parts.push(...part.activations[set]!);
      }
      const both = Float32Array.from(parts);
      assert.ok(gap(found, meanOf({ count: 2, width: found.length, data: both })) < 1e-6);
    }
  }));

sharedTest(
  "an analysis keeps the sets of activations that its heads give, and says by what",
  () =>
    inFolder(async (folder) => {
      const models = await openModels({
        folders: testFolders(),
        unverified: { ...STAND_IN, ...madeHeads(folder) },
      });
      await using _ = models;
      const path = new URL("../../../samples/", import.meta.url).pathname;
      const clip = [...Deno.readDirSync(`${path}wesnoth`)].find(({ name }) => /ogg$/.test(name))!;
      const file = `${path}wesnoth/${clip.name}`;
      const job = {
        path: file,
        size: Deno.statSync(file).size,
        stages: ["moodthemes", "jamendo"] as const,
      };
      const found = await analyse(job, { models, tempo: "degara", onStage: () => {} });
      assert.equal(found.vectors.moodthemes?.length, 56);
      assert.equal(found.vectors.jamendo?.length, 87);
      assert.equal(found.vectors.instruments, undefined);
      const { moments, top } = classesAlong(found.along, "moodthemes")!;
      assert.equal(top.classes.length, moments.count * TOP_CLASSES);
      assert.equal(classesAlong(found.along, "jamendo")!.top.classes.length, top.classes.length);
      assert.equal(classesAlong(found.along, "instruments"), undefined);
      const kinds = ["moodthemes", "tags", "instruments"] as const;
      const segments = await hearSegments(file, { kinds, models });
      assert.deepEqual(segments.map(({ kind }) => kind), kinds);
      for (const { kind, starts, vectors } of segments) {
        assert.equal(vectors.length, starts.length * segmentWidth(kind), kind);
      }
      const [moods] = segments;
      for (const [i, start] of moods!.starts.entries()) {
        const moment = Math.round(start / moments.step);
        const strongest = Math.max(...moods!.vectors.subarray(i * 56, (i + 1) * 56));
        assert.equal(top.activations[moment * TOP_CLASSES], Math.round(100 * strongest));
      }
    }),
);

/** The publisher's server, with what it answers for the genres. */
function publisher(bytes: () => Uint8Array<ArrayBuffer>): typeof fetch {
  return (input) => {
    const place = "/models/classification-heads/mtg_jamendo_genre/";
    const isThere = new URL(String(input)).pathname.startsWith(place);
    return Promise.resolve(isThere ? new Response(bytes()) : new Response("no", { status: 404 }));
  };
}

async function withCache(body: (folders: ModelFolders) => Promise<void>): Promise<void> {
  await inFolder((cache) => body({ bundled: modelFolders().bundled, cache }));
}

Deno.test("a model whose checksum nobody has published is not fetched unasked", () =>
  withCache(async (folders) => {
    assert.ok(!isKnowable(GENRES));
    assert.ok(isKnowable(modelOf("mtg_jamendo_moodtheme-discogs-effnet-1")));
    let asked = 0;
    const outcome = await installModel(GENRES, {
      folders,
      fetch: () => Promise.resolve(new Response(`${asked++}`)),
    });
    assert.ok("failed" in outcome);
    assert.match(outcome.failed, /nobody has published its checksum.*--trust/);
    assert.deepEqual([asked, [...Deno.readDirSync(folders.cache)]], [0, []]);
  }));

Deno.test("on trust a file of its size and form is taken, and is what is used from then on", () =>
  withCache(async (folders) => {
    const size = GENRES.forms[0]!.size!;
    const bytes = madeHead(headOf("jamendo"), { size });
    const outcome = await installModel(GENRES, {
      folders,
      trust: true,
      fetch: publisher(() => bytes.slice()),
    });
    assert.deepEqual(outcome, { state: "installed", trusted: true });
    const path = pathOf(GENRES, folders);
    assert.equal(await stateOf(GENRES, path), "installed");
    bytes[size - 1] = 0x21;
    Deno.writeFileSync(path, bytes);
    assert.equal(await stateOf(GENRES, path), "wrong checksum");
  }));

Deno.test("on trust a file of another form, of another length or no network at all is refused", () =>
  withCache(async (folders) => {
    const size = GENRES.forms[0]!.size!;
    const refused = async (bytes: Uint8Array<ArrayBuffer>, why: RegExp) => {
      const fetch = publisher(() => bytes.slice());
      const outcome = await installModel(GENRES, { folders, trust: true, fetch });
      assert.ok("failed" in outcome);
      assert.match(outcome.failed, why);
      assert.equal(await stateOf(GENRES, pathOf(GENRES, folders)), "missing");
      const left = [...Deno.readDirSync(folders.cache)].flatMap(({ name }) =>
        [...Deno.readDirSync(join(folders.cache, name))].map((entry) => entry.name)
      );
      assert.deepEqual(left.filter((name) => !name.endsWith(".part")), []);
    };
    await refused(madeHead(headOf("moodthemes"), { size }), /not the one meant/);
    await refused(
      madeHead(headOf("jamendo"), { size: size - 1 }),
      /2802924|bytes|not the one meant/,
    );
    await refused(new Uint8Array(size).fill(7), /not the one meant/);
  }));
