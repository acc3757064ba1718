import { normal, seeded } from "../../../domain/mod.ts";
import type { Head } from "../../../analysis/models/mod.ts";
import type { ModelCard } from "../../../learning/mod.ts";
import { onnxOf } from "../../../learning/onnx.ts";

/** Units of the layer between, as the published heads of many classes have it. */
const HIDDEN = 512;

/**
 * A network of a head's shape with drawn weights: 1280 numbers, 512 units, a likelihood a class. For
 * plumbing alone.
 *
 * @param size Bytes of the file: what is left is filled with a text that readers pass over.
 */
export function madeHead(
  { classes }: Pick<Head, "classes">,
  { size, seed = 1, output = "sigmoid" }: {
    readonly size?: number;
    readonly seed?: number;
    readonly output?: "sigmoid" | "softmax";
  } = {},
): Uint8Array<ArrayBuffer> {
  const deviate = normal(seeded(seed));
  const sizes = [1280, HIDDEN, classes.length];
  const layers = sizes.slice(1).map((outputs, l) => {
    const inputs = sizes[l]!;
    const scale = 1 / Math.sqrt(inputs);
    return {
      weights: Float32Array.from({ length: inputs * outputs }, () => scale * deviate()),
      bias: new Float32Array(outputs),
    };
  });
  const card = { id: "made" } as ModelCard;
  const bytes = onnxOf({ model: { form: "network", shape: { sizes, output }, layers }, card });
  return size === undefined ? new Uint8Array(bytes) : filled(bytes, size);
}

/** Field 6 of a model is a text about it. */
function filled(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  for (const digits of [1, 2, 3]) {
    const length = size - bytes.length - 1 - digits;
    if (length < 0 || length >= 2 ** (7 * digits)) continue;
    const file = new Uint8Array(size).fill(0x20);
    file.set(bytes);
    file[bytes.length] = 0x32;
    for (let i = 0; i < digits; i++) {
      const more = i < digits - 1 ? 128 : 0;
      file[bytes.length + 1 + i] = length >> (7 * i) & 127 | more;
    }
    return file;
  }
  throw new RangeError(`Cannot fill ${bytes.length} bytes up to ${size}`);
}
