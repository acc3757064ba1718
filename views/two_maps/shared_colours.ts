import { MISSING_CODE } from "../../domain/mod.ts";
import type { Colouring } from "../../linked/mod.ts";
import type { DisagreementData } from "../../wire/mod.ts";

/** The colour by which the maps show where the two spaces differ. */
export const DISAGREEMENT = { id: "disagreement", label: "Disagreement of the two" } as const;

/** Steps of the ramp: the strongest for tracks without a common neighbour. */
const STRONGEST = 9;
/** Tracks that share this many are few, and get one colour. */
const MANY = 7;

/** How many neighbours of a track are the same in both spaces; NaN where it is not known. */
export function sharedOf({ values, k }: DisagreementData, row: number): number {
  return Math.round(k * (1 - values[row]!));
}

/** Rows coloured by how many neighbours they share, the more the weaker. */
export function sharedColouring(data: DisagreementData): Colouring {
  const codes = Uint8Array.from(data.values, (_, row) => {
    const shared = sharedOf(data, row);
    return Number.isNaN(shared) ? MISSING_CODE : Math.min(shared, MANY);
  });
  const counts = new Array<number>(256).fill(0);
  for (const code of codes) counts[code]!++;
  return {
    id: DISAGREEMENT.id,
    label: `of ${data.k} neighbours shared`,
    codes,
    missing: counts[MISSING_CODE]!,
    filters: false,
    swatches: Array.from({ length: MANY + 1 }, (_, i) => ({
      name: i === MANY ? `${MANY} or more` : String(i),
      colour: `seq-${STRONGEST - i}`,
      count: counts[i]!,
    })),
  };
}
