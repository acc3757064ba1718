import assert from "node:assert/strict";
import { join } from "node:path";
import { App, HttpError } from "../../web/mod.ts";
import { type Config } from "../../web/context.ts";

function ask(app: App, path: string, init: RequestInit = {}): Promise<Response> {
  return app.handler()(new Request(`http://localhost${path}`, init));
}

Deno.test("an app answers paths that no file stands for, each method by its own handler", async () => {
  const app = new App()
    .get("/tracks/:id", (ctx) => ctx.json({ id: ctx.params["id"] }))
    .post("/tracks/:id", async (ctx) => ctx.text(await ctx.req.text(), { status: 201 }))
    .get("/tracks/latest", (ctx) => ctx.html("<p>latest</p>"));
  assert.deepEqual(await (await ask(app, "/tracks/a%2Fb")).json(), { id: "a/b" });
  const made = await ask(app, "/tracks/a", { method: "POST", body: "music" });
  assert.deepEqual([made.status, await made.text()], [201, "music"]);
  assert.equal(made.headers.get("content-type"), "text/plain; charset=utf-8");
  const latest = await ask(app, "/tracks/latest");
  assert.equal(latest.headers.get("content-type"), "text/html; charset=utf-8");
  assert.equal(await latest.text(), "<p>latest</p>");
  const head = await ask(app, "/tracks/a", { method: "HEAD" });
  assert.deepEqual([head.status, await head.text()], [200, ""]);
  const refused = await ask(app, "/tracks/a", { method: "DELETE" });
  assert.equal(refused.headers.get("allow"), "GET, POST, HEAD, OPTIONS");
});

Deno.test("ctx.json, ctx.html and ctx.text keep the headers and the type that they are given", async () => {
  const headers = { "x-a": "1" };
  const app = new App()
    .get("/json", (ctx) => ctx.json([1], { headers, status: 202 }))
    .get("/svg", (ctx) => ctx.text("<svg/>", { headers: { "content-type": "image/svg+xml" } }));
  const json = await ask(app, "/json");
  assert.deepEqual([json.status, json.headers.get("x-a")], [202, "1"]);
  assert.equal((await ask(app, "/svg")).headers.get("content-type"), "image/svg+xml");
});

Deno.test("ctx.config tells the project's folder and whether it is being worked on", async () => {
  const root = await Deno.makeTempDir();
  let config: Config | undefined;
  const app = new App().fsRoutes({ root }).use((ctx) => {
    config = ctx.config;
    return ctx.text("");
  });
  await ask(app, "/");
  assert.deepEqual(config, { root, mode: "production" });
  await Deno.remove(root, { recursive: true });
});

Deno.test("_404 and _500 show their errors, _error all others", async () => {
  const root = await Deno.makeTempDir();
  await Deno.mkdir(join(root, "routes"));
  const write = (name: string, text: string) =>
    Deno.writeTextFile(join(root, "routes", name), text);
  await write("_404.ts", "export default ({ error }) => `no such page: ${error.message}`;");
  await write("_500.ts", "export default ({ error }) => `a fault: ${error.status}`;");
  await write("_error.ts", "export default ({ error }) => `refused: ${error.message}`;");
  const app = new App()
    .get("/busy", () => {
      throw new HttpError(503, "Cannot answer yet");
    })
    .get("/rude", () => {
      throw new HttpError(400, "Cannot read it");
    })
    .fsRoutes({ root });
  const text = async (path: string) => await (await ask(app, path)).text();
  assert.match(await text("/nowhere"), /no such page: Nothing is kept at \/nowhere/);
  assert.match(await text("/busy"), /a fault: 503/);
  assert.match(await text("/rude"), /refused: Cannot read it/);
  await Deno.remove(root, { recursive: true });
});
