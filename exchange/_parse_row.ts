import {
  type Absence,
  CATALOGUE,
  type CategoryDescriptor,
  type Descriptor,
  type Instant,
  pitchClassOf,
  STAGE_VERSION,
  type StageId,
  type StageRecord,
  type Tags,
  type Track,
} from "../domain/mod.ts";
import { LONGEST_ID, valueProblem } from "./_check_track.ts";
import { GENRE_SEPARATOR } from "./columns.ts";
import { ExchangeError } from "./failure.ts";
import type { TsvRecord } from "./tsv.ts";

/** Who computed what an imported table says. */
const BY_IMPORT = "import";

/** Reads the rows of a table of tracks, by its header. */
export class RowParser {
  readonly #path: string;
  readonly #index: ReadonlyMap<string, number>;
  readonly #width: number;
  readonly #now: Instant;

  /** Throws an ExchangeError where `id` or `path` is missing. */
  constructor(header: TsvRecord, options: { readonly path: string; readonly now: Instant }) {
    this.#path = options.path;
    this.#now = options.now;
    this.#width = header.fields.length;
    this.#index = new Map(header.fields.map((name, i) => [name, i]));
    for (const name of ["id", "path"]) {
      if (!this.#index.has(name)) {
        throw new ExchangeError(
          `Cannot import ${options.path}: the column ${name} is missing; its first line must name the columns`,
        );
      }
    }
  }

  /** The track of a row. Throws an ExchangeError that names line and column. */
  track(record: TsvRecord): Track {
    const { fields, line } = record;
    if (fields.length !== this.#width) {
      throw new ExchangeError(
        `Cannot import ${this.#path}: line ${line} has ${fields.length} fields, its header ${this.#width}`,
      );
    }
    const text = (name: string) => fields[this.#index.get(name) ?? -1] ?? "";
    const [id, path] = [text("id"), text("path")];
    if (id === "" || path === "" || id.length > LONGEST_ID) {
      throw new ExchangeError(
        `Cannot import ${this.#path}: line ${line} has no id, no path, or an id that is too long`,
      );
    }
    const { values, absent, stages } = this.#descriptors(record);
    const number = (descriptor: string) => Number(values[descriptor] ?? 0);
    return {
      id,
      path,
      audio: false,
      added: this.#now,
      analysed: this.#now,
      file: {
        size: 0,
        modified: 0,
        hash: "",
        container: text("container"),
        codec: text("codec") || endingOf(path),
        sampleRate: number("sample_rate"),
        channels: number("channels"),
        ...(values.bit_rate === undefined ? {} : { bitRate: number("bit_rate") }),
        duration: number("duration"),
        hasCover: false,
      },
      tags: tagsOf(text, values.year),
      stages,
      values,
      absent,
    };
  }

  #descriptors(record: TsvRecord) {
    const values: Record<string, number | string> = {};
    const absent: Record<string, Absence> = {};
    const stages: Partial<Record<StageId, StageRecord>> = {};
    for (const descriptor of CATALOGUE) {
      const { id, stage, column } = descriptor;
      if (stage === "derived") continue;
      const field = record.fields[this.#index.get(column) ?? -1] ?? "";
      const value = field === "" ? undefined : this.#value(field, { descriptor, record });
      if (value === undefined) {
        absent[id] = "not-imported";
        continue;
      }
      values[id] = value;
      stages[stage] = { version: STAGE_VERSION[stage], by: BY_IMPORT };
    }
    return { values, absent, stages };
  }

  #value(
    field: string,
    { descriptor, record }: { readonly descriptor: Descriptor; readonly record: TsvRecord },
  ): number | string | undefined {
    if (/^nan$/i.test(field)) return undefined;
    const value = descriptor.kind === "number" ? Number(field) : nameOf(field, descriptor);
    if (typeof value === "string") return value;
    if (value !== undefined && Number.isFinite(value)) {
      const problem = valueProblem(descriptor.id, value);
      if (problem === undefined) return value;
      throw new ExchangeError(`Cannot import ${this.#path}: line ${record.line} ${problem}`);
    }
    throw new ExchangeError(
      `Cannot import ${this.#path}: line ${record.line}, column ${descriptor.column}: ${
        JSON.stringify(field)
      } is not a ${descriptor.kind === "number" ? "finite number" : "known name"}`,
    );
  }
}

function nameOf(field: string, { id, names }: CategoryDescriptor): string | undefined {
  if (id.startsWith("key_")) return pitchClassOf(field);
  return names.find((name) => name === field);
}

function tagsOf(text: (name: string) => string, year: number | string | undefined): Tags {
  const genres = text("genres").split(GENRE_SEPARATOR).filter((genre) => genre !== "");
  const [title, artist, album] = [text("title"), text("artist"), text("album")];
  return {
    ...(title && { title }),
    ...(artist && { artist }),
    ...(album && { album }),
    ...(genres.length > 0 && { genres }),
    ...(typeof year === "number" && { year }),
  };
}

function endingOf(path: string): string {
  return /\.([A-Za-z0-9]{1,5})$/.exec(path)?.[1]?.toLowerCase() ?? "";
}
