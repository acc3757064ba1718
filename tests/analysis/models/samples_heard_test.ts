import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { openModels } from "../../../analysis/models/mod.ts";
import { vibenetMel } from "../../../analysis/signal/mod.ts";
import { testFolders } from "./_shared.ts";
import { heardBy } from "./_vibenet.ts";

const SAMPLES = fileURLToPath(new URL("../../../samples/", import.meta.url));
const SPOKEN = [
  "asterisk-core-sounds/allison-instructions.opus",
  "asterisk-core-sounds/carlo-instructions.ogg",
];
const SUNG = ["marsshooter/10-farewell.opus", "marsshooter/12-misanthropia.ogg"];
const ACOUSTIC = ["asterisk-moh-opsound/manolo-camp-morning-coffee.mp3"];
const CALM = ["wesnoth/love-theme.mp3", "unknown-horizons/uh-gameplay3.ogg"];
const LOUD_FAST = ["naev/combat3.opus", "supertuxkart/skyvibe-highfrequency.opus"];

async function heard(files: readonly string[]): Promise<Readonly<Record<string, number>>[]> {
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

Deno.test("of the samples, voices are less instrumental, speech is speech, and loud fast ones have energy", async () => {
  const [spoken, sung, acoustic, calm, loud] = await Promise.all(
    [SPOKEN, SUNG, ACOUSTIC, CALM, LOUD_FAST].map(heard),
  );
  const of = (group: readonly Readonly<Record<string, number>>[] | undefined, id: string) =>
    group!.map((values) => values[id]!);
  const instrumentals = [...acoustic!, ...calm!, ...loud!];
  const least = Math.min(...of(instrumentals, "instrumentalness"));
  assert.ok(Math.max(...of(sung, "instrumentalness")) < least);
  assert.ok(Math.max(...of(spoken, "instrumentalness")) < 0.3);
  assert.ok(Math.min(...of(spoken, "speechiness")) > 0.66);
  assert.ok(Math.max(...of([...sung!, ...instrumentals], "speechiness")) < 0.33);
  assert.ok(Math.min(...of(loud, "energy")) > 0.6);
  assert.ok(Math.max(...of(calm, "energy")) < 0.3);
  assert.ok(Math.min(...of(acoustic, "acousticness")) > 0.8);
});
