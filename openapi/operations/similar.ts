import { SPACE_NAMES } from "../../domain/mod.ts";
import { PLAYLIST_FORMATS, PLAYLIST_MEDIA_TYPES } from "../../playlist/mod.ts";
import { CHOICES, MOST_NEIGHBOURS, MOST_PATH_TRACKS } from "../../similar/mod.ts";
import {
  answer,
  AUDIO,
  BYTES,
  file,
  followed,
  json,
  type Parameter,
  part,
  PATHS,
  type Paths,
  QUERY,
  required,
  text,
  whole,
  word,
} from "../_operation.ts";
import { STRIP_SET } from "./tracks.ts";

const tag = "similar";
const DROPPED = part("id", "Id of a file that was sent");
const YES = ["yes", "no"];

const REQUEST: readonly Parameter[] = [
  text("track", "The query: id of a track; or `file`", "b51f0c2c9a3de7780f11"),
  text("file", "The query: id of a file that was sent"),
  text("space", `Up to four of ${SPACE_NAMES}, by commas; default: what the collection has`),
  whole("k", "Neighbours a list", { usual: 10, range: [1, MOST_NEIGHBOURS] }),
  word("metric", "Default cosine", ["cosine", "dot"]),
  word("same_artist", "Whether tracks of the same artist may be found; default yes", YES),
  word("same_album", "Likewise, of the same album", YES),
  word("duplicates", "Likewise, near-duplicates", YES),
  word("mutual", "Whether neighbours are ranked by mutual proximity; default no", YES),
  QUERY,
];

/** Neighbours, ways and files that are sent to be compared. */
export const SIMILAR: Paths = {
  "/api/similar": {
    get: {
      id: "similar",
      tag,
      summary: "The nearest tracks of a query in one or more spaces",
      parameters: REQUEST,
      answers: { 200: answer("SimilarAnswer", "A list a space, and how far they agree") },
    },
  },
  "/api/similar/playlist": {
    get: {
      id: "similarPlaylist",
      tag,
      summary: "The same as a playlist file",
      parameters: [
        ...REQUEST,
        word("of", "Which lists; default first", CHOICES),
        word("as", "Default m3u8", PLAYLIST_FORMATS),
        text("name", "Name of the playlist"),
        ...PATHS,
      ],
      answers: { 200: file("The file", ...Object.values(PLAYLIST_MEDIA_TYPES)) },
    },
  },
  "/api/similar/why": {
    get: {
      id: "why",
      tag,
      summary: "What a query and another track have in common",
      parameters: [...REQUEST, required(text("other", "Id of the other track"))],
      answers: { 200: answer("WhyTwo", "Nearness, classes of both, keys, descriptors") },
    },
  },
  "/api/similar/path": {
    get: {
      id: "path",
      tag,
      summary: "A way from one track to another in small even steps",
      parameters: [
        required(text("from", "Id of the first track")),
        required(text("to", "Id of the last track")),
        text("space", `Default: the first that has both; ${SPACE_NAMES}`),
        whole("tracks", "Tracks of the way", { usual: 12, range: [2, MOST_PATH_TRACKS] }),
        whole("per_artist", "Tracks of one artist at most", {
          usual: 1,
          range: [1, MOST_PATH_TRACKS],
        }),
        QUERY,
      ],
      answers: { 200: answer("PathAnswer", "Tracks and the distance of each step") },
    },
  },
  "/api/combined": {
    get: {
      id: "combined",
      tag,
      summary: "What a combination of spaces is worth beside its parts",
      description:
        "Precision of neighbours by every kind of label, for the same queries among the same tracks, with 95 % " +
        "bootstrap intervals. Of `best`, the weights are chosen by one half of the queries and judged by the other.",
      parameters: [
        text("space", `best, or one of ${SPACE_NAMES}; default: all spaces, weighted alike`),
        text("label", "Kind of label that the best is looked for by; default: the genre"),
        whole("k", "Length of a list", { usual: 10, range: [1, 50] }),
        whole("seed", "What the queries follow from", { usual: 1, range: [0, 2 ** 31] }),
        word("others", "Whether neighbours of the query's artist are left out; default yes", YES),
      ],
      answers: { 200: answer("CombiningAnswer", "Figures by kind of label") },
    },
    post: {
      id: "keepCombined",
      tag,
      summary: "Keeps a combination as a space of the collection",
      body: json("WantedCombination", { space: "60effnet-40timbre" }),
      answers: { 201: answer("KeptCombinations", "It and the others that are kept") },
    },
  },
  "/api/combined/{space}": {
    delete: {
      id: "removeCombined",
      tag,
      summary: "Removes a kept combination, with the maps and indexes of it",
      parameters: [part("space", "Its name, such as 60effnet-40timbre")],
      answers: { 200: answer("KeptCombinations", "It and the others that are kept") },
    },
  },
  "/api/similar/file": {
    post: {
      id: "sendFile",
      tag,
      summary: "Takes an audio file to be analysed, 500 MB at most",
      parameters: [text("name", "The name it goes by", "a.mp3")],
      body: BYTES,
      answers: { 202: answer("Guest", "Its id, for `file=` of `/api/similar`") },
    },
  },
  "/api/similar/file/{id}": {
    get: {
      id: "file",
      tag,
      summary: "How far the analysis of a file is",
      parameters: [DROPPED],
      answers: { 200: followed("Guest", "Its state; as events, until it has ended") },
    },
  },
  "/api/similar/file/{id}/audio": {
    get: {
      id: "fileAudio",
      tag,
      summary: "The audio of a file that was sent",
      parameters: [DROPPED],
      answers: AUDIO,
    },
  },
  "/api/similar/file/{id}/strips": {
    get: {
      id: "fileStrips",
      tag,
      summary: "Pictures along a file that was sent",
      parameters: [DROPPED, STRIP_SET],
      answers: { 200: file("Strips, as those of a track") },
    },
  },
  "/api/similar/file/{id}/keep": {
    post: {
      id: "keepFile",
      tag,
      summary: "Makes a file that was sent a track of the collection",
      parameters: [DROPPED],
      answers: { 200: answer("Kept", "Its track") },
    },
  },
};
