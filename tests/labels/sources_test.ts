import assert from "node:assert/strict";
import { TrackIndex } from "../../labels/mod.ts";
import { joined, labelsOf, tracksAt } from "./_joining.ts";

Deno.test("MagnaTagATune: tabs, quotes, CRLF, split by folder, artists, clips without bytes", async () => {
  const files = {
    "annotations_final.csv": '"clip_id"\t"guitar"\t"no vocals"\t"mp3_path"\r\n' +
      '"2"\t"1"\t"1"\t"f/bach-01-30-59.mp3"\r\n"6"\t"0"\t"0"\t"0/abc-1-0-29.mp3"\r\n' +
      '"35644"\t"1"\t"0"\t"c/empty-1.mp3"\r\n"7"\t"2"\t"0"\t"a/odd.mp3"\r\n',
    "clip_info_final.csv":
      '"clip_id"\t"track_number"\t"title"\t"artist"\t"album"\r\n"2"\t"1"\t"Aria"\t"J. S. Bach"\t"Cantatas"\r\n',
  };
  const tracks = tracksAt(
    "/m/f/bach-01-30-59.mp3",
    "/m/0/abc-1-0-29.mp3",
    "/m/c/empty-1.mp3",
    "/m/a/odd.mp3",
  );
  const { kind, sets: [set] } = await joined(files, tracks);
  assert.equal(kind, "mtat");
  assert.deepEqual(labelsOf(set!, "t0"), ["guitar", "no vocals"]);
  assert.deepEqual(labelsOf(set!, "t1"), []);
  const { split, artist, album } = set!.entries.get("t0")!;
  assert.deepEqual([split, artist, album], ["test", "J. S. Bach", "Cantatas"]);
  assert.equal(set!.entries.get("t1")!.split, "training");
  assert.equal(set!.entries.get("t2")!.bad, "its file has no bytes");
  assert.equal(set!.report.bad.count, 1);
  assert.deepEqual(set!.report.faulty.examples, [{
    key: "7",
    line: 5,
    reason: "the tag guitar is 2, not 0 or 1",
  }]);
  const without = await joined(files, tracks, { withoutBad: true });
  assert.equal(without.sets[0]!.entries.has("t2"), false);
});

Deno.test("MTG-Jamendo: ragged rows, .low.mp3, the split that is asked for", async () => {
  const head = "TRACK_ID\tARTIST_ID\tALBUM_ID\tPATH\tDURATION\tTAGS\r\n";
  const row = (id: number, tags: string) =>
    `track_000${id}\tartist_1\talbum_2\t${id % 100}/${id}.mp3\t200.1\t${tags}\r\n`;
  const files = {
    "data/autotagging_genre.tsv": head + row(3524, "genre---rock\tgenre---metal") +
      row(3525, "genre---jazz"),
    "data/splits/split-0/autotagging_genre-train.tsv": head +
      row(3524, "genre---rock\tgenre---metal"),
    "data/splits/split-0/autotagging_genre-test.tsv": head + row(3525, "genre---jazz"),
    "data/splits/split-1/autotagging_genre-test.tsv": head +
      row(3524, "genre---rock\tgenre---metal"),
  };
  const tracks = tracksAt("/j/24/3524.low.mp3", "/j/25/3525.mp3");
  const { kind, sets } = await joined(files, tracks);
  assert.deepEqual([kind, sets.length, sets[0]!.set.id], ["mtg-jamendo", 1, "mtg-jamendo"]);
  assert.deepEqual(labelsOf(sets[0]!, "t0"), ["genre---rock", "genre---metal"]);
  assert.equal(sets[0]!.entries.get("t0")!.split, "training");
  assert.equal(sets[0]!.entries.get("t1")!.split, "test");
  const other = await joined(files, tracks, { version: "1" });
  assert.equal(other.sets[0]!.entries.get("t0")!.split, "test");
  assert.equal(other.sets[0]!.entries.get("t1")!.split, undefined);
});

Deno.test("Million Song: tagtraum's classes by file name, or by artist and title", async () => {
  const files = {
    "msd_tagtraum_cd2.cls":
      "# a comment\nTRAAAAK128F9318786\tRock\nTRAAAAW128F429D538\tRap\tPop\nnonsense\tRock\n",
    "unique_tracks.txt": "TRAAAAK128F9318786<SEP>SOBLFFE12AF72AA5BA<SEP>Adelitas Way<SEP>Scream\n" +
      "TRAAAAW128F429D538<SEP>SOMZWCG12A8C13C480<SEP>Casual<SEP>I Didn't Mean To\n",
  };
  const tracks = new TrackIndex([
    { id: "a", path: "/m/A/A/A/TRAAAAK128F9318786.mp3" },
    { id: "b", path: "/m/casual.mp3", artist: "Casual", title: "I didn’t mean to" },
  ]);
  const { kind, sets: [set] } = await joined(files, tracks);
  assert.equal(kind, "msd");
  assert.equal(set!.set.id, "msd-tagtraum-cd2");
  assert.deepEqual(labelsOf(set!, "a"), ["Rock"]);
  assert.deepEqual(labelsOf(set!, "b"), ["Rap", "Pop"]);
  assert.equal(set!.report.faulty.count, 1);
  const { "unique_tracks.txt": list } = files;
  const ids = await joined({ "unique_tracks.txt": list }, tracks);
  assert.equal(ids.sets[0]!.entries.get("b")!.key, "TRAAAAW128F429D538");
});

Deno.test("CAL500: strengths from the soft annotations, rows that must agree in number", async () => {
  const files = {
    "songNames.txt": "2pac-trapped\nabba-sos\n",
    "vocab.txt": "Angry\nHappy\n",
    "hardAnnotations.txt": "1,1\n0,1\n",
    "softAnnotations.txt": "0.4,0.9\n0.1,0.7\n",
  };
  const tracks = tracksAt("/c/2pac-trapped.mp3", "/c/abba-sos.mp3");
  const { kind, sets: [set] } = await joined(files, tracks);
  assert.equal(kind, "cal500");
  assert.deepEqual(labelsOf(set!, "t0"), ["Happy", "Angry"]);
  assert.deepEqual(set!.entries.get("t0")!.strengths, [0.9, 0.4]);
  await assert.rejects(
    joined({ ...files, "songNames.txt": "one\n" }, tracks),
    /hardAnnotations.txt: it has 2 rows, and songNames.txt names 1 song/,
  );
});

Deno.test("CAL10k: tags turned round into songs", async () => {
  const files = {
    "songList.tab": '1\tABBA\tS.O.S. "live"\tabba-sos.mp3\n2\tNobody\tNothing\tnone.mp3\n',
    "PandoraTagSong.tab": "disco\t1\t1\t\nminor key\t1\t1\n",
  };
  const { kind, sets: [set] } = await joined(files, tracksAt("/c/abba-sos.mp3"));
  assert.equal(kind, "cal10k");
  assert.deepEqual(labelsOf(set!, "t0"), ["disco", "minor key"]);
});

Deno.test("emoMusic: songs by the file name that their list gives", async () => {
  const files = {
    "songs_info.csv":
      "song_id,file_name,Artist,Song title,start\n2,2.mp3,The New Mystikal Troubadours,Tonight,0.48\n",
    "static_annotations.csv":
      "song_id,mean_arousal,std_arousal,mean_valence,std_valence\n2,3.1,1,3.0,1\n3,11,1,3.0,1\n",
  };
  const { kind, sets: [set] } = await joined(files, tracksAt("/e/2.mp3", "/e/3.mp3"));
  assert.equal(kind, "emomusic");
  assert.deepEqual(set!.entries.get("t0")!.values, [3.1, 3]);
  assert.match(set!.report.faulty.examples[0]!.reason, /11 and 3 are not from 1 to 9/);
});

Deno.test("GiantSteps: versions side by side, tempi that are none, keys in both forms", async () => {
  const tracks = tracksAt("/g/1.LOFI.mp3", "/g/2.LOFI.mp3");
  const files = {
    "annotations/tempo/1.LOFI.bpm": "126",
    "annotations/tempo/2.LOFI.bpm": "140",
    "annotations_v2/tempo_v2/1.LOFI.bpm": "127.0",
    "annotations_v2/tempo_v2/2.LOFI.bpm": "0.0",
    "annotations/key/1.LOFI.key": "Db major",
    "annotations/giantsteps/2.LOFI.key":
      "#@format: key\ttimestamp(float)\tkey(string)\nkey 0 C minor\n",
  };
  const { sets: [tempo, key] } = await joined(files, tracks);
  assert.deepEqual([tempo!.set.version, tempo!.entries.get("t0")!.values], ["tempo", [126]]);
  assert.deepEqual(labelsOf(key!, "t0"), ["C# major"]);
  const { sets: [second] } = await joined(
    Object.fromEntries(Object.entries(files).filter(([name]) => name.endsWith(".bpm"))),
    tracks,
    { version: "tempo_v2" },
  );
  assert.deepEqual(second!.entries.get("t0")!.values, [127]);
  assert.equal(second!.report.faulty.count, 1);
  const { sets: [mirex] } = await joined({ "1.LOFI.bpm": "127.0\t139.0\t0.2" }, tracks);
  assert.deepEqual(mirex!.entries.get("t0")!.values, [139]);
});

Deno.test("Ballroom: a tempo and the dance of the folder", async () => {
  const files = { "BallroomData/Tango/a.wav": "", "annotations/a.bpm": "130\n" };
  const { kind, sets: [set] } = await joined(files, tracksAt("/b/Tango/a.wav"));
  assert.equal(kind, "ballroom");
  assert.deepEqual(labelsOf(set!, "t0"), ["Tango"]);
  assert.deepEqual(set!.entries.get("t0")!.values, [130]);
});

Deno.test("FMA Keys and MusAV are read by their own columns", async () => {
  const keys = await joined(
    {
      "fma_keys.csv":
        "track_id,spotify_uri,key_and_mode\n10,spotify:track:x,F# Major\n11,spotify:track:y,None\n",
    },
    tracksAt("/fma/000/000010.mp3"),
  );
  assert.deepEqual([keys.kind, labelsOf(keys.sets[0]!, "t0")], ["fma-keys", ["F# major"]]);
  assert.equal(keys.sets[0]!.report.faulty.count, 1);
  const pair = (a: string, b: string, higher: string) =>
    JSON.stringify({ pairid: `${a}-${b}`, agreement: "full-agreement", higher_value: higher });
  const musav = await joined(
    {
      "annotations/annotations.arousal.all.agreement.gt": `${pair("x1", "x2", "a")}\n${
        pair("x1", "x3", "a")
      }\n${pair("x2", "x3", "ab")}\n`,
      "genres.chunk_000-006.jsonl": '{"id": "x1", "genres": ["qanun", "zikir"]}\n',
    },
    tracksAt("/m/x1.mp3", "/m/x2.mp3"),
  );
  assert.equal(musav.kind, "musav");
  assert.deepEqual(labelsOf(musav.sets[0]!, "t0"), ["qanun", "zikir"]);
  assert.deepEqual(musav.sets[1]!.entries.get("t0")!.values, [1]);
  assert.deepEqual(musav.sets[1]!.entries.get("t1")!.values, [0]);
});

Deno.test("GTZAN: any folder and ending, the alias of hiphop, resource forks, the undecodable file", async () => {
  const files = {
    "genres_original/hip-hop/hip-hop.00001.wav": "",
    "genres_original/jazz/jazz.00054.wav": "",
    "._blues.00000.wav": "",
  };
  const { kind, sets: [set] } = await joined(
    files,
    tracksAt("/g/hiphop/hiphop.00001.au", "/g/jazz.00054.wav"),
  );
  assert.equal(kind, "gtzan");
  assert.deepEqual(labelsOf(set!, "t0"), ["hiphop"]);
  assert.match(set!.entries.get("t1")!.bad!, /cannot be decoded/);
});

Deno.test("folders and file tags of the collection are labels", async () => {
  const tracks = new TrackIndex([
    { id: "a", path: "/m/rock/1.mp3", genres: ["Rock", "Indie"] },
    { id: "b", path: "/m/jazz/1.mp3" },
  ]);
  const folders = await joined({}, tracks, { kind: "folders" });
  assert.deepEqual(labelsOf(folders.sets[0]!, "b"), ["jazz"]);
  const tags = await joined({}, tracks, { kind: "tags" });
  assert.deepEqual(labelsOf(tags.sets[0]!, "a"), ["Rock", "Indie"]);
  assert.equal(tags.sets[0]!.report.faulty.count, 1);
});
