import { type Columns, MISSING_CODE } from "../domain/mod.ts";
import { fillMask, fillMissing, type Mask, type Sources } from "./evaluate.ts";
import { type Clause, type ClauseId, clauseIdOf, MAX_CLAUSES } from "./clause.ts";
import type { Facet } from "./facets.ts";
import { clauseParameters, formatParameters } from "./format.ts";
import type { Query } from "./query.ts";

/** Rows of one facet, bin by bin. */
export interface Counts {
  /** Of all rows. Shape `(bins,)`. */
  readonly whole: Uint32Array;
  /** Of the rows that match every clause but the facet's own. Shape `(bins,)`. */
  readonly selected: Uint32Array;
  readonly missing: { readonly whole: number; readonly selected: number };
}

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
 * Square 2012). A row counts in a view when no bit but those of the view's own clauses is set. Bins
 * of all facets lie side by side by row, so that a changed row costs one cache line.
 */
class LinkedSelection implements Selection {
  readonly columns: Columns;
  readonly mask: Mask;
  #count: number;
  readonly #sources: Sources;
  readonly #facets: readonly Facet[];
  readonly #fails: Int32Array;
  readonly #bins: Uint8Array;
  readonly #whole: Uint32Array;
  readonly #selected: Uint32Array;
  readonly #own: Int32Array;
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
    this.#own = new Int32Array(facets.length);
    this.#bins = interleave(facets, columns.length);
    this.#whole = new Uint32Array(facets.length * 256);
    for (const [f, facet] of facets.entries()) {
      for (const code of facet.codes) this.#whole[f << 8 | code]!++;
    }
    this.#selected = this.#whole.slice();
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
    const f = this.#facets.findIndex((facet) => facet.id === id);
    const facet = this.#facets[f];
    if (!facet) throw new RangeError(`Cannot count ${id}: this selection has no such facet`);
    const from = f << 8;
    return {
      whole: this.#whole.subarray(from, from + facet.bins),
      selected: this.#selected.subarray(from, from + facet.bins),
      missing: {
        whole: this.#whole[from + MISSING_CODE]!,
        selected: this.#selected[from + MISSING_CODE]!,
      },
    };
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
    this.#nameOwn();
  }

  #set(clause: Clause): void {
    const id = clauseIdOf(clause);
    const text = formatParameters(clauseParameters(clause));
    const slot = this.#slots.get(id);
    if (slot?.text === text) return;
    const bit = slot?.bit ?? this.#freeBit();
    this.#slots.set(id, { clause, text, bit });
    if (!slot) this.#nameOwn();
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

  #nameOwn(): void {
    this.#facets.forEach((facet, f) => this.#own[f] = this.#bitsOf(facet.own));
  }

  /** Sets one clause's bit from its mask, and counts the rows that change. */
  #apply(passes: Mask, bit: number): void {
    const fails = this.#fails;
    const mask = this.mask;
    const owners = this.#own.some((own) => (own & ~bit) !== 0);
    for (let row = 0; row < passes.length; row++) {
      const before = fails[row]!;
      const after = passes[row] === 1 ? before & ~bit : before | bit;
      if (after === before) continue;
      fails[row] = after;
      const others = before & ~bit;
      const step = passes[row] === 1 ? 1 : -1;
      if (others === 0) {
        mask[row] = passes[row]!;
        this.#count += step;
        this.#countRow(row, { others, bit, step });
      } else if (owners) this.#countRow(row, { others, bit, step });
    }
  }

  #countRow(
    row: number,
    change: { readonly others: number; readonly bit: number; readonly step: number },
  ): void {
    const { others, bit, step } = change;
    const width = this.#own.length;
    for (let f = 0, at = row * width; f < width; f++, at++) {
      const own = this.#own[f]!;
      if ((own & bit) === 0 && (others & ~own) === 0) {
        this.#selected[f << 8 | this.#bins[at]!]! += step;
      }
    }
  }
}

function interleave(facets: readonly Facet[], rows: number): Uint8Array {
  const bins = new Uint8Array(rows * facets.length);
  for (const [f, { codes }] of facets.entries()) {
    for (let row = 0, at = f; row < rows; row++, at += facets.length) bins[at] = codes[row]!;
  }
  return bins;
}
