import { computed, effect, signal } from "@preact/signals";
import {
  ACTIVATION_SETS,
  type ActivationSet,
  artistKeys,
  type Columns,
  fold,
  type Projection,
  projectionNamed,
  SEGMENT_KINDS,
  type SegmentKind,
  titleAt,
  type TrackId,
} from "../../domain/mod.ts";
import { MOST_EVERY, MOST_SEGMENT_TRACKS, type SegmentAnswer } from "../../similar/mod.ts";
import { topClasses } from "../../query/mod.ts";
import { brushed, columns } from "../../linked/mod.ts";

/** What is drawn of each track. */
export const SHOWN = ["averages", "segments", "trajectories"] as const;
/** When a moment is played. */
export const HEARD = ["click", "hover", "off"] as const;

/** One of two maps. */
export interface Side {
  readonly kind: SegmentKind;
  readonly projection: Projection;
}

/** What the reader has chosen; it stands in the address behind the `#`. */
export interface Settings {
  readonly tracks: number;
  /** Whether the first tracks are taken, instead of every n-th. */
  readonly first: boolean;
  readonly every: number;
  readonly shown: (typeof SHOWN)[number];
  readonly heard: (typeof HEARD)[number];
  /** Words of the two groups that are highlighted. */
  readonly groups: readonly [string, string];
  readonly left: Side;
  /** Undefined where one map is shown. */
  readonly right: Side | undefined;
}

const USUAL: Settings = {
  tracks: 10,
  first: true,
  every: 1,
  shown: "trajectories",
  heard: "click",
  groups: ["", ""],
  left: { kind: "musicnn", projection: "pca" },
  right: undefined,
};

export const settings = signal<Settings>(USUAL);
/** What is drawn at each side. */
export const answers = {
  left: signal<SegmentAnswer | undefined>(undefined),
  right: signal<SegmentAnswer | undefined>(undefined),
} as const;
/** The moment under the pointer, on either map; `start` is NaN for a whole track. */
export const pointed = signal<{ readonly id: TrackId; readonly start: number } | undefined>(
  undefined,
);

/** The tracks that are drawn, of those that match the query. */
export const chosen = computed<readonly TrackId[]>(() => {
  const [all, mask] = [columns.value, brushed.value?.selection.mask];
  if (!all || !mask) return [];
  const { tracks, first } = settings.value;
  const rows: number[] = [];
  mask.forEach((there, row) => there === 1 && rows.push(row));
  const count = Math.min(tracks, rows.length);
  const step = first ? 1 : rows.length / count;
  return Array.from({ length: count }, (_, i) => all.ids[rows[Math.floor(i * step)]!]!);
});

/** Which of the two groups a row is in: 0, 1, or undefined for neither. */
export function groupOf(all: Columns, row: number): 0 | 1 | undefined {
  const words = settings.value.groups.map(fold);
  const names = [
    titleAt(all, row),
    all.texts.artist[row] ?? "",
    ...(artistKeys(all.texts)[row] ?? []),
    all.texts.album[row] ?? "",
    all.texts.genre[row] ?? "",
    ...ACTIVATION_SETS.map((set) => topOf(all, row, set)),
  ].map(fold);
  const at = words.findIndex((word) => word !== "" && names.some((name) => name.includes(word)));
  return at < 0 ? undefined : at as 0 | 1;
}

function topOf(all: Columns, row: number, set: ActivationSet): string {
  const activations = all.activations[set];
  const code = activations && topClasses(all, set)[row];
  return code === undefined ? "" : activations?.labels[code] ?? "";
}

/** Keeps the settings in the address, and what was chosen of each kind on this machine. */
export function keepSettings(kinds: readonly SegmentKind[]): () => void {
  settings.value = readSettings(location.hash.slice(1), kinds);
  return effect(() => {
    const text = writeSettings(settings.value);
    history.replaceState(history.state, "", `${location.pathname}${location.search}#${text}`);
    for (const side of [settings.value.left, settings.value.right]) {
      if (side) localStorage.setItem(`segments.${side.kind}`, side.projection);
    }
  });
}

/** The projection that was last chosen of a kind. */
export function rememberedOf(kind: SegmentKind): Projection {
  return projectionNamed(localStorage.getItem(`segments.${kind}`) ?? "") ?? "pca";
}

/** Settings in their written form; what cannot be read is as usual. */
export function readSettings(text: string, kinds: readonly SegmentKind[]): Settings {
  const params = new URLSearchParams(text);
  const whole = (name: string, usual: number, most: number) => {
    const number = Number(params.get(name));
    return Number.isInteger(number) && number >= 1 && number <= most ? number : usual;
  };
  const sideOf = (name: string): Side | undefined => {
    const [kindName = "", ...rest] = (params.get(name) ?? "").split(".");
    const kind = SEGMENT_KINDS.find((known) => known === kindName);
    const projection = projectionNamed(rest.join("."));
    return kind && projection && kinds.includes(kind) ? { kind, projection } : undefined;
  };
  return {
    tracks: whole("tracks", USUAL.tracks, MOST_SEGMENT_TRACKS),
    first: params.get("pick") !== "spread",
    every: whole("every", USUAL.every, MOST_EVERY),
    shown: SHOWN.find((name) => name === params.get("shown")) ?? USUAL.shown,
    heard: HEARD.find((name) => name === params.get("heard")) ?? USUAL.heard,
    groups: [params.get("a") ?? "", params.get("b") ?? ""],
    left: sideOf("left") ?? { kind: kinds[0] ?? "musicnn", projection: "pca" },
    right: sideOf("right"),
  };
}

/** What {@linkcode readSettings} reads back. */
export function writeSettings(now: Settings): string {
  const sideText = ({ kind, projection }: Side) => `${kind}.${projection}`;
  return new URLSearchParams([
    ["tracks", String(now.tracks)],
    ["pick", now.first ? "first" : "spread"],
    ["every", String(now.every)],
    ["shown", now.shown],
    ["heard", now.heard],
    ["left", sideText(now.left)],
    ...(now.right ? [["right", sideText(now.right)]] : []),
    ...now.groups.flatMap((words, i) => words === "" ? [] : [["ab"[i]!, words]]),
  ] as [string, string][]).toString();
}
