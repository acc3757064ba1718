import assert from "node:assert/strict";
import { openCollection } from "../../collection/mod.ts";
import type { CategoryColumn } from "../../domain/mod.ts";
import { importCollection } from "../../exchange/mod.ts";
import { openStore } from "../../store/mod.ts";
import { sharedPath, sharedTest } from "../fixtures/shared.ts";

function counts({ codes, names }: CategoryColumn): Record<string, number> {
  const found: Record<string, number> = {};
  for (const code of codes) {
    const name = names[code] ?? "none";
    found[name] = (found[name] ?? 0) + 1;
  }
  return found;
}

function shareOver(values: Float32Array, threshold: number): number {
  return Math.round(100 * values.filter((value) => value > threshold).length / values.length);
}

sharedTest("a collection analysed by the reference implementation keeps its figures", async () => {
  using store = await openStore(":memory:");
  const { tracks, vectors } = await importCollection(store, sharedPath("musav"));
  assert.deepEqual([tracks, vectors], [2_100, ["effnet", "musicnn", "styles"]]);
  using collection = await openCollection(store, { interval: 0 });
  const { numbers, categories, texts } = collection.columns;
  const tempo = numbers.tempo!.toSorted();
  assert.equal(((tempo[1049]! + tempo[1050]!) / 2).toFixed(1), "119.8");
  const octaves = counts(categories.tempo_octave!);
  assert.equal((100 * octaves.agrees! / 2_100).toFixed(1), "75.9");
  assert.equal((100 * (octaves.half! + octaves.double!) / 2_100).toFixed(1), "12.4");
  assert.equal((100 * counts(categories.keys_agree!)["all three"]! / 2_100).toFixed(1), "49.1");
  const activation = numbers.style_activation!;
  assert.deepEqual([0.1, 0.3, 0.5].map((least) => shareOver(activation, least)), [97, 51, 22]);
  const parents = counts(categories.style_parent!);
  assert.deepEqual(
    Object.entries(parents).sort((a, b) => b[1] - a[1]).slice(0, 10),
    [
      ["Rock", 549],
      ["Electronic", 463],
      ["Hip Hop", 271],
      ["Folk, World, & Country", 204],
      ["Pop", 155],
      ["Latin", 117],
      ["Classical", 86],
      ["Funk / Soul", 64],
      ["Jazz", 56],
      ["Reggae", 40],
    ],
  );
  const row = collection.row("00PkioU0BvuZnRuxLEIwde")!;
  assert.equal(texts.genre[row], "plunderphonics");
  assert.ok(Math.abs(numbers.voice![row]! - 0.6948) < 1e-4);
});
