import { useEffect, useRef } from "preact/hooks";
import type { DbTp, Lufs } from "../domain/mod.ts";
import { factorOf, matchOf, pause, playing } from "../player/mod.ts";

/** Plays a dropped file, as loud as the collection's tracks at most. */
export default function DroppedSound(
  { file, loudness, truePeak }: {
    readonly file: string;
    readonly loudness?: Lufs;
    readonly truePeak?: DbTp;
  },
) {
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() =>
    playing.subscribe((sounds) => {
      if (sounds) audio.current?.pause();
    }), []);
  const { gain } = matchOf({
    ...(loudness !== undefined && { loudness }),
    ...(truePeak !== undefined && { truePeak }),
  });
  return (
    <audio
      ref={audio}
      class="dropped-sound"
      controls
      preload="metadata"
      src={`/api/similar/file/${file}/audio`}
      onPlay={(event) => {
        pause();
        event.currentTarget.volume = Math.min(1, factorOf(gain));
      }}
    />
  );
}
