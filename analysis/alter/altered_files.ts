import { join } from "node:path";
import { ExpectedError } from "../../domain/mod.ts";
import { wavHead } from "../convert/write_wav.ts";
import { convertToWav } from "../convert/mod.ts";
import { type Alteration, altered, type Pcm } from "./alteration.ts";

const HEAD_BYTES = 44;

/** A file with an altered sound. */
export interface AlteredFile {
  readonly alteration: Alteration;
  readonly path: string;
}

/**
 * Writes the sound of a file, altered in each of the ways, into a folder, one after the other; each is
 * removed when the next is asked for. Encodings are made by the system's `ffmpeg`.
 *
 * @throws {ExpectedError} Where the file cannot be decoded, or `ffmpeg` fails.
 */
export async function* alteredFiles(
  path: string,
  { folder, alterations, seed }: {
    readonly folder: string;
    readonly alterations: readonly Alteration[];
    readonly seed: number;
  },
): AsyncGenerator<AlteredFile> {
  const decoded = join(folder, "decoded.wav");
  const outcome = await convertToWav({ path, target: decoded });
  if ("failed" in outcome) throw new ExpectedError(outcome.failed.reason);
  const pcm = readWav(await Deno.readFile(decoded));
  for (const alteration of alterations) {
    const isEncoded = alteration.kind === "mp3" || alteration.kind === "opus";
    const target = join(folder, isEncoded ? `altered.${alteration.kind}` : "altered.wav");
    if (isEncoded) await encode(decoded, { target, ...alteration });
    else await writeWavOf(target, altered(pcm, alteration, seed));
    yield { alteration, path: target };
    await Deno.remove(target);
  }
}

/** Whether the system has an `ffmpeg` that this program may run. */
export async function hasFfmpeg(): Promise<boolean> {
  try {
    const { success } = await new Deno.Command("ffmpeg", {
      args: ["-version"],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).output();
    return success;
  } catch {
    return false;
  }
}

async function encode(
  source: string,
  { target, kind, kbps }: {
    readonly target: string;
    readonly kind: "mp3" | "opus";
    readonly kbps: number;
  },
): Promise<void> {
  const codec = kind === "mp3" ? "libmp3lame" : "libopus";
  const { success, stderr } = await new Deno.Command("ffmpeg", {
    args: ["-nostdin", "-v", "error", "-y", "-f", "wav", "-i", source]
      .concat(["-c:a", codec, "-b:a", `${kbps}k`, "-f", kind === "mp3" ? "mp3" : "ogg", target]),
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (success) return;
  const reason = new TextDecoder().decode(stderr).trim().split("\n").at(-1);
  throw new ExpectedError(`ffmpeg cannot encode ${kind}: ${reason}`);
}

/** The samples of a WAV file as `convertToWav()` writes it. */
function readWav(bytes: Uint8Array<ArrayBuffer>): Pcm {
  const head = new DataView(bytes.buffer, bytes.byteOffset, HEAD_BYTES);
  return {
    samples: new Int16Array(bytes.slice(HEAD_BYTES).buffer),
    channels: head.getUint16(22, true),
    sampleRate: head.getUint32(24, true),
  };
}

async function writeWavOf(path: string, { samples, channels, sampleRate }: Pcm): Promise<void> {
  using file = await Deno.open(path, { write: true, create: true, truncate: true });
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  await writeAll(file, wavHead({ channels, sampleRate, bytes: bytes.length }));
  await writeAll(file, bytes);
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}
