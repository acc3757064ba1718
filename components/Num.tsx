import { Missing } from "./Missing.tsx";

/** A number as shown. */
export interface NumProps {
  /** NaN and undefined are shown as missing. */
  readonly value: number | undefined;
  /** Decimals. */
  readonly digits?: number;
  /** Unit after the number. */
  readonly unit?: string;
  /** Why there is no value, where there is none. */
  readonly reason?: string;
}

/** A number in tabular figures with its unit, with a real minus sign; "–" where there is none. */
export function Num({ value, digits = 0, unit, reason }: NumProps) {
  if (value === undefined || Number.isNaN(value)) return <Missing reason={reason} />;
  return (
    <span class="num">
      {formatNumber(value, digits)}
      {unit && <span class="unit">{unit}</span>}
    </span>
  );
}

/** Digits grouped by thousands, rounded to `digits` decimals, with a real minus sign. */
export function formatNumber(value: number, digits = 0): string {
  const text = value.toLocaleString("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return text.replace(/^-0(\.0*)?$/, (zero) => zero.slice(1)).replace("-", "−");
}
