import { plural } from "../../charts/mod.ts";
import type { Space } from "../../domain/mod.ts";
import type { MapsData } from "./data.ts";

const LISTED = 12;

/** Where the two spaces disagree most and least, of the tracks in the lasso. */
export function Lens(
  { data, selected, spaces, nameOf, onHover }: {
    readonly data: MapsData;
    readonly selected: Float32Array;
    readonly spaces: readonly [Space, Space];
    readonly nameOf: (row: number) => string;
    readonly onHover: (row: number | undefined) => void;
  },
) {
  const { disagreement, columns } = data;
  const rows = Array.from(disagreement.keys())
    .filter((row) => selected[row] === 1 && !Number.isNaN(disagreement[row]!))
    .sort((a, b) => disagreement[b]! - disagreement[a]! || a - b);
  const mean = rows.reduce((sum, row) => sum + disagreement[row]!, 0) / rows.length;
  const same = (row: number) => Math.round(10 * (1 - disagreement[row]!));
  const list = (title: string, of: readonly number[]) => (
    <div>
      <h3>{title}</h3>
      <ol class="lens-list">
        {of.map((row) => (
          <li
            key={row}
            onPointerEnter={() => onHover(row)}
            onPointerLeave={() => onHover(undefined)}
          >
            <a
              href={`/similar?track=${encodeURIComponent(columns.ids[row]!)}&space=${
                spaces.join("&space=")
              }`}
            >
              {nameOf(row)}
            </a>
            <span class="muted num">{same(row)} of 10 the same</span>
          </li>
        ))}
      </ol>
    </div>
  );
  return (
    <section class="panel lens" aria-label="Where they disagree">
      <header>
        <h2>Where do the spaces disagree?</h2>
        <p class="finding">
          {rows.length === 0
            ? "No track here has neighbours in both spaces."
            : `Of the ten nearest, ${(10 * (1 - mean)).toFixed(1)} are the same on average over ${
              plural(rows.length, "track")
            }.`}
        </p>
      </header>
      <div class="columns">
        {list("Most", rows.slice(0, LISTED))}
        {list("Least", rows.slice(-LISTED).reverse())}
      </div>
    </section>
  );
}
