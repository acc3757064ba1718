import assert from "node:assert/strict";
import { knowledgeOf, labelTable, LabelTableError } from "../../library/mod.ts";
import { columnsOf } from "../fixtures/musav.ts";

const plain = columnsOf([
  { id: "a", path: "rock/one/a.mp3", values: {} },
  { id: "b", path: "rock/one/b.mp3", values: {} },
  { id: "c", path: "c.mp3", values: {} },
]);
const columns = {
  ...plain,
  texts: {
    ...plain.texts,
    artist: ["Sade", "sade", ""],
    album: ["Best of", "Best of", "Best of"],
    genre: ["Soul; Jazz", "soul", ""],
  },
};

Deno.test("knowledgeOf() gives genres, folder, artist and album of a track", () => {
  const { labels, artistsOf } = knowledgeOf(columns);
  const of = (id: string) => Object.fromEntries(labels.map((label) => [label.name, label.of(id)]));
  assert.deepEqual(of("a"), {
    genre: ["soul", "jazz"],
    folder: ["rock/one"],
    artist: ["sade"],
    album: ["sade / best of"],
  });
  assert.deepEqual(of("c"), { genre: [], folder: ["."], artist: [], album: ["/ best of"] });
  assert.deepEqual(of("unknown").genre, []);
  assert.deepEqual(artistsOf("a"), ["sade"]);
  assert.deepEqual(labels.map(({ apart }) => apart), ["artist", "artist", "album", undefined]);
});

Deno.test("knowledgeOf() knows each artist of a track of several, and its album by the first", () => {
  const artists = ["", "Sade\nNico", ""];
  const texts = { ...columns.texts, artist: ["Sade", "Sade feat. Nico", ""], artists };
  const { artistsOf, albumOf } = knowledgeOf({ ...columns, texts });
  assert.deepEqual(["a", "b", "c"].map(artistsOf), [["sade"], ["sade", "nico"], []]);
  assert.equal(albumOf("b"), albumOf("a"));
});

Deno.test("knowledgeOf() takes two spellings of a genre or a folder for one", () => {
  const spelt = {
    ...columns,
    texts: {
      ...columns.texts,
      genre: ["Chanson française; MÚSICA  POPULAR", "chanson francaise;  Música Popular", "; "],
      path: ["Música/a.mp3", "musica/b.mp3", "Mu\u0301sica/c.mp3"],
    },
  };
  const { labels } = knowledgeOf(spelt);
  const [genre, folder] = labels;
  assert.deepEqual(genre!.of("a"), ["chanson francaise", "musica popular"]);
  assert.deepEqual(genre!.of("b"), genre!.of("a"));
  assert.deepEqual(genre!.of("c"), []);
  assert.deepEqual(["a", "b", "c"].map((id) => folder!.of(id)), [["musica"], ["musica"], [
    "musica",
  ]]);
});

Deno.test("labelTable() reads labels by id or by path", () => {
  const text = "track\tmood\tuse\r\na\tcalm|sad\tsleep\r\nrock/one/b.mp3\tloud\r\nother\tx\ty\n";
  const [mood, use] = labelTable(text, columns);
  assert.deepEqual([mood!.name, use!.name], ["mood", "use"]);
  assert.deepEqual(["a", "b", "c"].map((id) => mood!.of(id)), [["calm", "sad"], ["loud"], []]);
  assert.deepEqual(["a", "b"].map((id) => use!.of(id)), [["sleep"], []]);
});

Deno.test("labelTable() says what is wrong with a table", () => {
  for (const text of ["", "id\na\n", "id\tmood\nnobody\tcalm\n"]) {
    assert.throws(() => labelTable(text, columns), LabelTableError);
  }
});
