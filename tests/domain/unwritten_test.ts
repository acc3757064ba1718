import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { whyUnwritten } from "../../domain/mod.ts";

async function failureOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (cause) {
    return cause;
  }
  throw new Error("Nothing failed");
}

Deno.test("whyUnwritten() says the same of a failure of Deno and of Node, and what to do", async () => {
  const folder = await Deno.makeTempDir();
  for (
    const [path, reason] of [
      [folder, "it is a folder; name a file"],
      [`${folder}/no/x`, "its folder is not there; make it, or choose another"],
    ] as const
  ) {
    assert.equal(whyUnwritten(await failureOf(() => Deno.writeTextFile(path, "x"))), reason);
    assert.equal(whyUnwritten(await failureOf(() => writeFile(path, "x"))), reason);
  }
  await Deno.remove(folder);
});

Deno.test({
  name: "whyUnwritten() says that a disk is full",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const full = "the disk is full; free some space and run again";
    assert.equal(
      whyUnwritten(await failureOf(() => Deno.writeTextFile("/dev/full", "x"))),
      full,
    );
    assert.equal(whyUnwritten(await failureOf(() => writeFile("/dev/full", "x"))), full);
  },
});

Deno.test("whyUnwritten() leaves what it does not know, on one line", () => {
  assert.equal(whyUnwritten(new Error("odd\nstack")), "odd");
  assert.equal(whyUnwritten("odd"), "odd");
});
