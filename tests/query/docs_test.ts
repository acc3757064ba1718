import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { NUMBER_DESCRIPTORS } from "../../domain/mod.ts";
import { formatQuery, parseQuery } from "../../query/mod.ts";

const guide = await readFile(new URL("../../docs/query.md", import.meta.url), "utf8");
const examples = [...guide.matchAll(/```\n([^`]*)```/g)].flatMap(([, block]) =>
  block!.trim().split("\n")
);

Deno.test("every example in docs/query.md is read without a problem", () => {
  assert.ok(examples.length > 20);
  for (const example of examples) {
    const { query, problems } = parseQuery(new URLSearchParams(example));
    assert.deepEqual(problems, [], example);
    assert.notEqual(formatQuery(query), "", example);
  }
});

Deno.test("docs/query.md names every numeric descriptor", () => {
  for (const { id } of NUMBER_DESCRIPTORS) assert.ok(guide.includes(`\`${id}\``), id);
});
