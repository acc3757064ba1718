import assert from "node:assert/strict";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Installation } from "../../domain/mod.ts";
import type { Library } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { apiDocument } from "../../openapi/mod.ts";
import { schemasText } from "../../tools/openapi/schemas.ts";
import { droppingSite, toneFile } from "../fixtures/dropping.ts";
import { fillLearning } from "../fixtures/learning_library.ts";
import { fullLibrary } from "../fixtures/full_library.ts";
import { pythonWith } from "../fixtures/python.ts";

const ROUTES = fileURLToPath(new URL("../../routes/", import.meta.url));

interface Media {
  readonly schema?: { readonly $ref?: string };
  readonly example?: unknown;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, Media>> }>
  >;
}

const EVENTS = { accept: "text/event-stream" };
const DOCUMENT = apiDocument();
const PATHS = DOCUMENT["paths"] as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
const OPERATIONS = Object.values(PATHS).flatMap((methods) => Object.values(methods));

const ajv = new Ajv2020({ strict: false, allErrors: false }).addSchema({
  $id: "api",
  ...DOCUMENT,
});

function fault(media: Media, value: unknown): string | undefined {
  const ref = media.schema?.$ref;
  const validate = ref ? ajv.getSchema(`api${ref}`) : ajv.compile(media.schema ?? {});
  assert.ok(validate, ref);
  return validate(value) ? undefined : `${ref}: ${ajv.errorsText(validate.errors)}`;
}

function* routeFiles(folder = join(ROUTES, "api")): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) yield* routeFiles(join(folder, name));
    else if (!name.startsWith("_")) yield join(folder, name);
  }
}

Deno.test("every method of every route below /api is described, and no other", async () => {
  const found: Record<string, string[]> = {};
  for (const file of routeFiles()) {
    const path = "/" + relative(ROUTES, file).replace(/\.ts$/, "").replace(/\/index$/, "")
      .replaceAll("[", "{").replaceAll("]", "}");
    const { handler } = await import(`file://${file}`);
    found[path] = Object.keys(handler).map((method) => method.toLowerCase()).sort();
  }
  const described = Object.entries(PATHS).map(([path, methods]) => [
    path,
    Object.keys(methods).sort(),
  ]);
  assert.deepEqual(Object.fromEntries(described), found);
});

Deno.test("parts of a path are parameters, ids are unique, examples are what they stand for", () => {
  for (const [path, methods] of Object.entries(PATHS)) {
    const parts = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { operationId, parameters = [], requestBody, responses } of Object.values(methods)) {
      const named = parameters.filter((parameter) => parameter.in === "path");
      assert.deepEqual(named.map(({ name }) => name), parts, operationId);
      const contents = [requestBody, ...Object.values(responses)].map((one) => one?.content ?? {});
      for (const media of contents.flatMap((content) => Object.values(content))) {
        if (media.example !== undefined) assert.equal(fault(media, media.example), undefined);
      }
    }
  }
  const ids = OPERATIONS.map(({ operationId }) => operationId);
  assert.equal(new Set(ids).size, ids.length);
});

Deno.test("whatever is referred to is there", () => {
  const schemas = Object.keys((DOCUMENT["components"] as { readonly schemas: object }).schemas);
  const refs = JSON.stringify(DOCUMENT).matchAll(/"#\/components\/schemas\/([^"]+)"/g);
  const wanted = new Set(Array.from(refs, ([, name]) => name!));
  assert.deepEqual([...wanted].filter((name) => !schemas.includes(name)), []);
  for (const name of schemas) assert.match(name, /^[\w.-]+$/);
});

Deno.test("the schemas are those of the types", async () => {
  const kept = await Deno.readTextFile(new URL("../../openapi/schemas.json", import.meta.url));
  assert.ok(kept === schemasText(), "run deno run -A tools/openapi/schemas.ts");
});

const python = await pythonWith("openapi_spec_validator");
if (!python) console.log("openapi-spec-validator (PyPI) is not installed: not asked");

Deno.test({
  name: "an independent reader takes the document as OpenAPI 3.1",
  ignore: !python,
  fn: async () => {
    const path = await Deno.makeTempFile({ suffix: ".json" });
    await Deno.writeTextFile(path, JSON.stringify(DOCUMENT));
    const script = `
import json, sys
from openapi_spec_validator import OpenAPIV31SpecValidator
errors = OpenAPIV31SpecValidator(json.load(open(sys.argv[1]))).iter_errors()
print(json.dumps({"errors": [e.message[:200] for e in errors]}))`;
    const { errors } = await python!.json(script, path);
    await Deno.remove(path);
    assert.deepEqual(errors, []);
  },
});

/** Asks a server of a library, checks that each answer is one that is described, and notes what was asked. */
function asking(library: Library, answered: Set<string>) {
  let state: Installation = { state: "idle" };
  const app = createApp({
    library,
    hostname: "127.0.0.1",
    installer: {
      get state() {
        return state;
      },
      subscribe: () => () => {},
      analyse: () => state = { state: "analysing", installed: [], failed: [] },
      install: () => state = { state: "analysing", installed: [], failed: [] },
      stop: () => state = { state: "ended", stopped: true, installed: [], failed: [] },
    },
  }).handler();
  const ask = async (
    asked: string,
    { at = asked.split("?")[0]!, method = "GET", json, body, status = 200, headers = {} }: {
      readonly at?: string;
      readonly method?: string;
      readonly json?: unknown;
      readonly body?: BodyInit;
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) => {
    const operation = PATHS[at]?.[method.toLowerCase()];
    assert.ok(operation, `${method} ${at}`);
    if (json !== undefined) {
      const media = operation.requestBody?.content["application/json"];
      assert.ok(media, `${at} takes no JSON`);
      assert.equal(fault(media, json), undefined, at);
    }
    const sent = json === undefined ? body : JSON.stringify(json);
    const response = await app(
      new Request(`http://127.0.0.1:8000${asked}`, {
        method,
        headers: { origin: "http://127.0.0.1:8000", ...headers },
        ...(sent !== undefined && { body: sent }),
      }),
    );
    assert.equal(response.status, status, `${asked}: ${await response.clone().text()}`);
    const said = operation.responses[status] ?? operation.responses["default"]!;
    if (operation.responses[status]) answered.add(operation.operationId);
    const type = response.headers.get("content-type") ?? "";
    const known = Object.entries(said.content ?? {}).find(([name]) =>
      type.startsWith(name.replace("*", ""))
    );
    if (!known) {
      assert.deepEqual([said.content, type], [undefined, ""], `${asked}: ${type}`);
      return undefined;
    }
    if (type !== "application/json") return await response.arrayBuffer();
    const value = await response.json();
    assert.equal(fault(known[1], value), undefined, asked);
    return value;
  };
  const one = (
    at: string,
    values: Readonly<Record<string, string>>,
    { query = "", ...more }: Parameters<typeof ask>[1] & { readonly query?: string } = {},
  ) => {
    const path = at.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name]!));
    return ask(path + query, { at, ...more });
  };
  return { ask, one };
}

Deno.test("every operation answers as it is described", async () => {
  const answered = new Set<string>();
  const { library, test } = await fullLibrary();
  await using _ = { [Symbol.asyncDispose]: () => library.close() };
  const { ask, one } = asking(library, answered);
  const ids = library.collection.columns.ids;
  const [first, second] = [ids[0]!, ids[1]!];
  const tracks = { tracks: [first, second, ids[12]!] };
  await ask("/api/openapi.json");
  await ask("/api/status");
  await ask("/api/summary");
  await ask("/api/columns.arrow");
  await ask("/api/tracks?tempo=100..&sort=tempo&limit=3&tepmo=1");
  await ask("/api/search?q=title");
  await ask("/api/words?text=119 to 121 BPM, purple");
  for (const at of ["/api/tracks/{id}", "/api/tracks/{id}/facts"]) {
    for (const id of [first, ids[12]!]) await one(at, { id });
  }
  await one("/api/tracks/{id}", { id: "x" }, { status: 404 });
  const range = { range: "bytes=0-99" };
  await one("/api/tracks/{id}/audio", { id: first }, { headers: range, status: 206 });
  await one("/api/tracks/{id}/excerpt", { id: first }, { query: "?part=start" });
  await one("/api/tracks/{id}/strips", { id: first }, { query: "?set=along" });

  await ask(`/api/similar?track=${first}&space=musicnn,vgg&mutual=yes&k=4`);
  await ask(`/api/similar/playlist?track=${first}&as=xspf`);
  await ask(`/api/similar/why?track=${first}&other=${second}`);
  await ask(`/api/similar/path?from=${first}&to=${ids[9]}&tracks=4`);
  const combination = { space: "60musicnn-40vgg" };
  await ask(`/api/combined?space=${combination.space}&k=4`);
  await ask("/api/combined", { method: "POST", json: combination, status: 201 });
  await ask(`/api/similar?track=${first}&space=${combination.space}&k=4`);
  await one("/api/combined/{space}", combination, { method: "DELETE" });
  await one("/api/combined/{space}", combination, { method: "DELETE", status: 404 });
  await ask("/api/playlist.json?tempo=..&sort=tempo&limit=20");
  for (const format of ["m3u8", "xspf", "jspf", "tsv"]) await ask(`/api/playlist.${format}`);
  const { id: saved } = await ask("/api/playlists", {
    method: "POST",
    json: { name: "Evening", ...tracks },
    status: 201,
  });
  await ask("/api/playlists");
  await one("/api/playlists/{id}", { id: saved });
  await one("/api/playlists/{id}", { id: saved }, { method: "PATCH", json: { name: "Night" } });
  await one("/api/playlists/{id}/export", { id: saved });
  await one("/api/playlists/{id}", { id: saved }, { method: "DELETE" });
  await ask("/api/sequence", { method: "POST", json: tracks });
  await ask("/api/sequence/smooth", { method: "POST", json: tracks });

  await ask("/api/map?space=musicnn");
  await ask("/api/map?space=musicnn&projection=umap", { status: 202 });
  await ask("/api/maps?space=musicnn");
  await ask("/api/disagreement?space=musicnn&space=vgg", { status: 202 });
  await ask("/api/clusters?space=musicnn&k=2", { method: "POST", status: 202 });
  await library.clusterings.start({ space: "musicnn", method: "kmeans", k: 2 });
  await ask("/api/clusters?space=musicnn&k=2");
  await ask("/api/evaluation", { status: 404 });
  await ask("/api/evaluation", { method: "POST", status: 202 });
  const work = "/api/work/{kind}/{id}";
  const evaluation = { kind: "evaluation", id: "spaces" };
  await one(work, evaluation, { headers: EVENTS });
  await ask("/api/evaluation");
  await one(work, evaluation);
  await one(work, { kind: "map", id: "none" }, { headers: EVENTS, status: 204 });
  await ask("/api/work");
  await ask("/api/segments", {
    method: "POST",
    json: { kind: "musicnn", projection: "pca", ids: [first] },
    status: 202,
  });

  const { id: set } = await ask("/api/labels", {
    method: "POST",
    json: { name: "Mood", several: false },
    status: 201,
  });
  const edits = "/api/labels/{id}/edits";
  const { edit } = await one(edits, { id: set }, {
    method: "POST",
    json: { ...tracks, label: "calm" },
  });
  await ask(`/api/labels?track=${first}`);
  await one("/api/labels/{id}/labels.tsv", { id: set });
  await one("/api/labels/{id}/jams.tar", { id: set });
  await one(`${edits}/{edit}`, { id: set, edit }, { method: "DELETE" });
  await one("/api/listening/{id}", { id: test });
  const trial = { trial: 0, choice: "left", seconds: 40, heard: [30, 30, 30] };
  await one("/api/listening/{id}", { id: test }, { method: "POST", json: trial });
  await one("/api/listening/{id}", { id: test }, { method: "DELETE" });
  const place = { id: test, trial: "0", place: "1" };
  await one("/api/listening/{id}/{trial}/{place}", place, { headers: range, status: 206 });
  await ask("/api/listening/results?spaces=musicnn,vgg");

  await ask("/api/folders");
  await ask("/api/folders", { method: "POST", json: { folder: "/music" }, status: 202 });
  await ask("/api/models/install", { method: "DELETE", status: 202 });
  await ask("/api/models");
  const install = "/api/models/install";
  await ask(install);
  await ask(install, { method: "POST", json: { models: [] }, status: 202 });
  await ask(install, { method: "DELETE", status: 202 });

  await using site = await droppingSite();
  await fillLearning(site.library, { tracks: 60, apart: 1 });
  const dropped = asking(site.library, answered);
  const at = "/api/similar/file";
  const { id: file } = await dropped.ask(`${at}?name=a.wav`, {
    method: "POST",
    body: toneFile(440),
    status: 202,
  });
  await dropped.one(`${at}/{id}`, { id: file });
  await dropped.one(`${at}/{id}`, { id: file }, { headers: EVENTS });
  await dropped.one(`${at}/{id}/audio`, { id: file }, { headers: range, status: 206 });
  await dropped.one(`${at}/{id}/strips`, { id: file }, { query: "?set=along" });
  await dropped.one(`${at}/{id}`, { id: file });
  const request = {
    set: "kinds",
    features: ["musicnn"],
    split: "artist",
    seed: 1,
    fewest: 5,
    epochs: 3,
    balanced: false,
    withBad: true,
    learners: [{ name: "softmax", kind: "softmax", hidden: [] }],
    keepAs: "My kinds",
  } as const;
  const training = await site.library.trainings.begin(request, 1);
  const trainings = "/api/learn/trainings/{id}";
  await dropped.one(trainings, { id: training });
  await site.library.trainings.settled(training);
  await dropped.one(trainings, { id: training });
  await dropped.one("/api/learn/models/{id}", { id: "my-kinds" });
  await dropped.ask(`/api/learn/heard?file=${file}&model=my-kinds`);
  await dropped.one(`${at}/{id}/keep`, { id: file }, { method: "POST" });
  const long = {
    ...request,
    epochs: 1000,
    learners: ["a", "b", "c"].map((name) => ({ name, kind: "mlp" as const, hidden: [512, 512] })),
  };
  const stopped = await site.library.trainings.begin(long, 2);
  const job = { kind: "training", id: stopped };
  await dropped.one(work, job, { method: "DELETE", status: 204 });
  await dropped.one(trainings, { id: stopped }, { method: "POST", status: 202 });
  await dropped.one(work, job, { method: "DELETE", status: 204 });

  const unasked = OPERATIONS.map(({ operationId }) => operationId).filter((id) =>
    !answered.has(id)
  );
  assert.deepEqual(unasked, []);
});
