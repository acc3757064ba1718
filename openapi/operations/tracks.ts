import {
  answer,
  AUDIO,
  file,
  type Parameter,
  part,
  type Paths,
  QUERY,
  required,
  text,
  whole,
  word,
} from "../_operation.ts";

const tag = "tracks";
const ID = part("id", "Id of a track");

/** Which pictures along a track are asked for. */
export const STRIP_SET: Parameter = word(
  "set",
  "Default sound: waveform, mel spectrogram, chromagram, onsets, loudness",
  ["sound", "beats", "along"],
);

/** Tracks, and what is known of one. */
export const TRACKS: Paths = {
  "/api/tracks": {
    get: {
      id: "tracks",
      tag,
      summary: "The tracks that match a query, page by page",
      parameters: [
        QUERY,
        whole("offset", "Tracks that are passed over", { usual: 0, range: [0, undefined] }),
        whole("limit", "Tracks at most", { usual: 100, range: [0, 1000] }),
      ],
      answers: {
        200: answer("TracksAnswer", "Values under the names of their columns, with the unit", {
          total: 41,
          matching: 1,
          query: "tempo=119..121&sort=tempo",
          problems: [],
          offset: 0,
          tracks: [{
            id: "b51f0c2c9a3de7780f11",
            path: "/music/a.mp3",
            title: "A",
            artist: null,
            album: null,
            genre: null,
            format: "mp3",
            added: "2026-11-01T10:00:00.000Z",
            tempo_bpm: 120,
            key_edma: "A",
            labels: { "my-genres": ["House", "Techno"] },
            label_values: { "label.giantsteps-tempo.tempo": 119 },
            label_splits: { "my-genres": "test" },
            label_known_bad: [],
          }],
        }),
      },
    },
  },
  "/api/tracks/{id}": {
    get: {
      id: "track",
      tag,
      summary: "Everything that is stored about one track",
      parameters: [ID],
      answers: { 200: answer("WholeTrack", "Values by the ids of their descriptors") },
    },
  },
  "/api/tracks/{id}/facts": {
    get: {
      id: "trackFacts",
      tag,
      summary: "A track within its collection",
      parameters: [ID],
      answers: {
        200: answer("TrackFacts", "Descriptors with their places, classes, neighbours, playlists"),
      },
    },
  },
  "/api/tracks/{id}/audio": {
    get: {
      id: "trackAudio",
      tag,
      summary: "The audio of a track",
      description:
        "Its file, or a converted copy where browsers cannot play that. `Range` is understood.",
      parameters: [ID],
      answers: AUDIO,
    },
  },
  "/api/tracks/{id}/excerpt": {
    get: {
      id: "trackExcerpt",
      tag,
      summary: "Eight seconds of a track as WAV, quieter beginnings and ends left out",
      parameters: [
        ID,
        required(word("part", "The first or the last that sound", ["start", "end"])),
      ],
      answers: {
        200: {
          ...file("The whole", "audio/wav"),
          headers: {
            "x-start-s": {
              description: "Where it begins in the track",
              schema: { type: "number" },
            },
          },
        },
      },
    },
  },
  "/api/tracks/{id}/strips": {
    get: {
      id: "trackStrips",
      tag,
      summary: "Pictures along a track",
      parameters: [ID, STRIP_SET],
      answers: { 200: file("Strips, in the bytes that `readStrips()` in domain/ reads") },
    },
  },
  "/api/search": {
    get: {
      id: "search",
      tag,
      summary: "Tracks by words of title, artist, album, genre or path",
      parameters: [
        text("q", "The words", "night"),
        whole("limit", "Tracks at most", { usual: 10, range: [1, 100] }),
      ],
      answers: { 200: answer("FoundTracks", "The likeliest first") },
    },
  },
  "/api/words": {
    get: {
      id: "words",
      tag,
      summary: "A sentence, read as a query",
      parameters: [text("text", "The sentence", "calm piano under 90 BPM")],
      answers: {
        200: answer("WordsAnswer", "The query for `/api/tracks`, how it was read, what was left", {
          query: "tempo=119..121",
          read: [{ text: "119 to 121 BPM", ids: ["tempo"], how: "both included" }],
          left: [{ text: "purple", reason: "no descriptor, style or tag" }],
        }),
      },
    },
  },
  "/api/segments": {
    post: {
      id: "segments",
      tag,
      summary: "What a network hears patch by patch in some tracks, as a map",
      body: {
        "application/json": {
          schema: { $ref: "#/components/schemas/WantedSegments" },
          example: { kind: "musicnn", projection: "pca", ids: ["b51f0c2c9a3de7780f11"], every: 2 },
        },
      },
      answers: {
        200: answer("SegmentAnswer", "Places and times of the patches"),
        202: answer("WorkAnswer", "It is being made; ask again when the work is done"),
      },
    },
  },
};
