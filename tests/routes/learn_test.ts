import assert from "node:assert/strict";
import { KeptModels } from "../../learning/mod.ts";
import { openLibrary } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { fillLearning } from "../fixtures/learning_library.ts";

const FORM = "set=kinds&features=musicnn&learner=softmax&epochs=10&fewest=5&split=artist";

Deno.test("a form begins a training; its page has the figures, and cells lead to tracks", async () => {
  const library = await openLibrary(":memory:");
  try {
    await fillLearning(library, { tracks: 120, apart: 1 });
    const app = createApp({ library, hostname: "127.0.0.1" }).handler();
    const get = async (path: string, init?: RequestInit) => {
      const response = await app(new Request(`http://127.0.0.1:8000${path}`, init));
      return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
    };
    const page = async (path: string) => new TextDecoder().decode((await get(path)).bytes);
    const post = (path: string, body: BodyInit) => get(path, { method: "POST", body });
    const form = (text: string) => new URLSearchParams(text);
    for (
      const missing of [
        "set=kinds&learner=knn",
        "features=musicnn&learner=knn",
        "set=kinds&features=musicnn",
      ]
    ) {
      assert.equal((await post("/learn", form(missing))).response.status, 400, missing);
    }
    const { response } = await post("/learn", form(`${FORM}&keep=My kinds`));
    const address = response.headers.get("location")!;
    const id = address.split("/").at(-1)!;
    await library.trainings.settled(id);
    await library.collection.refresh();
    const events = await get(`/api/learn/trainings/${id}`, {
      headers: { accept: "text/event-stream" },
    });
    assert.match(
      new TextDecoder().decode(events.bytes),
      /"state":"done"/,
      "who comes late is told",
    );
    const text = await page(address);
    assert.match(text, /softmax, the best on validation: [\d.]+ % of 24 test tracks/);
    assert.match(text, /0 have their artist in training/);
    const cell = /href="(\/learn\/[^"]+\/tracks\?[^"]+label=odd[^"]+found=odd)"/.exec(text);
    assert.match(
      await page(cell![1]!.replaceAll("&amp;", "&")),
      /odd, rightly found[\s\S]*data-play-id="t/,
    );
    assert.equal(
      (await get(`/learn/${id}/tracks?learner=softmax&label=x&found=y`)).response.status,
      404,
    );
    assert.match(await page("/learn"), /My kinds/);
    assert.match(await page("/labels/learned-my-kinds"), /learned here/);
    const model = await get("/api/learn/models/my-kinds");
    const sent = new FormData();
    sent.set("model", new File([model.bytes], "m.onnx"));
    const encoded = new Response(sent);
    const body = new Uint8Array(await encoded.arrayBuffer());
    await new KeptModels(library.store).remove("my-kinds");
    const headers = {
      "content-type": encoded.headers.get("content-type")!,
      "content-length": String(body.length),
    };
    const taken = await get("/learn/models", { method: "POST", body, headers });
    assert.equal(taken.response.status, 303);
    assert.deepEqual((await get("/api/learn/models/my-kinds")).bytes, model.bytes);
    assert.equal((await post("/learn/models", sent)).response.status, 413, "of unknown length");
    const { response: again } = await post(`/api/learn/trainings/${id}`, "");
    assert.equal(again.status, 409);
  } finally {
    await library.close();
  }
});

Deno.test("of several labels a track, cells of what is missed and wrongly found lead to their tracks", async () => {
  const library = await openLibrary(":memory:");
  try {
    await fillLearning(library, { tracks: 120, several: true });
    const app = createApp({ library, hostname: "127.0.0.1" }).handler();
    const page = async (path: string) =>
      await (await app(new Request(`http://127.0.0.1:8000${path}`))).text();
    const id = await library.trainings.begin({
      set: "kinds",
      features: ["musicnn"],
      split: "artist",
      folds: 3,
      seed: 1,
      fewest: 5,
      epochs: 10,
      balanced: false,
      withBad: false,
      learners: [{ name: "softmax", kind: "softmax", hidden: [] }],
    }, 1);
    await library.trainings.settled(id);
    const text = await page(`/learn/${id}`);
    assert.match(text, /120 in 3 folds/);
    assert.match(text, /How much do the folds differ\?/);
    const links = [...text.matchAll(/href="(\/learn\/[^"]+\/tracks\?[^"]+)"[^>]*>/g)]
      .map(([, href]) => href!.replaceAll("&amp;", "&"));
    for (const part of ["missed=", "wrong=", "as=hits", "as=missed", "as=wrong"]) {
      assert.ok(links.some((link) => link.includes(part)), part);
    }
    const { found } = (await library.trainings.get(id))!;
    const foundAll = found!.results[0]!.foundAll!;
    for (const [c, name] of found!.classes.entries()) {
      const hits = foundAll.filter((own, i) =>
        own.includes(c) && found!.labelledAll![i]!.includes(c)
      ).length;
      const asked = new URLSearchParams({ learner: "softmax", label: name, as: "hits" });
      const listed = await page(`/learn/${id}/tracks?${asked}`);
      assert.match(listed, new RegExp(`${hits} test tracks?, surest first`));
    }
    const missed = await page(`/learn/${id}/tracks?learner=softmax&missed=odd`);
    assert.match(missed, /odd missed, nothing wrongly found/);
    for (const wrong of ["missed=none-such", "label=odd&as=else", "wrong=x&missed=odd"]) {
      const asked = new Request(
        `http://127.0.0.1:8000/learn/${id}/tracks?learner=softmax&${wrong}`,
      );
      assert.equal((await app(asked)).status, 404, wrong);
    }
  } finally {
    await library.close();
  }
});

Deno.test("a training that finds too few tracks leads to other settings, under the set's name", async () => {
  const library = await openLibrary(":memory:");
  try {
    await fillLearning(library, { tracks: 24 });
    const app = createApp({ library, hostname: "127.0.0.1" }).handler();
    const ask = (path: string, init?: RequestInit) =>
      app(new Request(`http://127.0.0.1:8000${path}`, init));
    const body = new URLSearchParams(FORM);
    body.set("fewest", "500");
    const begun = await ask("/learn", { method: "POST", body });
    const address = begun.headers.get("location")!;
    await library.trainings.settled(address.split("/").at(-1)!);
    const text = await (await ask(address)).text();
    assert.match(text, /<h1>Kinds<\/h1>/);
    assert.match(text, /It failed: Cannot learn Kinds: fewer than two/);
    assert.match(text, /href="\/learn\?set=kinds">Train with other settings/);
    assert.doesNotMatch(text, /Go on/);
  } finally {
    await library.close();
  }
});
