import assert from "node:assert/strict";
import fc from "fast-check";
import { tsvLine, tsvRecords } from "../../domain/mod.ts";

/** Cells with whatever a tag may hold, and quotes, tabs and line breaks more often than that. */
const CELL = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom("a", '"', "\t", "\n", "\r", "\\", ",", "'", " ", "ü") }),
);
const TABLE = fc.array(fc.array(CELL, { minLength: 2, maxLength: 4 }), {
  minLength: 1,
  maxLength: 5,
});

Deno.test("tsvRecords() reads back whatever tsvLine() writes", () => {
  fc.assert(
    fc.property(TABLE, (rows) => {
      assert.deepEqual(tsvRecords(rows.map(tsvLine).join("")), rows);
    }),
  );
});

const READER = `
import csv, json, sys
csv.field_size_limit(10**9)
out = []
for path in json.load(sys.stdin):
    with open(path, newline="", encoding="utf-8") as f:
        rows = list(csv.reader(f, delimiter="\\t"))
    try:
        import pandas
        frame = pandas.read_csv(path, sep="\\t", dtype=str, keep_default_na=False, header=None)
        other = [list(row) for row in frame.itertuples(index=False)]
    except ImportError:
        other = None
    out.append([rows, other])
print(json.dumps(out))
`;

async function python(input: string): Promise<string | undefined> {
  try {
    const child = new Deno.Command("python3", {
      args: ["-c", READER],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(input));
    await writer.close();
    const { success, stdout, stderr } = await child.output();
    assert.ok(success, new TextDecoder().decode(stderr));
    return new TextDecoder().decode(stdout);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

Deno.test("Python's csv and pandas read what tsvLine() writes", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const rectangular = fc.integer({ min: 2, max: 4 }).chain((width) =>
      fc.array(
        fc.array(CELL.filter((cell) => !cell.includes("\0") && cell.isWellFormed()), {
          minLength: width,
          maxLength: width,
        }).filter((row) => row.some((cell) => cell.trim() !== "")),
        { minLength: 1, maxLength: 5 },
      )
    );
    const tables = fc.sample(rectangular, { numRuns: 80, seed: 18 });
    const paths = tables.map((_, i) => `${folder}/${i}.tsv`);
    for (const [i, rows] of tables.entries()) {
      await Deno.writeTextFile(paths[i]!, rows.map(tsvLine).join(""));
    }
    const read = await python(JSON.stringify(paths));
    if (read === undefined) return;
    for (const [i, [rows, frame]] of JSON.parse(read).entries()) {
      assert.deepEqual(rows, tables[i], "csv");
      if (frame !== null) assert.deepEqual(frame, tables[i], "pandas");
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
