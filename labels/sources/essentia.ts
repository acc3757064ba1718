import { nameOf } from "../../domain/mod.ts";
import type { Source } from "../draft.ts";
import { LabelError } from "../failure.ts";
import { namesWhere, type SourceFiles } from "../files.ts";
import { headOf, wholeText } from "../text.ts";
import { type Said, saidDrafts } from "./_said.ts";

/** Numbers that are taken: where they stand, and what they are called here. */
const NUMBERS: Readonly<Record<string, string>> = {
  "rhythm.bpm": "bpm",
  "rhythm.danceability": "danceability",
  "rhythm.onset_rate": "onset rate",
  "lowlevel.average_loudness": "average loudness",
  "lowlevel.dynamic_complexity": "dynamic complexity",
  "tonal.tuning_frequency": "tuning",
  "tonal.chords_changes_rate": "chord changes",
};
/** Where a key may stand: the older extractor has one, the newer one a key for each profile. */
const KEYS: readonly (readonly [tonic: string, scale: string])[] = [
  ["tonal.key_key", "tonal.key_scale"],
  ["tonal.key_edma.key", "tonal.key_edma.scale"],
  ["tonal.key_temperley.key", "tonal.key_temperley.scale"],
];

/** What Essentia's music extractor or AcousticBrainz wrote: a JSON file for each recording. */
export const ESSENTIA: Source = {
  kind: "essentia",
  title: "JSON of AcousticBrainz or Essentia's music extractor, a file for each recording",
  async recognises(files) {
    const [name] = written(files);
    return name !== undefined && /"(lowlevel|highlevel|tonal)"\s*:/.test(await headOf(files, name));
  },
  async read(files) {
    const said: Said[] = [];
    for (const name of written(files)) said.push(saidOf(await documentIn(files, name), name));
    if (said.length === 0) throw new LabelError(`Cannot read ${files.root}: it holds no JSON`);
    return saidDrafts(said, { title: "Essentia", strength: "probability" });
  },
};

function written(files: SourceFiles): string[] {
  return namesWhere(files, (file) => file.endsWith(".json"));
}

async function documentIn(files: SourceFiles, name: string): Promise<unknown> {
  try {
    return JSON.parse(await wholeText(files, name));
  } catch (cause) {
    if (cause instanceof LabelError) throw cause;
    throw new LabelError(`Cannot read ${name}: it is no JSON`, { cause });
  }
}

function saidOf(document: unknown, name: string): Said {
  const words: Record<string, readonly string[]> = {};
  const strengths: Record<string, number> = {};
  const models = at(document, "highlevel");
  for (const [model, answer] of entriesOf(models)) {
    const [value, probability] = [at(answer, "value"), at(answer, "probability")];
    if (typeof value !== "string") continue;
    words[model] = [value];
    if (typeof probability === "number" && probability >= 0 && probability <= 1) {
      strengths[model] = probability;
    }
  }
  for (const [tonic, scale] of KEYS) {
    const key = [at(document, tonic), at(document, scale)];
    if (!words.key && key.every((part) => typeof part === "string")) words.key = [key.join(" ")];
  }
  const numbers = Object.fromEntries(
    Object.entries(NUMBERS).map(([place, called]) => {
      const value = at(document, place);
      return [called, typeof value === "number" ? value : NaN];
    }),
  );
  const tag = (tag: string) => firstText(at(document, `metadata.tags.${tag}`));
  return {
    key: nameOf(name),
    path: tag("file_name") ?? nameOf(name),
    artist: tag("artist"),
    title: tag("title"),
    album: tag("album"),
    words,
    strengths,
    numbers,
  };
}

/** What stands at a place, names between dots. */
function at(value: unknown, place: string): unknown {
  return place.split(".").reduce<unknown>(
    (inner, name) =>
      typeof inner === "object" && inner !== null
        ? (inner as Record<string, unknown>)[name]
        : undefined,
    value,
  );
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function firstText(value: unknown): string | undefined {
  const text = Array.isArray(value) ? value[0] : value;
  return typeof text === "string" && text !== "" ? text : undefined;
}
