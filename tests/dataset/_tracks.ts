import {
  ACTIVATION_CLASSES,
  ACTIVATION_SETS,
  CATALOGUE,
  normal,
  possibleRange,
  seeded,
} from "../../domain/mod.ts";
import type { TrackEntry } from "../../store/mod.ts";
import { trackOf } from "../store/fixtures/tracks.ts";

const ARTISTS = ["Blue Río", "AETNA Dub", "blue blue", "Nobody, Inc.", "Straße", ""];

/** Tracks with values of every kind, some missing and some at the edges; drawn with a seed. */
export function* madeTracks(count: number, seed = 5): Generator<TrackEntry> {
  const random = seeded(seed);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  const deviate = normal(random);
  const activations = (length: number) => {
    const vector = new Float32Array(length);
    for (let i = 0; i < 12; i++) vector[Math.floor(random() * length)] = random();
    return vector;
  };
  for (let i = 0; i < count; i++) {
    const values: Record<string, number | string> = {};
    for (const descriptor of CATALOGUE) {
      if (descriptor.stage === "derived" || random() < 0.3) continue;
      if (descriptor.kind === "category") values[descriptor.id] = pick(descriptor.names);
      else {
        const [low, high] = descriptor.range;
        const [least, most] = possibleRange(descriptor);
        const middle = (low + high) / 2 + (high - low) / 3 * deviate();
        values[descriptor.id] = Math.min(most, Math.max(least, middle));
      }
    }
    const artist = pick(ARTISTS);
    const several = random() < 0.2 ? [pick(ARTISTS), pick(ARTISTS)].filter((a) => a !== "") : [];
    const id = `t${String(i).padStart(4, "0")}`;
    const plain = trackOf(id, {
      path: `${pick(["a", "a/b", "c"])}/${pick(["Night Dub", "öl"])} ${i}.mp3`,
      added: Date.UTC(2026, Math.floor(random() * 11), 1),
      tags: {
        ...(artist !== "" && { artist }),
        ...(several.length > 1 && { artists: several }),
        ...(random() < 0.7 && { title: pick(["Night's Dub", "Río", "Öl", "zz"]) }),
        ...(random() < 0.5 && { genres: [pick(["rock", "Jazz"])], year: 1950 + i % 70 }),
      },
      values,
    });
    const codec = pick(["mp3", "opus", "flac"]);
    yield {
      track: { ...plain, file: { ...plain.file, codec, duration: 1 + 600 * random() } },
      vectors: {
        ...Object.fromEntries(
          ACTIVATION_SETS.filter(() => random() < 0.8)
            .map((set) => [set, activations(ACTIVATION_CLASSES[set].length)]),
        ),
        ...(random() < 0.8 && { timbre: Float32Array.from({ length: 161 }, deviate) }),
      },
    };
  }
}
