import { clock } from "../../components/mod.ts";
import { numberText, plural, type TrackId } from "../../domain/mod.ts";
import type { Sequence } from "../../wire/mod.ts";

/** What a list of tracks adds up to, in words: count, length, tempi, loudness, cost of transitions. */
export function totalsText(ids: readonly TrackId[], { tracks, transitions }: Sequence): string {
  const rows = ids.flatMap((id) => tracks.get(id) ?? []);
  const lengths = known(rows.map(({ duration }) => duration));
  const seconds = lengths.reduce((sum, length) => sum + length, 0);
  const unknown = ids.length - lengths.length;
  const costs = known(transitions.map((change) => change?.cost ?? null));
  const parts = [
    plural(ids.length, "track"),
    lengths.length === 0 ? "" : clock(Math.round(seconds)) +
      (unknown > 0 ? ` and ${unknown} of unknown length` : ""),
    rangeText(known(rows.map(({ tempo }) => tempo)), { digits: 0, unit: "BPM" }),
    rangeText(known(rows.map(({ loudness }) => loudness)), { digits: 1, unit: "LUFS" }),
    costs.length === 0 ? "" : `transitions cost ${numberText(sumOf(costs), 2)}`,
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

function known(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function rangeText(
  values: readonly number[],
  { digits, unit }: { readonly digits: number; readonly unit: string },
): string {
  if (values.length === 0) return "";
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  const [least, most] = [low, high].map((value) => numberText(value, digits));
  return least === most ? `${least} ${unit}` : `${least} to ${most} ${unit}`;
}
