import type { Problem } from "./_reading.ts";

/**
 * A whole number in a parameter, or what stands in for it; never outside `range`. What could not be
 * read as it stands is added to `problems`.
 */
export function wholeIn(
  params: URLSearchParams,
  { name, usual, range: [low, high], problems }: {
    readonly name: string;
    readonly usual: number;
    readonly range: readonly [number, number];
    readonly problems?: Problem[];
  },
): number {
  const value = params.get(name)?.trim() ?? "";
  if (value === "") return usual;
  const number = Number(value);
  const isWhole = Number.isInteger(number);
  if (!isWhole || number < low || number > high) {
    const reason = `expected a whole number from ${low}${high < Infinity ? ` to ${high}` : ""}`;
    problems?.push({ parameter: name, value, reason });
  }
  return isWhole ? Math.min(high, Math.max(low, number)) : usual;
}
