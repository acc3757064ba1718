/** The instant of a date or a time in ISO 8601; NaN where there is none, as on 31 February. */
export function instantIn(text: string): number {
  const day = text.slice(0, 10);
  const midnight = Date.parse(day);
  const isDay = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
  return isDay ? Date.parse(text) : NaN;
}
