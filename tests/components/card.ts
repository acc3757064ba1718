import type { TrackCard } from "../../similar/mod.ts";

/** A card of which nothing is known. */
export const CARD: TrackCard = {
  id: "a",
  title: "A",
  artist: null,
  album: null,
  path: "/music/a.mp3",
  audio: true,
  duration_s: null,
  loudness_lufs: null,
  true_peak_dbtp: null,
  tempo_bpm: null,
  key: null,
  camelot: null,
  style: null,
  style_parent: null,
  tag: null,
  voice: null,
  instrumentalness: null,
  missing: {},
};
