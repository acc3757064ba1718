import assert from "node:assert/strict";
import { joinLabels } from "../../labels/mod.ts";
import { readFiles } from "../../labels/sources/mod.ts";
import { sourceFilesOf } from "../../labels/files.ts";
import { joined, labelsOf, tracksAt } from "./_joining.ts";

const TRACKS = tracksAt("/m/a/one.mp3", "/m/b/two.flac", "/m/c/three.ogg");

Deno.test("the column that names tracks is guessed from its cells, and said", async () => {
  const { kind, sets: [set] } = await joined(
    {
      "my genres.csv":
        "nr,what,style,split\n1,one,Rock|Pop,train\n2,b/two.mp3,Jazz,test\n3,other,Jazz,valid\n",
    },
    TRACKS,
  );
  assert.equal(kind, "table");
  assert.deepEqual(labelsOf(set!, "t0"), ["Rock", "Pop"]);
  assert.equal(set!.entries.get("t1")!.split, "test");
  assert.ok(set!.set.several);
});

Deno.test("numbers become fields, columns of 0 and 1 one set of tags, words a set each", async () => {
  const { sets } = await joined(
    {
      "t.tsv": "path\tbpm\tmood\tloud\tslow\tsung\tyear\n" +
        "one\t120.5\tcalm\t1\t0\t0\t1990\ntwo\t99\thappy\t0\t1\t1\t2001\nthree\t60\tcalm\t0\t0\t1\t1985\n",
    },
    TRACKS,
  );
  assert.deepEqual(sets.map(({ set }) => set.id), ["t-numbers", "t-tags", "t-mood"]);
  assert.deepEqual(sets[0]!.set.fields.map(({ id }) => id), ["tempo", "year"]);
  assert.deepEqual(sets[0]!.entries.get("t0")!.values, [120.5, 1990]);
  assert.deepEqual(labelsOf(sets[1]!, "t1"), ["slow", "sung"]);
  assert.deepEqual(labelsOf(sets[2]!, "t2"), ["calm"]);
});

Deno.test("JSON lines are a table too, their lists several labels", async () => {
  const { sets: [set] } = await joined(
    { "t.jsonl": '{"file":"one.mp3","tags":["a","b"]}\n\n{"file":"two.flac","tags":["b"]}\n' },
    TRACKS,
  );
  assert.deepEqual(labelsOf(set!, "t0"), ["a", "b"]);
  await assert.rejects(
    joined({ "t.jsonl": '{"file":"one.mp3","tags":["a"]}\nnot json\n' }, TRACKS),
    /t.jsonl: line 2 is no JSON/,
  );
});

Deno.test("ids twice: the first counts, and the report says whether they agree", async () => {
  const { sets: [set] } = await joined(
    { "t.csv": "file,genre\none,Rock\none,Rock\none,Jazz\n/m/a/one.mp3,Pop\ntwo,Jazz\n" },
    TRACKS,
    { idColumn: "file" },
  );
  assert.deepEqual(labelsOf(set!, "t0"), ["Rock"]);
  assert.deepEqual(set!.report.duplicates.examples.map(({ reason }) => reason), [
    "the id stands there twice, with the same labels",
    "the id stands there twice, with other labels",
    "same track as one, with other labels",
  ]);
});

Deno.test("a file name that several tracks have is not guessed at, unless they are one content", async () => {
  const { sets: [set] } = await joined(
    { "t.csv": "file,genre\n01,Rock\nb/01,Jazz\n" },
    tracksAt("/m/a/01.mp3", "/m/b/01.mp3"),
    { idColumn: "file" },
  );
  assert.equal(set!.report.unmatched.examples[0]!.reason, "several tracks fit");
  assert.deepEqual([...set!.entries.keys()], ["t1"]);
});

Deno.test("what a table lacks is said with what it has", async () => {
  const cases: [Record<string, string>, Parameters<typeof joined>[2], RegExp][] = [
    [
      { "t.csv": "a,b\none,x\n" },
      { idColumn: "file" },
      /t.csv: it has no column file; its columns are a, b/,
    ],
    [
      { "t.csv": "a,b\none,x\n" },
      { labelColumns: ["genre"] },
      /it has no column genre; its columns are a, b/,
    ],
    [
      { "t.csv": "q,b\nnothing,x\n" },
      {},
      /no column holds ids or paths of tracks; name it with --id/,
    ],
    [{ "t.csv": "path\none\n" }, {}, /no column holds labels/],
    [{ "t.csv": "path,b\n" }, {}, /holds no row below a header/],
    [
      { "t.csv": "a,b\n1,2\n", "u.csv": "a,b\n1,2\n" },
      {},
      /it holds several tables, t.csv and u.csv/,
    ],
    [{ "t.bin": "" }, {}, /no reader knows it.*--kind/],
    [{ "t.csv": "" }, { kind: "spotify" }, /labels of the kind spotify: kinds are fma,/],
  ];
  for (const [files, options, message] of cases) {
    await assert.rejects(joined(files, TRACKS, options), message);
  }
});

Deno.test("rows with too few fields, no id, or a tempo that is no number are named by line", async () => {
  const { sets: [set] } = await joined(
    {
      "t.csv":
        "path,bpm,x\none,120,1\ntwo,fast,2\nthree,99\n,100,2\nfour,101,0\nfive,90,\nsix,80,2\n",
    },
    TRACKS,
    { labelColumns: ["bpm"], idColumn: "path" },
  );
  assert.deepEqual(set!.report.faulty.examples, [
    { key: "two", line: 3, reason: 'its bpm "fast" is no number' },
    { key: "three", line: 4, reason: "it has 2 fields, and the header 3" },
    { key: "", line: 5, reason: "its id is empty" },
  ]);
  assert.deepEqual([...set!.entries.keys()], ["t0"]);
});

Deno.test("columns that say something else on every row are left out, and that is said", async () => {
  const paths = Array.from({ length: 40 }, (_, i) => `/m/${i}x.mp3`);
  const rows = paths.map((_, i) => `${i}x,title ${i},${i % 3 === 0 ? "Rock" : "Jazz"}`);
  const { sets } = await joined(
    { "t.csv": `path,title,genre\n${rows.join("\n")}\n` },
    tracksAt(...paths),
  );
  assert.deepEqual(sets.map(({ set }) => set.id), ["t"]);
  assert.match(sets[0]!.report.warnings.join("\n"), /The column title is left out/);
});

Deno.test("a draft can be read again, as its rows are read anew", async () => {
  const files = sourceFilesOf({ "t.csv": "path,genre\none,Rock\n" });
  const { drafts: [draft] } = await readFiles(files, { tracks: TRACKS });
  for (let time = 0; time < 2; time++) {
    const { report } = await joinLabels(draft!, TRACKS, { kind: "table", now: 1 });
    assert.deepEqual([report.rows, report.matched], [1, 1]);
  }
});
