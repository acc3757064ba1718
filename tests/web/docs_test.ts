import assert from "node:assert/strict";

const root = new URL("../../", import.meta.url);

Deno.test("docs/web.md names only files that exist", async () => {
  const text = await Deno.readTextFile(new URL("docs/web.md", root));
  const named = [
    ...text.matchAll(
      /\b(?:\.\.\/)*((?:routes|islands|components|static|web|player|wire)\/[\w./[\]-]+\.\w+)/g,
    ),
  ].map(([, path]) => path!).filter((path) => !path.startsWith("static/styles/x"));
  assert.ok(named.length > 5, "paths are found");
  const missing: string[] = [];
  for (const path of new Set(named)) {
    await Deno.stat(new URL(path, root)).catch(() => missing.push(path));
  }
  assert.deepEqual(missing, []);
});
