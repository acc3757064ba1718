import { SimilarTabs } from "../../components/similar/SimilarTabs.tsx";
import { define } from "../../define.ts";
import { MOST_SEGMENTS, SEGMENT_KINDS } from "../../domain/mod.ts";
import SegmentMaps from "../../islands/SegmentMaps.tsx";
import { musicCommand } from "../../library/mod.ts";
import { MOST_HEARD } from "../../similar/mod.ts";
import { asset, Head, page } from "../../web/mod.ts";

export const handler = define.handlers({
  GET({ state: { library } }) {
    const { collection, store, summary } = library;
    const { tracks, vectors } = collection.snapshot.facts;
    return page({
      tracks,
      kinds: SEGMENT_KINDS.filter((kind) => vectors[kind] !== undefined),
      profile: summary.profile,
      command: musicCommand(store),
    });
  },
});

/** Tracks on a map as they change in time. */
export default define.page<typeof handler>(({ data }) => (
  <div class="page segments-page">
    <Head>
      <title>Segments · Fonoteca</title>
      <link rel="stylesheet" href={asset("/styles/segments.css")} />
    </Head>
    <header class="maps-head">
      <SimilarTabs open="/similar/segments" />
      <h1>Segments</h1>
      <p class="muted">
        What a network hears in up to {MOST_SEGMENTS} moments of each track, {MOST_HEARD}{" "}
        tracks at a time unless they were kept
      </p>
    </header>
    <SegmentMaps
      tracks={data.tracks}
      kinds={data.kinds}
      profile={data.profile}
      command={data.command}
    />
    <noscript>
      <p class="prose">
        Segments are drawn by a script. Without one, the page of a track says what was heard along
        it, and the lists say what is near.
      </p>
    </noscript>
  </div>
));
