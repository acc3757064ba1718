import assert from "node:assert/strict";
import fc from "fast-check";
import { ExchangeError } from "../../exchange/mod.ts";
import { NpyReader, NpyWriter } from "../../exchange/npy.ts";

async function inFile(use: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(`${folder}/x.npy`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function npy(header: string, numbers: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(header + "\n");
  const bytes = new Uint8Array(10 + text.length + numbers.length);
  bytes.set([
    0x93,
    ...new TextEncoder().encode("NUMPY"),
    1,
    0,
    text.length & 255,
    text.length >> 8,
  ]);
  bytes.set(text, 10);
  bytes.set(numbers, 10 + text.length);
  return bytes;
}

Deno.test("NpyReader gives back the rows that NpyWriter was given, bit by bit", () =>
  inFile(async (path) => {
    const matrix = fc.nat(12).chain((columns) =>
      fc.array(fc.array(fc.float(), { minLength: columns + 1, maxLength: columns + 1 }), {
        maxLength: 20,
      })
    );
    await fc.assert(
      fc.asyncProperty(matrix, async (given) => {
        const rows = given.map((row) => Float32Array.from(row));
        const columns = rows[0]?.length ?? 1;
        const writer = await NpyWriter.create(path, columns);
        for (const row of rows) await writer.write(row);
        await writer.finish();
        using reader = await NpyReader.open(path);
        assert.deepEqual(reader.shape, { rows: rows.length, columns });
        assert.deepEqual(await Array.fromAsync(reader.rows()), rows);
      }),
      { numRuns: 40 },
    );
  }));

Deno.test("NpyWriter writes NaN for a row without a vector and refuses other lengths", () =>
  inFile(async (path) => {
    const writer = await NpyWriter.create(path, 3);
    await writer.write(undefined);
    await assert.rejects(writer.write(new Float32Array(2)), /a row of 2 numbers/);
    await writer.finish();
    using reader = await NpyReader.open(path);
    assert.deepEqual((await Array.fromAsync(reader.rows()))[0], new Float32Array(3).fill(NaN));
  }));

Deno.test("NpyReader reads float64 and refuses what it does not know, in words", () =>
  inFile(async (path) => {
    const doubles = new Uint8Array(Float64Array.of(1, 2.5).buffer);
    const header = (descr: string, shape: string, order = "False") =>
      `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`;
    await Deno.writeFile(path, npy(header("<f8", "(1, 2)"), doubles));
    {
      using reader = await NpyReader.open(path);
      assert.deepEqual(await Array.fromAsync(reader.rows()), [Float32Array.of(1, 2.5)]);
    }
    const refused: [Uint8Array<ArrayBuffer>, RegExp][] = [
      [npy(header("<i4", "(1, 4)"), doubles), /its numbers are <i4; save it as float32/],
      [npy(header("<f8", "(1, 2)", "True"), doubles), /Fortran order/],
      [npy(header("<f8", "(2,)"), doubles), /not a matrix with one row a track/],
      [npy(header("<f8", "(9, 2)"), doubles), /promises 9 x 2 numbers, \d+ bytes in all/],
      [npy("{}", doubles), /its header is damaged/],
      [new Uint8Array(40), /does not begin as a NumPy file/],
      [new Uint8Array(), /does not begin as a NumPy file/],
    ];
    for (const [bytes, message] of refused) {
      await Deno.writeFile(path, bytes);
      await assert.rejects(
        NpyReader.open(path).then((reader) => reader[Symbol.dispose]()),
        (error) => error instanceof ExchangeError && message.test(error.message),
      );
    }
  }));
