import type { DjExport } from "./dj_track.ts";
import { rekordboxXml } from "./rekordbox.ts";
import { traktorNml } from "./traktor.ts";

/** Files that DJ software reads, and the endings of their names. */
export const DJ_FORMATS = { rekordbox: "xml", traktor: "nml" } as const;
/** A file that DJ software reads. */
export type DjFormat = keyof typeof DJ_FORMATS;

/** Media type of all of them. */
export const DJ_MEDIA_TYPE = "application/xml; charset=utf-8";

/** Writes a collection for a program, piece by piece. */
export function writeDj(content: DjExport, format: DjFormat): AsyncGenerator<string> {
  return format === "rekordbox" ? rekordboxXml(content) : traktorNml(content);
}
