import { useComputed } from "@preact/signals";
import { PlayButton } from "../../components/mod.ts";
import { numberText, type Playable } from "../../domain/mod.ts";
import { StripStack } from "../track/StripStack.tsx";
import { useCursor } from "../track/use_cursor.ts";
import type { HeardSong as Heard } from "../../similar/mod.ts";

/** A dropped song: what is seen of it, what the model says along it, and which tracks it learned are like it. */
export function HeardSong(
  { song, heard, model }: {
    readonly song: Playable;
    readonly heard: Heard;
    /** Name of the model. */
    readonly model: string;
  },
) {
  const [best] = heard.whole;
  return (
    <div class="heard-song">
      <p class="row">
        <PlayButton track={song} />
        <strong>{song.title}</strong>
        <span>
          {best?.name} <span class="num">{numberText(best?.probability ?? NaN, 2)}</span>{" "}
          <span class="muted">says {model} of the whole</span>
        </span>
      </p>
      <StripStack track={song} seconds={heard.seconds} />
      {heard.along
        ? <Along song={song} heard={heard} along={heard.along} />
        : <p class="muted">Nothing along it: {heard.reason}.</p>}
      {heard.nearest.length > 0 && (
        <section aria-label="Nearest learned tracks">
          <h3>The nearest of the tracks that it learned</h3>
          <ol class="found-tracks">
            {heard.nearest.map(({ id, title, artist, cosine, labels }) => (
              <li key={id}>
                <a href={`/track/${encodeURIComponent(id)}`}>{title}</a>
                {artist && <span class="muted">{artist}</span>}
                <span>{labels.join(", ")}</span>
                <span class="num muted">{numberText(cosine, 3)}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

const NO_LOOP = { value: undefined };
const PATCH = { width: 14, height: 2 } as const;

/** Probabilities up to where the song plays, all of them while it does not. */
function Along(
  { song, heard, along: { starts_s, length_s, probabilities, embedding } }: {
    readonly song: Playable;
    readonly heard: Heard;
    readonly along: NonNullable<Heard["along"]>;
  },
) {
  const cursor = useCursor(song.id, NO_LOOP);
  const reached = useComputed(() => {
    const at = cursor.value;
    return at === undefined
      ? undefined
      : Math.max(1, starts_s.filter((start) => start <= at).length);
  }).value;
  const heardUpTo = reached ?? starts_s.length;
  const mean = heard.whole.map((_, c) => {
    const some = probabilities.slice(0, heardUpTo).map((row) => row[c]!);
    return some.reduce((sum, value) => sum + value, 0) / some.length;
  });
  const width = starts_s.length * PATCH.width;
  return (
    <>
      <p class="muted" role="status">
        {reached === undefined
          ? `${starts_s.length} patches of ${
            numberText(length_s, 1)
          } s; it grows while the song plays`
          : `${heardUpTo} of ${starts_s.length} patches heard`}
      </p>
      <dl class="growing" data-heard={heardUpTo}>
        {heard.whole.map(({ name }, c) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <svg
                viewBox={`0 0 ${width} 24`}
                preserveAspectRatio="none"
                role="img"
                aria-label={`${name} along the song`}
              >
                {probabilities.map((row, i) => (
                  <rect
                    key={i}
                    class={i < heardUpTo ? `cat-${c + 1}` : "ahead"}
                    x={i * PATCH.width}
                    y={24 - 24 * row[c]!}
                    width={PATCH.width - 1}
                    height={24 * row[c]!}
                  />
                ))}
              </svg>
            </dd>
            <dd class="num">{numberText(mean[c]!, 2)}</dd>
          </div>
        ))}
      </dl>
      <figure class="embedding">
        <svg
          viewBox={`0 0 ${width} ${PATCH.height * (embedding[0]?.length ?? 0)}`}
          preserveAspectRatio="none"
          role="img"
          aria-label="Embedding of each patch"
        >
          {embedding.map((row, i) =>
            row.map((value, g) => (
              <rect
                key={`${i} ${g}`}
                x={i * PATCH.width}
                y={g * PATCH.height}
                width={PATCH.width - 1}
                height={PATCH.height}
                fill-opacity={i < heardUpTo ? value : value / 4}
              />
            ))
          )}
        </svg>
        <figcaption class="muted">
          The embedding that the model is given, patch by patch: dimensions in 64 groups
        </figcaption>
      </figure>
    </>
  );
}
