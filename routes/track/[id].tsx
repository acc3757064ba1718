import { formatTrackList, listHref, parseTrackList, type TrackList } from "../../similar/mod.ts";
import { buttonClass, clock } from "../../components/mod.ts";
import { CardFacts, CardPlay, playableCard } from "../../components/similar/card.tsx";
import { LabelsAndPlaylists, NearestTracks } from "../../components/track/Around.tsx";
import { trackHref } from "../../components/track/facts.ts";
import { FileFacts, TagFacts } from "../../components/track/FileFacts.tsx";
import { Certainties, EveryDescriptor } from "../../components/track/Sections.tsx";
import { define } from "../../define.ts";
import SaveFigures from "../../islands/SaveFigures.tsx";
import TrackEmotion from "../../islands/TrackEmotion.tsx";
import TrackLabels from "../../islands/TrackLabels.tsx";
import TrackStrips from "../../islands/TrackStrips.tsx";
import { type TrackPage, trackPage } from "../../library/mod.ts";
import { asset, Head, HttpError, page, shortened } from "../../web/mod.ts";

/** Milliseconds that the page waits for spaces that are still being read. */
const PATIENCE = 400;

export const handler = define.handlers({
  async GET({ params, url, state: { library } }) {
    const list = parseTrackList(url.searchParams);
    const found = await trackPage(library, { id: params.id!, list, patience: PATIENCE });
    if (!found) {
      throw new HttpError(404, `There is no track ${shortened(params.id!)} in this collection`);
    }
    return page({ found, list });
  },
});

export default define.page<typeof handler>(({ data: { found, list } }) => {
  const { track, card, findings, classes, way, neighbours, request } = found;
  return (
    <div class="page track-page">
      <Head>
        <title>{card.title} · Fonoteca</title>
        <link rel="stylesheet" href={asset("/styles/track.css")} />
        <link rel="stylesheet" href={asset("/styles/labels.css")} />
      </Head>
      <SaveFigures />
      <TrackHead found={found} list={list} />
      {track.audio
        ? (
          <TrackStrips
            track={playableCard(card)}
            seconds={track.file.duration}
            title={card.title}
          />
        )
        : <p class="muted">Imported without its audio: nothing can be drawn along it.</p>}
      <Certainties findings={findings} classes={classes}>
        {way && <TrackEmotion way={way} track={playableCard(card)} />}
      </Certainties>
      <NearestTracks answer={neighbours} request={request} />
      <EveryDescriptor findings={findings} />
      <div class="file-panels">
        <TagFacts tags={track.tags} />
        <FileFacts track={track} duplicates={found.duplicates} />
        <LabelsAndPlaylists labels={found.labels} playlists={found.playlists}>
          <TrackLabels track={card.id} />
        </LabelsAndPlaylists>
      </div>
    </div>
  );
});

function TrackHead({ found, list }: { readonly found: TrackPage; readonly list: TrackList }) {
  const { card, previous, next, track } = found;
  const within = formatTrackList(list);
  return (
    <header class="track-head">
      <div class="who" data-row>
        <CardPlay card={card} />
        <div class="names">
          <h1>{card.title}</h1>
          <p class="muted">
            {card.artist ?? "artist not tagged"}
            {card.album && ` · ${card.album}`}
            {` · ${clock(track.file.duration)}`}
          </p>
          <CardFacts card={card} />
        </div>
      </div>
      <nav class="ways" aria-label="Ways from this track">
        <a class={buttonClass()} href={`/similar?track=${encodeURIComponent(card.id)}`}>Similar</a>
        {within !== "" && <a class={buttonClass()} href={listHref(list)}>Back to the list</a>}
        {previous && (
          <a class={buttonClass()} href={trackHref(previous, within)} rel="prev" data-key="b">
            ← Previous
          </a>
        )}
        {next && (
          <a class={buttonClass()} href={trackHref(next, within)} rel="next" data-key="n">Next →</a>
        )}
      </nav>
    </header>
  );
}
