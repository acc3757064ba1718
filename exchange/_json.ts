import { Buffer } from "node:buffer";

const ARRAYS = {
  Float32Array,
  Float64Array,
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
} as const;

interface Packed {
  readonly array: keyof typeof ARRAYS;
  readonly base64: string;
}

/** JSON of a value that may hold typed arrays: `{"array": "Float32Array", "base64": "…"}`. */
export function packJson(value: unknown): string {
  return JSON.stringify(value, (_, part) => {
    if (!ArrayBuffer.isView(part)) return part;
    const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    return {
      array: part.constructor.name as Packed["array"],
      base64: bytes.toString("base64"),
    } satisfies Packed;
  });
}

/** The value behind {@linkcode packJson}. */
export function unpackJson(json: string): unknown {
  return JSON.parse(json, (_, part) => {
    if (!isPacked(part)) return part;
    return new ARRAYS[part.array](Uint8Array.from(Buffer.from(part.base64, "base64")).buffer);
  });
}

function isPacked(part: unknown): part is Packed {
  return typeof part === "object" && part !== null && "base64" in part && "array" in part &&
    typeof part.array === "string" && part.array in ARRAYS;
}
