import assert from "node:assert/strict";
import fc from "fast-check";
import { readRecords } from "../../labels/records.ts";
import { sourceFilesOf } from "../../labels/files.ts";

async function records(text: string | Uint8Array): Promise<string[][]> {
  const files = sourceFilesOf({ "t.csv": text });
  return await Array.fromAsync(readRecords(files, "t.csv"), ({ fields }) => [...fields]);
}

Deno.test("readRecords() reads back whatever RFC 4180 writes", async () => {
  const cell = fc.string({
    unit: fc.constantFrom("a", " ", ",", '"', "\n", "é", "\u{1f3b5}", "0"),
  });
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 }),
      fc.constantFrom("\n", "\r\n"),
      async (rows, end) => {
        const text = ["x,y,z", ...rows.map((row) => row.map(quote).join(","))].join(end);
        assert.deepEqual(await records(text), [["x", "y", "z"], ...rows]);
      },
    ),
  );
});

Deno.test("readRecords() tells the line on which each record starts", async () => {
  const files = sourceFilesOf({ t: 'a,b\n1,"x\ny\nz"\n\n2,w\n' });
  const lines = await Array.fromAsync(readRecords(files, "t"), ({ line }) => line);
  assert.deepEqual(lines, [1, 2, 6]);
});

Deno.test("readRecords() reads a table of several megabytes piece by piece", async () => {
  const rows = Array.from({ length: 60_000 }, (_, i) => `${i},"line one\nline two of ${i}",x`);
  const files = sourceFilesOf({ t: `id,text,x\n${rows.join("\n")}\n` });
  let count = 0;
  let last;
  for await (const record of readRecords(files, "t")) {
    count++;
    last = record;
  }
  assert.equal(count, 60_001);
  assert.deepEqual(last!.fields, ["59999", "line one\nline two of 59999", "x"]);
  assert.equal(last!.line, 2 + 2 * 59_999);
});

Deno.test("a byte order mark, UTF-16, tabs and old line ends are read", async () => {
  assert.deepEqual(await records("\ufeffa,b\r1,2\r"), [["a", "b"], ["1", "2"]]);
  const utf16 = new Uint8Array(
    new Uint16Array([0xfeff, ..."a\tb\n1\té".split("").map((c) => c.charCodeAt(0))]).buffer,
  );
  assert.deepEqual(await records(utf16), [["a", "b"], ["1", "é"]]);
  assert.deepEqual(await records(""), []);
});

Deno.test("what is no table is refused in words that say where", async () => {
  await assert.rejects(
    records('a,b\n1,"x\n2,3\n'),
    /t.csv: a quote that opens in the record on line 2 is never closed/,
  );
  await assert.rejects(
    records('a,b\n1,"x"y,z\n'),
    /on line 2 a closing quote is followed by more text/,
  );
  await assert.rejects(
    records(new Uint8Array([97, 44, 98, 10, 0xe9, 44, 50])),
    /near line 2 it is not UTF-8; save it as UTF-8/,
  );
  await assert.rejects(records(new Uint8Array([97, 0, 98, 10])), /it is no text/);
});

Deno.test("a quote that is never closed in a large table is found without reading on for ever", async () => {
  const rows = Array.from({ length: 400_000 }, (_, i) => `${i},some text that goes on`);
  rows[10] = '10,"open';
  const files = sourceFilesOf({ t: `id,text\n${rows.join("\n")}\n` });
  await assert.rejects(
    Array.fromAsync(readRecords(files, "t")),
    /opens in the record on line 12 is never closed/,
  );
});
