import { type Clause, type Query, withClause, withoutClause } from "../query/mod.ts";
import { query } from "./_asked.ts";
import { setQuery } from "./_history.ts";
import type { MapName } from "./_view.ts";

/** The clauses of the two regions that a query can have. */
const REGIONS = ["region", "region.beside"] as const;

/** The region that is asked for, where it was drawn on this map: x, y, x, y, … in its units. */
export function regionOn(map: MapName | undefined): readonly number[] | undefined {
  const id = map && REGIONS.find((id) => isOn(query.value.clauses[id], map));
  const clause = id && query.value.clauses[id];
  return clause?.kind === "region" ? clause.polygon : undefined;
}

/** The map of the second region, which has to be there for it to be asked for. */
export function mapOfSecondRegion(): MapName | undefined {
  const clause = query.value.clauses["region.beside"];
  return clause?.kind === "region"
    ? { space: clause.space, projection: clause.projection }
    : undefined;
}

/**
 * Asks for a region of a map as one step; one of fewer than three corners drops what was asked.
 *
 * @param options.both Whether a region of another map stays, so that tracks have to lie in both.
 */
export function setRegion(
  map: MapName,
  corners: readonly number[],
  { both = false }: { readonly both?: boolean } = {},
): void {
  const polygon = corners.map((x) => Number(x.toPrecision(4)));
  const now = query.peek();
  const id = regionFor(map, now, both);
  const { space, projection } = map;
  const beside = id === "region.beside" && { beside: true };
  setQuery(
    polygon.length < 6
      ? withoutClause(now, id)
      : withClause(now, { kind: "region", ...beside, space, projection, polygon }),
  );
}

function regionFor(map: MapName, { clauses }: Query, both: boolean) {
  const own = REGIONS.find((id) => isOn(clauses[id], map));
  return own ?? (both && clauses["region"] ? "region.beside" : "region");
}

function isOn(clause: Clause | undefined, { space, projection }: MapName): boolean {
  return clause?.kind === "region" && clause.space === space && clause.projection === projection;
}
