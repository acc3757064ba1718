import type { Columns, Space } from "../../domain/mod.ts";
import type { Projection } from "../../query/mod.ts";
import { loadColumns, loadMap } from "../explore/load.ts";

/** What two maps show. */
export interface MapsData {
  readonly columns: Columns;
  /** Row of each id. */
  readonly rows: ReadonlyMap<string, number>;
  /** x, y, x, y, … of each map within -1 and 1. */
  readonly maps: readonly [Float32Array, Float32Array];
  /** Share of the ten nearest that differ between the spaces, by row; NaN where not known. */
  readonly disagreement: Float32Array;
}

const POLL = 500;

/** Fetches the columns, both maps and how much their spaces disagree. */
export async function loadMaps(
  options: {
    readonly spaces: readonly [Space, Space];
    readonly projection: Projection;
    readonly signal: AbortSignal;
    readonly onStep: (step: string) => void;
  },
): Promise<MapsData> {
  const { spaces, projection, signal, onStep } = options;
  onStep("Loading the collection");
  const { columns } = await loadColumns(signal);
  const maps: Float32Array[] = [];
  for (const space of spaces) {
    const onProgress = (share: number) =>
      onStep(`Laying out ${space}: ${Math.round(100 * share)} %`);
    onStep(`Laying out ${space}`);
    maps.push(scaled((await loadMap({ space, projection, signal, onProgress })).xy));
  }
  const disagreement = await loadDisagreement(options);
  return {
    columns,
    rows: new Map(columns.ids.map((id, row) => [id, row])),
    maps: [maps[0]!, maps[1]!],
    disagreement,
  };
}

async function loadDisagreement(
  { spaces, signal, onStep }: {
    readonly spaces: readonly [Space, Space];
    readonly signal: AbortSignal;
    readonly onStep: (step: string) => void;
  },
): Promise<Float32Array> {
  while (true) {
    const address = `/api/similar/disagreement?spaces=${spaces.join(",")}`;
    const response = await fetch(address, { signal });
    if (response.status === 202) {
      const { progress }: { readonly progress: number } = await response.json();
      onStep(`Comparing neighbourhoods: ${Math.round(100 * progress)} %`);
      await new Promise((resolve) => setTimeout(resolve, POLL));
      signal.throwIfAborted();
      continue;
    }
    if (!response.ok) throw new Error(`Cannot compare: the server answered ${response.status}`);
    return new Float32Array(await response.arrayBuffer());
  }
}

/** The map moved and scaled, alike in both directions, so that it just fits between -1 and 1. */
export function scaled(xy: Float32Array): Float32Array {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let i = 0; i < xy.length; i++) {
    if (Number.isNaN(xy[i]!)) continue;
    low[i % 2] = Math.min(low[i % 2]!, xy[i]!);
    high[i % 2] = Math.max(high[i % 2]!, xy[i]!);
  }
  const half = Math.max(high[0]! - low[0]!, high[1]! - low[1]!) / 2 || 1;
  return xy.map((value, i) => (value - (low[i % 2]! + high[i % 2]!) / 2) / half);
}

/** A map on its way from one to the other: `share` 0 is the first, 1 the second. */
export function between(
  [a, b]: readonly [Float32Array, Float32Array],
  share: number,
): Float32Array {
  if (share === 0) return a;
  return share === 1 ? b : a.map((value, i) => value + share * (b[i]! - value));
}
