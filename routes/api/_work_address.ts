import type { JobName } from "../../work/mod.ts";

/** Where a piece of work is followed and stopped. */
export function workAddress({ kind, id }: JobName): string {
  return `/api/work/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`;
}
