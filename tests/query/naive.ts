import { type Columns, MISSING_CODE } from "../../domain/mod.ts";
import {
  camelotOf,
  camelotSteps,
  type Key,
  PITCH_CLASSES,
  type Scale,
  SCALES,
} from "../../domain/mod.ts";
import { type Clause, type Query } from "../../query/mod.ts";
import { isInside } from "../../query/region.ts";

/** Whether a row matches a clause, worked out with nothing shared with `query/`'s own evaluation. */
export function holds(columns: Columns, row: number, clause: Clause): boolean {
  switch (clause.kind) {
    case "number": {
      const x = columns.numbers[clause.descriptor]?.[row] ?? NaN;
      if (Number.isNaN(x)) return clause.missing !== "exclude";
      if (clause.missing === "only") return false;
      const tempos = clause.octaves ? [x, x * 2, x / 2] : [x];
      return tempos.some((t) =>
        !(t < Math.fround(clause.min ?? -Infinity)) && !(t > Math.fround(clause.max ?? Infinity))
      );
    }
    case "voice": {
      const voice = columns.numbers.voice![row]!;
      const none = columns.numbers.instrumentalness![row]!;
      const beyond = (1 - clause.threshold) / 0.4;
      const [vocal, instrumental] = Number.isNaN(voice)
        ? [none <= Math.fround(0.55 * beyond), none >= Math.fround(1 - 0.2 * beyond)]
        : [voice >= Math.fround(clause.threshold), voice <= Math.fround(1 - clause.threshold)];
      if (Number.isNaN(voice) && Number.isNaN(none)) return clause.missing !== "exclude";
      return clause.sides.includes(vocal ? "vocal" : instrumental ? "instrumental" : "undecided");
    }
    case "category": {
      const { codes, names } = columns.categories[clause.descriptor] ?? { codes: [], names: [] };
      if ((codes[row] ?? MISSING_CODE) === MISSING_CODE) return clause.missing !== "exclude";
      return clause.missing !== "only" && clause.names.includes(names[codes[row]!]!);
    }
    case "activation": {
      const set = columns.activations[clause.set]!;
      if (!set.present[row]) return clause.missing !== "exclude";
      if (clause.missing === "only") return false;
      const over = clause.terms.map(({ name, threshold }) => {
        for (let at = set.offsets[row]!; at < set.offsets[row + 1]!; at++) {
          const label = set.labels[set.classes[at]!]!;
          const named = label === name || label.split("---")[0] === name;
          if (named && set.values[at]! >= Math.round(threshold * 10000)) return true;
        }
        return false;
      });
      if (clause.exclude) return !over.includes(true);
      return clause.mode === "all" ? !over.includes(false) : over.includes(true);
    }
    case "label": {
      const column = columns.labels?.[clause.set];
      if (!column || column.present[row] !== 1) return clause.missing !== "exclude";
      if (clause.missing === "only") return false;
      const { classes, parents } = column.set;
      const said: string[] = [];
      for (let at = column.offsets[row]!; at < column.offsets[row + 1]!; at++) {
        if (column.strengths && column.strengths[at]! < Math.round((clause.over ?? 0) * 10000)) {
          continue;
        }
        for (let index = column.classes[at]!; index >= 0; index = parents?.[index] ?? -1) {
          said.push(classes[index]!);
        }
      }
      const there = clause.names.map((name) => said.includes(name));
      if (clause.exclude) return !there.includes(true);
      return clause.mode === "all" ? !there.includes(false) : there.includes(true);
    }
    case "named": {
      const column = columns.labels?.[clause.set]?.names[clause.by];
      const said = column?.names[column.codes[row]!];
      if (said === undefined) return clause.missing !== "exclude";
      const plain = (text: string) =>
        text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim().replace(/\s+/g, " ");
      return clause.names.some((name) => plain(name) === plain(said));
    }
    case "top": {
      const set = columns.activations[clause.set]!;
      const from = set.offsets[row]!;
      const kept = [...set.values.subarray(from, set.offsets[row + 1]!)];
      if (kept.length === 0) return clause.missing !== "exclude";
      const label = set.labels[set.classes[from + kept.indexOf(Math.max(...kept))]!]!;
      return clause.names.includes(label) || clause.names.includes(label.split("---")[0]!);
    }
    case "key":
    case "camelot": {
      const tonic = columns.categories[`key_${clause.profile}`]!.codes[row]!;
      const scale = columns.categories[`scale_${clause.profile}`]!.codes[row]!;
      if (tonic === MISSING_CODE) return clause.missing !== "exclude";
      if (clause.missing === "only") return false;
      const key: Key = { tonic: PITCH_CLASSES[tonic]!, scale: SCALES[scale]! as Scale };
      if (clause.kind === "camelot") return stepsTo(clause.code, key) <= clause.steps;
      return clause.keys.some((p) =>
        (!p.tonic || p.tonic === key.tonic) && (!p.scale || p.scale === key.scale)
      );
    }
    case "text": {
      const plain = (text: string) =>
        text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
          .replaceAll("æ", "ae").replaceAll("ß", "ss");
      const { title, artist, album, genre, path } = columns.texts;
      const hay = [title, artist, album, genre, path].map((texts) => plain(texts[row]!));
      const words = plain(clause.text).match(/"[^"]*"|\S+/g) ?? [];
      return words.every((w) => hay.some((text) => text.includes(w.replaceAll('"', ""))));
    }
    case "artist": {
      const name = (text: string) =>
        text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
          .replaceAll("æ", "ae").replaceAll("ß", "ss");
      const said = name(columns.texts.artist[row]!);
      if (said === "") return clause.missing !== "exclude";
      if (clause.missing === "only") return false;
      return clause.names.some((wanted) => name(wanted) === said) !== clause.exclude;
    }
    case "folder": {
      const folders = columns.texts.path[row]!.split("/").slice(0, -1);
      const wanted = clause.folder.split("/");
      return wanted.every((name, i) => folders[i] === name);
    }
    case "format":
      return clause.formats.includes(columns.texts.codec[row]!);
    case "since":
      return columns.added[row]! >= clause.since;
    case "region": {
      const xy = coordinates(columns.length);
      return isInside(clause.polygon, { x: xy[2 * row]!, y: xy[2 * row + 1]! });
    }
  }
}

function stepsTo(code: string, key: Key): number {
  for (const tonic of PITCH_CLASSES) {
    for (const scale of SCALES) {
      if (camelotOf({ tonic, scale }) === code) return camelotSteps({ tonic, scale }, key);
    }
  }
  return Infinity;
}

/** Whether a row matches all clauses but those named. */
export function matches(
  columns: Columns,
  row: number,
  options: { readonly query: Query; readonly but?: readonly string[] },
): boolean {
  return Object.entries(options.query.clauses).every(([id, clause]) =>
    options.but?.includes(id) || holds(columns, row, clause)
  );
}

/** Coordinates on a spiral, one in ten missing. */
export function coordinates(length: number): Float32Array {
  return Float32Array.from(
    { length: length * 2 },
    (_, i) => (i >> 1) % 10 === 0 ? NaN : (i % 2 ? Math.sin(i) : Math.cos(i)) * i * 1e6,
  );
}
