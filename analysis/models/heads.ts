import { CC_BY_NC_SA, ESSENTIA } from "./licences.ts";
import type { Head, ModelForm, ModelId } from "./model.ts";
import { DUNGEON_TUBER } from "./networks.ts";

/** Holds the MusiCNN heads byte for byte as the checksums of their second form say. */
const AUDIOMUSE = "https://github.com/NeptuneHub/AudioMuse-AI/releases/download/v3.0.0-model";

const SOFTMAX = {
  input: ["embeddings", "model/Placeholder:0", "model/Placeholder"],
  output: ["activations", "model/Softmax:0", "model/Softmax"],
} as const;
const REGRESSION = {
  input: ["embeddings", "model/Placeholder:0", "model/Placeholder"],
  output: ["activations", "model/Identity:0", "model/Identity"],
} as const;

type HeadFacts =
  & Pick<Head, "stage" | "adds" | "label" | "classes" | "descriptors">
  & Partial<Pick<Head, "input" | "output">>;

const FETCHED = { kind: "head", bundled: false, licence: CC_BY_NC_SA } as const;

/** Where the publisher has a head; its task is what stands before the embedding's name. */
function published(id: ModelId, folder = id.split("-")[0]!): string {
  return `${ESSENTIA}/classification-heads/${folder}/${id}.onnx`;
}

/** What of a MusiCNN head is known: the publisher's bytes in length alone, others' whole. */
interface MusicnnForms {
  readonly publishedSize?: number;
  readonly size: number;
  readonly sha256: string;
}

function musicnnHead(id: ModelId, bytes: MusicnnForms, facts: HeadFacts): Head {
  const { publishedSize, size, sha256 } = bytes;
  const forms: readonly ModelForm[] = [
    {
      addresses: [published(id)],
      ...(publishedSize === undefined ? {} : { size: publishedSize }),
    },
    { addresses: [`${AUDIOMUSE}/${id}.onnx`], size, sha256 },
  ];
  return {
    ...FETCHED,
    ...SOFTMAX,
    id,
    file: `msd-musicnn/${id}.onnx`,
    space: "musicnn",
    size,
    forms,
    ...facts,
  };
}

function mood(name: string, bytes: MusicnnForms, classes: readonly string[]): Head {
  return musicnnHead(`mood_${name}-msd-musicnn-1`, bytes, {
    label: `Mood: ${name}`,
    stage: "moods",
    adds: "moods",
    classes,
    descriptors: { [`mood_${name}`]: name },
  });
}

/** Every head on MusiCNN. */
export const MUSICNN_HEADS: readonly Head[] = [
  {
    ...musicnnHead("emomusic-msd-musicnn-2", {
      publishedSize: 82012,
      size: 81658,
      sha256: "3f3116b5c232e1c1925c340a05607addafe59f56cb9ae6887c25bfb2056e5e6e",
    }, {
      label: "Emotion (emoMusic)",
      stage: "emotion",
      adds: "arousal and valence",
      ...REGRESSION,
      classes: ["valence", "arousal"],
      descriptors: { arousal: "arousal", valence: "valence" },
    }),
    forms: [
      { addresses: [published("emomusic-msd-musicnn-2")], size: 82012 },
      {
        addresses: [],
        size: 81658,
        sha256: "3f3116b5c232e1c1925c340a05607addafe59f56cb9ae6887c25bfb2056e5e6e",
      },
    ],
  },
  {
    ...FETCHED,
    ...REGRESSION,
    id: "deam-msd-musicnn-2",
    label: "Emotion (DEAM)",
    file: "msd-musicnn/deam-msd-musicnn-2.onnx",
    space: "musicnn",
    size: 82012,
    forms: [{
      addresses: [published("deam-msd-musicnn-2"), `${DUNGEON_TUBER}/deam-msd-musicnn-2.onnx`],
      sha256: "2cb8f33f188d73fcb651f7c065b049959166c7852f454a59c13e66fe2c092bde",
    }],
    stage: "emotion_deam",
    adds: "arousal and valence (DEAM)",
    classes: ["valence", "arousal"],
    descriptors: { arousal_deam: "arousal", valence_deam: "valence" },
  },
  musicnnHead("danceability-msd-musicnn-1", {
    publishedSize: 82098,
    size: 82057,
    sha256: "c7b8e5174b82ea0495bcaa9c026409b3fb8e65249f02c6a3e072c2f550cff4da",
  }, {
    label: "Danceability (MusiCNN)",
    stage: "danceability_musicnn",
    adds: "danceability (MusiCNN)",
    classes: ["danceable", "not_danceable"],
    descriptors: { danceability_musicnn: "danceable" },
  }),
  mood("happy", {
    publishedSize: 82094,
    size: 82055,
    sha256: "43c4b92fedfe6315195afa43341c3d8e5caa136bc1eebf70afc108118af24de0",
  }, ["happy", "non_happy"]),
  mood("sad", {
    size: 82053,
    sha256: "d128e97fb728972d7d827b781acb28d71ac3dcb37b4d4afd83a812f16a1b262d",
  }, ["non_sad", "sad"]),
  mood("relaxed", {
    publishedSize: 82098,
    size: 82057,
    sha256: "b906585906e5a813d3c2faef6b5a77b36296842c0fc5c6eb9a7a6bdf9a1587f4",
  }, ["non_relaxed", "relaxed"]),
  mood("aggressive", {
    size: 82060,
    sha256: "1c557e3dd5c5f2a53196079ba18c6ef1c623329999452ef78a613a1f44977e81",
  }, ["aggressive", "not_aggressive"]),
  mood("party", {
    size: 82055,
    sha256: "0f97f066d2443bbb2ac6cf7542705e55b2ef569660e20c7013035ec9ec2f8b59",
  }, ["non_party", "party"]),
];
