import { VectorTable } from "../../similarity/mod.ts";
import { readMatrix } from "../fixtures/musav.ts";

/** A space of the MusAV collection: 2,100 tracks, described in its README. Ids are row numbers. */
export function musavTable(space: "effnet" | "musicnn"): VectorTable {
  const { rows, columns, data } = readMatrix(`${space}.npy`);
  const ids = Array.from({ length: rows }, (_, row) => String(row));
  return VectorTable.of(
    ids,
    ids.map((_, row) => data.subarray(row * columns, (row + 1) * columns)),
  );
}
