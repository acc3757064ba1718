import assert from "node:assert/strict";
import { mean } from "simple-statistics";
import type { Joined } from "../../labels/mod.ts";
import type { JoinTrack } from "../../labels/track_index.ts";
import { classCounts, joinLabels, readSource, splitFigures, TrackIndex } from "../../labels/mod.ts";
import { fmaIds, fmaPath } from "../fixtures/fma_clips.ts";
import { sharedPath, sharedTest } from "../fixtures/shared.ts";

async function read(
  source: string,
  tracks: readonly JoinTrack[],
  options: { readonly exchange?: boolean; readonly subset?: string; readonly kind?: string } = {},
): Promise<{ readonly kind: string; readonly sets: readonly Joined[] }> {
  const index = new TrackIndex(tracks);
  const { kind, drafts } = await readSource(sharedPath(source), { tracks: index, ...options });
  const sets = [];
  for (const draft of drafts) sets.push(await joinLabels(draft, index, { kind, now: 1 }));
  return { kind, sets };
}

async function fmaTracks(): Promise<JoinTrack[]> {
  return (await fmaIds()).map((id) => ({ id: String(id), path: `/fma_small/${fmaPath(id)}` }));
}

sharedTest(
  "FMA small: 8 genres of 1,000, its split without an artist in two parts, six known bad",
  async () => {
    const { kind, sets } = await read("datasets/fma", await fmaTracks());
    assert.equal(kind, "fma");
    assert.deepEqual(sets.map(({ set }) => set.id), ["fma", "fma-genres"]);
    const [top, all] = sets as [Joined, Joined];
    assert.equal(top.report.rows, 8000);
    assert.equal(top.entries.size, 8000);
    const counts = classCounts(top.set, top.entries).filter(({ tracks }) => tracks > 0);
    assert.deepEqual(counts.map(({ tracks }) => tracks), Array(8).fill(1000));
    assert.deepEqual(splitFigures(top.entries), {
      training: 6400,
      validation: 800,
      test: 800,
      artists: 2306,
      artistsInSeveral: 0,
      albums: 2464,
      albumsInSeveral: 90,
    });
    assert.deepEqual(
      top.report.bad.examples.map(({ key }) => Number(key)).sort((a, b) => a - b),
      [98565, 98567, 98569, 99134, 108925, 133297],
    );
    assert.equal(all.set.classes.length, 163);
    assert.equal(all.set.parents!.filter((parent) => parent === -1).length, 16);
    assert.ok([...all.entries.values()].some(({ classes }) => classes!.length > 1));
  },
);

sharedTest("FMA: a subset holds those below it", async () => {
  const { sets } = await read("datasets/fma", await fmaTracks(), { subset: "medium" });
  assert.equal(sets[0]!.report.rows, 8000);
  assert.equal(sets[0]!.set.version, "up to medium");
});

sharedTest("DEAM: the exchange is noticed, and offered", async () => {
  const tracks = Array.from(
    { length: 2058 },
    (_, i) => ({ id: `${i}`, path: `/MEMD_audio/${i + 1}.mp3` }),
  );
  const { kind, sets: [set] } = await read("datasets/deam", tracks);
  assert.equal(kind, "deam");
  assert.equal(set!.report.rows, 1744 + 58);
  assert.equal(set!.report.faulty.count, 0);
  assert.match(set!.report.warnings.join(), /look exchanged.*--exchange/);
  const { sets: [exchanged] } = await read("datasets/deam", tracks, { exchange: true });
  assert.deepEqual(exchanged!.report.warnings, []);
  const of = (joined: Joined, field: number) =>
    mean([...joined.entries.values()].map(({ values }) => values![field]!));
  assert.equal(of(set!, 0), of(exchanged!, 1));
  assert.equal(of(set!, 1), of(exchanged!, 0));
  assert.deepEqual(set!.entries.get("1")!.values, [3, 3.1]);
});

sharedTest("GTZAN: the fault-filtered split, and 70 excluded recordings", async () => {
  const genres = [
    "blues",
    "classical",
    "country",
    "disco",
    "hiphop",
    "jazz",
    "metal",
    "pop",
    "reggae",
    "rock",
  ];
  const tracks = genres.flatMap((genre) =>
    Array.from({ length: 100 }, (_, i) => {
      const name = `${genre}.${String(i).padStart(5, "0")}`;
      return { id: name, path: `/genres/${genre}/${name}.au` };
    })
  );
  const { kind, sets: [set] } = await read("datasets/gtzan", tracks);
  assert.equal(kind, "gtzan");
  const { training, validation, test } = splitFigures(set!.entries)!;
  assert.deepEqual([training, validation, test], [443, 197, 290]);
  assert.equal(set!.report.bad.count, 70);
  assert.equal(set!.entries.size, 1000);
  assert.deepEqual([...set!.entries.values()].filter(({ bad, split }) => bad && split), []);
});

sharedTest(
  "MTG-Jamendo: 18,486 rows, 59 moods and themes (56 of them in the splits), no artist twice in split 0",
  async () => {
    const text = await Deno.readTextFile(
      sharedPath("datasets/mtg-jamendo/autotagging_moodtheme.tsv"),
    );
    const tracks = [...text.matchAll(/\t(\d\d\/\d+)\.mp3\t/g)]
      .map(([, path]) => ({ id: path!, path: `/jamendo/${path}.low.mp3` }));
    const { kind, sets: [set] } = await read("datasets/mtg-jamendo", tracks);
    assert.equal(kind, "mtg-jamendo");
    assert.equal(set!.report.rows, 18_486);
    assert.equal(set!.entries.size, 18_486);
    assert.equal(set!.set.classes.length, 59);
    const { training, validation, test, artistsInSeveral } = splitFigures(set!.entries)!;
    assert.deepEqual([training, validation, test, artistsInSeveral], [9949, 3802, 4231, 0]);
  },
);

sharedTest("GiantSteps and Ballroom files of the publishers are read", async () => {
  const tracks = [{ id: "a", path: "/g/1030011.LOFI.mp3" }, {
    id: "b",
    path: "/g/1004923.LOFI.mp3",
  }];
  const { kind, sets } = await read("datasets/giantsteps", tracks);
  assert.equal(kind, "giantsteps");
  assert.deepEqual(sets[0]!.entries.get("a")!.values, [127]);
  const [, key] = sets as [Joined, Joined];
  assert.equal(key.set.classes[key.entries.get("b")!.classes![0]!], "C minor");
});

sharedTest("the key and tempo of made music come from a table", async () => {
  const text = await Deno.readTextFile(sharedPath("groundtruth/truth.tsv"));
  const paths = [...text.matchAll(/^(audio\/\S+)/gm)].map(([, path]) => `/gt/${path}`);
  const { sets } = await read("groundtruth/truth.tsv", paths.map((path) => ({ id: path, path })));
  const numbers = sets.find(({ set }) => set.fields.length > 0)!;
  assert.equal(numbers.set.fields[0]!.id, "tempo");
  assert.equal(numbers.entries.size, 24);
});
