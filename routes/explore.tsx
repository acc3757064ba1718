import { PlainTracks } from "../components/plain/PlainTracks.tsx";
import { trackHref } from "../components/track/facts.ts";
import { define } from "../define.ts";
import Explore from "../islands/Explore.tsx";
import { musicCommand } from "../library/mod.ts";
import { PLAYLIST_FORMATS } from "../playlist/mod.ts";
import { formatQuery } from "../query/mod.ts";
import { asset, Head, page } from "../web/mod.ts";
import { PLAIN_LIMIT, plainList } from "./_plain_list.ts";

export const handler = define.handlers({
  async GET({ state, url }) {
    const { facts } = state.library.collection.snapshot;
    return page({
      listed: await plainList(state.library, url.searchParams),
      tracks: facts.tracks,
      spaces: state.library.spaces.present,
      profile: state.library.summary.profile,
      command: musicCommand(state.library.store),
    });
  },
});

/** The collection to brush, filter, listen to and take away. */
export default define.page<typeof handler>(({ data }) => (
  <>
    <Head>
      <title>Explore · Fonoteca</title>
      {data.tracks > 0 && (
        <link rel="preload" as="fetch" crossorigin="anonymous" href="/api/columns.arrow" />
      )}
      <link rel="stylesheet" href={asset("/styles/map.css")} />
      <link rel="stylesheet" href={asset("/styles/track.css")} />
      <link rel="stylesheet" href={asset("/styles/labels.css")} />
      <link rel="stylesheet" href={asset("/styles/histograms.css")} />
      <link rel="stylesheet" href={asset("/styles/explore.css")} />
      <link rel="stylesheet" href={asset("/styles/inspector.css")} />
    </Head>
    <h1 class="visually-hidden">Explore</h1>
    <Explore
      tracks={data.tracks}
      spaces={data.spaces}
      profile={data.profile}
      command={data.command}
    />
    {data.tracks > 0 && (
      <noscript>
        <PlainTracks
          {...data.listed}
          page="/explore"
          limit={PLAIN_LIMIT}
          href={(id) => trackHref(id, formatQuery(data.listed.query))}
        >
          <p class="row">
            {PLAYLIST_FORMATS.map((format) => (
              <a key={format} href={`/api/playlist.${format}?${formatQuery(data.listed.query)}`}>
                Download {format.toUpperCase()}
              </a>
            ))}
            <a href="/api/columns.arrow">Every value as Arrow</a>
          </p>
        </PlainTracks>
      </noscript>
    )}
  </>
));
