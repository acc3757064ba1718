import assert from "node:assert/strict";
import { savedPlaylists } from "../../library/mod.ts";
import { faultsOf, fieldsOfCall } from "./_facts.ts";
import { musicSite, query } from "./_site.ts";

type Params = Readonly<Record<string, string>>;

const PAGE = 4;
const PLAYLISTS = 2_000;

/**
 * What apps ask when somebody has logged in, before anything is played: the union of what the sources of
 * Feishin, Amperfy and Tempus have, and a copy of all songs by an empty search, as Symfonium makes one.
 */
const AT_LOGIN: readonly (readonly [string, Params])[] = [
  ["ping", {}],
  ["getOpenSubsonicExtensions", {}],
  ["getLicense", {}],
  ["getUser", { username: "anna" }],
  ["getScanStatus", {}],
  ["getMusicFolders", {}],
  ["getIndexes", { musicFolderId: "1", ifModifiedSince: "0" }],
  ["getArtists", { musicFolderId: "1" }],
  ["getGenres", {}],
  ...[
    "alphabeticalByArtist",
    "alphabeticalByName",
    "frequent",
    "highest",
    "newest",
    "random",
    "recent",
    "starred",
  ].map((type) => ["getAlbumList2", { type, size: "500", offset: "0" }] as const),
  ["getAlbumList", { type: "newest", size: "40" }],
  ["getStarred", {}],
  ["getStarred2", { musicFolderId: "1" }],
  ["getPlaylists", {}],
  ["getRandomSongs", { size: "100" }],
  ["getNowPlaying", {}],
  ["getPlayQueue", {}],
  ["getBookmarks", {}],
  ["getPodcasts", { includeEpisodes: "false" }],
  ["getNewestPodcasts", { count: "20" }],
  ["getInternetRadioStations", {}],
  ["getShares", {}],
  ["getVideos", {}],
];

Deno.test("what apps ask when they log in is answered as described, with thousands of playlists", async () => {
  await using site = await musicSite();
  for (let i = 0; i < PLAYLISTS; i++) {
    const tracks = i % 2 === 0 ? ["t01", "covered"] : [];
    const playlist = { name: `List ${i}`, query: "", tracks, created: i, changed: i };
    await savedPlaylists(site.library).put(`p${i}`, playlist);
  }
  for (const [name, params] of AT_LOGIN) {
    const answer = await site.call(name, params);
    assert.equal(answer.status, "ok", `${name} ${answer.error?.message}`);
    assert.deepEqual(faultsOf(answer, fieldsOfCall(name)), [], name);
  }
  const { playlists } = await site.call("getPlaylists");
  assert.equal(playlists.playlist.length, PLAYLISTS);
  assert.equal(playlists.playlist[0].name, `List ${PLAYLISTS - 1}`, "the latest first");
});

Deno.test("an empty search gives every song, album and artist once, page by page", async () => {
  await using site = await musicSite();
  for (const kind of ["song", "album", "artist"]) {
    const found: string[] = [];
    for (let offset = 0;; offset += PAGE) {
      const { searchResult3 } = await site.call("search3", {
        query: "",
        ...Object.fromEntries(["song", "album", "artist"].map((one) => [`${one}Count`, "0"])),
        [`${kind}Count`]: `${PAGE}`,
        [`${kind}Offset`]: `${offset}`,
      });
      const others = Object.entries(searchResult3).filter(([name]) => name !== kind);
      assert.ok(others.every(([, list]) => (list as unknown[]).length === 0));
      if (searchResult3[kind].length === 0) break;
      found.push(...searchResult3[kind].map(({ id }: { id: string }) => id));
    }
    assert.equal(new Set(found).size, found.length, kind);
    if (kind === "song") assert.equal(found.length, 11);
    const named = kind === "song" ? "covered" : (await site.call("getSong", { id: "covered" }))
      .song[kind === "album" ? "albumId" : "artistId"];
    assert.ok(found.includes(named), `${kind} ${named}`);
  }
});

Deno.test("a player seeks: the end, the middle, past the end, and what a HEAD tells", async () => {
  await using site = await musicSite();
  const size = (await Deno.stat(`${site.folder}/music/Album/covered.mp3`)).size;
  const address = `/rest/stream?${
    query({ id: "covered", maxBitRate: "0", estimateContentLength: "true" })
  }`;
  const asked = (range: string, method = "GET") =>
    site.ask(address, { method, headers: { range } });
  const tail = await asked("bytes=-100");
  assert.equal(tail.headers.get("content-range"), `bytes ${size - 100}-${size - 1}/${size}`);
  assert.equal((await tail.arrayBuffer()).byteLength, 100);
  const middle = await asked(`bytes=${size >> 1}-`);
  assert.deepEqual([middle.status, middle.headers.get("accept-ranges")], [206, "bytes"]);
  assert.equal((await middle.arrayBuffer()).byteLength, size - (size >> 1));
  const past = await asked(`bytes=${size}-`);
  assert.equal(past.status, 416);
  await past.body?.cancel();
  const head = await site.ask(address, { method: "HEAD" });
  assert.deepEqual([head.status, head.headers.get("content-length")], [200, `${size}`]);
});

Deno.test("what is not offered is refused in words that an app can show", async () => {
  await using site = await musicSite();
  const refused: readonly (readonly [string, Params, number])[] = [
    ["startScan", {}, 50],
    ["getUser", { username: "bob" }, 50],
    ["jukeboxControl", { action: "get" }, 0],
    ["createShare", { id: "t01" }, 0],
    ["createBookmark", { id: "t01", position: "1" }, 0],
    ["getVideoInfo", { id: "t01" }, 0],
    ["getAlbumList2", { type: "loudest" }, 0],
    ["getAlbumList2", {}, 10],
    ["getAlbumList2", { type: "byYear", fromYear: "1990" }, 10],
    ["getLyricsBySongId", { id: "none" }, 70],
    ["getCoverArt", { id: "none" }, 70],
    ["setRating", { id: "t01" }, 10],
    ["toString", {}, 0],
  ];
  for (const [name, params, code] of refused) {
    const { status, error } = await site.call(name, params);
    assert.deepEqual([status, error?.code], ["failed", code], name);
    assert.match(error.message, /\w+ \w+/, name);
  }
});
