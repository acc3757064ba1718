/** Parts that [1, 2] is cut into, each with the logarithm and the inverse of its beginning. */
const PARTS = 256;
const INVERSE = Float64Array.from({ length: PARTS + 1 }, (_, i) => 1 / (1 + i / PARTS));
const LOG = INVERSE.map((inverse) => -Math.log10(inverse));
const EXPONENT = Float64Array.from({ length: 2048 }, (_, i) => (i - 1023) * Math.log10(2));
const PER_NATURAL = 1 / Math.LN10;

const number = new Float64Array(1);
const halves = new Int32Array(number.buffer);
const UPPER = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0;

/**
 * The decadic logarithm of a normal, positive, finite number, within 1e-12 and in a fraction of the time
 * of `Math.log10`: exponent and first bits by table, the rest by four terms of its series. Of 1 it is 0.
 */
export function log10(x: number): number {
  number[0] = x;
  const upper = halves[UPPER]!;
  const part = ((upper & 0xfffff) + 0x800) >> 12;
  halves[UPPER] = (upper & 0xfffff) | 0x3ff00000;
  const rest = number[0]! * INVERSE[part]! - 1;
  const series = rest * (1 - rest * (1 / 2 - rest * (1 / 3 - rest / 4)));
  return EXPONENT[upper >>> 20]! + LOG[part]! + PER_NATURAL * series;
}
