import type { Playable } from "../../domain/mod.ts";

/** Says in words why a track's sound could not be played: what the server answers, or the browser. */
export async function explainFailure(track: Playable, address: string): Promise<string> {
  const name = `“${track.title}”`;
  try {
    const response = await fetch(address, { headers: { range: "bytes=0-0" } });
    const type = response.headers.get("content-type") ?? "this format";
    if (response.ok) {
      await response.body?.cancel();
      return `Cannot play ${name}: this browser does not decode ${type}; ` +
        "another browser may, or install ffmpeg where Fonoteca runs";
    }
    const reason = errorOf(type.startsWith("application/json") ? await response.json() : undefined);
    return reason ?? `Cannot play ${name}: the server answered ${response.status}`;
  } catch {
    return `Cannot play ${name}: Fonoteca does not answer; is it still running?`;
  }
}

function errorOf(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("error" in body)) return undefined;
  return typeof body.error === "string" ? body.error : undefined;
}
