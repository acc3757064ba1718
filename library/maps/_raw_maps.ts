import type { Collection } from "../../collection/mod.ts";
import { activationSetOf, type Axis, axisText } from "../../domain/mod.ts";
import { measureInWorker } from "../../projection/mod.ts";
import type { Store } from "../../store/mod.ts";
import { columnRowsOf } from "../neighbours/_column_rows.ts";
import type { OpenSpace, Spaces } from "../neighbours/spaces.ts";
import { type AxisExtent, placed } from "./_extent.ts";
import type { RowMap } from "./maps.ts";

/** Maps that are remembered. */
const REMEMBERED = 8;

/** Maps whose axes are numbers as they are: classes of activations, dimensions of a space, descriptors. */
export class RawMaps {
  readonly #store: Store;
  readonly #spaces: Spaces;
  readonly #collection: Collection;
  /** The least recently used come first. */
  readonly #maps = new Map<string, Promise<RowMap>>();

  constructor(
    { store, spaces, collection }: {
      readonly store: Store;
      readonly spaces: Spaces;
      readonly collection: Collection;
    },
  ) {
    this.#store = store;
    this.#spaces = spaces;
    this.#collection = collection;
  }

  /** The map of two axes, in the order of the columns as they are now. */
  get(open: OpenSpace, axes: readonly [Axis, Axis]): Promise<RowMap> {
    const { version } = this.#collection;
    const key = [version, open.space, ...axes.map(axisText)].join(" ");
    const map = this.#maps.get(key) ?? this.#make(open, axes);
    this.#maps.delete(key);
    this.#maps.set(key, map);
    map.catch(() => this.#maps.delete(key));
    const [oldest] = this.#maps.keys();
    if (this.#maps.size > REMEMBERED) this.#maps.delete(oldest!);
    return map;
  }

  async #make(open: OpenSpace, axes: readonly [Axis, Axis]): Promise<RowMap> {
    const { columns, version } = this.#collection.snapshot;
    const coordinates = new Float32Array(2 * columns.length).fill(NaN);
    const extents: AxisExtent[] = [];
    for (const [side, axis] of axes.entries()) {
      const { places, extent } = placed(await this.#valuesOn(axis, open), axis);
      extents.push(extent);
      places.forEach((place, row) => coordinates[2 * row + side] = place);
    }
    for (let row = 0; row < columns.length; row++) {
      if (Number.isNaN(coordinates[2 * row]! + coordinates[2 * row + 1]!)) {
        coordinates.fill(NaN, 2 * row, 2 * row + 2);
      }
    }
    const inTable = new Float32Array(2 * open.table.length).fill(NaN);
    columnRowsOf(open.table, this.#collection).forEach((row, at) => {
      if (row >= 0) inTable.set(coordinates.subarray(2 * row, 2 * row + 2), 2 * at);
    });
    return {
      version,
      coordinates,
      variance: undefined,
      axes: [extents[0]!, extents[1]!],
      quality: await measureInWorker(open.table, { coordinates: inTable }),
      current: true,
    };
  }

  /** The value of each row; NaN where there is none. */
  async #valuesOn(axis: Axis, { space }: OpenSpace): Promise<Float64Array> {
    const { columns } = this.#collection.snapshot;
    const values = new Float64Array(columns.length).fill(NaN);
    if (axis.of === "descriptor") values.set(columns.numbers[axis.id] ?? []);
    else {
      const vectors = axis.of === "dim"
        ? (await this.#spaces.source(space)).all()
        : this.#store.vectors(activationSetOf(axis.of)!);
      for await (const { id, vector } of vectors) {
        const row = this.#collection.row(id);
        if (row !== undefined) values[row] = vector[axis.index - 1] ?? NaN;
      }
    }
    return values;
  }
}
