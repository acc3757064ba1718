import { buttonClass, clock, PlayButton } from "../../../components/mod.ts";
import { CardFacts } from "../../../components/similar/card.tsx";
import { NearestTracks } from "../../../components/track/Around.tsx";
import { trackHref } from "../../../components/track/facts.ts";
import { FileFacts, TagFacts } from "../../../components/track/FileFacts.tsx";
import { Certainties, EveryDescriptor } from "../../../components/track/Sections.tsx";
import { define } from "../../../define.ts";
import { playableOf } from "../../../domain/mod.ts";
import SaveFigures from "../../../islands/SaveFigures.tsx";
import TrackEmotion from "../../../islands/TrackEmotion.tsx";
import TrackStrips from "../../../islands/TrackStrips.tsx";
import { droppedPage } from "../../../library/mod.ts";
import { asset, Head, HttpError, page } from "../../../web/mod.ts";

/** Everything that is known of a file that was dropped; of one that was kept, the page of its track. */
export const handler = define.handlers({
  async GET({ params, redirect, state: { library } }) {
    const id = params.id!;
    const kept = library.guests.trackOf(id);
    if (kept !== undefined) return redirect(trackHref(kept));
    const found = await droppedPage(library, { id });
    if (!found) {
      throw new HttpError(404, "This file is forgotten: drop it on the Similar page again");
    }
    return page({ id, found });
  },
});

export default define.page<typeof handler>(({ data: { id, found } }) => {
  const { track, card, findings, classes, way, neighbours, request } = found;
  const { loudness_lufs: loudness, true_peak_dbtp: truePeak } = card;
  const { duration } = track.file;
  const playable = playableOf({
    ...card,
    id,
    duration,
    loudness,
    truePeak,
    audio: true,
    dropped: true,
  });
  return (
    <div class="page track-page">
      <Head>
        <title>{card.title} · Fonoteca</title>
        <link rel="stylesheet" href={asset("/styles/track.css")} />
      </Head>
      <SaveFigures />
      <header class="track-head">
        <div class="who" data-row>
          <PlayButton track={playable} />
          <div class="names">
            <h1>{card.title}</h1>
            <p class="muted">
              {card.artist ?? "artist not tagged"}
              {` · ${clock(duration)} · a file that you dropped, no part of the collection`}
            </p>
            <CardFacts card={card} />
          </div>
        </div>
        <nav class="ways" aria-label="Ways from this file">
          <a class={buttonClass()} href={`/similar?file=${encodeURIComponent(id)}`} data-key="s">
            Similar, and keep it
          </a>
        </nav>
      </header>
      <TrackStrips track={playable} seconds={duration} title={card.title} />
      <Certainties findings={findings} classes={classes}>
        {way && <TrackEmotion way={way} track={playable} />}
      </Certainties>
      <NearestTracks answer={neighbours} request={request} />
      <EveryDescriptor findings={findings} />
      <div class="file-panels">
        <TagFacts tags={track.tags} />
        <FileFacts track={track} duplicates={[]} />
      </div>
    </div>
  );
});
