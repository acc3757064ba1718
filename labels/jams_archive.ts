import type { LabelEntries, LabelSet } from "../domain/mod.ts";
import { type ExportedTrack, jamsOf } from "./export.ts";

const BLOCK = 512;

/** The labels of a set as one JAMS document a track, in a tar archive (POSIX ustar), piece by piece. */
export function* jamsArchive(
  set: LabelSet,
  { entries, tracks }: {
    readonly entries: LabelEntries;
    readonly tracks: Iterable<ExportedTrack>;
  },
): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  for (const track of tracks) {
    const entry = entries.get(track.id);
    if (!entry) continue;
    const content = encoder.encode(`${JSON.stringify(jamsOf(set, entry, track), undefined, 1)}\n`);
    yield headOf({ folder: set.id, name: `${track.id}.jams`, size: content.length });
    const whole = new Uint8Array(Math.ceil(content.length / BLOCK) * BLOCK);
    whole.set(content);
    yield whole;
  }
  yield new Uint8Array(2 * BLOCK);
}

function headOf(
  { folder, name, size }: { readonly folder: string; readonly name: string; readonly size: number },
): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(BLOCK);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, "0");
  const put = (text: string, at: number) => head.set(new TextEncoder().encode(text), at);
  put(name, 0);
  put(octal(0o644, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(size, 11), 124);
  put(octal(0, 11), 136);
  put(" ".repeat(8), 148);
  put("0", 156);
  put("ustar\x0000", 257);
  put(folder, 345);
  const sum = head.reduce((sum, byte) => sum + byte, 0);
  put(`${octal(sum, 6)}\0 `, 148);
  return head;
}
