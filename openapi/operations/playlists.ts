import { KEY_NOTATIONS } from "../../domain/mod.ts";
import { DJ_FORMATS, DJ_MEDIA_TYPE } from "../../exchange/mod.ts";
import { PLAYLIST_FORMATS, PLAYLIST_MEDIA_TYPES, type PlaylistFormat } from "../../playlist/mod.ts";
import {
  answer,
  file,
  json,
  type Operation,
  part,
  PATHS,
  type Paths,
  QUERY,
  text,
  whole,
  word,
} from "../_operation.ts";

const tag = "playlists";
const ID = part("id", "Id of a saved playlist");
const TWO = { tracks: ["b51f0c2c9a3de7780f11", "0a3c8fd2174be6690c22"] };
const RECIPE = [
  text(
    "arrange",
    "How the tracks become a playlist; with `tracks`, `minutes`, … as in docs/playlists.md",
  ),
  text("name", "Name of the playlist"),
];

function fileOf(format: PlaylistFormat): { readonly get: Operation } {
  return {
    get: {
      id: `playlist_${format}`,
      tag,
      summary: `The playlist that a query and a recipe give, as ${format.toUpperCase()}`,
      parameters: [
        QUERY,
        ...RECIPE,
        whole("offset", "Tracks that are passed over", { usual: 0, range: [0, undefined] }),
        whole("limit", "Tracks in the file; all where left out", { range: [0, undefined] }),
        ...PATHS,
      ],
      answers: {
        200: {
          ...file("The file", PLAYLIST_MEDIA_TYPES[format]),
          headers: {
            "x-left-out": {
              description:
                "Tracks that the format cannot hold, and those after the last that limit lets in",
              schema: { type: "integer" },
            },
          },
        },
      },
    },
  };
}

/** Playlists that queries give, and those that are saved. */
export const PLAYLISTS: Paths = {
  "/api/playlist.json": {
    get: {
      id: "playlist",
      tag,
      summary: "The playlist that a query and a recipe give, with the cost of each transition",
      parameters: [
        QUERY,
        ...RECIPE,
        whole("limit", "Tracks that are listed", { usual: 500, range: [0, 5000] }),
      ],
      answers: { 200: answer("PlaylistAnswer", "Tracks in order") },
    },
  },
  "/api/playlist.jspf": fileOf("jspf"),
  "/api/playlist.m3u8": fileOf("m3u8"),
  "/api/playlist.tsv": fileOf("tsv"),
  "/api/playlist.xspf": fileOf("xspf"),
  "/api/playlists": {
    get: {
      id: "playlists",
      tag,
      summary: "The saved playlists, latest changed first",
      answers: { 200: answer("PlaylistsAnswer", "Without their tracks") },
    },
    post: {
      id: "savePlaylist",
      tag,
      summary: "Saves a playlist",
      body: json("PlaylistFields", { name: "Evening", query: "tempo=..90", ...TWO }),
      answers: {
        201: answer("Playlist", "With its id", {
          id: "6f1c…",
          name: "Evening",
          query: "tempo=..90",
          ...TWO,
          created: 1_793_527_200_000,
          changed: 1_793_527_200_000,
        }),
      },
    },
  },
  "/api/playlists/{id}": {
    get: {
      id: "savedPlaylist",
      tag,
      summary: "One saved playlist",
      parameters: [ID],
      answers: { 200: answer("Playlist", "With its tracks") },
    },
    patch: {
      id: "changePlaylist",
      tag,
      summary: "Changes the fields that are given",
      parameters: [ID],
      body: json("PlaylistFields", { name: "Night" }),
      answers: { 200: answer("Playlist", "As it is now") },
    },
    delete: {
      id: "deletePlaylist",
      tag,
      summary: "Deletes a playlist",
      parameters: [ID],
      answers: { 200: answer("Playlist", "As it was, once more") },
    },
  },
  "/api/playlists/{id}/export": {
    get: {
      id: "exportPlaylist",
      tag,
      summary: "A saved playlist as a file, for players or DJ software",
      parameters: [
        ID,
        word("format", "Default m3u8", [...PLAYLIST_FORMATS, ...Object.keys(DJ_FORMATS)]),
        word("keys", "For DJ software; default classical", KEY_NOTATIONS),
        ...PATHS,
      ],
      answers: { 200: file("The file", ...Object.values(PLAYLIST_MEDIA_TYPES), DJ_MEDIA_TYPE) },
    },
  },
  "/api/sequence": {
    post: {
      id: "sequence",
      tag,
      summary: "What lists show of tracks in an order, and what each change costs",
      body: json("TrackList", TWO),
      answers: { 200: answer("Sequence", "`null` for a value or part that is missing") },
    },
  },
  "/api/sequence/smooth": {
    post: {
      id: "smooth",
      tag,
      summary: "Tracks in a smoother order",
      body: json("TrackList", TWO),
      answers: {
        200: answer("SmoothSequence", "And the cost of all transitions before and after"),
      },
    },
  },
};
