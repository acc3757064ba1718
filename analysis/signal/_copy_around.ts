/** Copies from `start` on, which may lie outside, with zeros beyond the ends. */
export function copyAround(
  samples: Float32Array,
  { start, into }: { readonly start: number; readonly into: Float32Array },
): void {
  const first = Math.min(into.length, Math.max(0, -start));
  const part = samples.subarray(start + first, Math.max(0, start + into.length));
  into.fill(0, 0, first);
  into.set(part, first);
  into.fill(0, first + part.length);
}
