import { withClause, withoutClause } from "../query/mod.ts";
import { query } from "./_asked.ts";
import { setQuery } from "./_history.ts";
import type { MapName } from "./_view.ts";

/** The region that is asked for, where it was drawn on this map: x, y, x, y, … in its units. */
export function regionOn(map: MapName | undefined): readonly number[] | undefined {
  const clause = query.value.clauses["region"];
  const same = clause?.kind === "region" && clause.space === map?.space &&
    clause.projection === map.projection;
  return same ? clause.polygon : undefined;
}

/** Asks for a region of a map as one step; one of fewer than three corners drops what was asked. */
export function setRegion({ space, projection }: MapName, corners: readonly number[]): void {
  const polygon = corners.map((x) => Number(x.toPrecision(4)));
  setQuery(
    polygon.length < 6
      ? withoutClause(query.peek(), "region")
      : withClause(query.peek(), { kind: "region", space, projection, polygon }),
  );
}
