import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { sampleFiles } from "../fixtures/heard_library.ts";

const SAMPLES = fileURLToPath(new URL("../../samples/", import.meta.url));
const LICENCES = `${SAMPLES}LICENSES/`;
const MEGABYTE = 1e6;

function attributions(): Readonly<Record<string, string>>[] {
  const [header, ...lines] = Deno.readTextFileSync(`${LICENCES}ATTRIBUTION.tsv`).trimEnd()
    .split("\n").map((line) => line.split("\t"));
  return lines.map((cells) => Object.fromEntries(header!.map((name, i) => [name, cells[i] ?? ""])));
}

Deno.test("every sample has a row of attribution, and every row a sample", () => {
  const rows = attributions();
  const files = sampleFiles().map((path) => path.slice(SAMPLES.length));
  assert.deepEqual(rows.map(({ file }) => file).sort(), files.sort());
  for (const row of rows) {
    for (const [name, cell] of Object.entries(row)) assert.ok(cell, `${row.file}: no ${name}`);
  }
});

Deno.test("the samples take at most 12 MB", () => {
  const bytes = sampleFiles().reduce((sum, path) => sum + Deno.statSync(path).size, 0);
  assert.ok(bytes <= 12 * MEGABYTE, `${bytes} bytes`);
});
