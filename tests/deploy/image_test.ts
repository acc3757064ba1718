import assert from "node:assert/strict";

const read = (name: string) => Deno.readTextFile(new URL(`../../deploy/${name}`, import.meta.url));

Deno.test("the image ends as a user that is not root, and copies and builds as that user", async () => {
  const lines = (await read("Dockerfile")).split("\n");
  const at = (word: string) => lines.findLastIndex((line) => line.startsWith(word));
  assert.match(lines[at("USER")]!, /^USER (?!root|0)\w+$/);
  assert.ok(at("USER") < at("COPY") && at("COPY") < at("ENTRYPOINT"));
  assert.match(lines[at("COPY")]!, /--chown=node:node/);
});

Deno.test("the music is mounted read-only wherever it is mounted", async () => {
  const compose = (await read("compose.yaml")).match(/^.*:\/music.*$/gm) ?? [];
  assert.ok(
    compose.length > 0 && compose.every((line) => line.endsWith(":/music:ro")),
    `${compose}`,
  );
  const job = (await read("analyze.job.yaml")).match(/^.*mountPath: \/music.*$/gm) ?? [];
  assert.ok(job.length > 0 && job.every((line) => line.includes("readOnly: true")), `${job}`);
});
