import type { LabelEntries, LabelEntry, LabelSet } from "../domain/mod.ts";
import type { LabelDraft, LabelRow } from "./draft.ts";
import { LabelError } from "./failure.ts";
import { PackedEntries } from "./packed_entries.ts";
import type { TrackIndex } from "./track_index.ts";

/** A row that was not joined, and why. */
export interface Example {
  readonly key: string;
  readonly line?: number;
  readonly reason: string;
}

/** Rows of one fate: how many, and the first few. */
export interface Fate {
  readonly count: number;
  readonly examples: readonly Example[];
}

/** What became of the rows of a source. */
export interface JoinReport {
  readonly rows: number;
  /** Rows that found a track. */
  readonly matched: number;
  /** Tracks that have an entry now. */
  readonly tracks: number;
  /** Tracks of the collection without one. */
  readonly unlabelled: number;
  readonly unmatched: Fate;
  /** Rows whose track had a row already; the first counts. */
  readonly duplicates: Fate;
  /** Rows that could not be used. */
  readonly faulty: Fate;
  /** Tracks of the collection that are known to be bad. */
  readonly bad: Fate;
  readonly warnings: readonly string[];
}

/** A draft joined to tracks. */
export interface Joined {
  readonly set: LabelSet;
  readonly entries: LabelEntries;
  readonly report: JoinReport;
}

/** What is known of a set besides its draft. */
export interface JoinOptions {
  readonly kind: string;
  readonly now: number;
  readonly source?: string;
  readonly options?: Readonly<Record<string, string>>;
  /** Whether tracks on the list of known-bad ones are left out. */
  readonly withoutBad?: boolean;
}

const EXAMPLES = 20;
/** Classes are kept as 16-bit numbers. */
const MOST_CLASSES = 65_000;

class Counted implements Fate {
  count = 0;
  readonly examples: Example[] = [];

  add({ key, line }: LabelRow, reason: string): void {
    this.count++;
    if (this.examples.length >= EXAMPLES) return;
    this.examples.push({ key, ...(line !== undefined && { line }), reason });
  }
}

/** Joins the rows of a draft to the tracks that they mean. Throws what its reader throws. */
export async function joinLabels(
  draft: LabelDraft,
  tracks: TrackIndex,
  options: JoinOptions,
): Promise<Joined> {
  const classes = new ClassList(draft);
  const entries = new PackedEntries(tracks);
  const [unmatched, duplicates, faulty, bad] = [
    new Counted(),
    new Counted(),
    new Counted(),
    new Counted(),
  ];
  let rows = 0;
  let matched = 0;
  const take = (row: LabelRow) => {
    rows++;
    if (row.fault !== undefined) {
      faulty.add(row, row.fault);
      return;
    }
    const found = tracks.places(row.match);
    if ("reason" in found) {
      unmatched.add(row, found.reason);
      return;
    }
    matched++;
    if (row.bad !== undefined) {
      bad.add(row, row.bad);
      if (options.withoutBad) return;
    }
    const entry = entryOf(row, classes);
    for (const track of found.places) {
      const before = entries.at(track);
      if (before) duplicates.add(row, duplicateReason(before, entry));
      else entries.put(track, entry);
    }
  };
  for await (const some of draft.rows()) {
    if (isMany(some)) some.forEach(take);
    else take(some);
  }
  if (rows === 0) throw new LabelError(`Cannot join the labels ${draft.name}: there is no row`);
  const { set, renumber } = classes.finish(draft, options);
  if (renumber) entries.renumber(renumber);
  return {
    set,
    entries,
    report: {
      rows,
      matched,
      tracks: entries.size,
      unlabelled: tracks.length - entries.size,
      unmatched,
      duplicates,
      faulty,
      bad,
      warnings: draft.warnings ?? [],
    },
  };
}

function isMany(some: LabelRow | readonly LabelRow[]): some is readonly LabelRow[] {
  return Array.isArray(some);
}

/** A text of its own: one cut from a larger text would keep all of that in memory. */
function own(text: string): string {
  return text.length < 13 ? text : JSON.parse(JSON.stringify(text));
}

function duplicateReason(before: LabelEntry, entry: LabelEntry): string {
  const said = ({ classes, values }: LabelEntry) => JSON.stringify([classes, values]);
  const which = before.key === entry.key
    ? "the id stands there twice"
    : `same track as ${before.key}`;
  return said(before) === said(entry)
    ? `${which}, with the same labels`
    : `${which}, with other labels`;
}

function entryOf(row: LabelRow, classes: ClassList): LabelEntry {
  const { key, labels, strengths, values, split, artist, album, bad } = row;
  return {
    key,
    ...(labels && { classes: labels.map((label) => classes.indexOf(label)) }),
    ...(strengths && { strengths }),
    ...(values && { values }),
    ...(split && { split }),
    ...(artist && { artist }),
    ...(album && { album }),
    ...(bad !== undefined && { bad }),
  };
}

/** The classes of a set: given by its draft, or gathered as rows name them and sorted in the end. */
class ClassList {
  readonly #names: string[];
  readonly #indices: Map<string, number>;
  readonly #given: boolean;

  constructor({ classes }: LabelDraft) {
    this.#given = classes !== undefined;
    this.#names = [...classes ?? []];
    this.#indices = new Map(this.#names.map((name, index) => [name, index]));
  }

  indexOf(name: string): number {
    const known = this.#indices.get(name);
    if (known !== undefined) return known;
    if (this.#names.length === MOST_CLASSES) {
      throw new LabelError(
        `Cannot join these labels: they are over ${MOST_CLASSES} different ones; name the column of labels with --label`,
      );
    }
    const kept = own(name);
    this.#indices.set(kept, this.#names.length);
    return this.#names.push(kept) - 1;
  }

  finish(
    draft: LabelDraft,
    { kind, now, source, options }: JoinOptions,
  ): { readonly set: LabelSet; readonly renumber?: ReadonlyMap<number, number> } {
    const order = this.#names.map((_, index) => index);
    if (!this.#given) {
      order.sort((a, b) => this.#names[a]!.localeCompare(this.#names[b]!, "en"));
    }
    const classes = order.map((index) => this.#names[index]!);
    const { id, name, licence, citation, version, several, strength, fields, parents } = draft;
    const set: LabelSet = {
      id,
      name,
      kind,
      origin: "publisher",
      ...(source !== undefined && { source }),
      ...(options && Object.keys(options).length > 0 && { options }),
      ...(licence !== undefined && { licence }),
      ...(citation !== undefined && { citation }),
      ...(version !== undefined && { version }),
      classes,
      ...(parents && { parents: classes.map((c) => classes.indexOf(parents.get(c) ?? "")) }),
      several,
      ...(strength !== undefined && { strength }),
      fields: fields ?? [],
      joined: now,
    };
    if (this.#given) return { set };
    return { set, renumber: new Map(order.map((index, place) => [index, place])) };
  }
}
