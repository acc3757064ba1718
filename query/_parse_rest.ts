import { nameKey, projectionNamed, spaceNamed } from "../domain/mod.ts";
import { instantIn } from "./_instant.ts";
import { numberIn, splitList } from "./_lists.ts";
import { takeMissing } from "./_parse_values.ts";
import type { Reading } from "./_reading.ts";
import {
  type ArtistClause,
  type FolderClause,
  type FormatClause,
  type RegionClause,
  type SinceClause,
  type TextClause,
} from "./clause.ts";

export function readText(reading: Reading): TextClause | undefined {
  const text = reading.takeOne("q");
  return text.trim() === "" ? undefined : { kind: "text", text };
}

/** Reads `artist=` and `not.artist=`; two spellings of one name are one. */
export function readArtists(reading: Reading, parameter: string): ArtistClause | undefined {
  const [parts, missing] = takeMissing(splitList(reading.take(parameter)));
  const names = [...new Map(parts.map((name) => [nameKey(name), name])).values()];
  if (names.length === 0 && missing !== "only") return undefined;
  return { kind: "artist", exclude: parameter.startsWith("not."), names, missing };
}

export function readFolder(reading: Reading): FolderClause | undefined {
  const folder = reading.takeOne("folder").replace(/\/+$/, "");
  return folder === "" ? undefined : { kind: "folder", folder };
}

export function readFormats(reading: Reading): FormatClause | undefined {
  const formats = [...new Set(splitList(reading.take("format")))];
  return formats.length === 0 ? undefined : { kind: "format", formats };
}

const DATE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z?)?$/;

export function readSince(reading: Reading): SinceClause | undefined {
  const text = reading.take("since").trim();
  if (text === "") return undefined;
  const utc = text.includes("T") && !text.endsWith("Z") ? `${text}Z` : text;
  const since = DATE.test(text) ? instantIn(utc) : NaN;
  if (Number.isNaN(since)) {
    return reading.fail("since", "expected a date such as 2026-01-31 or 2026-01-31T18:30Z");
  }
  return { kind: "since", since };
}

export function readRegion(
  reading: Reading,
  parameter: "region" | "region.beside",
): RegionClause | undefined {
  const text = reading.take(parameter).trim();
  if (text === "") return undefined;
  const [where = "", corners = ""] = text.split(":");
  const dot = where.indexOf(".");
  const [spaceName, projectionName] = [where.slice(0, dot), where.slice(dot + 1)];
  const space = spaceNamed(spaceName);
  const projection = projectionNamed(projectionName);
  const polygon = corners.split(",").map(numberIn);
  const whole = polygon.length >= 6 && polygon.length % 2 === 0;
  if (!space || !projection || !whole || polygon.some(Number.isNaN)) {
    return reading.fail(parameter, "expected a polygon such as effnet.pca:0,0,1,0,1,1");
  }
  const beside = parameter === "region.beside" && { beside: true };
  return { kind: "region", ...beside, space, projection, polygon };
}
