import { ask, AskError, wordsOf } from "./_ask.ts";

/** Says in words why a track's sound could not be played: what the server answers, or the browser. */
export async function explainFailure(title: string, address: string): Promise<string> {
  const to = `play “${title}”`;
  try {
    const response = await ask(address, { to, headers: { range: "bytes=0-0" } });
    const type = response.headers.get("content-type") ?? "this format";
    await response.body?.cancel();
    return `Cannot ${to}: this browser does not decode ${type}; ` +
      "another browser may, or install ffmpeg where Fonoteca runs";
  } catch (error) {
    if (error instanceof AskError) return error.message;
    return `Cannot ${to}: ${wordsOf(error)}`;
  }
}
