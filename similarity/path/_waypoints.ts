import { unitOf } from "../exact.ts";

/**
 * Unit vectors at even distances along the great-circle arcs between unit vectors, both ends among
 * them.
 *
 * @param count At least 2.
 */
export function waypointsAlong(
  units: readonly Float32Array[],
  count: number,
): Float32Array[] {
  const arcs = units.slice(1).map((unit, i) => angleBetween(units[i]!, unit));
  const length = arcs.reduce((sum, arc) => sum + arc, 0);
  return Array.from({ length: count }, (_, i) => {
    let left = length * i / (count - 1);
    let arc = 0;
    while (arc < arcs.length - 1 && left > arcs[arc]!) left -= arcs[arc++]!;
    const share = arcs[arc]! > 0 ? Math.min(1, left / arcs[arc]!) : 0;
    return between(units[arc]!, units[arc + 1]!, { share, arc: arcs[arc]! });
  });
}

function between(
  a: Float32Array,
  b: Float32Array,
  { share, arc }: { readonly share: number; readonly arc: number },
): Float32Array {
  const [p, q] = Math.sin(arc) > 1e-6
    ? [Math.sin((1 - share) * arc), Math.sin(share * arc)]
    : [1 - share, share];
  return unitOf(a.map((x, i) => p * x + q * b[i]!)) ?? a;
}

function angleBetween(a: Float32Array, b: Float32Array): number {
  let product = 0;
  for (let i = 0; i < a.length; i++) product += a[i]! * b[i]!;
  return Math.acos(Math.max(-1, Math.min(1, product)));
}
