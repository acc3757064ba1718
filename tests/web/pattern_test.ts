import assert from "node:assert/strict";
import { bySpecificity, PRIVATE, routeFile } from "../../web/_pattern.ts";

Deno.test("routeFile() reads addresses from file names", () => {
  const pattern = (path: string) => routeFile(path)?.pattern;
  assert.equal(pattern("index.tsx"), "/");
  assert.equal(pattern("api/tracks/index.ts"), "/api/tracks");
  assert.equal(pattern("api/tracks/[id]/audio.ts"), "/api/tracks/:id/audio");
  assert.equal(pattern("docs/[...rest].tsx"), "/docs/:rest{.+}");
  assert.equal(pattern("api/playlist.m3u8.ts"), "/api/playlist.m3u8");
  assert.equal(pattern("(group)/about.tsx"), "/about");
});

Deno.test("routeFile() knows special files and leaves private ones out", () => {
  assert.equal(routeFile("_app.tsx")?.kind, "app");
  assert.equal(routeFile("docs/_middleware.ts")?.kind, "middleware");
  assert.deepEqual(routeFile("docs/_layout.tsx")?.folder, ["docs"]);
  assert.equal(routeFile("_404.tsx")?.kind, "notFound");
  assert.equal(routeFile("_parts.ts"), undefined);
  assert.equal(routeFile("_parts/index.tsx"), undefined);
  assert.equal(routeFile("notes.md"), undefined);
});

Deno.test("routeFile() names the part of a path that it cannot read", () => {
  assert.throws(() => routeFile("api/[id].json.ts"), /"\[id\]\.json" is neither a name/);
});

Deno.test("bySpecificity() asks names before parameters before the rest", () => {
  const patterns = ["/:rest{.+}", "/a/:id", "/a", "/", "/a/b", "/a/:id/c", "/a/:rest{.+}"];
  assert.deepEqual(patterns.toSorted(bySpecificity), [
    "/",
    "/a",
    "/a/b",
    "/a/:id",
    "/a/:id/c",
    "/a/:rest{.+}",
    "/:rest{.+}",
  ]);
});

Deno.test("PRIVATE is what below routes/ is no route, special files aside", () => {
  for (const path of ["_parts.ts", "api/_ask.ts", "_parts/index.tsx", "a/_b/_app.tsx"]) {
    assert.match(path, PRIVATE);
    assert.equal(routeFile(path), undefined);
  }
  for (const path of ["_app.tsx", "_404.tsx", "_500.tsx", "a/_layout.tsx", "a/_middleware.ts"]) {
    assert.doesNotMatch(path, PRIVATE);
  }
  assert.doesNotMatch("api/my_tracks.ts", PRIVATE);
});
