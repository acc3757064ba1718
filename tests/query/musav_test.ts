import assert from "node:assert/strict";
import { parseQuery, selectRows } from "../../query/mod.ts";
import { readMusav } from "../fixtures/musav.ts";
import { sharedFile, sharedTest } from "../fixtures/shared.ts";

/** Rows of the table as text, for counting with nothing of this project but the file. */
function table(): Record<string, string>[] {
  const text = Deno.readTextFileSync(sharedFile("musav/tracks.tsv")).trimEnd();
  const [header, ...lines] = text.split("\n").map((line) => line.split("\t"));
  return lines.map((cells) => Object.fromEntries(header!.map((name, i) => [name, cells[i]!])));
}

sharedTest("queries on MusAV count what the table itself says", () => {
  const { columns } = readMusav();
  const rows = table();
  const count = (text: string) => {
    const { query, problems } = parseQuery(new URLSearchParams(text));
    assert.deepEqual(problems, []);
    return selectRows(columns, query).length;
  };
  const by = (holds: (row: Record<string, string>) => boolean) => rows.filter(holds).length;
  const bpm = (row: Record<string, string>) => Number(row["tempo_bpm"]);
  assert.equal(count("tempo=119..121"), by((r) => bpm(r) >= 119 && bpm(r) <= 121));
  assert.equal(
    count("tempo=119..121&tempo.octave=any"),
    by((r) => [1, 2, 0.5].some((f) => f * bpm(r) >= 119 && f * bpm(r) <= 121)),
  );
  assert.equal(count("loudness=-14.."), by((r) => Number(r["loudness_lufs"]) >= -14));
  assert.ok(Math.abs(count("loudness=-14..") / 2100 - 0.787) < 0.001);
  assert.ok(Math.abs(count("keys_agree=all three") / 2100 - 0.491) < 0.001);
  for (const [profile, share] of [["temperley", 0.24], ["krumhansl", 0.41], ["edma", 0.5]]) {
    assert.ok(Math.abs(count(`key=minor&key.profile=${profile}`) / 2100 - Number(share)) < 0.01);
  }
  assert.equal(
    count("voice=instrumental&voice.threshold=0.8"),
    by((r) => Number(r["voice"]) <= Math.fround(0.2)),
  );
  assert.equal(
    count("arousal=6..9&valence=6..9"),
    by((r) => Number(r["arousal"]) >= 6 && Number(r["valence"]) >= 6),
  );
  assert.equal(count("year=.."), 0);
  assert.equal(count("year=missing"), 2100);
});

sharedTest("style filters on MusAV equal the matrix of activations", () => {
  const { columns, styles, labels } = readMusav();
  const over = (row: number, wanted: (label: string) => boolean, threshold: number) =>
    labels.some((label, i) =>
      wanted(label) && Math.round(styles.data[row * styles.columns + i]! * 1e4) >= threshold * 1e4
    );
  const all = Array.from({ length: 2100 }, (_, row) => row);
  const rowsOf = (
    text: string,
  ) => [...selectRows(columns, parseQuery(new URLSearchParams(text)).query)];
  const isHouse = (label: string) => label === "Electronic---House";
  const isRock = (label: string) => label.startsWith("Rock---");
  assert.deepEqual(rowsOf("style=House:0.3"), all.filter((r) => over(r, isHouse, 0.3)));
  assert.deepEqual(
    rowsOf("style=House:0.1,Rock:0.1&style.mode=all"),
    all.filter((r) => over(r, isHouse, 0.1) && over(r, isRock, 0.1)),
  );
  assert.deepEqual(rowsOf("not.style=Rock:0.2"), all.filter((r) => !over(r, isRock, 0.2)));
  const ranked = rowsOf("rank=House").slice(0, 50).map((r) =>
    styles.data[r * styles.columns + labels.indexOf("Electronic---House")]!
  );
  assert.ok(ranked.every((value, i) => i === 0 || value <= ranked[i - 1]! + 1e-4));
});
