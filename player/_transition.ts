import { effect, signal } from "@preact/signals";
import { evenBeats, gridIn, numberText } from "../domain/mod.ts";
import { type ListedTrack, type Mix, mixOf, type MixPart, OVERLAP } from "../playlist/mod.ts";
import { type Excerpt, loadExcerpt, loadStrips, wordsOf } from "../wire/mod.ts";
import { type Decibels, factorOf, matchOfBoth, type MeasuredTrack, volumeFactor } from "./_gain.ts";
import { matched, playing, volume } from "./_signals.ts";
import { tell } from "./_told.ts";
import { pause } from "./_transport.ts";

/** The transition that is heard or got ready; undefined while none is. */
export const heardTransition = signal<string | undefined>(undefined);

let stopCurrent = () => {};

/** Names a transition. */
export function transitionKey(from: ListedTrack, to: ListedTrack): string {
  return `${from.id} ${to.id}`;
}

/** Ends what is heard of a transition. */
export function stopTransition(): void {
  stopCurrent();
}

/**
 * Plays the last seconds of a track and the first of another over each other, at one loudness and, where
 * the tempi allow it, beat on beat. Whatever else sounds stops, and whatever begins to sound ends it.
 */
export async function hearTransition(from: ListedTrack, to: ListedTrack): Promise<void> {
  stopCurrent();
  pause();
  const stop = new AbortController();
  const context = new AudioContext();
  const key = transitionKey(from, to);
  const unfollow = effect(() => {
    if (playing.value) stopCurrent();
  });
  stopCurrent = () => {
    stopCurrent = () => {};
    stop.abort();
    unfollow();
    heardTransition.value = undefined;
    void context.close();
  };
  heardTransition.value = key;
  try {
    const { signal } = stop;
    const excerpts = await Promise.all([
      loadExcerpt(from.id, { part: "end", signal }),
      loadExcerpt(to.id, { part: "start", signal }),
    ]);
    const [beatsFrom, beatsTo] = await Promise.all([beatsOf(from, signal), beatsOf(to, signal)]);
    const buffers = await Promise.all(excerpts.map(({ wav }) => context.decodeAudioData(wav)));
    if (signal.aborted) return;
    const mix = mixOf(
      partOf(excerpts[0], { buffer: buffers[0]!, beats: beatsFrom }),
      partOf(excerpts[1], { buffer: buffers[1]!, beats: beatsTo }),
    );
    playMix(context, { mix, parts: [[buffers[0]!, from], [buffers[1]!, to]], onEnd: stopCurrent });
    tell({ words: mixWords(mix) });
  } catch (error) {
    if (stop.signal.aborted) return;
    stopCurrent();
    tell({ words: wordsOf(error), fault: true });
  }
}

/** The beats of a track's grid; none where they cannot be had. */
async function beatsOf({ id }: ListedTrack, signal: AbortSignal): Promise<readonly number[]> {
  try {
    return evenBeats(gridIn(await loadStrips({ id }, { set: "beats", signal, onShare: () => {} })));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error) return [];
    throw error;
  }
}

function partOf(
  { start }: Excerpt,
  { buffer, beats }: { readonly buffer: AudioBuffer; readonly beats: readonly number[] },
): MixPart {
  return { start, length: buffer.duration, beats };
}

function playMix(
  context: AudioContext,
  { mix, parts: [[one, from], [other, to]], onEnd }: {
    readonly mix: Mix;
    readonly parts: readonly [
      readonly [AudioBuffer, ListedTrack],
      readonly [AudioBuffer, ListedTrack],
    ];
    readonly onEnd: () => void;
  },
): void {
  const begin = context.currentTime + 0.1;
  const middle = begin + mix.at;
  const fade = Math.max(0.05, Math.min(OVERLAP, one.duration - mix.at));
  const gains = matched.peek() ? matchOfBoth([measured(from), measured(to)]) : [0, 0];
  const first = sourceOf(context, { buffer: one, gain: gains[0]!, rate: 1 });
  const second = sourceOf(context, { buffer: other, gain: gains[1]!, rate: mix.rate });
  first.fade.setValueCurveAtTime(curveOf((share) => Math.cos(share * Math.PI / 2)), middle, fade);
  second.fade.setValueCurveAtTime(curveOf((share) => Math.sin(share * Math.PI / 2)), middle, fade);
  first.source.start(begin);
  second.source.start(middle);
  second.source.onended = onEnd;
}

function curveOf(gain: (share: number) => number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: 33 }, (_, i) => gain(i / 32));
}

function sourceOf(
  context: AudioContext,
  { buffer, gain, rate }: {
    readonly buffer: AudioBuffer;
    readonly gain: Decibels;
    readonly rate: number;
  },
) {
  const source = new AudioBufferSourceNode(context, { buffer, playbackRate: rate });
  const fade = new GainNode(context);
  const level = new GainNode(context, { gain: volumeFactor(volume.peek()) * factorOf(gain) });
  source.connect(fade).connect(level).connect(context.destination);
  return { source, fade: fade.gain };
}

function measured({ loudness, truePeak }: ListedTrack): MeasuredTrack {
  return {
    ...(loudness !== null && { loudness }),
    ...(truePeak !== null && { truePeak }),
  };
}

function mixWords({ rate, isAligned }: Mix): string {
  if (!isAligned) {
    return "Transition as recorded: the tempi are too far apart, or too few beats were found";
  }
  const percent = `${rate >= 1 ? "+" : ""}${numberText((rate - 1) * 100, 1)} %`;
  const semitones = numberText(12 * Math.log2(rate), 1);
  return `Transition beat on beat: the second at ${percent} tempo, ${semitones} semitones`;
}
