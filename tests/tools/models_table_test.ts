import assert from "node:assert/strict";
import { modelsTable } from "../../tools/models_table.ts";

Deno.test("docs/models.md tells of every model what the registry has", async () => {
  const page = await Deno.readTextFile(new URL("../../docs/models.md", import.meta.url));
  const table = /^\| model [^]*?\n(?!\|)/m.exec(page)?.[0] ?? "";
  const written = table.trim().split("\n")
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
  written.splice(1, 1);
  const due = modelsTable();
  assert.equal(written.length, due.length, "rows of the table");
  due.forEach((cells, i) => assert.deepEqual(written[i], cells));
});
