import assert from "node:assert/strict";
import { SubsonicAPI } from "subsonic-api";
import { serveForTest } from "../fixtures/browser.ts";
import { pythonWith } from "../fixtures/python.ts";
import { KEY, musicSite, PASSWORD } from "./_site.ts";

Deno.test("a client from npm browses, streams, makes a playlist and asks for similar songs", async () => {
  await using site = await musicSite({ readable: "made here" });
  await using server = serveForTest(site.handler);
  for (const auth of [{ apiKey: KEY }, { username: "anna", password: "made here" }]) {
    const api = new SubsonicAPI({ url: server.origin, auth, post: "apiKey" in auth });
    assert.equal((await api.ping()).status, "ok");
    const { artists } = await api.getArtists();
    const names = artists.index!.flatMap(({ artist }) => artist!.map(({ name }) => name));
    assert.ok(names.includes("The Duo"), `${names}`);
    const { searchResult3 } = await api.search3({ query: "besser" });
    const song = searchResult3.song![0]!;
    const { album } = await api.getAlbum({ id: song.albumId! });
    assert.equal(album.song![0]!.id, song.id);
    const sound = await api.stream({ id: song.id });
    assert.equal((await sound.arrayBuffer()).byteLength, song.size);
    const cover = await api.getCoverArt({ id: song.coverArt!, size: 128 });
    assert.equal(cover.headers.get("content-type"), "image/jpeg");
    await cover.body?.cancel();
    const { playlist } = await api.createPlaylist({ name: "By a client", songId: ["t00", "t04"] });
    const { playlists } = await api.getPlaylists();
    assert.ok(
      playlists.playlist!.some(({ id, songCount }) => id === playlist!.id && songCount === 2),
    );
    const { similarSongs2 } = await api.getSimilarSongs2({ id: "t04", count: 2 });
    assert.equal(similarSongs2.song!.length, 2);
  }
});

/** What py-opensonic is asked to do; it prints one line of JSON. */
const PYTHON = `
import asyncio, json, sys
import libopensonic
api = libopensonic.Connection(sys.argv[1], api_key=sys.argv[3], port=int(sys.argv[2]))
read = lambda response: asyncio.run_coroutine_threadsafe(response.read(), api._loop).result()
song = api.search3("besser").song[0]
near = api.get_sonic_similar_tracks("t00", 3)
path = api.find_sonic_path("t00", "t08", 4)
api.create_playlist(name="From Python", song_ids=["t01", "covered"])
made = next(p for p in api.get_playlists() if p.name == "From Python")
print(json.dumps({
    "ping": api.ping(),
    "extensions": [e.name for e in api.get_open_subsonic_extensions()],
    "artists": [a.name for i in api.get_artists().index for a in i.artist],
    "album": [s.id for s in api.get_album(song.album_id).song],
    "size": song.size,
    "streamed": len(read(api.stream(song.id))),
    "near": [m.entry.id for m in near],
    "path": [m.entry.id for m in path],
    "playlist": [s.id for s in api.get_playlist(made.id).entry],
}))
`;

/** What py-sonic is asked to do, which knows Subsonic alone and logs in with a password. */
const OLDER = `
import json, sys
import libsonic
api = libsonic.Connection(sys.argv[1], "anna", sys.argv[3], port=int(sys.argv[2]), legacyAuth=True)
pages, offset = [], 0
while True:
    page = api.search3("", artistCount=0, albumCount=0, songCount=4, songOffset=offset)
    songs = page["searchResult3"].get("song", [])
    if not songs:
        break
    pages += [song["id"] for song in songs]
    offset += 4
song = api.search3("besser")["searchResult3"]["song"][0]
api.createPlaylist(name="From py-sonic", songIds=["t02", "t02", "covered"])
made = next(p for p in api.getPlaylists()["playlists"]["playlist"] if p["name"] == "From py-sonic")
api.star(sids=["t03"], albumIds=[song["albumId"]])
api.scrobble("t03")
api.savePlayQueue(["t01", "t02"], current="t02", position=5)
print(json.dumps({
    "ping": api.ping(),
    "user": api.getUser("anna")["user"]["streamRole"],
    "folders": len(api.getMusicFolders()["musicFolders"]["musicFolder"]),
    "indexes": "index" in api.getIndexes()["indexes"],
    "songs": pages,
    "size": song["size"],
    "streamed": len(api.stream(song["id"]).read()),
    "cover": api.getCoverArt(song["coverArt"], size=100).read(2).hex(),
    "playlist": [s["id"] for s in api.getPlaylist(made["id"])["playlist"]["entry"]],
    "starred": [s["id"] for s in api.getStarred2()["starred2"]["song"]],
    "queue": api.getPlayQueue()["playQueue"]["current"],
    "random": len(api.getRandomSongs(size=3)["randomSongs"]["song"]),
    "near": [s["id"] for s in api.getSimilarSongs2("t00", count=2)["similarSongs2"]["song"]],
}))
`;

const older = await pythonWith("libsonic");

Deno.test({
  name: "py-sonic, which knows no OpenSubsonic, pages through all songs, streams and marks",
  ignore: older === undefined,
  async fn() {
    await using site = await musicSite();
    await using server = serveForTest(site.handler);
    const { port } = new URL(server.origin);
    const { size, streamed, songs, ...said } = await older!.json(
      OLDER,
      "http://127.0.0.1",
      port,
      PASSWORD,
    );
    assert.equal(streamed, size);
    assert.equal(new Set(songs as string[]).size, 11);
    assert.equal((songs as string[]).length, 11);
    assert.deepEqual(said, {
      ping: true,
      user: true,
      folders: said.folders,
      indexes: true,
      cover: "ffd8",
      playlist: ["t02", "t02", "covered"],
      starred: ["t03"],
      queue: "t02",
      random: 3,
      near: ["t01", "t02"],
    });
  },
});

const python = await pythonWith("libopensonic");

Deno.test({
  name: "py-opensonic browses, streams, makes a playlist, and asks for similar tracks and a path",
  ignore: python === undefined,
  async fn() {
    await using site = await musicSite();
    await using server = serveForTest(site.handler);
    const { port } = new URL(server.origin);
    const said = await python!.json(PYTHON, "http://127.0.0.1", port, KEY);
    assert.equal(said.ping, true);
    assert.ok((said.extensions as string[]).includes("sonicSimilarity"));
    assert.ok((said.artists as string[]).includes("The Duo"));
    assert.deepEqual(said.album, ["covered"]);
    assert.equal(said.streamed, said.size);
    assert.deepEqual(said.near, ["t01", "t02", "t03"]);
    const path = said.path as string[];
    assert.deepEqual([path[0], path.at(-1), path.length], ["t00", "t08", 4]);
    assert.deepEqual(said.playlist, ["t01", "covered"]);
  },
});
