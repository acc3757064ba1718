import { numberText } from "../domain/mod.ts";
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
      {numberText(value, digits)}
      {unit && <span class="unit">{unit}</span>}
    </span>
  );
}
