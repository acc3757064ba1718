import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { TrackIndex, tracksOfList } from "../../labels/mod.ts";
import { joined, labelsOf } from "./_joining.ts";

const TRACKS = new TrackIndex([
  { id: "a", path: "/home/me/Music/Artist/Album/01 Intro.flac", artist: "Artist", title: "Intro" },
  { id: "b", path: "/home/me/Music/Other/Debut/01 Intro.mp3", artist: "Other", title: "Intro" },
  { id: "c", path: "/home/me/Music/Bj\u00f6rk/J\u00f3ga.ogg", artist: "Björk", title: "Jóga" },
]);

/** A database as its program leaves it on disk, its log included in the header. */
async function database(...statements: readonly string[]): Promise<Uint8Array> {
  const path = await Deno.makeTempFile({ suffix: ".db" });
  try {
    const db = new DatabaseSync(path);
    db.exec("pragma journal_mode = wal");
    for (const statement of statements) db.exec(statement);
    db.close();
    return await Deno.readFile(path);
  } finally {
    await Deno.remove(path);
  }
}

async function setsOf(files: Readonly<Record<string, string | Uint8Array>>, tracks = TRACKS) {
  const { kind, sets } = await joined(files, tracks);
  return { kind, sets: new Map(sets.map((one) => [one.set.id, one])) };
}

Deno.test("beets: genres old and new, keys, tempi, and fields of one's own", async () => {
  const library = await database(
    `create table items (id integer primary key, path blob, artist text, title text, album text,
       genre text, genres text, initial_key text, bpm integer)`,
    "create table item_attributes (id integer primary key, entity_id integer, key text, value text)",
    `insert into items values (1, cast('Artist/Album/01 Intro.flac' as blob), 'Artist', 'Intro', 'Album',
       null, 'House\\␀Deep House', 'Am', 124)`,
    `insert into items values (2, cast('/old/J\u006f\u0301ga.ogg' as blob), 'Björk', 'Jóga', '',
       'Pop; Art Pop', '', '', 0)`,
    "insert into items values (3, cast('x/gone.mp3' as blob), 'Nobody', 'Gone', '', 'Rock', '', '', 90)",
    `insert into item_attributes values (1, 1, 'rating', '0.8'), (2, 1, 'mood', 'dark'),
       (3, 2, 'data_source', 'MusicBrainz')`,
  );
  const { kind, sets } = await setsOf({ "library.db": library });
  assert.equal(kind, "beets");
  assert.deepEqual([...sets.keys()].sort(), ["beets", "beets-genres", "beets-key", "beets-mood"]);
  const genres = sets.get("beets-genres")!;
  assert.deepEqual(labelsOf(genres, "a"), ["House", "Deep House"]);
  assert.deepEqual(labelsOf(genres, "c"), ["Pop", "Art Pop"]);
  assert.equal(genres.report.unmatched.count, 1);
  const { set, entries } = sets.get("beets")!;
  assert.deepEqual(set.fields.map(({ id }) => id), ["tempo", "rating"]);
  assert.deepEqual(entries.get("a")!.values, [124, 0.8]);
});

/** What is read of Navidrome's tables, columns and kinds as its migrations of August 2026 leave them. */
const NAVIDROME = [
  `create table user (id varchar(255) primary key, user_name varchar(255) collate nocase unique,
     name varchar(255), is_admin bool, last_login_at datetime)`,
  `create table library (id integer primary key autoincrement, name text, path text unique,
     remote_path text default '', last_scan_at datetime, default_new_users boolean default false)`,
  `create table media_file (id varchar(255) primary key, path varchar(255) default '',
     title varchar(255) default '', album varchar(255) default '', artist varchar(255) default '',
     duration float default 0, bpm integer, library_id integer default 1 references library(id),
     folder_id varchar default '', pid varchar default '', missing boolean default false,
     tags jsonb default '{}', participants jsonb default '{}')`,
  `create table annotation (user_id varchar(255) not null references user(id),
     item_id varchar(255) default '' not null, item_type varchar(255) default '' not null,
     play_count integer default 0, play_date datetime, rating integer default 0,
     starred bool default false not null, starred_at datetime, rated_at datetime,
     unique (user_id, item_id, item_type))`,
];

Deno.test("Navidrome: stars, ratings and plays, a set for each of several users", async () => {
  const schema = [
    ...NAVIDROME,
    "insert into library (id, name, path) values (1, 'Music', '/mnt/a/'), (2, 'More', '/home/me/Music')",
    `insert into media_file (id, path, title, artist, album, library_id)
       values ('1', 'Other/Debut/01 Intro.mp3', 'Intro', 'Other', 'Debut', 1),
              ('2', 'Artist/Album/01 Intro.flac', 'Introduction', 'Somebody', 'Album', 2)`,
    "insert into user (id, user_name) values ('u', 'anna'), ('v', 'béla')",
    `insert into annotation (user_id, item_id, item_type, play_count, rating, starred)
       values ('u', '1', 'media_file', 7, 5, true), ('u', '1', 'album', 9, 5, true),
              ('u', '9', 'artist', 9, 0, true), ('u', '8', 'artist', 9, 0, false),
              ('u', '2', 'media_file', 3, 0, false)`,
  ];
  const one = await setsOf({ "navidrome.db": await database(...schema) });
  assert.deepEqual([one.kind, ...one.sets.keys()], ["navidrome", "navidrome-starred", "navidrome"]);
  const { entries, report } = one.sets.get("navidrome")!;
  assert.deepEqual(entries.get("b")!.values, [7, 5]);
  assert.deepEqual([...entries.get("a")!.values!], [3, NaN], "found by its path in its library");
  assert.equal(report.unmatched.count, 0);
  assert.ok(report.warnings.includes(
    "Stars and ratings of anything but songs are left out: 1 of albums, 1 of artists",
  ));
  const more = `insert into annotation (user_id, item_id, item_type, play_count)
    values ('v', '1', 'media_file', 1)`;
  const two = await setsOf({ "navidrome.db": await database(...schema, more) });
  assert.deepEqual([...two.sets.keys()], [
    "navidrome-anna-starred",
    "navidrome-anna",
    "navidrome-bela",
  ]);
  const other = await database("create table items (x)");
  await assert.rejects(
    joined({ "a.db": other }, TRACKS, { kind: "navidrome" }),
    /no database of Navidrome/,
  );
  const cut = (await database(...schema)).slice(0, 5000);
  await assert.rejects(joined({ "a.db": cut }, TRACKS, { kind: "navidrome" }), /damaged/);
});

Deno.test("Subsonic: songs anywhere in saved answers", async () => {
  const song = { id: "9", isDir: false, title: "Jóga", artist: "Björk", path: "x/other name.mp3" };
  const answer = {
    starred2: { song: [{ ...song, starred: "2024", playCount: 3, userRating: 4 }] },
  };
  const { kind, sets } = await setsOf({
    "starred.json": JSON.stringify({ "subsonic-response": answer }),
  });
  assert.equal(kind, "subsonic");
  assert.deepEqual(labelsOf(sets.get("subsonic-starred")!, "c"), ["starred"]);
  assert.deepEqual(sets.get("subsonic")!.entries.get("c")!.values, [3, 4]);
  await assert.rejects(joined({ "a.json": "{" }, TRACKS, { kind: "subsonic" }), /no JSON/);
});

Deno.test("Rekordbox: ratings, tags in comments, colours and the names of cue points", async () => {
  const xml = `<?xml version="1.0"?><DJ_PLAYLISTS Version="1.0.0"><COLLECTION Entries="1">
    <TRACK TrackID="7" Name="J&#243;ga" Artist="Bj&#246;rk" Rating="204" Colour="0xFF0000" PlayCount="0"
      Location="file://localhost/C:/Music/Bj%C3%B6rk/J%C3%B3ga.ogg" Comments="peak /* Warm / Late */">
      <POSITION_MARK Name="Drop" Type="0" Start="1" Num="0"/>
      <POSITION_MARK Name="" Type="0" Start="2" Num="1"/><POSITION_MARK Name="" Type="0" Start="3" Num="-1"/>
    </TRACK></COLLECTION></DJ_PLAYLISTS>`;
  const { kind, sets } = await setsOf({ "export.xml": xml });
  assert.equal(kind, "rekordbox");
  assert.deepEqual(labelsOf(sets.get("rekordbox-comments")!, "c"), ["Warm", "Late", "peak"]);
  assert.deepEqual(labelsOf(sets.get("rekordbox-cues")!, "c"), ["Drop", "hot cue B", "memory cue"]);
  assert.deepEqual(labelsOf(sets.get("rekordbox-colour")!, "c"), ["red"]);
  assert.deepEqual(sets.get("rekordbox")!.entries.get("c")!.values, [4]);
  const broken = { "a.xml": "<DJ_PLAYLISTS><COLLECTION>" };
  await assert.rejects(
    joined(broken, TRACKS, { kind: "rekordbox" }),
    /Cannot read Rekordbox XML: it is no XML/,
  );
});

Deno.test("Essentia and AcousticBrainz: tempo, key and models with their probability", async () => {
  const low = {
    metadata: { tags: { file_name: "01 Intro.flac", artist: ["Artist"], title: ["Intro"] } },
    rhythm: { bpm: 123.9 },
    tonal: { key_edma: { key: "A", scale: "minor" } },
  };
  const high = {
    metadata: { tags: { artist: ["Björk"], title: ["Joga"] } },
    highlevel: { mood_happy: { value: "not_happy", probability: 0.75 } },
  };
  const { kind, sets } = await setsOf({
    "low/01 Intro.flac.json": JSON.stringify(low),
    "high/0c5e-1.json": JSON.stringify(high),
  });
  assert.equal(kind, "essentia");
  assert.deepEqual(labelsOf(sets.get("essentia-key")!, "a"), ["A minor"]);
  assert.equal(sets.get("essentia")!.entries.get("a")!.values![0], 123.9);
  const mood = sets.get("essentia-mood-happy")!;
  assert.deepEqual(labelsOf(mood, "c"), ["not_happy"]);
  assert.deepEqual(mood.entries.get("c")!.strengths, [0.75]);
});

Deno.test("a playlist of another machine is found by path, by folders, by name, by artist and title", () => {
  const entries = [
    { path: "Artist/Album/01 Intro.flac" },
    { path: "D:\\Musik\\Album\\01 Intro.mp3" },
    { path: "/elsewhere/Joga.mp3", artist: "bjork", title: "Joga" },
    { path: "/elsewhere/J\u006f\u0301ga.m4a" },
    { path: "/elsewhere/01 Intro.mp3" },
    { path: "/elsewhere/Jóga.mp3", artist: "Somebody", title: "Else" },
    { path: "https://radio.example.org/stream" },
  ];
  const { tracks, by, missing } = tracksOfList(entries, TRACKS);
  assert.deepEqual(tracks, ["a", "a", "c", "c"]);
  assert.deepEqual(Object.fromEntries(by), { path: 1, folder: 1, song: 1, name: 1 });
  assert.deepEqual(missing.map(({ reason }) => reason), [
    "several tracks fit",
    "not in the collection",
    "not in the collection",
  ]);
});
