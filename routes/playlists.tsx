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
    <Playlists />
  </div>
));
