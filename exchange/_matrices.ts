import { basename, join } from "node:path";
import {
  ACTIVATION_CLASSES,
  ACTIVATION_SETS,
  type ActivationSet,
  type AnalysedSpace,
  plural,
  spaceInfo,
  SPACES,
  type VectorKind,
} from "../domain/mod.ts";
import { ExchangeError } from "./failure.ts";
import { NpyReader } from "./npy.ts";
import { readLines } from "./tsv.ts";

/** A `.npy` file of one kind of vector. */
export interface Matrix {
  readonly kind: VectorKind;
  readonly reader: NpyReader;
  /** For activations: our class of each of the file's columns. */
  readonly classes?: readonly number[];
}

/** Whether there is a file of that path. */
export async function exists(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return false;
    }
    throw new ExchangeError(
      `Cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

/** The `.npy` files of a folder, with headers and names checked. */
export async function openMatrices(folder: string): Promise<Matrix[]> {
  const matrices: Matrix[] = [];
  try {
    for (const kind of [...SPACES, ...ACTIVATION_SETS]) {
      const path = join(folder, `${kind}.npy`);
      if (!await exists(path)) continue;
      const reader = await NpyReader.open(path);
      matrices.push({ kind, reader });
      checkDimensions(kind, reader);
    }
    return await Promise.all(matrices.map((matrix) => withClasses(matrix, folder)));
  } catch (error) {
    for (const { reader } of matrices) reader[Symbol.dispose]();
    throw error;
  }
}

async function withClasses(matrix: Matrix, folder: string): Promise<Matrix> {
  const set = ACTIVATION_SETS.find((set) => set === matrix.kind);
  if (!set) return matrix;
  return { ...matrix, classes: await classesOf(set, { folder, reader: matrix.reader }) };
}

/** Numbers of a vector; `undefined` where any number will do. */
function dimensionsOf(kind: VectorKind): number | undefined {
  const set = ACTIVATION_SETS.find((set) => set === kind);
  return set ? ACTIVATION_CLASSES[set].length : spaceInfo(kind as AnalysedSpace).dimensions;
}

function checkDimensions(kind: VectorKind, { path, shape }: NpyReader): void {
  const expected = dimensionsOf(kind);
  if (expected !== undefined && shape.columns !== expected) {
    throw new ExchangeError(
      `Cannot import ${path}: its rows have ${
        plural(shape.columns, "number")
      }, those of ${kind} have ${expected}`,
    );
  }
}

/** Our class of each column of a file of activations, by the names beside it. */
async function classesOf(
  set: ActivationSet,
  { folder, reader }: { readonly folder: string; readonly reader: NpyReader },
): Promise<readonly number[]> {
  const path = join(folder, `${set}.txt`);
  if (!await exists(path)) {
    throw new ExchangeError(
      `Cannot import ${reader.path}: ${set}.txt with the names of its columns is missing`,
    );
  }
  const names: string[] = [];
  for await (const line of readLines(path)) if (line.trim() !== "") names.push(line.trim());
  const labels = ACTIVATION_CLASSES[set];
  const classes = names.map((name) => labels.indexOf(name));
  const unknown = classes.indexOf(-1);
  if (unknown >= 0) {
    throw new ExchangeError(
      `Cannot import ${path}: ${
        JSON.stringify(names[unknown])
      } is none of the ${labels.length} ${set}`,
    );
  }
  if (names.length !== labels.length || new Set(classes).size !== labels.length) {
    throw new ExchangeError(
      `Cannot import ${path}: it names ${new Set(classes).size} ${set}, and ${
        basename(reader.path)
      } has ${labels.length}`,
    );
  }
  return classes;
}

/** Checks the number of rows, that each is finite or NaN throughout, and that activations are in [0, 1]. */
export async function checkMatrix(
  { reader, classes }: Matrix,
  { total, table }: { readonly total: number; readonly table: string },
): Promise<void> {
  if (reader.shape.rows !== total) {
    throw new ExchangeError(
      `Cannot import ${reader.path}: it has ${plural(reader.shape.rows, "row")} and ${
        basename(table)
      } ${total}; the rows must be the same tracks in the same order`,
    );
  }
  let index = 0;
  for await (const row of reader.rows()) {
    const finite = row.reduce((count, value) => count + (Number.isFinite(value) ? 1 : 0), 0);
    if (finite !== row.length && row.some((value) => !Number.isNaN(value))) {
      throw new ExchangeError(
        `Cannot import ${reader.path}: row ${index} has ${
          plural(row.length - finite, "number that is", "numbers that are")
        } not finite; a row without a vector is NaN throughout`,
      );
    }
    const beyond = classes && row.find((value) => value < 0 || value > 1);
    if (beyond !== undefined) {
      throw new ExchangeError(
        `Cannot import ${reader.path}: row ${index} has the activation ${beyond}, and they go from 0 to 1`,
      );
    }
    index++;
  }
}

/** A row of activations with its classes in our order. */
export function inOurOrder(row: Float32Array, classes: readonly number[]): Float32Array {
  const ordered = new Float32Array(row.length);
  classes.forEach((to, from) => ordered[to] = row[from]!);
  return ordered;
}
