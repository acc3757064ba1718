import type { Playable, Seconds } from "../domain/mod.ts";
import { effect } from "@preact/signals";
import {
  current,
  duration,
  match,
  matched,
  playing,
  problem,
  seekRequest,
  time,
  volume,
} from "./_signals.ts";
import { goOn, pause } from "./_transport.ts";
import { explainFailure } from "../wire/mod.ts";
import { factorOf, volumeFactor } from "./_gain.ts";

function audioAddress(
  { id, dropped, blind }: Pick<Playable, "id" | "dropped" | "blind">,
): string {
  return blind ?? `/api/${dropped ? "similar/file" : "tracks"}/${encodeURIComponent(id)}/audio`;
}

/**
 * Joins the player's signals to one audio element, the only one of the page.
 *
 * @returns Undoes it
 */
export function attachAudio(): () => void {
  const audio = new Audio();
  audio.preload = "metadata";
  sounding = audio;
  const level = new Level(audio);
  const events = new AbortController();
  listen(audio, { level, signal: events.signal });
  const effects = [
    effect(() => {
      load(audio, current.value);
      if (playing.value && current.value) void start(audio, level);
      else audio.pause();
    }),
    effect(() =>
      level.set(volumeFactor(volume.value) * (matched.value ? factorOf(match.value.gain) : 1))
    ),
    effect(() => {
      const { to } = seekRequest.value;
      if (audio.src !== "") audio.currentTime = to;
    }),
  ];
  return () => {
    effects.forEach((stop) => stop());
    events.abort();
    audio.removeAttribute("src");
    audio.load();
    sounding = undefined;
    level.close();
  };
}

let loaded: string | undefined;
let sounding: HTMLAudioElement | undefined;

/** Where the current track is, to the millisecond; `time` follows four times a second. */
export function exactTime(): Seconds {
  return sounding?.currentTime ?? time.peek();
}

function load(audio: HTMLAudioElement, track: Playable | undefined): void {
  if (track?.id === loaded) return;
  loaded = track?.id;
  if (track) audio.src = audioAddress(track);
  else audio.removeAttribute("src");
  audio.currentTime = time.peek();
}

async function start(audio: HTMLAudioElement, level: Level): Promise<void> {
  const track = current.peek();
  try {
    level.wake();
    await audio.play();
  } catch (error) {
    if (
      error instanceof DOMException && error.name === "NotAllowedError" && current.peek() === track
    ) {
      pause();
      problem.value = "The browser wants a click before it plays sound: press play";
    }
  }
}

function listen(
  audio: HTMLAudioElement,
  { level, signal }: { readonly level: Level; readonly signal: AbortSignal },
): void {
  const on = (type: string, run: () => void) => audio.addEventListener(type, run, { signal });
  on("timeupdate", () => time.value = audio.currentTime);
  on("durationchange", () => {
    if (Number.isFinite(audio.duration)) duration.value = audio.duration;
  });
  on("ended", () => {
    const before = current.peek();
    goOn();
    if (!playing.peek()) time.value = 0;
    else if (current.peek() === before) void start(audio, level);
  });
  on("pause", () => {
    if (!audio.ended && loaded === current.peek()?.id) pause();
  });
  on("play", () => playing.value = true);
  document.addEventListener("play", ({ target }) => {
    if (target !== audio) pause();
  }, { signal, capture: true });
  on("error", () => {
    const track = current.peek();
    if (!track || audio.getAttribute("src") === null) return;
    pause();
    void explainFailure(track.title, audioAddress(track)).then((reason) => {
      if (current.peek() === track) problem.value = reason;
    });
  });
}

/**
 * The level of an audio element, which Web Audio can also raise above the file's own. The graph is
 * made at the first play, as browsers want a click before it; where there is no Web Audio the
 * element's own volume is used, which only lowers.
 */
class Level {
  readonly #audio: HTMLAudioElement;
  #context: AudioContext | undefined;
  #gain: GainNode | undefined;
  #factor = 1;

  constructor(audio: HTMLAudioElement) {
    this.#audio = audio;
  }

  set(factor: number): void {
    this.#factor = factor;
    const gain = this.#gain?.gain;
    if (gain && this.#context) gain.setTargetAtTime(factor, this.#context.currentTime, 0.015);
    else this.#audio.volume = Math.min(1, factor);
  }

  wake(): void {
    if (!this.#context && "AudioContext" in globalThis) {
      this.#context = new AudioContext();
      this.#gain = this.#context.createGain();
      this.#gain.gain.value = this.#factor;
      this.#audio.volume = 1;
      this.#context.createMediaElementSource(this.#audio).connect(this.#gain);
      this.#gain.connect(this.#context.destination);
    }
    if (this.#context?.state === "suspended") void this.#context.resume();
  }

  close(): void {
    void this.#context?.close();
  }
}
