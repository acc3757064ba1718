import type { Checkpoint, Curve } from "../../learning/mod.ts";
import {
  type FileKind,
  readKeptBytes,
  readKeptHead,
  unlessUnusable,
  writeKeptFile,
} from "../../work/mod.ts";

const KIND: FileKind = { name: "checkpoint", magic: "FONOCKPT", version: 1 };

/** Where the state of a fold is kept; `path` names the learner. */
export function checkpointPath(path: string, fold: number): string {
  return `${path}.${fold}.checkpoint`;
}

type Layers = Checkpoint["layers"];

interface Description extends Pick<Checkpoint, "curves"> {
  readonly sizes: readonly number[];
  readonly step: number;
  readonly best: { readonly epoch: number; readonly loss: number };
}

/** Writes all that a training needs to go on. @param sizes Inputs, hidden layers, outputs. */
export function writeCheckpoint(
  path: string,
  { layers, adam, curves, best }: Checkpoint,
  sizes: readonly number[],
): void {
  const description: Description = {
    sizes,
    curves,
    step: adam.step,
    best: { epoch: best.epoch, loss: best.loss },
  };
  const numbers = [layers, adam.first, adam.second, best.layers].flat()
    .flatMap(({ weights, bias }) => [weights, bias]);
  writeKeptFile(path, KIND, { description, numbers });
}

/** The curves up to a checkpoint; undefined where there is none. */
export function checkpointCurves(path: string): readonly Curve[] | undefined {
  return unlessUnusable(() => (readKeptHead(path, KIND).description as Description).curves);
}

/** Reads a checkpoint of a network of those sizes; undefined where there is none. */
export function readCheckpoint(path: string, sizes: readonly number[]): Checkpoint | undefined {
  return unlessUnusable(() => {
    const head = readKeptHead(path, KIND);
    const { curves, step, best, ...description } = head.description as Description;
    if (String(description.sizes) !== String(sizes)) return undefined;
    const cells = new Float32Array(readKeptBytes(path, KIND, head));
    let at = 0;
    const take = (count: number) => cells.slice(at, at += count);
    const layersOf = (): Layers =>
      sizes.slice(1).map((outputs, l) => ({
        weights: take(outputs * sizes[l]!),
        bias: take(outputs),
      }));
    const [layers, first, second, bestLayers] = [layersOf(), layersOf(), layersOf(), layersOf()];
    return { layers, curves, adam: { step, first, second }, best: { ...best, layers: bestLayers } };
  });
}
