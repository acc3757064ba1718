import { define } from "../define.ts";
import { SPACES } from "../domain/mod.ts";
import Explore from "../islands/Explore.tsx";
import { commandFor } from "../library/mod.ts";
import { asset, Head, page } from "../web/mod.ts";

export const handler = define.handlers({
  GET({ state }) {
    const { facts } = state.library.collection.snapshot;
    return page({
      tracks: facts.tracks,
      spaces: SPACES.filter((space) => (facts.vectors[space] ?? 0) > 0),
      profile: state.library.summary.profile,
      command: commandFor(state.library.store, "analyze ~/Music"),
    });
  },
});

/** The collection to brush, filter, listen to and take away. */
export default define.page<typeof handler>(({ data }) => (
  <>
    <Head>
      <title>Explore – Fonoteca</title>
      <link rel="stylesheet" href={asset("/styles/map.css")} />
      <link rel="stylesheet" href={asset("/styles/track.css")} />
      <link rel="stylesheet" href={asset("/styles/labels.css")} />
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
  </>
));
