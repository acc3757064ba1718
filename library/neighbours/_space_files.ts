import { join } from "node:path";
import { holds, type Table } from "../../collection/mod.ts";
import { partsOf, type Space } from "../../domain/mod.ts";

/** Tracks that have a vector in a space: in all of its parts. */
export function countIn(table: Table, space: Space): number {
  const kinds = partsOf(space).map((part) => part.space);
  let count = 0;
  for (let row = 0; row < table.columns.length; row++) {
    count += Number(kinds.every((kind) => holds(table, { kind, row })));
  }
  return count;
}

/** Removes what a folder keeps of a space: index, profiles, reduction, maps and disagreements. */
export async function removeKept(folder: string | undefined, space: Space): Promise<void> {
  if (folder === undefined) return;
  const entries = await Array.fromAsync(Deno.readDir(folder)).catch(() => []);
  for (const { name, isFile } of entries) {
    const isOf = name.split(".").includes(space);
    if (isFile && isOf) await Deno.remove(join(folder, name)).catch(() => {});
  }
}
