import assert from "node:assert/strict";
import { decodeStream } from "../../../analysis/decode/mod.ts";

const ROOT = new URL("../../../", import.meta.url);
/** Sample rate and samples per channel that ffmpeg 5.1 gives. */
const KNOWN = Deno.readTextFileSync(new URL("tests/fixtures/sample_counts.tsv", ROOT)).trim().split(
  "\n",
)
  .slice(1).map((line) => line.split("\t"))
  .map(([file, rate, samples]) => ({ file: file!, rate: Number(rate), samples: Number(samples) }));

function pathOf(file: string): string {
  return decodeURIComponent(new URL(file, ROOT).pathname);
}

function isThere(file: string): boolean {
  try {
    return Deno.statSync(pathOf(file)).isFile;
  } catch {
    return false;
  }
}

const there = KNOWN.filter(({ file }) => isThere(file));

Deno.test("decodeStream() gives as many samples as ffmpeg for every sample we have", async () => {
  assert.ok(there.length >= 40);
  for (const { file, rate, samples } of there) {
    let decoded = 0;
    for await (const { sampleRate, channels } of decodeStream(pathOf(file))) {
      assert.equal(sampleRate, rate, file);
      decoded += channels[0]!.length;
    }
    assert.equal(decoded, samples, file);
  }
});

async function ffmpeg(path: string): Promise<Float32Array | undefined> {
  try {
    const args = ["-v", "error", "-nostdin", "-i", path, "-f", "f32le", "pipe:1"];
    const { stdout } = await new Deno.Command("ffmpeg", { args }).output();
    return new Float32Array(stdout.slice().buffer);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

for (const ending of ["mp3", "ogg", "opus"]) {
  Deno.test(`decodeStream() gives the samples of ffmpeg for an ${ending} file`, async (t) => {
    const path = pathOf(there.find(({ file }) => file.endsWith(ending))!.file);
    const reference = await ffmpeg(path);
    await t.step({
      name: "with an error below -40 dB",
      ignore: !reference,
      fn: async () => {
        let [at, error, power] = [0, 0, 0];
        for await (const { channels } of decodeStream(path)) {
          for (let i = 0; i < channels[0]!.length; i++) {
            for (const channel of channels) {
              const wanted = reference![at++]!;
              error += (channel[i]! - wanted) ** 2;
              power += wanted ** 2;
            }
          }
        }
        assert.equal(at, reference!.length);
        assert.ok(10 * Math.log10(error / power) < -40);
      },
    });
  });
}
