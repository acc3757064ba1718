/**
 * A WebAssembly module as bytes, for the few loops that need SIMD. Operands are nested arrays of bytes
 * in the order of the binary format (WebAssembly Core Specification 2.0, §5).
 *
 * @module
 */

export type Bytes = readonly (number | Bytes)[];
type ValueType = "i32" | "f32" | "f64" | "v128";

const TYPE_CODE: Readonly<Record<ValueType, number>> = {
  i32: 0x7f,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
};
const EMPTY_BLOCK = 0x40;
const FUNCTION_TYPE = 0x60;
const SHARED_WITH_MAXIMUM = 0x03;

export const ADD = {
  i32: 0x6a,
  f32: 0x92,
  f64: 0xa0,
  f32x4: [0xfd, 0xe4, 0x01],
  f64x2: [0xfd, 0xf0, 0x01],
} as const;
export const SUBTRACT = { i32: 0x6b, f64x2: [0xfd, 0xf1, 0x01] } as const;
export const MULTIPLY = {
  i32: 0x6c,
  f32: 0x94,
  f32x4: [0xfd, 0xe6, 0x01],
  f64x2: [0xfd, 0xf2, 0x01],
} as const;
export const DIVIDE = { f64x2: [0xfd, 0xf3, 0x01] } as const;
/** All bits of a lane where the first is greater, else none. */
export const GREATER = { f64x2: [0xfd, 0x4a] } as const;
/** Of two lanes the larger. */
export const LARGER = { f32x4: [0xfd, 0xe9, 0x01] } as const;
const SIZE_F32X4 = [0xfd, 0xe0, 0x01];
const ROOT_F64X2 = [0xfd, 0xef, 0x01];
const PROMOTE_LOW_F32X4 = [0xfd, 0x5f];
const SELECT_BITS = [0xfd, 0x52];
export const SHIFT_LEFT_I32 = 0x74;
export const AND_I32 = 0x71;
/** 1 where the first is at least the second, else 0. */
export const AT_LEAST_I32 = 0x4f;
const LESS_UNSIGNED_I32 = 0x49;
const LOAD = {
  i32: [0x28, 0x02],
  f32: [0x2a, 0x02],
  /** Eight bytes, followed by zeros. */
  v64: [0xfd, 0x5d, 0x02],
  v128: [0xfd, 0x00, 0x02],
} as const;
const STORE = { f32: [0x38, 0x02], f64: [0x39, 0x03], v128: [0xfd, 0x0b, 0x02] } as const;
const SPLAT = { f32: [0xfd, 0x13], f64: [0xfd, 0x14] } as const;
const LANE = { f32: [0xfd, 0x1f], f64: [0xfd, 0x21] } as const;
const SHUFFLE = [0xfd, 0x0d];

/** A variable of a function; parameters come first. */
export interface Local {
  readonly index: number;
  readonly type: ValueType;
}

/** A function to export. */
export interface Routine {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly variables: readonly ValueType[];
  readonly instructions: Bytes;
}

type Types = Readonly<Record<string, ValueType>>;

/** A {@linkcode Routine} whose `body` refers to parameters and variables by name. */
export function routine<P extends Types, V extends Types>(
  name: string,
  { parameters, variables, body }: {
    readonly parameters: P;
    readonly variables: V;
    body(locals: Readonly<Record<keyof P | keyof V, Local>>): Bytes;
  },
): Routine {
  const locals = Object.entries({ ...parameters, ...variables })
    .map(([key, type], index) => [key, { index, type }]);
  return {
    name,
    parameters: Object.values(parameters),
    variables: Object.values(variables),
    instructions: body(Object.fromEntries(locals)),
  };
}

export const get = (local: Local): Bytes => [0x20, leb(local.index)];
export const set = (local: Local, value: Bytes): Bytes => [value, 0x21, leb(local.index)];
export const constant = (value: number): Bytes => [0x41, signedLeb(value)];
export const zero: Bytes = [0xfd, 0x0c, new Array(16).fill(0)];
export const zeroF32: Bytes = [0x43, 0, 0, 0, 0];
export const constantF64 = (value: number): Bytes => [
  0x44,
  [...new Uint8Array(new Float64Array([value]).buffer)],
];
export const apply = (code: number | Bytes, a: Bytes, b: Bytes): Bytes => [a, b, code];
export const load = (type: keyof typeof LOAD, address: Bytes, offset = 0): Bytes => [
  address,
  LOAD[type],
  leb(offset),
];
export const store = (
  type: "f32" | "f64" | "v128",
  address: Bytes,
  { value, offset = 0 }: { readonly value: Bytes; readonly offset?: number },
): Bytes => [address, value, STORE[type], leb(offset)];
export const splat = (type: "f32" | "f64", value: Bytes): Bytes => [value, SPLAT[type]];
export const lane = (type: "f32" | "f64", vector: Bytes, index: number): Bytes => [
  vector,
  LANE[type],
  index,
];
/** A vector of two of the doubles of `a` (numbers 0 and 1) and `b` (2 and 3). */
export const pairOf = (a: Bytes, b: Bytes, picks: readonly [number, number]): Bytes => [
  a,
  b,
  SHUFFLE,
  picks.flatMap((pick) => Array.from({ length: 8 }, (_, byte) => 8 * pick + byte)),
];
/** The first two floats of a vector as doubles. */
export const promoted = (vector: Bytes): Bytes => [vector, PROMOTE_LOW_F32X4];
/** Lanes without their signs. */
export const size = (vector: Bytes): Bytes => [vector, SIZE_F32X4];
export const root = (vector: Bytes): Bytes => [vector, ROOT_F64X2];
/** The bits of `a` where those of `mask` are set, else of `b`. */
export const select = (mask: Bytes, a: Bytes, b: Bytes): Bytes => [a, b, mask, SELECT_BITS];
export const step = (local: Local, by: Bytes): Bytes => set(local, apply(ADD.i32, get(local), by));

/** Repeats `body` for as long as `a < b`, tested before the first turn. */
export function whileLess(a: Local, b: Local, body: Bytes): Bytes {
  const test: Bytes = [get(a), get(b), LESS_UNSIGNED_I32];
  return [test, 0x04, EMPTY_BLOCK, 0x03, EMPTY_BLOCK, body, test, 0x0d, 0, 0x0b, 0x0b];
}

/** The bytes of a module that imports shared memory `env.memory` and exports `routines`. */
export function assemble(routines: readonly Routine[]): Uint8Array<ArrayBuffer> {
  const types = routines.map((r) => [
    FUNCTION_TYPE,
    vector(r.parameters.map((type) => TYPE_CODE[type])),
    vector([]),
  ]);
  const memory = [name("env"), name("memory"), 0x02, SHARED_WITH_MAXIMUM, leb(1), leb(65_536)];
  const exported = routines.map((r, index) => [name(r.name), 0x00, leb(index)]);
  return Uint8Array.from(flatten([
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    section(1, vector(types)),
    section(2, vector([memory])),
    section(3, vector(routines.map((_, index) => leb(index)))),
    section(7, vector(exported)),
    section(10, vector(routines.map(code))),
  ]));
}

function code({ variables, instructions }: Routine): Bytes {
  const declared = vector(variables.map((type) => [leb(1), TYPE_CODE[type]]));
  return sized([declared, instructions, 0x0b]);
}

function section(id: number, content: Bytes): Bytes {
  return [id, sized(content)];
}

function sized(content: Bytes): Bytes {
  const bytes = flatten(content);
  return [leb(bytes.length), bytes];
}

function vector(items: readonly (number | Bytes)[]): Bytes {
  return [leb(items.length), items];
}

function name(text: string): Bytes {
  return vector([...new TextEncoder().encode(text)]);
}

function flatten(bytes: Bytes): number[] {
  return bytes.flatMap((part) => typeof part === "number" ? part : flatten(part));
}

function leb(value: number): Bytes {
  const bytes = [];
  for (let rest = value;; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
}

function signedLeb(value: number): Bytes {
  const bytes = [];
  for (let rest = value;; rest >>= 7) {
    if (rest >= -64 && rest < 64) return [...bytes, rest & 0x7f];
    bytes.push((rest & 0x7f) | 0x80);
  }
}

/** The type of an address. */
export const address = "i32";
