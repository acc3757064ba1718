import assert from "node:assert/strict";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { createApp } from "../../main.ts";
import { WORST_REQUESTS } from "../../tasks/_worst_requests.ts";
import { fullLibrary } from "../fixtures/full_library.ts";

const ROUTES = fileURLToPath(new URL("../../routes/", import.meta.url));

function* routeFiles(folder = ROUTES): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (name.startsWith("_")) continue;
    if (isDirectory) yield* routeFiles(`${folder}${name}/`);
    else yield relative(ROUTES, `${folder}${name}`).replace(/\.tsx?$/, "");
  }
}

Deno.test("every route has its dearest requests, or why it has none", () => {
  assert.deepEqual(Object.keys(WORST_REQUESTS).sort(), [...routeFiles()].sort());
});

Deno.test("the dearest requests are read, answered, and no server's fault", async () => {
  const { library } = await fullLibrary();
  const named = { ids: library.collection.columns.ids, playlist: "none", set: "none" };
  const app = createApp({ library, hostname: "127.0.0.1" }).handler();
  try {
    for (const worst of Object.values(WORST_REQUESTS)) {
      if (typeof worst === "string") continue;
      for (const { path, json } of worst(named)) {
        const answer = await app(
          new Request(`http://127.0.0.1:8000${path}`, {
            headers: { origin: "http://127.0.0.1:8000", "content-type": "application/json" },
            ...(json !== undefined && { method: "POST", body: JSON.stringify(json) }),
          }),
        );
        await answer.arrayBuffer();
        assert.ok(answer.status < 500 && answer.status !== 400, `${answer.status} ${path}`);
      }
    }
  } finally {
    await library.close();
  }
});
