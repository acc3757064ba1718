import assert from "node:assert/strict";
import type { LabelSet, Tags } from "../../domain/mod.ts";
import { assembled, KeptModels, modelFrom, predicted } from "../../learning/mod.ts";
import { predictedEntries } from "../../learning/predictions.ts";
import { openStore } from "../../store/mod.ts";
import { run as train } from "../../tasks/train.ts";
import { applyKeptModels } from "../../tasks/_apply_models.ts";
import { run as classify } from "../../tasks/classify.ts";
import { trackOf } from "../store/fixtures/tracks.ts";
import { clouds } from "./_problems.ts";

const SET: LabelSet = {
  id: "genres",
  name: "Genres",
  kind: "table",
  origin: "publisher",
  licence: "CC BY 4.0",
  classes: ["class 0", "class 1", "class 2", "rare"],
  several: false,
  fields: [],
  joined: 0,
};

/** The tags of a track by one artist, of every fiftieth by two. */
function tagsOf(artist: string, row: number): Tags {
  const [guest, album] = ["A Guest", "An Album"];
  return row % 50 === 10
    ? { artist: `${artist} feat. ${guest}`, artists: [artist, guest], album }
    : { artist, album };
}

/** A store of clouds in the space `musicnn`, all but the last ten labelled; one label is known to be bad. */
async function store(db: string): Promise<void> {
  using store = await openStore(db);
  const problem = clouds({ rows: 250, dimensions: 200, apart: 0.6 });
  await store.putMany(problem.ids.map((id, row) => ({
    track: { ...trackOf(id), tags: tagsOf(problem.artists[row]!, row) },
    vectors: { musicnn: problem.features.slice(row * 200, (row + 1) * 200) },
  })));
  const entries = problem.ids.slice(0, 240).map((id, row) => {
    const own = problem.targets.subarray(row * 3, row * 3 + 3).indexOf(1);
    return [id, {
      key: id,
      classes: [row === 0 ? 3 : own],
      ...(row === 1 && { bad: "noise" }),
    }] as const;
  });
  await store.labels.put(SET, new Map(entries));
}

async function said(
  task: typeof train,
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const { log, error } = console;
  const [out, err]: [string[], string[]] = [[], []];
  console.log = (...parts) => void out.push(parts.join(" "));
  console.error = (...parts) => void err.push(parts.join(" "));
  try {
    return { code: await task(args), out: out.join("\n"), err: err.join("\n") };
  } finally {
    Object.assign(console, { log, error });
  }
}

Deno.test("a problem is assembled from labels and vectors; bad, rare and unlabelled tracks stay out", async () => {
  const db = `${await Deno.makeTempDir()}/a.kv`;
  await store(db);
  using open = await openStore(db);
  const { problem, left } = await assembled(open, { set: "genres", features: ["musicnn"] });
  const two = await assembled(open, { set: "genres", features: ["musicnn"], most: 2 });
  const tracksOf = (place: number) =>
    problem.ids.filter((_, row) => problem.targets[row * 3 + place] === 1).length;
  const rarest = [0, 1, 2].toSorted((a, b) => tracksOf(a) - tracksOf(b) || b - a)[0]!;
  assert.deepEqual(two.problem.classes, problem.classes.toSpliced(rarest, 1));
  assert.deepEqual(left, { bad: 1, withoutFeatures: 0, rareClass: 1 });
  assert.deepEqual([problem.ids.length, problem.dimensions, problem.classes.length], [238, 200, 3]);
  const [nine, ten] = ["t9", "t10"].map((id) => problem.ids.indexOf(id));
  assert.deepEqual([problem.artists[nine!], problem.artists[ten!]], [
    "artist 2",
    "artist 2\na guest",
  ]);
  assert.equal(problem.albums[ten!], problem.albums[nine!]);
  await assert.rejects(
    assembled(open, { set: "none", features: ["musicnn"] }),
    /no such label set; there are genres/,
  );
  await assert.rejects(
    assembled(open, { set: "genres", features: ["vgg"] }),
    /Cannot learn from vgg: no track has it; tracks have musicnn.*; deno task models says/,
  );
  await assert.rejects(
    assembled(open, { set: "genres", features: ["sound"] }),
    /features are effnet,/,
  );
  const both = await assembled(open, { set: "genres", features: ["musicnn", "signal"] });
  assert.equal(both.problem.dimensions, both.names.length);
  assert.ok(both.problem.features.every(Number.isFinite));
});

Deno.test("a model is trained, kept, exported, imported again, applied and removed by commands", async () => {
  const folder = await Deno.makeTempDir();
  const db = `${folder}/a.kv`;
  await store(db);
  assert.match((await said(train, "--db", db)).out, /^No models yet/);
  const trained = await said(
    train,
    ...["--db", db, "genres", "--features", "musicnn", "--learner", "softmax,knn"],
    ...["--keep", "My model", "--json", `${folder}/figures.json`],
  );
  assert.equal(trained.code, 0, trained.err);
  assert.match(trained.out, /of \d+ test tracks 0 have their artist in training/);
  assert.match(trained.out, /Kept softmax as my-model/);
  const { learners } = JSON.parse(await Deno.readTextFile(`${folder}/figures.json`));
  assert.deepEqual(learners.map(({ learner }: { learner: string }) => learner), ["softmax", "knn"]);
  assert.ok(learners[0].figures.accuracy.value > 0.6);
  const out = `${folder}/m.onnx`;
  await said(train, "--db", db, "--export", "my-model", "--out", out);
  const file = modelFrom(await Deno.readFile(out));
  assert.equal(file.card.labels.licence, "CC BY 4.0");
  assert.equal(file.card.split, "artist");
  assert.match(
    (await said(classify, "--db", db, "my-model")).out,
    /Predicted 3 classes of 250 tracks: label set learned-my-model/,
  );
  {
    using open = await openStore(db);
    const set = (await open.labels.get("learned-my-model"))!;
    assert.deepEqual([set.origin, set.strength], ["model", "probability"]);
    const entries = await open.labels.entries("learned-my-model");
    assert.equal(entries.size, 250);
    const { classes, strengths } = entries.get("t245")!;
    assert.equal(classes!.length, strengths!.length);
    const vectors = { musicnn: (await open.vector("musicnn", "t245"))! };
    const [first] = predicted(file, { vectors, values: {} });
    assert.equal(first!.name, set.classes[classes![0]!]);
    assert.ok(Math.abs(first!.probability - strengths![0]!) < 1e-3);
    assert.throws(() => predicted(file, { vectors: {}, values: {} }), /it needs musicnn/);
    const apply = () => assert.fail("a model is not applied to features that are not its own");
    await assert.rejects(
      predictedEntries(open, { card: { ...file.card, dimensions: 199 }, apply, at: 0 }),
      /Cannot apply my.model: it takes 199 numbers, and musicnn are 200 here; train it again/i,
    );
  }
  {
    using open = await openStore(db);
    const models = new KeptModels(open);
    const parts = () => open.documents("model-part").list();
    const before = (await parts()).length;
    await Promise.all(["1", "2", "3", "4"].map(async (trained) => {
      await models.put({ ...file, card: { ...file.card, id: "at-once", trained } });
      assert.match((await models.get("at-once")).card.trained, /^[1-4]$/);
    }));
    assert.equal((await parts()).length, 2 * before, "of the others nothing is left");
    assert.equal(await models.remove("at-once"), true);
    assert.equal((await parts()).length, before);
  }
  const nowhere = await said(classify, "--db", db, "my-model", "/nope.mp3");
  assert.deepEqual([nowhere.code, nowhere.err], [1, "/nope.mp3: no such file or folder"]);
  assert.match((await said(train, "--db", db, "--remove", "my-model")).out, /^Removed/);
  {
    using open = await openStore(db);
    assert.equal(await open.labels.get("learned-my-model"), undefined);
    assert.deepEqual(await new KeptModels(open).list(), []);
  }
  assert.match((await said(train, "--db", db, "--import", out)).out, /Imported my-model/);
  assert.match((await said(train, "--db", db)).out, /my-model: softmax on musicnn, Genres/);
});

Deno.test("what cannot be trained is said in one line", async () => {
  const db = `${await Deno.makeTempDir()}/a.kv`;
  await store(db);
  const cases: [string[], RegExp][] = [
    [["genres", "--learner", "svm"], /--learner svm: it takes knn, softmax, mlp, forest/],
    [["genres", "--split", "year"], /--split year/],
    [["genres", "--features", "musicnn", "--split", "publisher"], /these labels have none/],
    [["genres", "--features", "musicnn", "--hidden", "1,2,3"], /--hidden 1,2,3/],
    [["genres", "--features", "musicnn", "--most", "1"], /--most 1/],
    [
      ["genres", "--features", "musicnn", "--fewest", "200"],
      /fewer than two of its labels.*--fewest or on Learn below Settings/,
    ],
    [["--export", "x", "--out", "y"], /Cannot find the model x/],
  ];
  for (const [args, message] of cases) {
    const { code, err } = await said(train, "--db", db, ...args);
    assert.ok(code > 0);
    assert.match(err, message);
  }
});

Deno.test("neighbours and a forest are kept, exported, imported, and applied to tracks and analyses", async () => {
  const folder = await Deno.makeTempDir();
  for (const [kind, settled] of [["knn", /neighbours 10/], ["forest", /trees 8/]] as const) {
    const db = `${folder}/${kind}.kv`;
    await store(db);
    const out = `${folder}/${kind}.onnx`;
    const kept = await said(
      train,
      ...["--db", db, "genres", "--features", "musicnn", "--learner", kind],
      ...["--trees", "8", "--keep", kind],
    );
    assert.match(kept.out, new RegExp(`Kept ${kind} as ${kind} \\([\\d.]+ MB\\)`), kept.err);
    await said(train, "--db", db, "--export", kind, "--out", out);
    await said(train, "--db", db, "--remove", kind);
    assert.match((await said(train, "--db", db, "--import", out)).out, /Imported/);
    assert.match((await said(train, "--db", db)).out, new RegExp(`${kind}: ${kind} on .* MB`));
    assert.match((await said(classify, "--db", db, kind)).out, /of 250 tracks/);
    using open = await openStore(db);
    const file = modelFrom(await Deno.readFile(out));
    const { settings, bestEpoch } = file.card;
    assert.match(Object.entries(settings).flat().join(" "), settled);
    assert.equal(bestEpoch, undefined);
    assert.deepEqual(await new KeptModels(open).predictLacking(3), [], "all have been predicted");
    const far = (await open.vector("musicnn", "t3"))!;
    await open.putMany([{ track: trackOf("new"), vectors: { musicnn: far } }]);
    await open.putMany([{ track: trackOf("bare"), vectors: {} }]);
    const lacking = await new KeptModels(open).predictLacking(4);
    assert.deepEqual(lacking, [{ model: kind, tracks: 1 }]);
    const entries = await open.labels.entries(`learned-${kind}`);
    assert.deepEqual(entries.get("new")!.classes, entries.get("t3")!.classes);
    assert.equal(entries.size, 251);
    for (const id of ["t3", "t245"]) {
      const vectors = { musicnn: (await open.vector("musicnn", id))! };
      const [first] = predicted(file, { vectors, values: {} });
      const { classes, strengths } = entries.get(id)!;
      assert.equal(first!.name, file.card.classes[classes![0]!]);
      assert.ok(Math.abs(first!.probability - strengths![0]!) < 1e-3);
    }
  }
});

Deno.test("a kept model that fits no more is named, and those after it are applied", async () => {
  const db = `${await Deno.makeTempDir()}/a.kv`;
  await store(db);
  const kept = ["genres", "--features", "musicnn", "--learner", "knn", "--keep", "b"];
  await said(train, "--db", db, ...kept);
  await said(classify, "--db", db, "b");
  using open = await openStore(db);
  const models = new KeptModels(open);
  const file = await models.get("b");
  await models.put({ ...file, card: { ...file.card, id: "a" } });
  await models.predict("a", 1);
  await models.put({ ...file, card: { ...file.card, id: "a", features: ["musicnn", "vgg"] } });
  const vectors = {
    musicnn: (await open.vector("musicnn", "t3"))!,
    vgg: new Float32Array(128).fill(1),
  };
  await open.putMany([{ track: trackOf("new"), vectors }]);
  const { out, err } = await said(async () => (await applyKeptModels(open), 0));
  assert.match(err, /^Left out the model a: Cannot apply b: it takes 200 numbers, and .* are 328/);
  assert.match(out, /^Predicted 1 track by b, which was trained here$/);
});

Deno.test("folds stand in the table and on the card; what is kept has learned from all of them", async () => {
  const db = `${await Deno.makeTempDir()}/a.kv`;
  await store(db);
  const { out, err } = await said(
    train,
    ...["--db", db, "genres", "--features", "musicnn", "--learner", "knn,softmax"],
    ...["--folds", "4", "--keep", "folded"],
  );
  assert.match(out, /4 folds: each track is tested once/, err);
  assert.match(out, /softmax[\s\S]*by fold (\.?[\d.]+(, |: )){4}mean [\d.]+ ± [\d.]+/);
  assert.match(out, /of 238 test tracks 0 have their artist in training/);
  using open = await openStore(db);
  const { card } = await new KeptModels(open).get("folded");
  assert.equal(card.folds!.length, 4);
  assert.equal(card.folds!.reduce((sum, { tracks }) => sum + tracks, 0), card.tracks.test);
  assert.deepEqual([card.tracks.training + card.tracks.validation, card.tracks.test], [238, 238]);
  const publisher = await said(
    train,
    ...["--db", db, "genres", "--features", "musicnn", "--folds", "3", "--split", "publisher"],
  );
  assert.match(publisher.err, /publisher's split: it is one/);
});
