import { useEffect } from "preact/hooks";
import type { Seconds, TrackId } from "../../domain/mod.ts";
import { current, exactTime, playing } from "../../player/mod.ts";

/** How far ahead clicks are handed to the sound card, so that a late frame makes none late. */
const AHEAD: Seconds = 0.3;
const LENGTH: Seconds = 0.03;
const PITCH = 1800;
/** -10 dB under full scale: heard above music that is brought to -18 LUFS. */
const LEVEL = 0.32;

/** The beats after `from` and up to `to`, in order. */
export function beatsBetween(
  beats: ArrayLike<Seconds>,
  { from, to }: { readonly from: Seconds; readonly to: Seconds },
): Seconds[] {
  const due: Seconds[] = [];
  for (let i = 0; i < beats.length; i++) {
    const beat = beats[i]!;
    if (beat > from && beat <= to) due.push(beat);
  }
  return due;
}

/** Lets the beats of a track be heard as clicks while it plays. */
export function useClicks(
  track: TrackId,
  { beats, on }: { readonly beats: ArrayLike<Seconds> | undefined; readonly on: boolean },
): void {
  useEffect(() => {
    if (!on || !beats) return;
    const context = new AudioContext();
    let frame = 0;
    /** Up to where clicks have been handed over, and where the player then was. */
    let until: Seconds = -1;
    let before: Seconds = -1;
    const follow = () => {
      frame = requestAnimationFrame(follow);
      const now = exactTime();
      if (!playing.peek() || current.peek()?.id !== track) {
        until = before = -1;
        return;
      }
      const jumped = now < before || now - before > AHEAD;
      if (jumped) until = now;
      before = now;
      for (const beat of beatsBetween(beats, { from: until, to: now + AHEAD })) {
        click(context, context.currentTime + beat - now);
      }
      until = now + AHEAD;
    };
    follow();
    return () => {
      cancelAnimationFrame(frame);
      void context.close();
    };
  }, [track, beats, on]);
}

function click(context: AudioContext, at: Seconds): void {
  const [tone, level] = [context.createOscillator(), context.createGain()];
  tone.frequency.value = PITCH;
  level.gain.setValueAtTime(LEVEL, at);
  level.gain.exponentialRampToValueAtTime(0.001, at + LENGTH);
  tone.connect(level).connect(context.destination);
  tone.start(at);
  tone.stop(at + LENGTH);
}
