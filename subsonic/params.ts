import { SubsonicError } from "./failure.ts";

/** The value of a parameter. Throws a {@linkcode SubsonicError} where it is missing. */
export function required(params: URLSearchParams, name: string): string {
  const value = params.get(name);
  if (value !== null && value !== "") return value;
  throw new SubsonicError("missing", `Required parameter is missing: ${name}`);
}

/** A whole number, held within its range; the default where it is missing or none. */
export function whole(
  params: URLSearchParams,
  name: string,
  { or, min = 0, max }: { readonly or: number; readonly min?: number; readonly max: number },
): number {
  const given = params.get(name);
  const value = given === null || given === "" ? NaN : Number(given);
  return Number.isInteger(value) ? Math.min(max, Math.max(min, value)) : or;
}

/** A page of a list: `size` entries (or what it is called) from `offset` on. */
export function pageOf<T>(
  list: readonly T[],
  params: URLSearchParams,
  { size, offset, or, max }: {
    readonly size: string;
    readonly offset: string;
    readonly or: number;
    readonly max: number;
  },
): readonly T[] {
  const from = whole(params, offset, { or: 0, max: 10_000_000 });
  return list.slice(from, from + whole(params, size, { or, max }));
}
