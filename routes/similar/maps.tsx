import { define } from "../../define.ts";
import TwoMaps from "../../islands/TwoMaps.tsx";
import { commandFor } from "../../library/mod.ts";
import { asset, Head, page } from "../../web/mod.ts";

export const handler = define.handlers({
  GET({ state: { library } }) {
    const { collection, spaces, store, summary } = library;
    return page({
      tracks: collection.snapshot.facts.tracks,
      spaces: spaces.present,
      profile: summary.profile,
      command: commandFor(store, "analyze ~/Music"),
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
      <h1>Two maps</h1>
      <p class="muted">The same tracks as two spaces arrange them</p>
      <nav aria-label="Similar">
        <a href="/similar">Lists side by side</a> <a href="/similar/segments">Segments</a>
      </nav>
    </header>
    <TwoMaps
      tracks={data.tracks}
      spaces={data.spaces}
      profile={data.profile}
      command={data.command}
    />
  </div>
));
