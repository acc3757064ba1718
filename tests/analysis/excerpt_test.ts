import assert from "node:assert/strict";
import { cutExcerpt } from "../../analysis/convert/cut_excerpt.ts";
import { wavOf } from "../fixtures/wav.ts";

const RATE = 8000;

/** Half a second of silence, ten seconds that count up by the second, a second of silence. */
async function cut(part: "start" | "end", seconds: number) {
  const path = await Deno.makeTempFile({ suffix: ".wav" });
  const samples = Float32Array.from({ length: 11.5 * RATE }, (_, i) => {
    const time = i / RATE - 0.5;
    return time < 0 || time >= 10 ? 0 : (Math.floor(time) + 1) / 20;
  });
  await Deno.writeFile(path, wavOf([samples], { sampleRate: RATE }));
  try {
    const { wav, start } = await cutExcerpt({ path, part, seconds });
    const values = new Int16Array(wav.buffer, 44);
    const at = (time: number) => Math.round(values[Math.round(time * RATE)]! / 32768 * 20);
    return { start, length: values.length / RATE, at };
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("cutExcerpt() gives the first and the last seconds that sound, and where they begin", async () => {
  const start = await cut("start", 3);
  assert.deepEqual([start.start, start.length, start.at(0.5), start.at(2.5)], [0.5, 3, 1, 3]);
  const end = await cut("end", 3);
  assert.deepEqual([end.start, end.length, end.at(0.5), end.at(2.5)], [7.5, 3, 8, 10]);
  const whole = await cut("end", 60);
  assert.deepEqual([whole.start, whole.length], [0, 10.5]);
});
