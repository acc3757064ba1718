import { PlainTracks } from "../../components/plain/PlainTracks.tsx";
import { SimilarTabs } from "../../components/similar/SimilarTabs.tsx";
import { define } from "../../define.ts";
import { spaceInfo } from "../../domain/mod.ts";
import TwoMaps from "../../islands/TwoMaps.tsx";
import { musicCommand } from "../../library/mod.ts";
import { asset, Head, page } from "../../web/mod.ts";
import { PLAIN_LIMIT, plainList } from "../_plain_list.ts";

export const handler = define.handlers({
  async GET({ state: { library }, url }) {
    const { collection, spaces, store, summary } = library;
    return page({
      listed: await plainList(library, url.searchParams),
      tracks: collection.snapshot.facts.tracks,
      spaces: spaces.present,
      profile: summary.profile,
      command: musicCommand(store),
    });
  },
});

/** Two spaces beside each other, each as a map. */
export default define.page<typeof handler>(({ data }) => (
  <div class="page maps-page">
    <Head>
      <title>Two maps · Fonoteca</title>
      <link rel="stylesheet" href={asset("/styles/map.css")} />
      <link rel="stylesheet" href={asset("/styles/two_maps.css")} />
    </Head>
    <header class="maps-head">
      <SimilarTabs open="/similar/maps" />
      <h1>Two maps</h1>
      <p class="muted">The same tracks as two spaces arrange them</p>
    </header>
    <TwoMaps
      tracks={data.tracks}
      spaces={data.spaces}
      profile={data.profile}
      command={data.command}
    />
    {data.tracks > 0 && (
      <noscript>
        <PlainTracks
          {...data.listed}
          page="/similar/maps"
          limit={PLAIN_LIMIT}
          href={(id) => `/similar?track=${encodeURIComponent(id)}`}
        >
          <p class="prose">
            A title leads to its nearest tracks in two spaces side by side. Places on the maps, a
            float32 pair a track in the order of the collection:
          </p>
          <p class="row">
            {data.spaces.map((space) => (
              <a key={space} href={`/api/map?space=${space}&projection=pca`} download>
                {spaceInfo(space).label} by PCA
              </a>
            ))}
          </p>
        </PlainTracks>
      </noscript>
    )}
  </div>
));
