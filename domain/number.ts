/** A count with thousands set apart: `2,100`. */
export function countText(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/**
 * A number as it is read: a real minus sign, which zero has not, `digits` decimals, thousands set apart
 * from 10,000 on; a dash where there is none.
 */
export function numberText(value: number, digits = 1): string {
  if (!Number.isFinite(value)) return "–";
  const text = value.toFixed(digits);
  const [whole, fraction] = text.replace("-", "").split(".");
  const grouped = whole!.length > 4 ? countText(Number(whole)) : whole!;
  const sign = text.startsWith("-") && Number(text) !== 0 ? "−" : "";
  return `${sign}${grouped}${fraction ? `.${fraction}` : ""}`;
}

/** A share as a percentage: `49.1 %`; a dash where nothing was counted. */
export function percentText(part: number, whole: number, digits = 1): string {
  return whole > 0 ? `${numberText(100 * part / whole, digits)} %` : "–";
}

/** A count with its noun in the right number: `1 track`, `31 tracks`. */
export function plural(count: number, noun: string, several = `${noun}s`): string {
  return `${countText(count)} ${count === 1 ? noun : several}`;
}
