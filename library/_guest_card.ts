import type { Analysis } from "../analysis/mod.ts";
import type { TrackCard } from "../compare/mod.ts";
import {
  ABSENCE_TEXT,
  camelotOf,
  type KeyProfile,
  keyUnder,
  nameOf,
  splitStyle,
  STYLES,
  TAGS,
} from "../domain/mod.ts";

/** What an analysis found of a file that is no part of the collection, as a card. */
export function guestCard(
  { tags, values, absent, vectors, file }: Analysis,
  { name, profile }: {
    readonly name: string;
    /** The key profile in which lists of the collection name keys. */
    readonly profile: KeyProfile;
  },
): TrackCard {
  const number = (id: string) => {
    const value = values[id];
    return typeof value === "number" ? value : null;
  };
  const key = keyUnder(values, profile);
  const style = strongest(STYLES, vectors.styles);
  const reasons = [["tempo", "tempo"], ["key", `key_${profile}`], ["voice", "voice"]]
    .flatMap(([shown, id]) => {
      const absence = absent[id!];
      return absence ? [[shown!, ABSENCE_TEXT[absence]]] : [];
    });
  const lacksStyle = style === undefined ? { style: ABSENCE_TEXT["no-model"] } : {};
  return {
    id: "",
    title: tags.title ?? nameOf(name),
    artist: tags.artist ?? null,
    album: tags.album ?? null,
    path: name,
    audio: false,
    duration_s: file.duration > 0 ? file.duration : null,
    loudness_lufs: number("loudness"),
    true_peak_dbtp: number("true_peak"),
    tempo_bpm: number("tempo"),
    key: key ? `${key.tonic} ${key.scale}` : null,
    camelot: key ? camelotOf(key) : null,
    style: style === undefined ? null : splitStyle(style).name,
    style_parent: style === undefined ? null : splitStyle(style).parent,
    tag: strongest(TAGS, vectors.tags) ?? null,
    voice: number("voice"),
    missing: { ...lacksStyle, ...Object.fromEntries(reasons) },
  };
}

function strongest(
  labels: readonly string[],
  activations: Float32Array | undefined,
): string | undefined {
  if (!activations) return undefined;
  const best = activations.reduce((top, value, i) => value > activations[top]! ? i : top, 0);
  return labels[best];
}
