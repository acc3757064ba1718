import assert from "node:assert/strict";
import type { Joined } from "../../labels/mod.ts";
import { TrackIndex } from "../../labels/mod.ts";
import { ExpectedError, seeded } from "../../domain/mod.ts";
import { joined } from "./_joining.ts";

type Files = Readonly<Record<string, string>>;

const FMA_HEAD = ",album,album,artist,set,set,track,track\n" +
  ",id,title,name,split,subset,genre_top,genres\ntrack_id,,,,,,,\n";
const JAMENDO_HEAD = "TRACK_ID\tARTIST_ID\tALBUM_ID\tPATH\tDURATION\tTAGS\n";

/** A sound source of each kind that is text: two tracks, `1` and `2`, of which the first has labels. */
const SOUND: Readonly<Record<string, Files>> = {
  fma: {
    "tracks.csv": `${FMA_HEAD}1,7,First,Ann,training,small,Rock,"[12]"\n` +
      `2,8,Second,"Bob\nand Co",test,small,Pop,"[10, 12]"\n`,
    "genres.csv": "genre_id,#tracks,parent,title,top_level\n12,2,0,Rock,12\n10,1,0,Pop,10\n",
  },
  "fma-keys": { "keys.csv": "track_id,spotify_uri,key_and_mode\n1,s:x,F# Major\n2,s:y,A Minor\n" },
  mtat: {
    "annotations_final.csv":
      '"clip_id"\t"guitar"\t"mp3_path"\n"1"\t"1"\t"f/1.mp3"\n"2"\t"0"\t"0/2.mp3"\n',
    "clip_info_final.csv": '"clip_id"\t"title"\t"artist"\t"album"\n"1"\t"Aria"\t"Bach"\t"C"\n',
  },
  "mtg-jamendo": {
    "autotagging.tsv": `${JAMENDO_HEAD}track_0000001\ta\tb\t01/1.mp3\t200.1\tgenre---rock\n` +
      "track_0000002\ta\tb\t02/2.mp3\t200.1\tgenre---jazz\tgenre---pop\n",
  },
  msd: {
    "msd_tagtraum_cd2.cls": "# comment\nTRAAAAK128F9318786\tRock\nTRAAAAW128F429D538\tRap\tPop\n",
    "unique_tracks.txt": "TRAAAAK128F9318786<SEP>S<SEP>Ann<SEP>One\n" +
      "TRAAAAW128F429D538<SEP>S<SEP>Bob<SEP>Two\n",
  },
  cal500: {
    "songNames.txt": "1\n2\n",
    "vocab.txt": "Angry\nHappy\n",
    "hardAnnotations.txt": "1,1\n0,1\n",
    "softAnnotations.txt": "0.4,0.9\n0.1,0.7\n",
  },
  cal10k: {
    "songList.tab": "1\tAnn\tOne\t1.mp3\n2\tBob\tTwo\t2.mp3\n",
    "PandoraTagSong.tab": "disco\t1\t1\t\nminor key\t1\t2\n",
  },
  emomusic: {
    "songs_info.csv": "song_id,file_name,Artist,Song title,start\n1,1.mp3,Ann,One,0.48\n",
    "static_annotations.csv":
      "song_id,mean_arousal,std_arousal,mean_valence,std_valence\n1,3.1,1,3.0,1\n2,5,1,3.0,1\n",
  },
  deam: {
    "static_annotations_averaged_songs_1_2000.csv":
      "song_id, valence_mean, valence_std, arousal_mean, arousal_std\n1,3.1,1,3.0,1\n2,4,1,3,1\n",
  },
  giantsteps: { "tempo/1.LOFI.bpm": "126\n", "key/2.LOFI.key": "Db major\n" },
  ballroom: { "Tango/1.wav": "", "annotations/1.bpm": "130\n" },
  musav: { "genres.chunk_000.jsonl": '{"id": "1", "genres": ["qanun", "zikir"]}\n' },
  gtzan: {
    "train_filtered.txt": "blues/blues.00001.wav\n",
    "test_filtered.txt": "pop/pop.00002.wav\n",
  },
  subsonic: {
    "starred.json": '{"subsonic-response":{"starred2":{"song":[' +
      '{"id":"1","isDir":false,"title":"One","artist":"Ann","path":"1.mp3","starred":"2024"}]}}}',
  },
  rekordbox: {
    "export.xml": '<?xml version="1.0"?><DJ_PLAYLISTS Version="1.0.0"><COLLECTION Entries="1">' +
      '<TRACK TrackID="7" Name="One" Artist="Ann" Rating="204" Location="file://localhost/C:/1.mp3"/>' +
      "</COLLECTION></DJ_PLAYLISTS>",
  },
  essentia: {
    "1.mp3.json": '{"metadata":{"tags":{"file_name":"1.mp3","artist":["Ann"],"title":["One"]}},' +
      '"rhythm":{"bpm":123.9},"tonal":{"key_edma":{"key":"A","scale":"minor"}}}',
  },
  table: { "my.csv": "file,genre,bpm\n1.mp3,Rock,120\n2.mp3,Jazz,100\n" },
};

const TRACKS = new TrackIndex(
  [
    ["1", "Ann", "One"],
    ["2", "Bob", "Two"],
  ].flatMap(([name, artist, title]) =>
    [
      `/m/f/${name}.mp3`,
      `/m/000/00000${name}.mp3`,
      `/m/g/${name}.LOFI.mp3`,
      `/m/${name === "1" ? "blues.00001" : "pop.00002"}.wav`,
    ].map((path, i) => ({ id: `${name}${i}`, path, ...(i === 0 && { artist, title }) }))
  ),
);

const LATIN = new Uint8Array([0xe9, 0x20, 0xfc]);

function utf16(text: string, isLittle: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * text.length + 2);
  const view = new DataView(bytes.buffer);
  for (
    const [i, unit] of [
      0xfeff,
      ...Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)),
    ].entries()
  ) {
    view.setUint16(2 * i, unit, isLittle);
  }
  return bytes;
}

function withLatin(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const at = Math.floor(bytes.length / 2);
  return new Uint8Array([...bytes.subarray(0, at), ...LATIN, ...bytes.subarray(at)]);
}

/** What the sets say, by track. */
function saidBy(sets: readonly Joined[]): unknown {
  return sets.map(({ set, entries }) => [
    set.id,
    set.classes,
    [...entries].map(([track, { classes, values, split }]) => [track, classes, values, split]),
  ]);
}

/** Every source with one of its files that holds anything changed. */
function* changed(
  change: (text: string) => string | Uint8Array,
): Generator<
  {
    readonly kind: string;
    readonly name: string;
    readonly files: Record<string, string | Uint8Array>;
  }
> {
  for (const [kind, files] of Object.entries(SOUND)) {
    for (const [name, text] of Object.entries(files)) {
      if (text !== "") yield { kind, name, files: { ...files, [name]: change(text) } };
    }
  }
}

/** The sets, or the error in words that a reader throws; any other error is thrown on. */
async function outcome(
  files: Readonly<Record<string, string | Uint8Array>>,
  kind: string,
): Promise<readonly Joined[] | ExpectedError> {
  try {
    return (await joined(files, TRACKS, { kind })).sets;
  } catch (error) {
    if (error instanceof ExpectedError) return error;
    throw error;
  }
}

Deno.test("every reader recognises its sound source and finds a track by it", async () => {
  for (const [kind, files] of Object.entries(SOUND)) {
    const read = await joined(files, TRACKS);
    assert.equal(read.kind, kind);
    const found = read.sets.reduce((sum, { entries }) => sum + entries.size, 0);
    assert.ok(found > 0, `${kind} finds a track`);
  }
});

Deno.test("UTF-16, a byte order mark and CRLF change nothing of what any reader says", async () => {
  for (
    const change of [
      (text: string) => utf16(text, true),
      (text: string) => utf16(text, false),
      (text: string) => `\ufeff${text}`,
      (text: string) => text.replaceAll("\n", "\r\n"),
    ]
  ) {
    for (const { kind, name, files } of changed(change)) {
      const found = await outcome(files, kind);
      assert.ok(!(found instanceof ExpectedError), `${kind}, ${name}: ${found}`);
      assert.deepEqual(
        saidBy(found),
        saidBy((await joined(SOUND[kind]!, TRACKS)).sets),
        `${kind}, ${name}`,
      );
    }
  }
});

Deno.test("what is not UTF-8 is an error that names the file, in every reader", async () => {
  for (const { kind, name, files } of changed(withLatin)) {
    const found = await outcome(files, kind);
    assert.ok(found instanceof ExpectedError, `${kind}, ${name}`);
    assert.match(found.message, /not UTF-8/);
    assert.ok(found.message.includes(name), `${kind}, ${name}: ${found.message}`);
  }
});

Deno.test("whatever is cut, swapped, doubled or endless is an error in words or a row that is counted", async () => {
  const random = seeded(5);
  const cut = (text: string) => text.slice(0, Math.floor(random() * text.length));
  const mutations: readonly ((text: string) => string)[] = [
    () => "",
    () => "\n\n\n",
    () => "\u0000\u0001",
    () => '"',
    (text) => `${text}"`,
    (text) => `${text}"open\n`.repeat(2),
    (text) => text + "x".repeat(9_000_000),
    (text) => text.replace(/[,\t|]/, ""),
    (text) => text.replaceAll(/[,\t|]/g, ";"),
    (text) => text.replace(/[a-z_]+/i, "other"),
    (text) => text.split("\n").toReversed().join("\n"),
    (text) => text.split("\n").slice(1).join("\n"),
    (text) => text.replaceAll(/\d/g, "x"),
    (text) => text.replaceAll(/[{}\[\]]/g, ""),
    ...Array.from({ length: 12 }, () => cut),
  ];
  for (const [at, mutate] of mutations.entries()) {
    for (const { kind, name, files } of changed(mutate)) {
      let found;
      try {
        found = await outcome(files, kind);
      } catch (error) {
        assert.fail(
          `${kind}, ${name}, mutation ${at}: ${error instanceof Error ? error.stack : error}`,
        );
      }
      if (found instanceof ExpectedError) {
        assert.match(found.message, /^Cannot /, `${kind}, ${name}`);
        assert.ok(
          !found.message.includes("\n") && found.message.length < 500,
          found.message.slice(0, 600),
        );
        continue;
      }
      for (const { set, entries } of found) {
        for (const { classes = [], values = [] } of entries.values()) {
          assert.ok(classes.every((index) => set.classes[index] !== undefined), `${kind}, ${name}`);
          assert.ok(
            set.classes.every((label) => label.length < 10_000),
            `${kind}, ${name}, mutation ${at}`,
          );
          assert.ok(values.length === 0 || values.length === set.fields.length, `${kind}, ${name}`);
        }
      }
    }
  }
});

Deno.test("rows that stand there twice are counted, and the first counts, in every table", async () => {
  const tables = ["fma-keys", "mtat", "mtg-jamendo", "msd", "deam", "emomusic", "table"];
  for (const kind of tables) {
    const [name, text] = Object.entries(SOUND[kind]!).find(([name]) => !/info|unique/.test(name))!;
    const [head, ...rows] = text.trimEnd().split("\n");
    const twice = `${[head, ...rows, ...rows].join("\n")}\n`;
    const { sets } = await joined({ ...SOUND[kind]!, [name]: twice }, TRACKS, { kind });
    const once = await joined(SOUND[kind]!, TRACKS, { kind });
    assert.deepEqual(saidBy(sets), saidBy(once.sets), kind);
    for (const { report } of sets) {
      assert.ok(report.duplicates.count >= 1, kind);
      assert.match(report.duplicates.examples[0]!.reason, /with the same labels/);
    }
  }
});

Deno.test("an endless line is told from a quote that is never closed", async () => {
  const endless = "x".repeat(9_000_000);
  await assert.rejects(
    joined({ "t.csv": `file,genre\n1.mp3,${endless}` }, TRACKS),
    /t.csv: line 2 is longer than 8 MB/,
  );
  await assert.rejects(
    joined({ "t.csv": `file,genre\n1.mp3,"${endless}` }, TRACKS),
    /t.csv: a quote that opens in the record on line 2 is never closed/,
  );
  await assert.rejects(
    joined({ "a.cls": `TRAAAAK128F9318786\tRock\n${endless}` }, TRACKS, { kind: "msd" }),
    /a.cls: line 2 is longer than 8 MB/,
  );
});
