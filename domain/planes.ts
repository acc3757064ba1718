/** Two descriptors over which emotions are laid out, and the model that gives them. */
export interface EmotionPlane {
  /** Catalogue id: how positive. */
  readonly x: "valence" | "valence_vibenet";
  /** Catalogue id: how excited. */
  readonly y: "arousal" | "energy";
  readonly model: string;
}

/** The planes of emotion, the one trained on listeners' own ratings first. */
export const EMOTION_PLANES: readonly [EmotionPlane, EmotionPlane] = [
  { x: "valence", y: "arousal", model: "emoMusic" },
  { x: "valence_vibenet", y: "energy", model: "VibeNet" },
];

/** The first plane on which any track lies; the first of all where none does. */
export function emotionPlaneOf(
  numbers: Readonly<Record<string, Float32Array | undefined>>,
): EmotionPlane {
  const found = EMOTION_PLANES.find(({ x, y }) =>
    numbers[x]?.some((value, row) => !Number.isNaN(value) && !Number.isNaN(numbers[y]?.[row]))
  );
  return found ?? EMOTION_PLANES[0];
}
