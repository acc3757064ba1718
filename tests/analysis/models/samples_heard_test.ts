import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { openModels } from "../../../analysis/models/mod.ts";
import { vibenetMel } from "../../../analysis/signal/mod.ts";
import { testFolders } from "./_shared.ts";
import { heardBy } from "./_vibenet.ts";

const SAMPLES = fileURLToPath(new URL("../../../samples/", import.meta.url));
/** A woman, a man. */
const SPOKEN = [
  "asterisk-core-sounds/allison-instructions.opus",
  "asterisk-core-sounds/carlo-instructions.ogg",
];
/** A woman before a metal band, twice, and growling. */
const SUNG = [
  "marsshooter/10-farewell.opus",
  "marsshooter/12-misanthropia.ogg",
  "fretsonfire-songs-muldjord/mutilated-mime.ogg",
];
const LIVE = ["freedink/mendelssohn-violin-concerto.opus"];
const ACOUSTIC = [
  ...LIVE,
  "freedink/ave-maria.mp3",
  "asterisk-moh-opsound/manolo-camp-morning-coffee.mp3",
];
const CALM = ["wesnoth/love-theme.mp3", "unknown-horizons/uh-gameplay3.ogg"];
const LOUD_FAST = ["naev/combat3.opus", "supertuxkart/skyvibe-highfrequency.opus"];

type Values = Readonly<Record<string, number>>;

async function heard(files: readonly string[]): Promise<Values[]> {
  await using models = await openModels({
    folders: { bundled: testFolders().bundled, cache: "/nonexistent" },
  });
  const all = [];
  for (const file of files) {
    const vibes = await models.vibenet(vibenetMel(await heardBy(SAMPLES + file)));
    assert.ok("value" in vibes, file);
    all.push(vibes.value.values);
  }
  return all;
}

Deno.test("of the samples, voices are less instrumental, speech is speech, loud fast ones have energy, played ones are acoustic", async () => {
  const [spoken, sung, acoustic, calm, loud] = await Promise.all(
    [SPOKEN, SUNG, ACOUSTIC, CALM, LOUD_FAST].map(heard),
  ) as [Values[], Values[], Values[], Values[], Values[]];
  const instrumental = [...acoustic, ...calm, ...loud];
  assertBelow([spoken, instrumental], "instrumentalness");
  assertBelow([sung, instrumental], "instrumentalness");
  assertBelow([[...sung, ...instrumental], spoken], "speechiness");
  assertBelow([[...acoustic, ...calm], loud], "energy");
  assertBelow([[...sung, ...calm, ...loud], acoustic], "acousticness");
});

/** Every value of the first group is below every value of the second, by a tenth of the scale. */
function assertBelow([lower, upper]: readonly [Values[], Values[]], id: string): void {
  const [most, least] = [Math.max(...of(lower, id)), Math.min(...of(upper, id))];
  assert.ok(most + 0.1 < least, `${id}: ${most} in the lower group, ${least} in the upper`);
}

function of(group: readonly Values[], id: string): number[] {
  return group.map((values) => values[id]!);
}
