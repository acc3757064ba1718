import type { VNode } from "preact";
import { formatSimilar, type SimilarRequest, type TrackCard } from "../../similar/mod.ts";
import { CardFacts, CardPlay } from "./card.tsx";
import { buttonClass } from "./text.ts";
import { plural } from "../../domain/mod.ts";

/** What the page shows while no track is chosen: what a search found, or where to begin. */
export function ChooseTrack(
  { found, find, request }: {
    readonly found: { readonly matching: number; readonly tracks: readonly TrackCard[] };
    readonly find: string;
    readonly request: SimilarRequest;
  },
): VNode {
  const { matching, tracks } = found;
  const left = matching - tracks.length;
  return (
    <>
      <p class="prose">
        Choose a track, and see which others two networks hear as most like it, side by side: where
        they agree, where they do not, and why.
      </p>
      <p>
        <a
          class={buttonClass("primary")}
          href={`/similar/random?${formatSimilar(request)}`}
          data-key="r"
        >
          A track at random
        </a>
      </p>
      <section class="panel" aria-label={find === "" ? "Latest tracks" : "Found tracks"}>
        <header>
          <h2>{find === "" ? "Added last" : `${plural(matching, "track")} with “${find}”`}</h2>
        </header>
        {tracks.length === 0
          ? <p class="muted">No title, artist, album, genre or path has all these words.</p>
          : (
            <ol class="neighbours chosen" data-play-list>
              {tracks.map((track) => (
                <li class="neighbour" data-row key={track.id}>
                  <CardPlay card={track} />
                  <div class="names">
                    <a
                      class="name"
                      href={`/similar?${formatSimilar({ ...request, track: track.id })}`}
                      data-key="s"
                    >
                      <span class="title">{track.title}</span>
                      {track.artist && <span class="artist">{` — ${track.artist}`}</span>}
                    </a>
                    <CardFacts card={track} />
                  </div>
                </li>
              ))}
            </ol>
          )}
        {find !== "" && left > 0 && <footer>{plural(left, "more track")}</footer>}
      </section>
    </>
  );
}
