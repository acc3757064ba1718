import { type Key, KEYS, keyText, nameOf, pitchClassOf } from "../../domain/mod.ts";
import type { LabelDraft, LabelRow, ReadOptions, Source } from "../draft.ts";
import { numberOf, TEMPO_FIELD } from "../draft.ts";
import { LabelError } from "../failure.ts";
import { namesWhere, type SourceFiles } from "../files.ts";
import { columnsOf, readRecords } from "../records.ts";
import { headOf, wholeText } from "../text.ts";

const KEY = /^([A-G][#b♯♭]?)\s*:?\s*(maj|min)(?:or)?$/i;

/** The 24 keys as labels, `C major` to `B minor`, in the project's one spelling. */
export const KEY_LABELS: readonly string[] = KEYS.map(keyText);

/** The label of a key as data sets write it (`Db minor`, `F# Major`, `A maj`); `undefined` for another text. */
export function keyLabelOf(text: string): string | undefined {
  const key = keyOf(text);
  return key && keyText(key);
}

/** The key that {@linkcode keyLabelOf} names. */
export function keyOf(text: string): Key | undefined {
  const [, name = "", word] = KEY.exec(text.trim()) ?? [];
  const tonic = pitchClassOf(name);
  if (!tonic || !word) return undefined;
  return { tonic, scale: word.toLowerCase() === "maj" ? "major" : "minor" };
}

/** A tempo in a `.bpm` file: one number, or two with the share of the first as MIREX writes them; NaN for none. */
function tempoIn(text: string): number {
  const [first = NaN, second, share = 1] = text.trim().split(/\s+/).map(numberOf);
  const tempo = second !== undefined && share < 0.5 ? second : first;
  return tempo > 0 ? tempo : NaN;
}

async function* tempoRows(
  files: SourceFiles,
  { names, labelOf }: {
    readonly names: readonly string[];
    readonly labelOf?: (name: string) => string | undefined;
  },
): AsyncGenerator<LabelRow> {
  for (const name of names) {
    const tempo = tempoIn(await wholeText(files, name));
    const label = labelOf?.(name);
    yield {
      key: nameOf(name),
      match: { stems: [nameOf(name)] },
      values: [tempo],
      ...(label !== undefined && { labels: [label] }),
      fault: Number.isNaN(tempo) ? "its annotation is no tempo" : undefined,
    };
  }
}

const isBpm = (file: string) => file.endsWith(".bpm");
const isKey = (file: string) => file.endsWith(".key");
const isLofi = (file: string) => /\.lofi\.(bpm|key)$/.test(file);

/** GiantSteps: a tempo or a key in a file a track. */
export const GIANTSTEPS: Source = {
  kind: "giantsteps",
  title: "GiantSteps: ID.LOFI.bpm and ID.LOFI.key",
  recognises: (files) =>
    namesWhere(files, (file) => isLofi(file)).length > 0 ||
    (namesWhere(files, isKey).length > 0 && namesWhere(files, isBpm).length === 0),
  async read(files, options) {
    const drafts: LabelDraft[] = [];
    const tempi = chosen(namesWhere(files, isBpm), { folder: "tempo", options });
    if (tempi.names.length > 0) {
      drafts.push({
        id: "giantsteps-tempo",
        name: "GiantSteps tempo",
        citation: "Knees et al.: Two data sets for tempo estimation and key detection, ISMIR 2015",
        ...(tempi.version !== undefined && { version: tempi.version }),
        several: false,
        fields: [TEMPO_FIELD],
        warnings: [
          "Versions 1 and 2 of these tempi differ by over 4 % on 121 of 661 tracks: state the version beside a figure",
        ],
        rows: () => tempoRows(files, { names: tempi.names }),
      });
    }
    const keys = chosen(namesWhere(files, isKey), { folder: "key", options });
    if (keys.names.length > 0) {
      drafts.push({
        id: "giantsteps-key",
        name: "GiantSteps key",
        citation: "Knees et al.: Two data sets for tempo estimation and key detection, ISMIR 2015",
        ...(keys.version !== undefined && { version: keys.version }),
        classes: KEY_LABELS,
        several: false,
        rows: () => keyRows(files, keys.names),
      });
    }
    return await Promise.resolve(drafts);
  },
};

/** The files of one version where several lie side by side: that asked for, else the plain folder. */
function chosen(
  names: readonly string[],
  { folder, options }: { readonly folder: string; readonly options: ReadOptions },
): { readonly names: readonly string[]; readonly version?: string } {
  const folders = Map.groupBy(names, (name) => name.split("/").at(-2) ?? "");
  if (folders.size === 1) {
    const [only] = folders.keys();
    return { names, ...(only && { version: only }) };
  }
  const { version } = options;
  const wanted = version ?? [folder, "giantsteps"].find((name) => folders.has(name)) ??
    [...folders.keys()][0]!;
  const found = folders.get(wanted);
  if (found) return { names: found, version: wanted };
  if (names.length === 0) return { names };
  throw new LabelError(
    `Cannot read the version ${wanted}: there are ${[...folders.keys()].join(", ")}`,
  );
}

async function* keyRows(files: SourceFiles, names: readonly string[]): AsyncGenerator<LabelRow> {
  for (const name of names) {
    const text = await wholeText(files, name);
    const line = text.split(/\r?\n/).find((line) => line.trim() !== "" && !line.startsWith("#")) ??
      "";
    const label = keyLabelOf(line) ?? keyLabelOf(line.replace(/^\s*key\s+[\d.]+\s+/, ""));
    yield {
      key: nameOf(name),
      match: { stems: [nameOf(name)] },
      ...(label && { labels: [label] }),
      fault: label ? undefined : `${JSON.stringify(line.slice(0, 40))} is no major or minor key`,
    };
  }
}

/** Ballroom: dances by folder, and a whole tempo in a `.bpm` file a track. */
export const BALLROOM: Source = {
  kind: "ballroom",
  title: "Ballroom: .bpm files, dances by folder",
  recognises: (files) => namesWhere(files, isBpm).length > 0,
  async read(files) {
    const names = namesWhere(files, isBpm);
    const folders = new Set(
      files.names.filter((name) => /\.(wav|mp3|flac)$/i.test(name)).map((n) => n.split("/").at(-2)),
    );
    const dance = new Map(
      files.names.filter((name) => folders.has(name.split("/").at(-2)))
        .map((name) => [nameOf(name), name.split("/").at(-2)]),
    );
    const labelOf = (name: string) => dance.get(nameOf(name));
    return await Promise.resolve([{
      id: "ballroom",
      name: "Ballroom",
      licence: "CC BY-NC-SA 4.0",
      citation:
        "Gouyon et al.: An experimental comparison of audio tempo induction algorithms, 2006",
      several: false,
      fields: [TEMPO_FIELD],
      warnings: [
        "13 recordings of Ballroom occur twice, 4 of them to the bit: the near-duplicates of Similar show them",
      ],
      rows: () => tempoRows(files, { names, labelOf }),
    }]);
  },
};

/** FMA Keys: one key a track of the Free Music Archive. */
export const FMA_KEYS: Source = {
  kind: "fma-keys",
  title: "FMA Keys: track_id, spotify_uri, key_and_mode",
  async recognises(files) {
    return await keyTable(files) !== undefined;
  },
  async read(files) {
    const name = await keyTable(files);
    if (!name) throw new LabelError("Cannot read FMA Keys: no table has a column key_and_mode");
    return [{
      id: "fma-keys",
      name: "FMA keys",
      citation: "Wong, Hernandez: FMA Keys, 2023",
      classes: KEY_LABELS,
      several: false,
      rows: () => fmaKeyRows(files, name),
    }];
  },
};

async function keyTable(files: SourceFiles): Promise<string | undefined> {
  for (const name of namesWhere(files, (file) => file.endsWith(".csv")).slice(0, 10)) {
    if ((await headOf(files, name)).split(/\r?\n/)[0]!.includes("key_and_mode")) return name;
  }
  return undefined;
}

async function* fmaKeyRows(files: SourceFiles, name: string): AsyncGenerator<LabelRow> {
  let places: Readonly<Record<"track_id" | "key_and_mode", number>> | undefined;
  for await (const { fields, line } of readRecords(files, name)) {
    if (!places) {
      places = columnsOf(fields, { wanted: ["track_id", "key_and_mode"], name });
      continue;
    }
    const key = fields[places.track_id]?.trim() ?? "";
    const text = fields[places.key_and_mode] ?? "";
    const label = keyLabelOf(text);
    const stem = key.padStart(6, "0");
    yield {
      key,
      line,
      match: { path: `${stem.slice(0, 3)}/${stem}.mp3`, stems: [stem, key] },
      ...(label && { labels: [label] }),
      fault: label ? undefined : `${JSON.stringify(text.slice(0, 40))} is no major or minor key`,
    };
  }
}
