import assert from "node:assert/strict";
import fc from "fast-check";
import { parseXml, XmlElement } from "@rgrove/parse-xml";
import { findBeats } from "../../analysis/strips/find_beats.ts";
import { beatGrid, seeded } from "../../domain/mod.ts";
import { type GridMark, gridMarks } from "../../exchange/dj/grid_marks.ts";
import type { DjExport } from "../../exchange/dj/dj_track.ts";
import { locationOf } from "../../exchange/dj/rekordbox.ts";
import { placeOf } from "../../exchange/dj/traktor.ts";
import { djTrack, writeDj } from "../../exchange/mod.ts";
import { storedTrack } from "../../store/mod.ts";
import { savedPlaylists } from "../../library/mod.ts";
import { createApp } from "../../main.ts";
import { clicks } from "../analysis/_audio.ts";
import { wavOf } from "../fixtures/wav.ts";
import { heardLibrary } from "../fixtures/heard_library.ts";
import { pythonWith } from "../fixtures/python.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

/** Where a program puts its beats that reads such marks: at a tempo, until the next mark. */
function beatsOf(marks: readonly Pick<GridMark, "at" | "tempo">[], end: number): number[] {
  return marks.flatMap(({ at, tempo }, i) => {
    const period = 60 / tempo;
    const until = (marks[i + 1]?.at ?? end) - period / 2;
    return Array.from({ length: Math.ceil((until - at) / period) }, (_, k) => at + k * period);
  });
}

function farthest(from: readonly number[], to: readonly number[]): number {
  return Math.max(...from.map((beat) => Math.min(...to.map((other) => Math.abs(other - beat)))));
}

Deno.test("marks of two decimals keep every beat of a grid within 5 ms, however long the track", () => {
  const grids = fc.record({
    tempo: fc.double({ min: 60, max: 190, noNaN: true }),
    start: fc.double({ min: -0.02, max: 2, noNaN: true }),
    beats: fc.integer({ min: 4, max: 900 }),
  });
  fc.assert(
    fc.property(grids, ({ tempo, start, beats }) => {
      const period = 60 / tempo;
      const exact = Array.from({ length: beats }, (_, i) => start + i * period).filter((at) =>
        at >= 0
      );
      const part = { start, period, beats, before: 0 };
      for (const decimals of [2, 6]) {
        const marks = gridMarks([part], { decimals }).map(({ at, tempo }) => ({
          at: Number(at.toFixed(3)),
          tempo: Number(tempo.toFixed(decimals)),
        }));
        assert.ok(marks.every(({ at }) => at >= 0));
        assert.ok(farthest(exact, beatsOf(marks, start + beats * period)) < 0.005);
      }
    }),
    { numRuns: 40 },
  );
});

Deno.test("beats on a raster, some of them wrong, are one part of even spacing; two tempi are two", () => {
  const random = seeded(3);
  const hop = 512 / 44_100;
  const period = 60 / 128;
  const rastered = Array.from({ length: 200 }, (_, i) => {
    const wrong = i % 17 === 0 ? 0.06 * random() : 0;
    return Math.round((0.3 + i * period + wrong) / hop) * hop;
  });
  const [part, ...others] = beatGrid(rastered);
  assert.deepEqual(others, []);
  assert.ok(Math.abs(60 / part!.period - 128) < 0.02, `${60 / part!.period}`);
  assert.ok(Math.abs(part!.start - 0.3) < 0.005, `${part!.start}`);
  const faster = Array.from({ length: 60 }, (_, i) => 100 + i * 0.4);
  const two = beatGrid([...rastered.slice(0, 100), ...faster]);
  assert.deepEqual(two.map(({ beats, before }) => [beats, before]), [[100, 0], [60, 100]]);
  assert.deepEqual(beatGrid([1, 2, 3]), []);
  assert.ok(
    beatGrid(Array.from({ length: 99 }, () => random() * 50).sort((a, b) => a - b)).length > 1,
  );
});

Deno.test("a grid of clicks lies within 5 ms of them, though trackers hear them 30 ms early", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/clicks.wav`;
    await Deno.writeFile(path, wavOf([clicks(123.4, { seconds: 25 })]));
    const [, { columns, data }] = await findBeats(path, {
      by: "multifeature",
      tempocnn: undefined,
    });
    assert.equal(columns, 1);
    const [start, period, beats, before] = data;
    const part = { start: start!, period: period!, beats: beats!, before: before! };
    for (
      const beat of beatsOf(
        gridMarks([part], { decimals: 2 }),
        part.start + part.beats * part.period,
      )
    ) {
      const click = Math.round(beat * 123.4 / 60) * 60 / 123.4;
      assert.ok(Math.abs(beat - click) < 0.005, `${beat} for ${click}`);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** Two tracks and a playlist; the first has beats at 133.3333 BPM. */
function content(): DjExport {
  const tracks = ['a & "b".mp3', "ü#1%.flac"].map((name, i) => {
    const track = trackOf(`t${i}`, {
      path: `/music/Some folder/${name}`,
      tags: { title: `<${name}>`, artist: "Ü & Ä", album: "Album", genres: ["House"] },
      values: { tempo: 60 / 0.45, key_edma: "Eb", scale_edma: "minor", loudness: -9, true_peak: 0 },
    });
    return djTrack(storedTrack({ track }, undefined), {
      profile: "edma",
      grid: i === 0 ? [{ start: 0.25, period: 0.45, beats: 300, before: 0 }] : [],
    });
  });
  return {
    ids: ["t0", "t1", "gone"],
    tracks: ReadableStream.from([...tracks, undefined]),
    playlists: [{ name: "Fri & Sat", tracks: ["t1", "t0", "t1", "gone"] }],
    keys: "classical",
  };
}

async function written(format: "rekordbox" | "traktor"): Promise<string> {
  return (await Array.fromAsync(writeDj(content(), format))).join("");
}

const EXACT = Array.from({ length: 300 }, (_, i) => 0.25 + i * 0.45);

Deno.test("a backslash stands between folders on Windows alone", () => {
  assert.equal(locationOf("/music/a\\b.mp3"), "file://localhost/music/a%5Cb.mp3");
  assert.equal(locationOf("C:\\music\\b.mp3"), "file://localhost/C:/music/b.mp3");
  assert.deepEqual(placeOf("/music/a\\b.mp3"), { volume: "", dir: "/:music/:", file: "a\\b.mp3" });
  assert.deepEqual(placeOf("C:\\music\\b.mp3"), { volume: "C:", dir: "/:music/:", file: "b.mp3" });
});

Deno.test("Rekordbox XML holds tracks, grid, key and playlists", async () => {
  const root = parseXml(await written("rekordbox")).root!;
  const all = (name: string, within: XmlElement = root): XmlElement[] =>
    within.children.filter((child) => child instanceof XmlElement)
      .flatMap((child) => [...(child.name === name ? [child] : []), ...all(name, child)]);
  const [first, second] = all("TRACK", all("COLLECTION")[0]);
  assert.equal(first!.attributes["Name"], '<a & "b".mp3>');
  assert.equal(
    second!.attributes["Location"],
    "file://localhost/music/Some%20folder/%C3%BC%231%25.flac",
  );
  assert.deepEqual([first!.attributes["Tonality"], first!.attributes["AverageBpm"]], [
    "Ebm",
    "133.33",
  ]);
  const marks = all("TEMPO", first).map(({ attributes: { Inizio, Bpm } }) => ({
    at: Number(Inizio),
    tempo: Number(Bpm),
  }));
  assert.ok(farthest(EXACT, beatsOf(marks, 0.25 + 300 * 0.45)) < 0.005);
  const keys = all("TRACK", all("PLAYLISTS")[0]).map(({ attributes }) => attributes["Key"]);
  assert.deepEqual(keys.slice(0, 3), ["2", "1", "2"]);
});

const READING_REKORDBOX = `
import json, sys
from pyrekordbox.rbxml import RekordboxXml
xml = RekordboxXml(sys.argv[1])
first = xml.get_track(0)
print(json.dumps({
    "tracks": xml.num_tracks,
    "location": first.Location, "name": first.Name, "key": first.Tonality, "bpm": first.AverageBpm,
    "marks": [{"at": t.Inizio, "tempo": t.Bpm, "beat": t.Battito} for t in first.tempos],
    "playlist": [xml.get_track(TrackID=key).Name for key in xml.get_playlist("Fri & Sat").get_tracks()[:2]],
}))
`;

const READING_TRAKTOR = `
import json, sys
from pathlib import Path
from traktor_nml_utils import TraktorCollection
nml = TraktorCollection(Path(sys.argv[1])).nml
first = nml.collection.entry[0]
node = nml.playlists.node.subnodes.node[0]
print(json.dumps({
    "tracks": len(nml.collection.entry),
    "file": first.location.dir + first.location.file, "title": first.title,
    "key": first.musical_key.value_attribute, "bpm": first.tempo.bpm, "gain": first.loudness.perceived_db,
    "marks": [{"at": c.start / 1000, "tempo": c.grid.bpm} for c in first.cue_v2],
    "playlist": [e.primarykey.key for e in node.playlist.entry], "name": node.name,
}))
`;

for (
  const { format, needs, script, check } of [
    {
      format: "rekordbox",
      needs: "pyrekordbox",
      script: READING_REKORDBOX,
      check(said: Record<string, unknown>) {
        assert.match(said.location as string, /^\/?music\/Some folder\/a & "b"\.mp3$/);
        assert.deepEqual([said.key, said.bpm], ["Ebm", 133.33]);
        assert.deepEqual(said.playlist, ["<ü#1%.flac>", '<a & "b".mp3>']);
      },
    },
    {
      format: "traktor",
      needs: "traktor_nml_utils",
      script: READING_TRAKTOR,
      check(said: Record<string, unknown>) {
        assert.deepEqual([said.tracks, said.name], [2, "Fri & Sat"]);
        assert.equal(said.file, '/:music/:Some folder/:a & "b".mp3');
        assert.deepEqual([said.key, said.gain], [15, -9]);
        assert.deepEqual((said.playlist as string[])[0], "/:music/:Some folder/:ü#1%.flac");
      },
    },
  ] as const
) {
  const python = await pythonWith(needs);
  Deno.test({
    name: `${needs} reads what is written for ${format}: beats within 5 ms`,
    ignore: python === undefined,
    async fn() {
      const path = await Deno.makeTempFile();
      try {
        await Deno.writeTextFile(path, await written(format));
        const said = await python!.json(script, path);
        check(said);
        const marks = said.marks as { at: number; tempo: number }[];
        assert.ok(farthest(EXACT, beatsOf(marks, 0.25 + 300 * 0.45)) < 0.005);
      } finally {
        await Deno.remove(path);
      }
    },
  });
}

Deno.test("a playlist of the page is given to Rekordbox with the grids of its audio", async () => {
  const library = await heardLibrary(4);
  try {
    const playlist = {
      name: "Å",
      query: "",
      tracks: ["t02", "t00", "t02"],
      created: 1,
      changed: 1,
    };
    await savedPlaylists(library).put("p", playlist);
    const handler = createApp({ library, hostname: "127.0.0.1" }).handler();
    const ask = (format: string) =>
      handler(new Request(`http://127.0.0.1:8000/api/playlists/p/export?format=${format}`));
    const response = await ask("rekordbox");
    assert.match(response.headers.get("content-disposition")!, /filename\*=UTF-8''%C3%85\.xml$/);
    const text = await response.text();
    assert.equal(text.match(/<TRACK TrackID/g)!.length, 2);
    assert.equal(text.match(/<TRACK Key="1"/g)!.length, 2);
    assert.ok(text.includes("<TEMPO Inizio="), text);
    assert.match(await (await ask("traktor")).text(), /^<\?xml[^>]*>\n<NML VERSION="19">/);
    const none = await ask("serato");
    assert.equal(none.status, 400);
  } finally {
    await library.close();
  }
});
