import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createApp } from "../../main.ts";
import { pictureOf } from "../../analysis/covers/picture.ts";
import { Login } from "../../subsonic/login.ts";
import { faultsOf, fieldsOfCall, fromXml } from "./_facts.ts";
import { ANNA, KEY, musicSite, PASSWORD, query, watchedService } from "./_site.ts";

type Params = Readonly<Record<string, string>>;

/** Calls whose answers the description has under another name. */
const DESCRIBED_AS: Params = { tokenInfo: "getTokenInfo", getAlbumInfo2: "getAlbumInfo" };

/** Every call, with parameters that have something to say. */
function callsOn(ids: Params): readonly (readonly [string, Params])[] {
  const { song, other, album, artist, folder, playlist } = ids as Record<string, string>;
  return [
    ["ping", {}],
    ["getLicense", {}],
    ["getOpenSubsonicExtensions", {}],
    ["tokenInfo", {}],
    ["getUser", { username: "anna" }],
    ["getScanStatus", {}],
    ["getMusicFolders", {}],
    ["getIndexes", {}],
    ["getMusicDirectory", { id: folder! }],
    ["getMusicDirectory", { id: artist! }],
    ["getMusicDirectory", { id: album! }],
    ["getArtists", {}],
    ["getArtist", { id: artist! }],
    ["getAlbum", { id: album! }],
    ["getSong", { id: song! }],
    ["getGenres", {}],
    ["getAlbumInfo2", { id: album! }],
    ["getArtistInfo", { id: artist! }],
    ["getArtistInfo2", { id: artist! }],
    ["getLyrics", { artist: "x" }],
    ["getLyricsBySongId", { id: song! }],
    ["getAlbumList", { type: "newest" }],
    ["getAlbumList2", { type: "alphabeticalByArtist" }],
    ["getAlbumList2", { type: "byGenre", genre: "jazz" }],
    ["getAlbumList2", { type: "byYear", fromYear: "2000", toYear: "1990" }],
    ["getAlbumList2", { type: "random" }],
    ["getRandomSongs", { size: "3" }],
    ["getSongsByGenre", { genre: "Jazz" }],
    ["search2", { query: "album" }],
    ["search3", { query: "Größer" }],
    ["getPlaylists", {}],
    ["getPlaylist", { id: playlist! }],
    ["updatePlaylist", { playlistId: playlist!, comment: "so & so" }],
    ["createPlaylist", { name: "Another", songId: song! }],
    ["star", { id: song!, albumId: album!, artistId: artist! }],
    ["setRating", { id: song!, rating: "4" }],
    ["scrobble", { id: song! }],
    ["scrobble", { id: song!, submission: "false" }],
    ["getStarred", {}],
    ["getStarred2", {}],
    ["getNowPlaying", {}],
    ["getTopSongs", { artist: "Anna" }],
    ["getSimilarSongs", { id: other! }],
    ["getSimilarSongs2", { id: artist! }],
    ["getSonicSimilarTracks", { id: other! }],
    ["findSonicPath", { startSongId: "t00", endSongId: "t08" }],
    ["getPlayQueue", {}],
    ["savePlayQueue", { id: song!, current: song!, position: "1500" }],
    ["getPlayQueue", {}],
    ["getBookmarks", {}],
    ["getInternetRadioStations", {}],
    ["getPodcasts", {}],
    ["getNewestPodcasts", {}],
    ["getShares", {}],
    ["getVideos", {}],
    ["unstar", { id: song! }],
  ];
}

Deno.test("every answer is as the published description has it, and the same in JSON and XML", async () => {
  await using site = await musicSite();
  const { song } = await site.call("getSong", { id: "covered" });
  const { playlist } = await site.call("createPlaylist", { name: "Mine", songId: "covered" });
  const ids = {
    song: "covered",
    other: "t03",
    album: song.albumId,
    artist: song.artistId,
    folder: song.parent,
    playlist: playlist.id,
  };
  for (const [name, params] of callsOn(ids)) {
    const fields = fieldsOfCall(DESCRIBED_AS[name] ?? name);
    const json = await site.call(name, params);
    assert.deepEqual(faultsOf(json, fields), [], name);
    if (/^(create|scrobble|getRandom|star)|random/.test(name + params.type)) continue;
    const response = await site.ask(`/rest/${name}.view?${query({}, params)}`);
    assert.match(response.headers.get("content-type")!, /^application\/xml/);
    const xml = fromXml(await response.text(), fields);
    const withoutEmpty = JSON.parse(JSON.stringify(json, (name, value) => {
      const isEmpty = value === "" ? name === "value" : Array.isArray(value) && value.length === 0;
      return isEmpty ? undefined : value;
    }));
    assert.deepEqual(xml, withoutEmpty, name);
  }
  const failed = await site.call("getSong", { id: "none" });
  assert.deepEqual(faultsOf(failed, fieldsOfCall("getSong", true)), []);
  assert.equal(failed.error.code, 70);
});

Deno.test("a song tells what is known of it", async () => {
  await using site = await musicSite();
  const { song } = await site.call("getSong", { id: "covered" });
  assert.equal(song.title, 'Größer & "besser" <1>');
  assert.equal(song.path, "music/Album/covered.mp3");
  assert.deepEqual(song.artists.map(({ name }: { name: string }) => name), ["Anna", "Béla"]);
  assert.equal(song.displayAlbumArtist, "The Duo");
  assert.deepEqual(song.replayGain, { trackGain: -7.5, trackPeak: 0.954993 });
  assert.deepEqual([song.track, song.discNumber, song.year, song.bpm], [3, 1, 1999, 120]);
  const { artists } = await site.call("getArtists");
  const duo = artists.index.find(({ name }: { name: string }) => name === "D").artist[0];
  assert.equal(duo.name, "The Duo");
  const { artist } = await site.call("getArtist", { id: duo.id });
  assert.equal(artist.album[0].id, song.albumId);
  const { searchResult3 } = await site.call("search3", { query: '""', songCount: "500" });
  assert.equal(searchResult3.song.length, 11);
});

Deno.test("nothing is answered without a login, and nothing at all unless it was asked for", async () => {
  await using site = await musicSite();
  const names = callsOn({}).map(([name]) => name).concat("stream", "download", "getCoverArt", "x");
  for (const name of names.filter((name) => name !== "getOpenSubsonicExtensions")) {
    const response = await site.ask(`/rest/${name}?id=covered&f=json`);
    const { "subsonic-response": answer } = await response.json();
    assert.deepEqual([answer.status, answer.error.code], ["failed", 10], name);
  }
  const off = createApp({ library: site.library, hostname: "127.0.0.1" }).handler();
  const response = await off(new Request(`http://127.0.0.1:8000/rest/ping?${query({})}`));
  assert.equal(response.status, 404);
});

Deno.test("on the network an app needs its login alone, and opens no page with it", async () => {
  await using site = await musicSite();
  const token = "a token of the pages";
  const handler = createApp({ library: site.library, hostname: "127.0.0.1", subsonic: true, token })
    .handler();
  const ask = (path: string, init?: RequestInit) =>
    handler(new Request(`http://127.0.0.1:8000${path}`, init));
  const post = await ask("/rest/ping", {
    method: "POST",
    body: query({ f: "json" }),
    headers: { origin: "https://app.example.org" },
  });
  assert.equal((await post.json())["subsonic-response"].status, "ok");
  assert.equal(post.headers.get("access-control-allow-origin"), "*");
  const page = await ask(`/api/summary?${query({})}`);
  assert.equal(page.status, 401);
  assert.equal(page.headers.get("access-control-allow-origin"), null);
});

Deno.test("a wrong password waits longer each time and is logged; who is known does not wait", async () => {
  await using site = await musicSite();
  const { service, lines, waits } = watchedService(site.library);
  const code = async (params: Params) => {
    const address = `http://localhost/rest/ping?${new URLSearchParams({ f: "json", ...params })}`;
    const answer =
      (await (await service.answer("ping", new Request(address))).json())["subsonic-response"];
    return answer.error?.code ?? 0;
  };
  assert.equal(await code(ANNA), 0);
  const wrong = await Promise.all(
    ["one", "two", "three"].map((p) => code({ ...ANNA, p })).concat(
      code({ ...ANNA, u: "bob\nbob" }),
    ),
  );
  assert.deepEqual(wrong, [40, 40, 40, 40]);
  assert.deepEqual(waits, [250, 500, 1000, 2000]);
  assert.equal(lines.length, 4);
  assert.match(
    lines.join("\n"),
    /^Subsonic: wrong login for bob\?bob from test, \d within a minute/m,
  );
  assert.equal(await code(ANNA), 0);
  assert.equal(
    await code({ u: "anna", p: `enc:${new TextEncoder().encode(PASSWORD).toHex()}` }),
    0,
  );
  assert.equal(await code({ apiKey: KEY }), 0);
  assert.equal(await code({ apiKey: "another" }), 44);
  assert.equal(await code({ apiKey: KEY, u: "anna" }), 43);
  assert.equal(waits.length, 5);
});

Deno.test("of many wrong logins at once most are sent away at once, and not logged", async () => {
  await using site = await musicSite();
  const waiting = Promise.withResolvers<void>();
  const lines: string[] = [];
  const login = new Login(site.library.store, {
    log: (line) => lines.push(line),
    wait: () => waiting.promise,
  });
  const guess = (i: number) =>
    login.who(new URLSearchParams({ apiKey: `guess ${i}` })).catch((error) => error.code);
  const codes = Array.from({ length: 40 }, (_, i) => guess(i));
  assert.equal(await Promise.race(codes), 0);
  assert.equal((await login.who(new URLSearchParams({ apiKey: KEY }))).name, "anna");
  waiting.resolve();
  const told = await Promise.all(codes);
  assert.deepEqual([told.filter((code) => code === 44).length, lines.length], [16, 16]);
});

Deno.test("token and salt let in where they are allowed, and nowhere else", async () => {
  const md5 = (text: string) => createHash("md5").update(text).digest("hex");
  const login = { u: "anna", s: "salt", t: md5(`readable one${"salt"}`), f: "json" };
  for (const [readable, code] of [["readable one", undefined], ["another", 40], [undefined, 41]]) {
    await using site = await musicSite(readable === undefined ? {} : { readable: `${readable}` });
    const { service } = watchedService(site.library);
    const address = `http://localhost/rest/ping?${new URLSearchParams(login)}`;
    const answer =
      (await (await service.answer("ping", new Request(address))).json())["subsonic-response"];
    assert.equal(answer.error?.code, code);
  }
});

Deno.test("files go out as they are, in ranges; covers are made smaller once and kept", async () => {
  await using site = await musicSite();
  const file = await Deno.readFile(`${site.folder}/music/Album/covered.mp3`);
  const headers = { range: "bytes=100-199" };
  const part = await site.ask(`/rest/stream?${query({ id: "covered" })}`, { headers });
  assert.equal(part.status, 206);
  assert.deepEqual(new Uint8Array(await part.arrayBuffer()), file.slice(100, 200));
  const whole = await site.ask(`/rest/download?${query({ id: "covered" })}`);
  assert.equal(whole.headers.get("content-type"), "audio/mpeg");
  assert.equal((await whole.arrayBuffer()).byteLength, file.length);

  const { song } = await site.call("getSong", { id: "covered" });
  const cover = async (params: Params) => {
    const response = await site.ask(`/rest/getCoverArt?${query({}, params)}`);
    return pictureOf(new Uint8Array(await response.arrayBuffer()));
  };
  assert.deepEqual(await cover({ id: "covered" }), { type: "image/png", width: 900, height: 600 });
  const small = { type: "image/jpeg", width: 300, height: 200 };
  assert.deepEqual(await cover({ id: song.albumId, size: "250" }), small);
  assert.deepEqual(await cover({ id: song.artistId, size: "300" }), small);
  const kept = [...Deno.readDirSync(`${site.folder}/test.kv.cache/covers`)];
  assert.equal(kept.length, 1);
  assert.equal((await site.call("getCoverArt", { id: "t00" })).error.code, 70);

  await Deno.writeFile(`${site.folder}/music/Album/covered.mp3`, file.slice(1));
  assert.equal((await site.call("stream", { id: "covered" })).error.code, 70);
});

Deno.test("playlists are those of the page", async () => {
  await using site = await musicSite();
  const params = [["name", "From the app"], ["songId", "t02"], ["songId", "t01"]];
  const { playlist } = await site.call("createPlaylist", params);
  const pages = await (await site.ask(`/api/playlists/${playlist.id}`)).json();
  assert.deepEqual([pages.name, pages.tracks], ["From the app", ["t02", "t01"]]);
  await site.ask(`/api/playlists/${playlist.id}`, {
    method: "PATCH",
    body: JSON.stringify({ tracks: ["t05", "t06", "t07"] }),
  });
  await site.call("updatePlaylist", [
    ["playlistId", playlist.id],
    ["songIndexToRemove", "1"],
    ["songIdToAdd", "t00"],
    ["comment", "for later"],
  ]);
  const { playlist: read } = await site.call("getPlaylist", { id: playlist.id });
  assert.deepEqual(read.entry.map(({ id }: { id: string }) => id), ["t05", "t07", "t00"]);
  assert.equal(read.comment, "for later");
  assert.equal((await site.call("updatePlaylist", { playlistId: "none" })).error.code, 70);
  await site.call("deletePlaylist", { id: playlist.id });
  assert.equal((await site.ask(`/api/playlists/${playlist.id}`)).status, 404);
});

Deno.test("stars, ratings and plays are kept for each user, and order the lists of albums", async () => {
  await using site = await musicSite();
  const { song } = await site.call("getSong", { id: "covered" });
  await site.call("star", { albumId: song.albumId });
  await site.call("setRating", { id: "covered", rating: "5" });
  await site.call("scrobble", [["id", "covered"], ["id", "covered"], ["time", "5000"], [
    "time",
    "7000",
  ]]);
  const { song: marked } = await site.call("getSong", { id: "covered" });
  assert.deepEqual([marked.userRating, marked.playCount], [5, 2]);
  assert.equal(marked.played, "1970-01-01T00:00:07.000Z");
  const { starred2 } = await site.call("getStarred2");
  assert.deepEqual(starred2.album.map(({ id }: { id: string }) => id), [song.albumId]);
  const { albumList2 } = await site.call("getAlbumList2", { type: "frequent" });
  assert.deepEqual(albumList2.album.map(({ playCount }: { playCount: number }) => playCount), [2]);
  const { topSongs } = await site.call("getTopSongs", { artist: "Béla" });
  assert.equal(topSongs.song[0].id, "covered");
  await site.call("unstar", { albumId: song.albumId });
  await site.call("setRating", { id: "covered", rating: "0" });
  await site.call("savePlayQueue", [["id", "t01"], ["id", "t02"], ["current", "t02"]]);
  const { playQueue } = await site.call("getPlayQueue");
  assert.deepEqual([playQueue.entry.length, playQueue.current, playQueue.changedBy], [
    2,
    "t02",
    "test",
  ]);
  assert.deepEqual((await site.call("getStarred2")).starred2.album, []);
  assert.equal((await site.call("getSong", { id: "covered" })).song.userRating, undefined);
});

Deno.test("what sounds alike is found in the space of the user, and a path has both its ends", async () => {
  type Matches = readonly {
    readonly entry: { readonly id: string };
    readonly similarity: number;
  }[];
  const idsOf = (matches: Matches) => matches.map(({ entry }) => entry.id);
  await using site = await musicSite();
  const near = async () =>
    (await site.call("getSonicSimilarTracks", { id: "t00", count: "3" })).sonicMatch;
  const inFirst: Matches = await near();
  assert.deepEqual(idsOf(inFirst), ["t01", "t02", "t03"]);
  assert.ok(inFirst[0]!.similarity < 1 && inFirst[0]!.similarity > inFirst[2]!.similarity);
  const path: Matches =
    (await site.call("findSonicPath", { startSongId: "t00", endSongId: "t08", count: "4" }))
      .sonicMatch;
  assert.equal(path.length, 4);
  assert.deepEqual([path[0]!.entry.id, path[0]!.similarity, path.at(-1)!.entry.id], [
    "t00",
    1,
    "t08",
  ]);
  await using other = await musicSite({ space: "vgg" });
  const { sonicMatch } = await other.call("getSonicSimilarTracks", { id: "t00", count: "3" });
  assert.notDeepEqual(idsOf(sonicMatch), idsOf(inFirst));
  assert.deepEqual((await site.call("getSonicSimilarTracks", { id: "covered" })).sonicMatch, []);
});
