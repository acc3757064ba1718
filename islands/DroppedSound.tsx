import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { DbTp, Lufs } from "../domain/mod.ts";
import { heard } from "./dropped_state.ts";
import { factorOf, matchOf } from "./player/gain.ts";
import { pause, playing } from "./player_state.ts";

/** Plays a dropped file from the browser's own copy, as loud as the collection's tracks at most. */
export default function DroppedSound(
  { file, loudness, truePeak }: {
    readonly file: string;
    readonly loudness?: Lufs;
    readonly truePeak?: DbTp;
  },
) {
  const audio = useRef<HTMLAudioElement>(null);
  const source = useSignal<string | undefined>(undefined);
  useEffect(() => {
    source.value = heard.get(file);
  }, [file]);
  useEffect(() =>
    playing.subscribe((sounds) => {
      if (sounds) audio.current?.pause();
    }), []);
  if (source.value === undefined) return null;
  const { gain } = matchOf({
    ...(loudness !== undefined && { loudness }),
    ...(truePeak !== undefined && { truePeak }),
  });
  return (
    <audio
      ref={audio}
      class="dropped-sound"
      controls
      src={source.value}
      onPlay={(event) => {
        pause();
        event.currentTarget.volume = Math.min(1, factorOf(gain));
      }}
    />
  );
}
