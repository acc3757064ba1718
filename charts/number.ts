/** A coordinate to a tenth of a pixel. */
export function px(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 10) / 10 : 0;
}

/** A count with thousands set apart: `2,100`. */
export function countText(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A number as charts write it: a real minus sign, no more decimals than asked; a dash if missing. */
export function numberText(value: number, digits = 1): string {
  if (!Number.isFinite(value)) return "–";
  const text = value.toFixed(digits);
  const [whole, fraction] = text.replace("-", "").split(".");
  const grouped = whole!.length > 4 ? countText(Number(whole)) : whole!;
  const sign = text.startsWith("-") && Number(text) !== 0 ? "−" : "";
  return `${sign}${grouped}${fraction ? `.${fraction}` : ""}`;
}

/** A tick: as many decimals as it needs. */
export function tickText(value: number): string {
  const decimals = String(Number(value.toPrecision(6))).split(".")[1]?.length ?? 0;
  return numberText(value, Math.min(decimals, 3));
}

/** A share as a percentage: `49.1 %`; a dash where nothing was counted. */
export function percentText(part: number, whole: number, digits = 1): string {
  return whole > 0 ? `${numberText(100 * part / whole, digits)} %` : "–";
}

/** A count with its noun in the right number: `1 track`, `31 tracks`. */
export function plural(count: number, noun: string, several = `${noun}s`): string {
  return `${countText(count)} ${count === 1 ? noun : several}`;
}

/** Width of a text of 12 px in the interface's type, roughly, in px. */
export function textWidth(text: string, size = 12): number {
  let width = 0;
  for (const letter of text) {
    if ("iljtf.,:;|!' ()[]".includes(letter)) width += 0.36;
    else if (/[A-ZÀ-Þ&%—]/.test(letter)) width += 0.74;
    else if ("mw".includes(letter)) width += 0.95;
    else width += 0.61;
  }
  return width * size;
}

/** A text cut to a width in px, with an ellipsis; empty where not even two letters fit. */
export function fitText(text: string, width: number, size = 12): string {
  if (textWidth(text, size) <= width) return text;
  for (let length = text.length - 1; length >= 2; length--) {
    const cut = `${text.slice(0, length).trimEnd()}…`;
    if (textWidth(cut, size) <= width) return cut;
  }
  return "";
}
