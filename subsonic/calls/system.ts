import type { Calls } from "../call.ts";
import { SubsonicError } from "../failure.ts";
import type { LoggedIn } from "../login.ts";
import type { Tree } from "../tree.ts";

/** The extensions of OpenSubsonic that are answered: the one call that needs no login, as it says. */
export const EXTENSIONS: Tree = {
  openSubsonicExtensions: [
    "apiKeyAuthentication",
    "formPost",
    "sonicSimilarity",
    "topSongsByArtistId",
  ].map((name) => ({ name, versions: [1] })),
};

/** About the server and who asks. */
export const SYSTEM: Calls = {
  ping: () => ({}),
  getLicense: () => ({ license: { valid: true } }),
  getOpenSubsonicExtensions: () => EXTENSIONS,
  tokenInfo: ({ who }) => ({ tokenInfo: { username: who.name } }),
  getUser: ({ who, params }) => {
    const wanted = params.get("username") ?? who.name;
    if (wanted !== who.name) {
      throw new SubsonicError("notAllowed", "Users are told of themselves alone");
    }
    return { user: userEntry(who) };
  },
  getScanStatus: ({ shelves }) => ({
    scanStatus: { scanning: false, count: shelves.songs.length },
  }),
  startScan: () => {
    throw new SubsonicError(
      "notAllowed",
      "Analyses are started on the machine itself, with deno task analyze",
    );
  },
};

/** What is not kept here, and so truly empty. */
export const EMPTY: Calls = {
  getBookmarks: () => ({ bookmarks: {} }),
  getInternetRadioStations: () => ({ internetRadioStations: {} }),
  getPodcasts: () => ({ podcasts: {} }),
  getNewestPodcasts: () => ({ newestPodcasts: {} }),
  getShares: () => ({ shares: {} }),
  getVideos: () => ({ videos: {} }),
};

function userEntry({ name }: LoggedIn): Tree {
  return {
    username: name,
    scrobblingEnabled: true,
    adminRole: false,
    settingsRole: false,
    downloadRole: true,
    uploadRole: false,
    playlistRole: true,
    coverArtRole: false,
    commentRole: true,
    podcastRole: false,
    streamRole: true,
    jukeboxRole: false,
    shareRole: false,
    videoConversionRole: false,
  };
}
