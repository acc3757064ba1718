import assert from "node:assert/strict";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { openLibrary, writeAtlas } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { exportCollection } from "../../exchange/mod.ts";
import { pythonWith } from "../fixtures/python.ts";
import { trackOf, vectorOf } from "../store/fixtures/tracks.ts";

const DOC = new URL("../../docs/notebooks.md", import.meta.url);
const SNIPPETS = Array.from(
  (await Deno.readTextFile(DOC)).matchAll(/```python\n([\s\S]*?)```/g),
  ([, code]) => code!,
);
const PACKAGES = ["pandas", "polars", "duckdb", "numpy"];
/** What a package needs besides to read Parquet. */
const BESIDES: Readonly<Record<string, string>> = { pandas: "pandas, pyarrow" };

function packageOf(code: string): string | undefined {
  return PACKAGES.find((name) => code.includes(`import ${name}`));
}

async function inFolder(use: (folder: string, base: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const library = await openLibrary(`${folder}/x.kv`);
  await library.store.putMany([
    ...Array.from({ length: 20 }, (_, i) => ({
      track: trackOf(`t${i}`, { values: { ...trackOf("").values, loudness: -20 + i / 2 } }),
      vectors: { musicnn: vectorOf(200, i) },
    })),
    { track: trackOf("bare", { values: {} }) },
  ]);
  await library.collection.refresh();
  await exportCollection(library.store, `${folder}/exported`);
  await writeAtlas(library, `${folder}/atlas.parquet`, { projection: "pca" });
  const handler = createApp({ library, hostname: "127.0.0.1" }).handler();
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, handler);
  try {
    await use(folder, `http://127.0.0.1:${server.addr.port}`);
  } finally {
    await server.shutdown();
    await library.close();
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("the cell for Observable reads an export", () =>
  inFolder(async (folder) => {
    const [, cell] = /## Observable[\s\S]*?```js\n([\s\S]*?)```/.exec(
      await Deno.readTextFile(DOC),
    )!;
    const attached = (name: string) => ({
      parquet: async () =>
        parquetReadObjects({ file: await asyncBufferFromFile(`${folder}/${name}`) }),
    });
    const run = new Function("FileAttachment", `return (async () => { ${cell}; return heard; })()`);
    const heard = await run(attached);
    assert.equal(heard.length, 20, "the track without a tempo is left out");
    assert.deepEqual(Object.keys(heard[0]), ["title", "style", "tempo_bpm", "loudness_lufs"]);
    assert.equal(heard[0].tempo_bpm, 120.25);
  }));

const missing: string[] = [];
const runnable: string[] = [];
for (const code of SNIPPETS) {
  const name = packageOf(code) ?? "json";
  if (await pythonWith(BESIDES[name] ?? name)) runnable.push(code);
  else if (!missing.includes(name)) missing.push(name);
}
if (missing.length > 0) {
  console.log(`Python with ${missing.join(", ")} is not there: snippets of it are not run`);
}

Deno.test("there is a snippet for each package", () => {
  for (const name of PACKAGES) assert.ok(SNIPPETS.some((code) => packageOf(code) === name), name);
});

Deno.test({
  name: "the snippets of docs/notebooks.md run on an export",
  ignore: runnable.length === 0,
  fn: () =>
    inFolder(async (folder, base) => {
      const path = Deno.env.get("FONOTECA_PYTHON") ?? "python3";
      for (const code of runnable) {
        const { success, stdout, stderr } = await new Deno.Command(path, {
          args: ["-c", code],
          cwd: folder,
          env: { FONOTECA: base },
        }).output();
        const said = new TextDecoder().decode(stderr);
        assert.ok(success && stdout.length > 0, `${code}\n${said}`);
      }
    }),
});
