import { MISSING_CODE } from "../domain/mod.ts";
import type { ClauseId } from "./clause.ts";
import type { Mask } from "./evaluate.ts";
import type { Facet } from "./facets.ts";

/** Rows of one facet, bin by bin. */
export interface Counts {
  /** Of all rows. Shape `(bins,)`. */
  readonly whole: Uint32Array;
  /** Of the rows that match every clause but the facet's own. Shape `(bins,)`. */
  readonly selected: Uint32Array;
  readonly missing: { readonly whole: number; readonly selected: number };
}

/**
 * The counts of all facets. Bins of all facets lie side by side by row, so that a changed row costs
 * one cache line; most rows that fail another clause count in no facet but that clause's own.
 */
export class Tally {
  readonly #facets: readonly Facet[];
  readonly #bins: Uint8Array;
  readonly #whole: Uint32Array;
  readonly #selected: Uint32Array;
  /** Bits of each facet's own clauses. */
  readonly #own: Int32Array;
  /** Facets that are not filtered by one clause, by the place of its bit. */
  readonly #owners: number[][] = Array.from({ length: 32 }, () => []);
  /** Facets that are not filtered by two clauses or more. */
  #manyOwn: readonly number[] = [];
  /** The counts with one clause letting everything in, as long as no other changes. */
  readonly #open: { bit: number; readonly selected: Uint32Array };
  #bit = 0;
  /** Facets that the clause with that bit filters. */
  #filtered: readonly number[] = [];

  constructor(facets: readonly Facet[], rows: number) {
    this.#facets = facets;
    this.#own = new Int32Array(facets.length);
    this.#bins = interleave(facets, rows);
    this.#whole = new Uint32Array(facets.length * 256);
    for (const [f, { codes }] of facets.entries()) {
      for (const code of codes) this.#whole[f << 8 | code]!++;
    }
    this.#selected = this.#whole.slice();
    this.#open = { bit: 0, selected: this.#whole.slice() };
  }

  /** Whole and selected counts of a facet. Throws a RangeError where there is no such facet. */
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

  /** Says anew which clauses each facet is not filtered by. */
  nameOwn(bitsOf: (ids: readonly ClauseId[]) => number): void {
    for (const owners of this.#owners) owners.length = 0;
    const many: number[] = [];
    for (const [f, facet] of this.#facets.entries()) {
      const own = this.#own[f] = bitsOf(facet.own);
      for (let bits = own; bits !== 0; bits &= bits - 1) {
        this.#owners[31 - Math.clz32(bits & -bits)]!.push(f);
      }
      if ((own & own - 1) !== 0) many.push(f);
    }
    this.#manyOwn = many;
  }

  /** Keeps the counts as they are under a clause that is new and has not let any row out yet. */
  keepOpen(bit: number): void {
    this.#open.bit = bit;
    this.#open.selected.set(this.#selected);
  }

  /**
   * Begins a step of the clause with that bit from where the fewest rows have to be counted: 1 where
   * all rows count as let in so far, 0 where none does, `undefined` where they count as they are.
   *
   * @param change `fails` as before the step; `passes` as after it.
   */
  start(
    bit: number,
    { fails, passes }: { readonly fails: Int32Array; readonly passes: Mask },
  ): 1 | 0 | undefined {
    let changed = 0;
    let passing = 0;
    for (let row = 0; row < passes.length; row++) {
      passing += passes[row]!;
      changed += passes[row]! ^ ((fails[row]! & bit) === 0 ? 1 : 0);
    }
    if (this.#open.bit !== bit) this.#open.bit = 0;
    this.#bit = bit;
    this.#filtered = this.#facets.flatMap((_, f) => (this.#own[f]! & bit) === 0 ? [f] : []);
    const failing = passes.length - passing;
    if (this.#open.bit !== 0 && failing < changed && failing <= passing) {
      this.#selected.set(this.#open.selected);
      return 1;
    }
    if (passing >= changed) return undefined;
    for (const f of this.#filtered) this.#selected.fill(0, f << 8, f + 1 << 8);
    return 0;
  }

  /** Counts a row in or out that fails the clauses `others` besides that of the step. */
  add(row: number, others: number, step: 1 | -1): void {
    const at = row * this.#own.length;
    if (others === 0) {
      for (const f of this.#filtered) this.#selected[f << 8 | this.#bins[at + f]!]! += step;
      return;
    }
    const one = (others & others - 1) === 0;
    for (const f of one ? this.#owners[31 - Math.clz32(others)]! : this.#manyOwn) {
      const own = this.#own[f]!;
      if ((own & this.#bit) === 0 && (others & ~own) === 0) {
        this.#selected[f << 8 | this.#bins[at + f]!]! += step;
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
