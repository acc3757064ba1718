/** A whole number in a parameter, or what stands in for it; never outside `range`. */
export function wholeIn(
  params: URLSearchParams,
  options: { readonly name: string; readonly usual: number; readonly range: [number, number] },
): number {
  const number = Number(params.get(options.name) || options.usual);
  const [low, high] = options.range;
  return Number.isInteger(number) ? Math.min(high, Math.max(low, number)) : options.usual;
}
