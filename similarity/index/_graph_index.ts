import type { TrackId } from "../../domain/mod.ts";
import { fingerprintOf } from "../digest.ts";
import { UnusableFile } from "../../work/mod.ts";
import { Reduction } from "../reduced/reduction.ts";
import { FITTED_TO } from "../reduced/settings.ts";
import type { VectorTable } from "../vector_table.ts";
import { type IndexDescription, readDescription, writeIndexFile } from "./_file.ts";
import { type Graph, newGraph, readGraph } from "./_hnswlib.ts";
import { type IndexSettings, REDUCED_ABOVE } from "./settings.ts";

const CAPACITY_SLACK = 1.1;

/** A graph with what its labels mean. */
export class GraphIndex {
  readonly #space: string;
  readonly #dimensions: number;
  readonly #settings: IndexSettings;
  readonly #reduction: Reduction | undefined;
  readonly #graph: Graph;
  readonly #ids: TrackId[];
  readonly #fingerprints: number[];
  readonly #labels = new Map<TrackId, number>();

  private constructor(description: IndexDescription, graph: Graph) {
    this.#space = description.space;
    this.#dimensions = description.dimensions;
    this.#settings = description.settings;
    this.#reduction = description.reduction;
    this.#ids = [...description.ids];
    this.#fingerprints = [...description.fingerprints];
    this.#graph = graph;
    for (const [label, id] of this.#ids.entries()) if (id !== "") this.#labels.set(id, label);
  }

  /** An empty index with room for a table, reduced where it has many dimensions. */
  static async empty(
    table: VectorTable,
    { space, settings }: { readonly space: string; readonly settings: IndexSettings },
  ): Promise<GraphIndex> {
    const { dimensions } = table;
    const { m, efConstruction, reducedTo: kept, seed } = settings;
    const reduction = dimensions > REDUCED_ABOVE
      ? Reduction.fit(table, { kept, sample: FITTED_TO, seed })
      : undefined;
    const graph = await newGraph(reduction?.kept ?? dimensions);
    graph.initIndex(Math.ceil(table.count * CAPACITY_SLACK) + 100, m, efConstruction, seed);
    const fingerprints = new Uint32Array(0);
    return new GraphIndex({ space, dimensions, settings, ids: [], fingerprints, reduction }, graph);
  }

  /**
   * The index in a file.
   * @throws {UnusableFile} Where it cannot be used for this space with these settings.
   */
  static async read(
    path: string,
    wanted: Pick<IndexDescription, "space" | "dimensions" | "settings">,
  ): Promise<GraphIndex> {
    const { description, start } = readDescription(path);
    for (const key of ["space", "dimensions", "settings"] as const) {
      const [found, expected] = [description[key], wanted[key]].map((x) => JSON.stringify(x));
      if (found === expected) continue;
      throw new UnusableFile(`Cannot use index: its ${key} is ${found}, wanted is ${expected}`);
    }
    const { dimensions, reduction, ids } = description;
    const graph = await newGraph(reduction?.kept ?? dimensions);
    try {
      readGraph(graph, path, { start, capacity: Math.ceil(ids.length * CAPACITY_SLACK) + 100 });
    } catch (cause) {
      throw new UnusableFile("Cannot read index: hnswlib refused its graph", { cause });
    }
    return new GraphIndex(description, graph);
  }

  /** Tracks in the index. */
  get count(): number {
    return this.#labels.size;
  }

  /** Share of the points that were removed and only take space. */
  get removedShare(): number {
    return 1 - this.#labels.size / Math.max(1, this.#ids.length);
  }

  /** How a table differs from the index. A track whose vector has changed is in both lists. */
  differences(table: VectorTable): { readonly gone: TrackId[]; readonly missing: number[] } {
    const current = (id: TrackId, label: number) => {
      const row = table.rowOf(id);
      return row !== undefined && table.present[row] === 1 &&
        fingerprintOf(table.unit(row)) === this.#fingerprints[label];
    };
    const gone = [...this.#labels].filter(([id, label]) => !current(id, label)).map(([id]) => id);
    const outdated = new Set(gone);
    const missing = Array.from(table.ids.keys()).filter((row) =>
      table.present[row] === 1 &&
      (!this.#labels.has(table.ids[row]!) || outdated.has(table.ids[row]!))
    );
    return { gone, missing };
  }

  /** Adds a track, or gives it another vector. */
  add(id: TrackId, unit: Float32Array): void {
    this.remove(id);
    const label = this.#ids.push(id) - 1;
    this.#fingerprints.push(fingerprintOf(unit));
    this.#labels.set(id, label);
    const capacity = this.#graph.getMaxElements();
    if (label >= capacity) this.#graph.resizeIndex(Math.ceil(capacity * 1.25));
    this.#graph.addPoint(this.#point(unit), label, false);
  }

  /** Takes a track out of all lists; its point goes on to connect others. */
  remove(id: TrackId): void {
    const label = this.#labels.get(id);
    if (label === undefined) return;
    this.#graph.markDelete(label);
    this.#labels.delete(id);
    this.#ids[label] = "";
  }

  /** Up to `count` tracks likely to be nearest, nearest first as far as the graph can tell. */
  candidates(unit: Float32Array, count: number): TrackId[] {
    if (this.#labels.size === 0) return [];
    this.#graph.setEfSearch(count);
    const wanted = Math.min(count, this.#labels.size);
    const { neighbors } = this.#graph.searchKnn(this.#point(unit), wanted, undefined);
    return neighbors.map((label) => this.#ids[label]!);
  }

  write(path: string): void {
    const description = {
      space: this.#space,
      dimensions: this.#dimensions,
      settings: this.#settings,
      ids: this.#ids,
      fingerprints: Uint32Array.from(this.#fingerprints),
      reduction: this.#reduction,
    };
    writeIndexFile(path, description, this.#graph);
  }

  #point(unit: Float32Array): Float32Array {
    return this.#reduction
      ? this.#reduction.reduce(unit) ?? new Float32Array(this.#reduction.kept)
      : unit;
  }
}
