import { numberText } from "../domain/mod.ts";

/** A coordinate to a tenth of a pixel. */
export function px(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 10) / 10 : 0;
}

/** A tick: as many decimals as it needs. */
export function tickText(value: number): string {
  const decimals = String(Number(value.toPrecision(6))).split(".")[1]?.length ?? 0;
  return numberText(value, Math.min(decimals, 3));
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
