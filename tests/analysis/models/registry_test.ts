import assert from "node:assert/strict";
import { findDescriptor, STAGES } from "../../../domain/mod.ts";
import { tensorName } from "../../../analysis/models/_session.ts";
import {
  computedBy,
  describeMissing,
  formOf,
  foundationOf,
  type Head,
  headsOf,
  MODEL_HOSTS,
  modelOf,
  MODELS,
  runnableStages,
  sha256,
} from "../../../analysis/models/mod.ts";
import { sharedTest } from "../../fixtures/shared.ts";
import { proofOutput } from "../../../analysis/models/proofs.ts";
import { SHARED_MODELS, testFolders } from "./_shared.ts";

/** Models that are taken by size and form, and only where somebody says so. */
const ON_TRUST = ["mtg_jamendo_genre-discogs-effnet-1"];

Deno.test("models have ids, checksums and descriptors of the catalogue", () => {
  assert.equal(new Set(MODELS.map((model) => model.id)).size, MODELS.length);
  assert.equal(new Set(MODELS.map((model) => model.file)).size, MODELS.length);
  for (const model of MODELS) {
    assert.ok(model.forms.length > 0);
    for (const { sha256 } of model.forms) {
      if (sha256 === undefined) {
        const isProvable = proofOutput(model.id).length > 0;
        assert.ok(isProvable || ON_TRUST.includes(model.id), `${model.id}: no proof`);
      } else assert.match(sha256, /^[0-9a-f]{64}$/);
    }
    assert.ok(STAGES.includes(model.stage));
    assert.ok(model.file.endsWith(".onnx"));
    const addresses = model.forms.flatMap((form) => form.addresses);
    assert.equal(model.bundled, addresses.length === 0);
    for (const address of addresses) {
      assert.ok(MODEL_HOSTS.includes(new URL(address).host));
      assert.equal(address.split("/").at(-1), model.file.split("/").at(-1));
    }
    if (model.kind === "network") continue;
    for (const [id, name] of Object.entries(model.descriptors)) {
      assert.equal(findDescriptor(id)?.stage, model.stage);
      assert.ok(model.classes.includes(name), `${model.id} has no class ${name}`);
    }
  }
});

Deno.test("files on board are those of the registry", async () => {
  for (const model of MODELS.filter(({ bundled }) => bundled)) {
    const bytes = await Deno.readFile(`${testFolders().bundled}/${model.file}`);
    assert.equal(formOf(model, bytes)?.size, bytes.length);
  }
});

/** Heads whose card is not at hand. */
const WITHOUT_CARD = [
  "deam-msd-musicnn-2",
  "mtg_jamendo_instrument-discogs-effnet-1",
  "mtg_jamendo_genre-discogs-effnet-1",
];

sharedTest("class names are in the order of the models' own metadata", () => {
  for (const model of MODELS) {
    if (model.kind !== "head" || WITHOUT_CARD.includes(model.id)) continue;
    const path = `${SHARED_MODELS}/labels/${model.id}.json`;
    const { classes, link } = JSON.parse(Deno.readTextFileSync(path));
    assert.deepEqual(model.classes, classes);
    assert.equal(model.forms[0]!.addresses[0], link.replace(/\.pb$/, ".onnx"));
  }
});

/** The checksum of the list in the publisher's card, as a public project has it. */
const INSTRUMENTS_SUM = "02636df9eb46c754c057a443f72890fdf431819e9efb198e8e368e846888699e";

Deno.test("instruments are in the order of a card whose checksum is known", () => {
  const { classes } = modelOf("mtg_jamendo_instrument-discogs-effnet-1") as Head;
  assert.equal(sha256(new TextEncoder().encode(JSON.stringify(classes))), INSTRUMENTS_SUM);
});

Deno.test("stages depend on their network and on at least one head", () => {
  assert.equal(foundationOf("moods")?.id, "msd-musicnn-1");
  assert.equal(foundationOf("voice")?.id, "discogs-effnet-bsdynamic-1");
  assert.equal(foundationOf("key"), undefined);
  const voice = "voice_instrumental-discogs-effnet-1";
  assert.equal(computedBy("voice", new Set([voice])), undefined);
  assert.equal(computedBy("voice", new Set(["discogs-effnet-bsdynamic-1"])), undefined);
  const both = new Set(["discogs-effnet-bsdynamic-1", voice]);
  assert.deepEqual([...runnableStages(both)], ["effnet", "voice"]);
});

Deno.test("a head that arrives later changes what its stage is computed by", () => {
  const some = new Set(["msd-musicnn-1", "mood_happy-msd-musicnn-1"]);
  const all = new Set(["msd-musicnn-1", ...headsOf("moods").map((head) => head.id)]);
  assert.equal(computedBy("moods", some), "msd-musicnn-1+mood_happy-msd-musicnn-1");
  assert.notEqual(computedBy("moods", some), computedBy("moods", all));
});

Deno.test("describeMissing() is one line, and nothing where all is there", () => {
  assert.match(describeMissing(new Set())!, /^Without 30 of 30 models \([^\n]*--install$/);
  assert.equal(describeMissing(new Set(MODELS.map((model) => model.id))), undefined);
});

Deno.test("modelOf() names the models where there is no such one", () => {
  assert.throws(
    () => modelOf("deeptemp"),
    /Cannot find model "deeptemp": models are msd-musicnn-1/,
  );
});

Deno.test("tensorName() goes by name, then by width, and does not guess", () => {
  const there = [
    { name: "styles", shape: ["n", 400] },
    { name: "PartitionedCall:1", shape: ["n", 1280] },
  ];
  assert.equal(tensorName(there, { names: ["a", "PartitionedCall:1"] }), "PartitionedCall:1");
  assert.equal(tensorName(there, { names: ["PartitionedCall:0"], width: 400 }), "styles");
  assert.equal(tensorName([{ name: "x" }], { names: ["melspectrogram"] }), "x");
  assert.throws(
    () => tensorName(there, { names: ["a", "b"], width: 50 }),
    /Cannot find tensor a or b: the model has styles, PartitionedCall:1/,
  );
});
