import type { Columns } from "../domain/mod.ts";
import { medianInBins } from "./_median.ts";
import { type Counts, Tally } from "./_tally.ts";
import { fillMask, fillMissing, type Mask, type Sources } from "./evaluate.ts";
import { type Clause, type ClauseId, clauseIdOf, MAX_CLAUSES } from "./clause.ts";
import type { Facet } from "./facets.ts";
import { clauseParameters, formatParameters } from "./format.ts";
import type { Query } from "./query.ts";

export type { Counts };

/** The clause to drop when nothing matches. */
export interface Culprit {
  readonly id: ClauseId;
  /** Rows that match without it. */
  readonly without: number;
}

/** A collection under a query, brought up to date change by change. */
export interface Selection {
  readonly columns: Columns;
  /** Rows that match. */
  readonly count: number;
  /** One byte a row: 1 where the row matches. The same array all along, changed in place. */
  readonly mask: Mask;
  /** Changes the query; only rows whose membership changed are counted anew. */
  setQuery(query: Query): void;
  /** Whole and selected counts of a facet. Throws a RangeError where there is no such facet. */
  counts(facet: string): Counts;
  /**
   * Median of a numeric descriptor over the selected rows of its facet; NaN where there are none.
   * Throws a RangeError where there is no such facet.
   */
  median(facet: string): number;
  /** One byte a row: 1 where the row matches all clauses but those. */
  maskWithout(own: readonly ClauseId[]): Mask;
  /** Rows that match every other clause but lack the value this one asks about. */
  missing(id: ClauseId): number;
  /** The clause that excludes most; `undefined` where there is none. */
  whichClauseExcludesMost(): Culprit | undefined;
}

/** Starts a selection with the empty query. At most 32 facets. */
export function createSelection(
  columns: Columns,
  options: { readonly facets?: readonly Facet[]; readonly sources?: Sources } = {},
): Selection {
  return new LinkedSelection(columns, options.facets ?? [], options.sources ?? {});
}

interface Slot {
  readonly clause: Clause;
  /** The clause as text, to see whether it changed. */
  readonly text: string;
  readonly bit: number;
}

/**
 * Each clause owns one bit of a 32-bit word a row, set where the row fails it (as in Crossfilter,
 * Square 2012). A row counts in a view when no bit but those of the view's own clauses is set.
 */
class LinkedSelection implements Selection {
  readonly columns: Columns;
  readonly mask: Mask;
  #count: number;
  readonly #sources: Sources;
  readonly #fails: Int32Array;
  readonly #facets: readonly Facet[];
  readonly #tally: Tally;
  readonly #slots = new Map<ClauseId, Slot>();
  readonly #scratch: Mask;
  readonly #kept = new Map<string, Mask>();

  constructor(columns: Columns, facets: readonly Facet[], sources: Sources) {
    this.columns = columns;
    this.#sources = sources;
    this.#facets = facets;
    this.#count = columns.length;
    this.mask = new Uint8Array(columns.length).fill(1);
    this.#fails = new Int32Array(columns.length);
    this.#scratch = new Uint8Array(columns.length);
    this.#tally = new Tally(facets, columns.length);
  }

  get count(): number {
    return this.#count;
  }

  setQuery(query: Query): void {
    for (const id of [...this.#slots.keys()]) {
      if (!query.clauses[id]) this.#drop(id);
    }
    for (const clause of Object.values(query.clauses)) this.#set(clause);
  }

  counts(id: string): Counts {
    return this.#tally.counts(id);
  }

  median(id: string): number {
    const facet = this.#facets.find((facet) => facet.id === id);
    const column = this.columns.numbers[id];
    if (!facet || !column) throw new RangeError(`Cannot find the median of ${id}: no such facet`);
    const { selected } = this.counts(id);
    const others = ~this.#bitsOf(facet.own);
    const passes = (row: number) => (this.#fails[row]! & others) === 0;
    return medianInBins(column, { codes: facet.codes, selected, passes });
  }

  maskWithout(own: readonly ClauseId[]): Mask {
    const others = ~this.#bitsOf(own);
    const mask = new Uint8Array(this.columns.length);
    const fails = this.#fails;
    for (let i = 0; i < mask.length; i++) mask[i] = (fails[i]! & others) === 0 ? 1 : 0;
    return mask;
  }

  missing(id: ClauseId): number {
    const slot = this.#slots.get(id);
    if (!slot) return 0;
    const ground = { ...this.#sources, columns: this.columns, clause: slot.clause };
    const missing = fillMissing(this.#scratch, ground);
    let count = 0;
    for (let i = 0; i < missing.length; i++) {
      if (missing[i] === 1 && (this.#fails[i]! & ~slot.bit) === 0) count++;
    }
    return count;
  }

  whichClauseExcludesMost(): Culprit | undefined {
    let worst: (Culprit & { readonly excluded: number }) | undefined;
    for (const [id, { bit }] of this.#slots) {
      let without = 0;
      let excluded = 0;
      for (const fails of this.#fails) {
        if ((fails & ~bit) === 0) without++;
        if ((fails & bit) !== 0) excluded++;
      }
      const worse = !worst || without > worst.without ||
        (without === worst.without && excluded > worst.excluded);
      if (worse) worst = { id, without, excluded };
    }
    return worst && { id: worst.id, without: worst.without };
  }

  #bitsOf(ids: readonly ClauseId[]): number {
    return ids.reduce((bits, id) => bits | (this.#slots.get(id)?.bit ?? 0), 0);
  }

  #drop(id: ClauseId): void {
    const slot = this.#slots.get(id)!;
    this.#apply(this.#scratch.fill(1), slot.bit);
    this.#slots.delete(id);
    this.#tally.nameOwn((ids) => this.#bitsOf(ids));
  }

  #set(clause: Clause): void {
    const id = clauseIdOf(clause);
    const text = formatParameters(clauseParameters(clause));
    const slot = this.#slots.get(id);
    if (slot?.text === text) return;
    const bit = slot?.bit ?? this.#freeBit();
    this.#slots.set(id, { clause, text, bit });
    if (!slot) {
      this.#tally.nameOwn((ids) => this.#bitsOf(ids));
      this.#tally.keepOpen(bit);
    }
    this.#apply(this.#maskOf(clause, text), bit);
  }

  #maskOf(clause: Clause, text: string): Mask {
    const ground = { ...this.#sources, columns: this.columns, clause };
    if (clause.kind !== "text" && clause.kind !== "region") return fillMask(this.#scratch, ground);
    const kept = this.#kept.get(text) ?? fillMask(new Uint8Array(this.columns.length), ground);
    this.#kept.delete(text);
    this.#kept.set(text, kept);
    if (this.#kept.size > 8) this.#kept.delete(this.#kept.keys().next().value!);
    return kept;
  }

  #freeBit(): number {
    const used = [...this.#slots.values()].reduce((bits, slot) => bits | slot.bit, 0);
    for (let at = 0; at < MAX_CLAUSES; at++) if ((used & 1 << at) === 0) return 1 << at;
    throw new RangeError(`Cannot add a clause: a query has at most ${MAX_CLAUSES}`);
  }

  /** Sets one clause's bit from its mask, and counts the rows that change. */
  #apply(passes: Mask, bit: number): void {
    const fails = this.#fails;
    const mask = this.mask;
    const tally = this.#tally;
    const from = tally.start(bit, { fails, passes });
    let count = this.#count;
    for (let row = 0; row < passes.length; row++) {
      const before = fails[row]!;
      const pass = passes[row]!;
      const was = (before & bit) === 0 ? 1 : 0;
      if (pass === was && (from === undefined || pass === from)) continue;
      const others = before & ~bit;
      const step = pass === 1 ? 1 : -1;
      if (pass !== was) {
        fails[row] = pass === 1 ? others : others | bit;
        if (others === 0) {
          mask[row] = pass;
          count += step;
        }
      }
      if (pass !== (from ?? was)) tally.add(row, others, step);
    }
    this.#count = count;
  }
}
