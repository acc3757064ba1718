import assert from "node:assert/strict";
import { ExchangeError, importCollection } from "../../exchange/mod.ts";
import { NpyWriter } from "../../exchange/npy.ts";
import { openStore } from "../../store/mod.ts";

const TABLE = "id\tpath\ttempo_bpm\tkey_edma\tscale_edma\n" +
  "a\tx/a.mp3\t120.5\tDb\tminor\n" +
  "b\tx/b.mp3\t\t\t\n";

interface Files {
  readonly table?: string;
  readonly musicnn?: readonly (Float32Array | undefined)[];
  readonly names?: string;
}

async function imported({ table = TABLE, musicnn, names }: Files) {
  const folder = await Deno.makeTempDir();
  const store = await openStore(":memory:");
  try {
    await Deno.writeTextFile(`${folder}/tracks.tsv`, table);
    if (musicnn) await writeMatrix(`${folder}/musicnn.npy`, { rows: musicnn, columns: 200 });
    if (names !== undefined) {
      await writeMatrix(`${folder}/styles.npy`, { rows: [undefined, undefined], columns: 400 });
      await Deno.writeTextFile(`${folder}/styles.txt`, names);
    }
    const summary = await importCollection(store, folder, { clock: () => 5 });
    return { summary, tracks: await Array.fromAsync(store.tracks()) };
  } catch (error) {
    assert.deepEqual(await Array.fromAsync(store.tracks()), [], "something was imported");
    throw error;
  } finally {
    store.close();
    await Deno.remove(folder, { recursive: true });
  }
}

async function writeMatrix(
  path: string,
  { rows, columns }: { rows: readonly (Float32Array | undefined)[]; columns: number },
): Promise<void> {
  const writer = await NpyWriter.create(path, columns);
  for (const row of rows) await writer.write(row);
  await writer.finish();
}

async function refused(files: Files, message: RegExp): Promise<void> {
  await assert.rejects(
    imported(files),
    (error) =>
      error instanceof ExchangeError && message.test(error.message) &&
      !error.message.includes("\n"),
  );
}

Deno.test("importCollection() spells keys in one way and knows what is missing", async () => {
  const { tracks } = await imported({ musicnn: [new Float32Array(200).fill(1), undefined] });
  assert.deepEqual(tracks[0]!.values, { tempo: 120.5, key_edma: "C#", scale_edma: "minor" });
  assert.deepEqual(tracks[0]!.vectors, ["musicnn"]);
  assert.deepEqual(tracks[1]!.vectors, []);
  assert.equal(tracks[1]!.absent.tempo, "not-imported");
});

Deno.test("importCollection() takes CRLF, quotes, and nan for missing", async () => {
  const { tracks } = await imported({
    table: 'id\tpath\ttempo_bpm\r\na\t"x/""a"".mp3"\tnan\r\n',
  });
  assert.equal(tracks[0]!.path, 'x/"a".mp3');
  assert.equal(tracks[0]!.values.tempo, undefined);
});

Deno.test("importCollection() says what is wrong with a table, and imports nothing", async () => {
  await refused({ table: "" }, /it is empty/);
  await refused({ table: "path\ttempo_bpm\nx\t1\n" }, /the column id is missing; its first line/);
  await refused({ table: "id\tname\na\tb\n" }, /the column path is missing/);
  await refused({ table: TABLE + "c\tx/c.mp3\t1\n" }, /line 4 has 3 fields, its header 5/);
  await refused(
    { table: TABLE.replace("120.5", "fast") },
    /line 2, column tempo_bpm: "fast" is not a finite/,
  );
  await refused({ table: TABLE.replace("120.5", "inf") }, /"inf" is not a finite number/);
  await refused({ table: TABLE.replace("Db", "H") }, /column key_edma: "H" is not a known name/);
  await refused({ table: TABLE.replace("b\tx", "a\tx") }, /two tracks have the id "a"/);
  await refused({ table: TABLE.replace("x/b", "x/a") }, /two tracks have the path "x\/a.mp3"/);
  await refused({ table: TABLE + '"c\tx\n' }, /the quote on line 4 never ends/);
});

Deno.test("importCollection() says what is wrong with vectors, and imports nothing", async () => {
  const whole = new Float32Array(200).fill(1);
  const broken = whole.slice();
  broken[7] = NaN;
  await refused({ musicnn: [whole] }, /it has 1 row and tracks.tsv 2; the rows must be/);
  await refused({ musicnn: [whole, broken] }, /row 1 has 1 number that is not finite/);
  await refused({ names: "Rock---Shoegaze\n" }, /it names 1 styles, and styles.npy has 400/);
  await refused({ names: "Nonsense\n" }, /"Nonsense" is none of the 400 styles/);
});

Deno.test("importCollection() of a folder without a table says what to do", async () => {
  using store = await openStore(":memory:");
  const folder = await Deno.makeTempDir();
  await assert.rejects(
    importCollection(store, folder),
    /there is no tracks.ndjson or tracks.tsv in it; name a folder/,
  );
  await Deno.remove(folder);
  await assert.rejects(importCollection(store, folder), {
    message: `Cannot import ${folder}: there is no such file or folder`,
  });
});
