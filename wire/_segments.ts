import type { SegmentAnswer, SegmentRequest } from "../similar/mod.ts";
import { askMade, type Waiting } from "./_made.ts";

/** A map of what a network hears patch by patch in some tracks, as soon as the server has made it. */
export async function loadSegments(
  request: SegmentRequest,
  waiting: Waiting,
): Promise<SegmentAnswer> {
  const asking = { to: "draw segments", method: "POST", json: request, ...waiting } as const;
  const response = await askMade("/api/segments", asking);
  return await response.json();
}
