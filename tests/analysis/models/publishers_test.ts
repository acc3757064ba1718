import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import {
  installModel,
  type InstallOptions,
  type Model,
  type ModelFolders,
  modelFolders,
  modelOf,
  MODELS,
  openModels,
  pathOf,
  stateOf,
} from "../../../analysis/models/mod.ts";
import { isProof, proofOutput } from "../../../analysis/models/proofs.ts";
import { sharedTest } from "../../fixtures/shared.ts";
import { SHARED_MODELS } from "./_shared.ts";

const DANCE = modelOf("danceability-msd-musicnn-1");
const EMOTION = modelOf("emomusic-msd-musicnn-2");
const TEMPO = modelOf("deeptemp-k16-3");
const MOOD = modelOf("mood_happy-discogs-effnet-1");

type Bytes = Uint8Array<ArrayBuffer>;

function bytesOf(model: Model): Bytes {
  return Deno.readFileSync(join(SHARED_MODELS, model.file));
}

/**
 * The same weights in other bytes: a field that ONNX readers pass over (`doc_string` of the model, field 6)
 * of the length that is left.
 */
function otherBytes(model: Model, size: number): Bytes {
  const known = bytesOf(model);
  const text = size - known.length - 2;
  assert.ok(text >= 0 && text < 128, `${text}`);
  return new Uint8Array([...known, 0x32, text, ...new Array(text).fill(0x20)]);
}

/** Stands for every host: answers by the path of the address, as publishers lay their files out. */
function publishers(
  answers: Readonly<Record<string, () => Response | Promise<Response>>>,
  asked: string[] = [],
): typeof fetch {
  return async (input, init) => {
    const { host, pathname } = new URL(String(input));
    asked.push(host);
    const answer = answers[`${host}${pathname}`];
    const response = await (answer?.() ?? new Response("no", { status: 404 }));
    init?.signal?.throwIfAborted();
    return response;
  };
}

const ESSENTIA = "essentia.upf.edu/models/classification-heads";
const PLACES = {
  dance: `${ESSENTIA}/danceability/danceability-msd-musicnn-1.onnx`,
  danceElsewhere:
    "github.com/NeptuneHub/AudioMuse-AI/releases/download/v3.0.0-model/danceability-msd-musicnn-1.onnx",
  emotion: `${ESSENTIA}/emomusic/emomusic-msd-musicnn-2.onnx`,
};

async function withFolders(body: (folders: ModelFolders) => Promise<void>): Promise<void> {
  const cache = Deno.makeTempDirSync({ prefix: "fonoteca-models-" });
  try {
    await body({ bundled: modelFolders().bundled, cache });
  } finally {
    Deno.removeSync(cache, { recursive: true });
  }
}

function left(folders: ModelFolders): string[] {
  return [...Deno.readDirSync(folders.cache)].flatMap(({ name }) =>
    [...Deno.readDirSync(join(folders.cache, name))].map((entry) => entry.name)
  ).sort();
}

function installed(model: Model, options: InstallOptions) {
  return installModel(model, { patience: 2000, ...options });
}

sharedTest(
  "a model whose bytes the registry knows is accepted by its checksum",
  () =>
    withFolders(async (folders) => {
      const asked: string[] = [];
      const fetch = publishers(
        { [PLACES.danceElsewhere]: () => new Response(bytesOf(DANCE)) },
        asked,
      );
      assert.deepEqual(await installed(DANCE, { folders, fetch }), { state: "installed" });
      assert.deepEqual(asked, ["essentia.upf.edu", "github.com"], "the first address fails alone");
    }),
);

sharedTest(
  "other bytes of the same weights are accepted by what they compute, and kept so",
  () =>
    withFolders(async (folders) => {
      for (const [model, place, size] of [[DANCE, PLACES.dance, 82098]] as const) {
        const fetch = publishers({ [place]: () => new Response(otherBytes(model, size)) });
        const outcome = await installed(model, { folders, fetch });
        assert.deepEqual(outcome, { state: "installed", proved: true });
        assert.equal(await stateOf(model, pathOf(model, folders)), "installed");
        await using models = await openModels({ folders });
        assert.ok(models.installed.has(model.id));
        const path = pathOf(model, folders);
        const file = Deno.readFileSync(path);
        file[file.length - 1] = 0x21;
        Deno.writeFileSync(path, file);
        assert.equal(
          await stateOf(model, path),
          "wrong checksum",
          "what was proved is what is used",
        );
      }
    }),
);

sharedTest(
  "another network of the same shape and size is refused, and nothing stays",
  () =>
    withFolders(async (folders) => {
      const other = otherBytes(modelOf("mood_happy-msd-musicnn-1"), 82098);
      const fetch = publishers({ [PLACES.dance]: () => new Response(other) });
      const outcome = await installed(DANCE, { folders, fetch });
      assert.ok("failed" in outcome);
      assert.match(outcome.failed, /the file is not the one meant: it computes something else/);
      assert.doesNotMatch(outcome.failed, /\n/);
      assert.deepEqual(left(folders), []);
    }),
);

sharedTest(
  "what is no network is refused, and nothing stays",
  () =>
    withFolders(async (folders) => {
      const noise = crypto.getRandomValues(new Uint8Array(65536));
      const bytes = new Uint8Array(82098);
      bytes.set(noise);
      const fetch = publishers({ [PLACES.dance]: () => new Response(bytes) });
      const outcome = await installed(DANCE, { folders, fetch });
      assert.ok("failed" in outcome);
      assert.match(outcome.failed, /the file is not the one meant: it cannot be run/);
      assert.deepEqual(left(folders), []);
    }),
);

sharedTest(
  "wrong bytes of a form with a checksum are refused without being run",
  () =>
    withFolders(async (folders) => {
      const address = new URL(MOOD.forms[0]!.addresses[0]!);
      const bytes = bytesOf(MOOD);
      bytes[1000]! ^= 1;
      const place = `${address.host}${address.pathname}`;
      const fetch = publishers({ [place]: () => new Response(bytes) });
      const outcome = await installed(MOOD, { folders, fetch });
      assert.ok("failed" in outcome);
      assert.match(outcome.failed, /SHA-256 [0-9a-f]{12}… instead of 0ca322819ef1…/);
      assert.deepEqual(left(folders), []);
    }),
);

sharedTest(
  "a download that is cut goes on where it ended, by the next address too",
  () =>
    withFolders(async (folders) => {
      const bytes = bytesOf(DANCE);
      const half = () =>
        new Response(
          new ReadableStream({
            start(controller) {
              controller.enqueue(bytes.subarray(0, 40000));
              controller.close();
            },
          }),
        );
      const cut = await installed(DANCE, {
        folders,
        fetch: publishers({ [PLACES.danceElsewhere]: half }),
      });
      assert.ok("failed" in cut);
      assert.match(
        cut.failed,
        /ended after 40000 of 82057 bytes; the same command goes on from there/,
      );
      assert.deepEqual(left(folders), ["danceability-msd-musicnn-1.onnx.part"]);
      const whole = publishers({ [PLACES.danceElsewhere]: () => new Response(bytes) });
      assert.deepEqual(await installed(DANCE, { folders, fetch: whole }), { state: "installed" });
      assert.deepEqual(left(folders), ["danceability-msd-musicnn-1.onnx"]);
    }),
);

sharedTest(
  "a server that goes silent is given up, and costs that model alone",
  () =>
    withFolders(async (folders) => {
      const silentHosts = new Set<string>();
      const never: typeof fetch = (_, init) =>
        new Promise((_, reject) =>
          init?.signal?.addEventListener("abort", () => reject(new Error()))
        );
      const options = { folders, silentHosts, patience: 50 };
      const outcome = await installed(EMOTION, { ...options, fetch: never });
      assert.ok("failed" in outcome && outcome.unreachable);
      assert.match(outcome.failed, /essentia\.upf\.edu: nothing came for 0\.05 s$/);
      const asked: string[] = [];
      const fetch = publishers(
        { [PLACES.danceElsewhere]: () => new Response(bytesOf(DANCE)) },
        asked,
      );
      assert.deepEqual(await installed(DANCE, { ...options, fetch }), { state: "installed" });
      assert.deepEqual(asked, ["github.com"], "the silent host is not asked again");
    }),
);

sharedTest("a redirect is followed to a mirror's file", () =>
  withFolders(async (folders) => {
    const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith("/there/")) return new Response(bytesOf(TEMPO));
      return new Response(null, { status: 302, headers: { location: `/there${pathname}` } });
    });
    const from = `http://127.0.0.1:${server.addr.port}/models`;
    assert.deepEqual(await installed(TEMPO, { folders, from }), { state: "installed" });
    await server.shutdown();
  }));

sharedTest(
  "every proof is that of the file whose checksum is known, and of no other model",
  async () => {
    const provable = MODELS.filter(({ id }) => proofOutput(id).length > 0);
    assert.ok(provable.length >= 8);
    for (const model of provable) {
      const flat = dirname(join(SHARED_MODELS, model.file));
      assert.equal(await stateOf(model, join(SHARED_MODELS, model.file)), "installed", flat);
      for (const other of provable) {
        assert.equal(isProof(model.id, proofOutput(other.id)), model === other);
      }
    }
  },
);

Deno.test("a folder that holds what nobody knows is refused in one line", () =>
  withFolders(async (folders) => {
    const from = Deno.makeTempDirSync();
    Deno.writeFileSync(join(from, "tonal_atonal-discogs-effnet-1.onnx"), new Uint8Array(514100));
    const outcome = await installed(modelOf("tonal_atonal-discogs-effnet-1"), { folders, from });
    Deno.removeSync(from, { recursive: true });
    assert.ok("failed" in outcome);
    assert.match(outcome.failed, /^[^\n]*not the one meant: SHA-256 [0-9a-f]{12}… instead of 39b9/);
    assert.deepEqual(left(folders), []);
  }));
