import assert from "node:assert/strict";
import type { LabelEntry, LabelSet } from "../../domain/mod.ts";
import { jamsOf, labelsTsv } from "../../labels/export.ts";
import { inFolder } from "../tasks/_command.ts";

/** A Python that has the package `jams`. */
const PYTHON = Deno.env.get("JAMS_PYTHON") ?? "python3";

const READER = `
import json, sys, warnings
warnings.simplefilter("ignore")
import jams
for path in sys.argv[1:]:
    read = jams.load(path, validate=True, strict=True)
    print(json.dumps([[a.namespace, [[o.value, o.confidence] for o in a.data]] for a in read.annotations]))
`;

async function python(args: readonly string[]): Promise<{ success: boolean; text: string }> {
  try {
    const { success, stdout, stderr } = await new Deno.Command(PYTHON, { args: [...args] })
      .output();
    return { success, text: new TextDecoder().decode(success ? stdout : stderr) };
  } catch {
    return { success: false, text: `there is no ${PYTHON}` };
  }
}

const { success: hasJams } = await python(["-c", "import jams"]);
if (!hasJams) console.log("the Python package jams is not installed: its reading is not tested");

const BASE = { kind: "gtzan", origin: "publisher", several: true, fields: [], joined: 1 } as const;
const NUMBER = { unit: "", range: [0, 10], bin: 1, digits: 1 } as const;

/** Sets, what they say of a track, and what an independent reader of JAMS finds of it. */
const SAID: readonly (readonly [Partial<LabelSet>, Partial<LabelEntry>, unknown])[] = [
  [{ id: "gtzan", classes: ["hiphop"] }, { classes: [0] }, [["tag_gtzan", [["hip-hop", null]]]]],
  [
    { id: "gtzan", kind: "table", classes: ["house"] },
    { classes: [0] },
    [["tag_open", [["house", null]]]],
  ],
  [{ id: "fma", classes: ["Hip-Hop"] }, { classes: [0] }, [["tag_fma_genre", [["Hip-Hop", null]]]]],
  [
    { id: "fma-genres", classes: ["Rock", "Chiptune"] },
    { classes: [1, 0], split: "test", bad: "silent" },
    [["tag_fma_subgenre", [["Chiptune", null], ["Rock", null]]]],
  ],
  [
    { id: "msd-tagtraum-cd1", classes: ["Pop_Rock"] },
    { classes: [0] },
    [["tag_msd_tagtraum_cd1", [["pop/rock", null]]]],
  ],
  [
    { id: "msd-tagtraum-cd2", classes: ["RnB"] },
    { classes: [0] },
    [["tag_msd_tagtraum_cd2", [["rnb", null]]]],
  ],
  [
    { id: "mine", strength: "votes", classes: ["q\u0022\u00e9"] },
    { classes: [0], strengths: [0.5], by: "A", at: 5 },
    [["tag_open", [["q\u0022\u00e9", 0.5]]]],
  ],
  [{ id: "keys", classes: ["D minor"] }, { classes: [0] }, [["key_mode", [["D:minor", null]]]]],
  [
    {
      id: "tempi",
      classes: [],
      fields: [{ id: "tempo", ...NUMBER }, { id: "arousal", ...NUMBER }],
    },
    { values: [120, 5] },
    [["tempo", [[120, 1]]], ["tag_open", [["arousal=5", null]]]],
  ],
];

Deno.test({
  name: "what is exported as JAMS is valid to jams for Python, and says the same there",
  ignore: !hasJams,
  fn: () =>
    inFolder(async (folder) => {
      const paths = SAID.flatMap(([set, entry], i) =>
        [3.5, NaN].map((duration) => {
          const document = jamsOf(
            { ...BASE, name: "Set", ...set } as LabelSet,
            { key: "k", ...entry },
            { id: "t1", path: "/a.mp3", title: "T", duration },
          );
          const path = `${folder}/${i}-${duration}.jams`;
          Deno.writeTextFileSync(path, JSON.stringify(document));
          return path;
        })
      );
      const { success, text } = await python(["-c", READER, ...paths]);
      assert.ok(success, text);
      const found = text.trim().split("\n").map((line) => JSON.parse(line));
      assert.deepEqual(found, SAID.flatMap(([, , expected]) => [expected, expected]));
    }),
});

const TSV_READER = `
import json, sys
import pandas
rows = pandas.read_csv(sys.argv[1], sep="\\t", dtype=str, keep_default_na=False)
print(json.dumps(rows[["id", "path", "label", "votes", "split"]].values.tolist()))
`;

Deno.test({
  name: "what is exported as TSV is read by pandas as it was",
  ignore: !hasJams,
  fn: () =>
    inFolder(async (folder) => {
      const set: LabelSet = {
        ...BASE,
        id: "mine",
        name: "Mine",
        classes: ['say "x"', "tab\there"],
        strength: "votes",
      };
      const paths = ["/m/a b.mp3", '/m/"q"\n.mp3', "/m/é\t.mp3"];
      const entries = new Map(paths.map((_, i): [string, LabelEntry] => [`t${i}`, {
        key: `${i}`,
        classes: i === 2 ? [] : [i, 1 - i],
        strengths: i === 2 ? [] : [1, 0.5],
        split: "test",
      }]));
      const tracks = paths.map((path, i) => ({ id: `t${i}`, path, duration: NaN }));
      const path = `${folder}/labels.tsv`;
      await Deno.writeTextFile(path, [...labelsTsv(set, { entries, tracks })].join(""));
      const { success, text } = await python(["-c", TSV_READER, path]);
      assert.ok(success, text);
      assert.deepEqual(JSON.parse(text), [
        ["t0", paths[0], 'say "x"|tab\there', "1|0.5", "test"],
        ["t1", paths[1], 'tab\there|say "x"', "1|0.5", "test"],
        ["t2", paths[2], "", "", "test"],
      ]);
    }),
});
