/** A note of a piece. */
export interface Note {
  /** Seconds from the start. */
  readonly at: number;
  readonly length: number;
  /** MIDI channel 0..15; 9 is the drums. */
  readonly channel: number;
  readonly key: number;
  readonly velocity: number;
}

const TICKS_A_BEAT = 480;
/** Ticks a second at the 120 BPM that a file without a tempo has. */
const TICKS_A_SECOND = 2 * TICKS_A_BEAT;

/**
 * A standard MIDI file (format 0) of notes placed in seconds. It states no tempo, so that nothing but the
 * sound can tell it.
 */
export function midiFile(
  notes: readonly Note[],
  programs: Readonly<Record<number, number>>,
): Uint8Array {
  const events = notes.flatMap(({ at, length, channel, key, velocity }) => [
    { tick: Math.round(at * TICKS_A_SECOND), bytes: [0x90 | channel, key, velocity] },
    { tick: Math.round((at + length) * TICKS_A_SECOND), bytes: [0x80 | channel, key, 0] },
  ]).sort((a, b) => a.tick - b.tick || a.bytes[0]! - b.bytes[0]!);
  const track = Object.entries(programs).flatMap(([channel, program]) => [
    0,
    0xc0 | Number(channel),
    program,
  ]);
  let now = 0;
  for (const { tick, bytes } of events) {
    track.push(...variableLength(tick - now), ...bytes);
    now = tick;
  }
  track.push(0, 0xff, 0x2f, 0);
  const head = [...chunk("MThd", [0, 0, 0, 1, TICKS_A_BEAT >> 8, TICKS_A_BEAT & 255])];
  return Uint8Array.from([...head, ...chunk("MTrk", track)]);
}

function chunk(name: string, bytes: readonly number[]): number[] {
  const size = [24, 16, 8, 0].map((shift) => bytes.length >>> shift & 255);
  return [...new TextEncoder().encode(name), ...size, ...bytes];
}

function variableLength(value: number): number[] {
  const bytes = [value & 127];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift(rest & 127 | 128);
  return bytes;
}
