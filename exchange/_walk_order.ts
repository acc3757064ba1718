/**
 * Which of two paths a walk comes to first: folder by folder, the names of each by code unit, as
 * `findAudio()` goes. Negative where it is `a`.
 */
export function inWalkOrder(a: string, b: string): number {
  const [left, right] = [a.split("/"), b.split("/")];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] !== right[i]) return left[i]! < right[i]! ? -1 : 1;
  }
  return left.length - right.length;
}
