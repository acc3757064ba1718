import { artistKeys, type Columns } from "../domain/mod.ts";
import { FreePlaces } from "./_free_rows.ts";

/** One track of a path, and the path before it. */
export interface Step {
  readonly row: number;
  /** Its place in the order of the descriptor. */
  readonly place: number;
  readonly before: Step | undefined;
  readonly cost: number;
  readonly depth: number;
}

/** Tracks at the end of a path that other paths need not share. */
const TAIL = 48;
/** Places that are looked at for one whose artist is not too often there yet. */
const LOOKED_AT = 2_000;

/**
 * What the paths of a beam share: their tracks are settled, and nobody looks at them again. Only the last
 * few tracks of a path are its own, so a step costs the same at the end of a long path as at its start.
 */
export class SharedPath {
  readonly #artists: readonly (readonly string[])[];
  readonly #sorted: Uint32Array;
  readonly #perArtist: number;
  readonly #free: FreePlaces;
  readonly #placesOf = new Map<string, number[]>();
  readonly #byArtist = new Map<string, number>();
  #settled: Step | undefined;

  /** @param sorted Rows in the order of the descriptor. */
  constructor(
    sorted: Uint32Array,
    { columns, perArtist }: { readonly columns: Columns; readonly perArtist: number },
  ) {
    this.#artists = artistKeys(columns.texts);
    this.#sorted = sorted;
    this.#perArtist = perArtist;
    this.#free = new FreePlaces(sorted.length);
    if (perArtist === Infinity) return;
    for (const [place, row] of sorted.entries()) {
      for (const artist of this.#artistsOf(row)) {
        const places = this.#placesOf.get(artist);
        if (places) places.push(place);
        else this.#placesOf.set(artist, [place]);
      }
    }
  }

  /** Paths that agree but for their tails; what they agree on is settled. The best path comes first. */
  settle(beam: readonly Step[]): readonly Step[] {
    const depth = beam[0]!.depth - TAIL;
    const shared = depth < 0 ? undefined : ancestorAt(beam[0]!, depth);
    if (!shared) return beam;
    for (let step: Step | undefined = shared; step && step !== this.#settled; step = step.before) {
      this.#take(step);
    }
    this.#settled = shared;
    return beam.filter((step) => ancestorAt(step, depth) === shared);
  }

  /** The places around `from` that a path may go on to, up to `most`, `nearer` saying on which side. */
  *around(
    from: number,
    { path, most, nearer }: {
      readonly path: Step | undefined;
      readonly most: number;
      readonly nearer: (below: number, above: number) => boolean;
    },
  ): Generator<number> {
    const fits = this.#fitness(path);
    let [below, above] = [this.#free.before(from), this.#free.from(from)];
    let looked = 0;
    for (let found = 0; found < most && (below >= 0 || above < this.#sorted.length);) {
      if (found > 0 && ++looked > LOOKED_AT) return;
      const goesDown = above >= this.#sorted.length || (below >= 0 && nearer(below, above));
      const place = goesDown ? below : above;
      if (goesDown) below = this.#free.before(below);
      else above = this.#free.from(above + 1);
      if (!fits(place)) continue;
      found++;
      yield place;
    }
  }

  #take({ row, place }: Step): void {
    this.#free.take(place);
    if (this.#perArtist === Infinity) return;
    for (const artist of this.#artistsOf(row)) {
      const count = (this.#byArtist.get(artist) ?? 0) + 1;
      this.#byArtist.set(artist, count);
      if (count < this.#perArtist) continue;
      for (const other of this.#placesOf.get(artist) ?? []) this.#free.take(other);
    }
  }

  #fitness(path: Step | undefined): (place: number) => boolean {
    const taken = new Set<number>();
    const own = new Map<string, number>();
    for (let step = path; step && step !== this.#settled; step = step.before) {
      taken.add(step.place);
      for (const artist of this.#artistsOf(step.row)) {
        own.set(artist, (own.get(artist) ?? 0) + 1);
      }
    }
    return (place) => {
      if (taken.has(place)) return false;
      if (this.#perArtist === Infinity) return true;
      return this.#artistsOf(this.#sorted[place]!).every((artist) =>
        (this.#byArtist.get(artist) ?? 0) + (own.get(artist) ?? 0) < this.#perArtist
      );
    };
  }

  #artistsOf(row: number): readonly string[] {
    return this.#artists[row] ?? [];
  }
}

function ancestorAt(step: Step, depth: number): Step | undefined {
  let at: Step | undefined = step;
  while (at && at.depth > depth) at = at.before;
  return at;
}
