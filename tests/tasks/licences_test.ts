import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { dependencies, licenceProblem, noticesOf } from "../../tasks/_licences.ts";
import { run } from "../../tasks/licences.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

Deno.test("every dependency goes with this program's licence, and the table says so", async () => {
  assert.equal(await run(["--check"]), 0);
});

Deno.test("licenceProblem() knows what goes with AGPL-3.0-or-later", () => {
  const problem = (licence: string) => licenceProblem({ name: "x", licence });
  for (const licence of ["MIT", "(MIT OR CC0-1.0)", "GPL-2.0 OR MIT", "MIT AND ISC"]) {
    assert.equal(problem(licence), undefined, licence);
  }
  for (
    const licence of ["", "GPL-2.0", "GPL-2.0-only", "SSPL-1.0", "MIT AND GPL-2.0", "UNLICENSED"]
  ) {
    assert.ok(problem(licence), licence);
  }
});

Deno.test("the notices name what runs and what pages load, and nothing that is never handed out", async () => {
  const text = noticesOf(await dependencies(ROOT));
  for (const name of ["preact ", "hono ", "@deck.gl/core ", "onnxruntime-node "]) {
    assert.ok(text.includes(`\n${name}`), name);
  }
  for (const name of ["vite ", "playwright-core ", "@audio/decode-aac "]) {
    assert.ok(!text.includes(`\n${name}`), name);
  }
});
