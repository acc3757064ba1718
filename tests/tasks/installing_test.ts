import assert from "node:assert/strict";
import fc from "fast-check";
import { modelOf, MODELS } from "../../analysis/models/mod.ts";
import type { Installation } from "../../domain/mod.ts";
import { Installing, requestIn } from "../../tasks/_installing.ts";

const FETCHABLE = MODELS.filter(({ bundled }) => !bundled).map(({ id }) => id);

function hears(message: unknown) {
  const started: string[] = [];
  const told: Installation[] = [];
  const installing = new Installing({
    db: "x.kv",
    folderOf: () => Promise.reject(new Error("no folder may be looked for here")),
    start: (name) => {
      started.push(name);
      throw new Error("nothing may be started here");
    },
    tell: (state) => told.push(state),
  });
  installing.hear(message);
  return { started, told };
}

Deno.test("the server's parent knows three requests", () => {
  assert.deepEqual(requestIn({ ask: "analyse", folder: "/music", db: "y.kv" }), {
    ask: "analyse",
    folder: "/music",
  });
  assert.equal(requestIn({ ask: "analyse", folder: "/".repeat(5000) }), undefined);
  assert.deepEqual(requestIn({ ask: "stop", models: ["x"] }), { ask: "stop" });
  const models = FETCHABLE.slice(0, 2);
  assert.deepEqual(requestIn({ ask: "install", models, roots: ["/"], from: "http://x" }), {
    ask: "install",
    models,
  });
  assert.deepEqual(requestIn({ ask: "install", models: [] }), { ask: "install", models: [] });
});

Deno.test("the server's parent starts nothing for what is no request or no model", () => {
  const messages: unknown[] = [
    undefined,
    null,
    "install",
    [],
    { ask: "run" },
    { ask: "install" },
    { ask: "install", models: FETCHABLE[0] },
    { ask: "install", models: ["--from=http://evil.example"] },
    { ask: "install", models: [FETCHABLE[0], "unknown"] },
    { ask: "install", models: [{ toString: () => FETCHABLE[0] }] },
    { ask: "install", models: [MODELS.find(({ bundled }) => bundled)!.id] },
    { ask: "install", models: Array(MODELS.length + 1).fill(FETCHABLE[0]) },
    { ask: "analyse", roots: ["/etc"] },
  ];
  for (const message of messages) {
    const { started, told } = hears(message);
    assert.deepEqual(started, [], JSON.stringify(message));
    const [state] = told;
    assert.ok(state?.state === "ended" && /no model of the registry/.test(state.fault ?? ""));
  }
});

Deno.test("whatever the server says, only models of the registry are ever meant", () => {
  const ids = fc.array(fc.oneof(fc.constantFrom(...FETCHABLE), fc.string(), fc.anything()));
  fc.assert(fc.property(ids, (models) => {
    const request = requestIn({ ask: "install", models });
    if (request?.ask !== "install") return;
    for (const id of request.models) assert.equal(modelOf(id).bundled, false);
  }));
});
