import assert from "node:assert/strict";
import { analyse } from "../../../analysis/track/analyser.ts";
import type { Analysis } from "../../../analysis/mod.ts";
import { modelFolders, openModels } from "../../../analysis/models/mod.ts";
import { sharedFile, sharedPath, sharedTest } from "../../fixtures/shared.ts";

const STAGES = ["file", "loudness", "tempo", "key", "danceability"] as const;

async function analysed(file: string): Promise<Analysis> {
  await using models = await openModels({ folders: modelFolders() });
  return await analyse(
    { path: sharedPath(`faults/${file}`), size: 0, stages: STAGES },
    { models, tempo: "degara", onStage: () => {} },
  );
}

function said(
  { file, tags, values, absent }: Analysis,
  field: string,
): string | number | undefined {
  if (field.startsWith("absent.")) return absent[field.slice("absent.".length)] ?? "there";
  const all: Readonly<Record<string, unknown>> = { ...file, ...tags, ...values };
  const value = all[field];
  if (field === "artist") return [tags.artist, ...(tags.artists ?? [])].join("; ");
  return typeof value === "number" || typeof value === "string" ? value : undefined;
}

function assertSays(
  value: string | number | undefined,
  { expected, tolerance, what }: {
    readonly expected: string;
    readonly tolerance: string;
    readonly what: string;
  },
): void {
  const number = Number(value);
  const [, bound] = /<=(.*)/.exec(expected) ?? [];
  if (expected === "says") assert.ok(String(value ?? "").length > 0, `${what}: nothing said`);
  else if (expected === "none") assert.equal(value, undefined, what);
  else if (expected === "absent") assert.equal(value, undefined, what);
  else if (expected.startsWith("absent or")) {
    assert.ok(value === undefined || number <= Number(bound), `${what}: ${value}`);
  } else if (expected.startsWith("contains ")) {
    assert.ok(String(value).includes(expected.slice("contains ".length)), `${what}: ${value}`);
  } else if (expected.startsWith("not ")) assert.notEqual(value, expected.slice(4), what);
  else if (expected.startsWith(">=")) assert.ok(number >= Number(expected.slice(2)), what);
  else if (tolerance !== "") {
    assert.ok(Math.abs(number - Number(expected)) <= Number(tolerance), `${what}: ${value}`);
  } else assert.equal(String(value).split("; ")[0], expected, what);
}

sharedTest("every file that was seen to go wrong gives what it must", async (t) => {
  const lines = (await Deno.readTextFile(sharedFile("faults/expect.tsv"))).trim().split("\n");
  const rows = lines.slice(1).map((line) => line.split("\t"));
  for (const file of new Set(rows.map(([name]) => name!))) {
    await t.step(file, async () => {
      const analysis = await analysed(file);
      for (const [, field, expected, tolerance] of rows.filter(([name]) => name === file)) {
        const what = `${file}: ${field}`;
        assertSays(said(analysis, field!), {
          expected: expected!,
          tolerance: tolerance ?? "",
          what,
        });
      }
    });
  }
});

sharedTest("a file that was cut or heard another way says so", async () => {
  const { file: genres, tags } = await analysed("many_genres.flac");
  assert.deepEqual(tags.genres?.length, 32);
  assert.ok(genres.notes?.some((note) => note.includes("genres kept")));
  const { file: antiphase } = await analysed("antiphase.wav");
  assert.ok(antiphase.notes?.some((note) => note.includes("cancel each other out")));
  const { absent } = await analysed("wav_f32_int_scale.wav");
  assert.equal(absent.loudness, "unscaled");
});
