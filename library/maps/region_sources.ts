import type { Projection, Space } from "../../domain/mod.ts";
import type { Query } from "../../query/mod.ts";
import type { Library } from "../library.ts";

/** The maps on which the regions of a query are drawn, for rows of the columns as they are now. */
export async function regionSources(library: Pick<Library, "maps" | "collection">, query: Query) {
  const maps = new Map<string, Float32Array>();
  for (const clause of Object.values(query.clauses)) {
    if (clause.kind !== "region") continue;
    const map = await library.maps.ready(clause.space, clause.projection);
    if (map?.version !== library.collection.snapshot.version) continue;
    maps.set(`${clause.space}.${clause.projection}`, map.coordinates);
  }
  return {
    coordinates: (space: Space, projection: Projection) => maps.get(`${space}.${projection}`),
  };
}
