import { numberText } from "../domain/mod.ts";

/** What a reader of a collection asks for, one thing after another. */
export interface Errand {
  readonly name: string;
  /** Of so many errands, this is one. */
  readonly share: number;
  readonly path: (draw: Draw) => string;
}

/** What errands draw from: numbers in [0, 1), and the ids of tracks. */
export interface Draw {
  readonly random: () => number;
  readonly ids: readonly string[];
}

const WORDS = ["love", "night", "blue", "live", "dance", "sun", "one", "the", "a", "river"];

function oneOf<T>(list: readonly T[], { random }: Draw): T {
  return list[Math.floor(random() * list.length)]!;
}

function tempo({ random }: Draw): string {
  const low = 60 + Math.floor(random() * 100);
  return `tempo=${low}..${low + 5 + Math.floor(random() * 30)}`;
}

/** What two hundred people at once do with the pages, in the shares in which pages ask for it. */
export const ERRANDS: readonly Errand[] = [
  { name: "overview", share: 10, path: () => "/" },
  { name: "summary", share: 5, path: () => "/api/summary" },
  { name: "explore", share: 10, path: () => "/explore" },
  { name: "columns", share: 10, path: () => "/api/columns.arrow" },
  { name: "tracks", share: 15, path: (draw) => `/api/tracks?${tempo(draw)}&limit=50` },
  {
    name: "search",
    share: 15,
    path: (draw) => `/api/search?q=${oneOf(WORDS, draw)}+${oneOf(WORDS, draw)}`,
  },
  { name: "similar", share: 10, path: (draw) => `/similar?track=${oneOf(draw.ids, draw)}` },
  { name: "neighbours", share: 10, path: (draw) => `/api/similar?track=${oneOf(draw.ids, draw)}` },
  {
    name: "playlist",
    share: 5,
    path: (draw) =>
      `/api/playlist.m3u8?${tempo(draw)}&arrange=shuffle:${
        Math.floor(draw.random() * 1e6)
      }&tracks=50`,
  },
  { name: "playlists", share: 5, path: () => "/api/playlists" },
  { name: "status", share: 5, path: () => "/api/status" },
];

const TOTAL = ERRANDS.reduce((sum, { share }) => sum + share, 0);

/** An errand, drawn by the shares. */
export function drawErrand(random: () => number): Errand {
  let left = random() * TOTAL;
  return ERRANDS.find(({ share }) => (left -= share) < 0) ?? ERRANDS[0]!;
}

/** One answer. */
export interface Answered {
  readonly errand: string;
  readonly milliseconds: number;
  readonly ok: boolean;
}

/** A quantile of sorted numbers by rank; NaN of none. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** Answers a second, the middle and the slowest hundredth, over all and errand by errand. */
export function loadTable(answers: readonly Answered[], seconds: number): string {
  const names = ["all", ...new Set(answers.map(({ errand }) => errand))];
  const rows = names.map((name) => {
    const own = answers.filter(({ errand }) => name === "all" || errand === name);
    const times = own.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    const bad = own.filter(({ ok }) => !ok).length;
    const ms = (share: number) => `${Math.round(quantile(times, share))}`;
    return [name, `${own.length}`, numberText(own.length / seconds), ms(0.5), ms(0.99), `${bad}`];
  });
  const head = ["errand", "answers", "per second", "p50 ms", "p99 ms", "failed"];
  const widths = head.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => row[i]!.length))
  );
  return [head, ...rows].map((row) =>
    row.map((cell, i) => i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)).join("  ")
  ).join("\n");
}
