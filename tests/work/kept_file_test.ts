import assert from "node:assert/strict";
import { utimesSync } from "node:fs";
import { join } from "node:path";
import { finishKeptFile, readKeptHead, startKeptFile, writeKeptFile } from "../../work/mod.ts";
import { inFolder } from "../tasks/_command.ts";

const KIND = { name: "kept", magic: "KEPTTEST", version: 1 };
const said = (description: unknown) => ({ description, numbers: [new Float32Array(3)] });

async function namesIn(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
}

Deno.test("two programs that write one kept file at a time leave it whole, as the last has it", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "a");
    const one = startKeptFile(path, KIND, said("one"));
    const other = startKeptFile(path, KIND, said("another, longer"));
    finishKeptFile(path, one.unfinished);
    assert.equal(readKeptHead(path, KIND).description, "one");
    finishKeptFile(path, other.unfinished);
    assert.equal(readKeptHead(path, KIND).description, "another, longer");
    assert.deepEqual(await namesIn(folder), ["a"]);
  });
});

Deno.test("what a program left that ended while it wrote a kept file goes with the next", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "a");
    const { unfinished } = startKeptFile(path, KIND, said("cut"));
    startKeptFile(join(folder, "b"), KIND, said("of another file"));
    const long = Date.now() / 1000 - 2 * 3600;
    for (const name of await namesIn(folder)) utimesSync(join(folder, name), long, long);
    const { unfinished: fresh } = startKeptFile(path, KIND, said("under way"));
    writeKeptFile(path, KIND, said("whole"));
    const names = await namesIn(folder);
    assert.equal(names.length, 3, names.join());
    assert.ok(!names.some((name) => join(folder, name) === unfinished));
    assert.ok(names.some((name) => join(folder, name) === fresh));
    assert.equal(readKeptHead(path, KIND).description, "whole");
  });
});
