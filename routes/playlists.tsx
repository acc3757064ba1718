import { define } from "../define.ts";
import Playlists from "../islands/Playlists.tsx";
import { savedPlaylists } from "../library/mod.ts";
import { listedTrack } from "../playlist/mod.ts";
import { asset, Head, page } from "../web/mod.ts";

/** Tracks of the open playlist that are on the page before a script asks for the rest. */
const KNOWN = 300;

export const handler = define.handlers({
  async GET({ state: { library }, url }) {
    const found = (await savedPlaylists(library).list())
      .toSorted((a, b) => b.value.created - a.value.created);
    const wanted = found.find(({ id }) => id === url.searchParams.get("id")) ?? found[0];
    const { collection, summary: { profile } } = library;
    const rows = [...new Set(wanted?.value.tracks.slice(0, KNOWN))]
      .map((id) => collection.row(id)).filter((row) => row !== undefined);
    return page({
      lists: found.map(({ id, value: { tracks, ...rest } }) => ({
        id,
        ...rest,
        length: tracks.length,
      })),
      open: wanted ? { id: wanted.id, ...wanted.value } : null,
      known: rows.map((row) => listedTrack(collection.columns, { row, profile })),
    });
  },
});

/** The saved playlists, one of them open. */
export default define.page<typeof handler>(({ data }) => (
  <div class="page">
    <Head>
      <title>Playlists · Fonoteca</title>
      <link rel="stylesheet" href={asset("/styles/playlists.css")} />
    </Head>
    <h1>Playlists</h1>
    <form class="in-words" action="/explore" role="search">
      <label for="playlist-words">A new one in words</label>
      <input
        id="playlist-words"
        class="input"
        type="search"
        name="words"
        maxLength={500}
        required
        placeholder="calm jazz from the 60s, 3 to 5 minutes"
      />
      <button type="submit" class="button">Find tracks</button>
    </form>
    <Playlists {...data} />
  </div>
));
