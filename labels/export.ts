import {
  type LabelEntries,
  type LabelEntry,
  type LabelSet,
  type TrackId,
  tsvLine,
} from "../domain/mod.ts";
import { keyLabelOf } from "./sources/beats.ts";

/** A labelled track as it is exported. */
export interface ExportedTrack {
  readonly id: TrackId;
  readonly path: string;
  readonly artist?: string | undefined;
  readonly title?: string | undefined;
  /** Seconds. */
  readonly duration: number;
}

/** Between several labels in one cell. */
const SEPARATOR = "|";

/** The labels of an entry, by name, strongest first. */
export function namesOf(set: LabelSet, { classes = [] }: LabelEntry): string[] {
  return classes.map((index) => set.classes[index]!);
}

/**
 * A set as TSV, header first: `id, path, key`, then `label` (several joined by `|`) and `strength`, a
 * column for each number, `split, artist, album, known_bad, by, at`. What this writes, the table reader
 * joins again.
 */
export function* labelsTsv(
  set: LabelSet,
  { entries, tracks }: {
    readonly entries: LabelEntries;
    readonly tracks: Iterable<ExportedTrack>;
  },
): Generator<string> {
  const hasClasses = set.classes.length > 0;
  yield tsvLine([
    "id",
    "path",
    "key",
    ...(hasClasses ? ["label"] : []),
    ...(set.strength === undefined ? [] : [set.strength]),
    ...set.fields.map(({ id }) => id),
    "split",
    "artist",
    "album",
    "known_bad",
    "by",
    "at",
  ]);
  for (const { id, path } of tracks) {
    const entry = entries.get(id);
    if (!entry) continue;
    yield tsvLine([
      id,
      path,
      entry.key,
      ...(hasClasses ? [namesOf(set, entry).join(SEPARATOR)] : []),
      ...(set.strength === undefined ? [] : [(entry.strengths ?? []).join(SEPARATOR)]),
      ...set.fields.map((_, i) => {
        const value = entry.values?.[i] ?? NaN;
        return Number.isNaN(value) ? "" : String(value);
      }),
      entry.split ?? "",
      entry.artist ?? "",
      entry.album ?? "",
      entry.bad ?? "",
      entry.by ?? "",
      entry.at === undefined ? "" : new Date(entry.at).toISOString(),
    ]);
  }
}

/** Namespaces of JAMS that hold the labels of some data sets; others are `tag_open`. */
const NAMESPACES: Readonly<Record<string, string>> = {
  fma: "tag_fma_genre",
  "fma-genres": "tag_fma_subgenre",
  gtzan: "tag_gtzan",
  "msd-tagtraum-cd1": "tag_msd_tagtraum_cd1",
  "msd-tagtraum-cd2": "tag_msd_tagtraum_cd2",
  cal500: "tag_cal500",
  cal10k: "tag_cal10k",
};

/** A label as its namespace spells it: those of GTZAN and the Million Song Dataset differ from the files. */
function spelled(namespace: string, name: string): string {
  if (namespace === "tag_gtzan") return name === "hiphop" ? "hip-hop" : name;
  return namespace.startsWith("tag_msd_") ? name.toLowerCase().replaceAll("_", "/") : name;
}

/** The namespace of a set's labels: one of a data set lists its labels, so no other table has it. */
function namespaceOf({ id, kind }: LabelSet): string {
  return (kind === "table" ? undefined : NAMESPACES[id]) ?? "tag_open";
}

/**
 * One track's labels as a JAMS document (Humphrey et al. 2014, version 0.3): tags in the namespace of the
 * data set where there is one, keys as `key_mode`, a tempo as `tempo`, other numbers as `tag_open`. What
 * lies along a track of unknown length has the length 0 there, which JAMS wants a number of.
 */
export function jamsOf(set: LabelSet, entry: LabelEntry, track: ExportedTrack): unknown {
  const isKnown = !Number.isNaN(track.duration);
  const duration = isKnown ? track.duration : 0;
  const observation = (value: unknown, confidence: number | null) => ({
    time: 0,
    duration,
    value,
    confidence,
  });
  const meta = {
    curator: { name: "", email: "" },
    annotator: entry.by ? { name: entry.by } : {},
    version: set.version ?? "",
    corpus: set.name,
    annotation_tools: "",
    annotation_rules: set.citation ?? "",
    validation: "",
    data_source: set.origin,
  };
  const annotation = (namespace: string, data: readonly unknown[]) => ({
    namespace,
    data,
    annotation_metadata: meta,
    sandbox: entry.split ? { split: entry.split, key: entry.key } : { key: entry.key },
    time: 0,
    duration: isKnown ? duration : null,
  });
  const namespace = namespaceOf(set);
  const names = namesOf(set, entry);
  const keys = names.map(keyLabelOf);
  const isKey = names.length > 0 && keys.every((key) => key !== undefined);
  const tags = names.map((name, i) =>
    observation(
      isKey ? keys[i]!.replace(" ", ":") : spelled(namespace, name),
      entry.strengths?.[i] ?? null,
    )
  );
  const numbers = set.fields.flatMap((field, i) => {
    const value = entry.values?.[i] ?? NaN;
    if (Number.isNaN(value)) return [];
    return field.id === "tempo"
      ? [annotation("tempo", [observation(value, 1)])]
      : [annotation("tag_open", [observation(`${field.id}=${value}`, null)])];
  });
  return {
    file_metadata: {
      title: track.title ?? "",
      artist: track.artist ?? entry.artist ?? "",
      release: entry.album ?? "",
      duration,
      identifiers: { fonoteca: track.id },
      jams_version: "0.3.4",
    },
    annotations: [
      ...(tags.length > 0 ? [annotation(isKey ? "key_mode" : namespace, tags)] : []),
      ...numbers,
    ],
    sandbox: {},
  };
}
