import { define } from "../define.ts";
import Playlists from "../islands/Playlists.tsx";
import { asset, Head } from "../web/mod.ts";

/** The saved playlists. */
export default define.page(() => (
  <div class="page">
    <Head>
      <title>Playlists – Fonoteca</title>
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
    <Playlists />
  </div>
));
