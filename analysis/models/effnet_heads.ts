import { ACTIVATION_CLASSES, type HeadSet } from "../../domain/mod.ts";
import { CC_BY_NC_SA, ESSENTIA } from "./licences.ts";
import type { Head, ModelId } from "./model.ts";
import { DUNGEON_TUBER } from "./networks.ts";

/** Bytes, about, of a head whose exact size is not known. */
const ABOUT = 514100;

/** Holds this head, and two whose checksums others have published, byte for byte. */
const NOMARR =
  "https://raw.githubusercontent.com/xiaden/nomarr/2f9f61740feb6358aa3e7c60674b47ec94587b20/build_resources/models/effnet/heads/softmax";

type Facts =
  & Pick<Head, "label" | "stage" | "adds" | "classes" | "descriptors">
  & Partial<Pick<Head, "yields" | "output">>
  & {
    readonly sha256?: string;
    readonly size?: number;
    readonly folder?: string;
    readonly mirror?: string;
  };

function head(
  task: string,
  { sha256, size, folder = task, mirror = DUNGEON_TUBER, ...facts }: Facts,
): Head {
  const id: ModelId = `${task}-discogs-effnet-1`;
  return {
    kind: "head",
    bundled: false,
    licence: CC_BY_NC_SA,
    id,
    file: `discogs-effnet/${id}.onnx`,
    space: "effnet",
    size: size ?? ABOUT,
    forms: [{
      addresses: [
        `${ESSENTIA}/classification-heads/${folder}/${id}.onnx`,
        `${mirror}/${id}.onnx`,
      ],
      ...(size === undefined ? {} : { size }),
      ...(sha256 === undefined ? {} : { sha256 }),
    }],
    input: ["embeddings", "model/Placeholder:0", "model/Placeholder"],
    output: ["activations", "model/Softmax:0", "model/Softmax"],
    ...facts,
  };
}

function mood(name: string, facts: Pick<Facts, "sha256" | "size" | "classes">): Head {
  return head(`mood_${name}`, {
    label: `Mood: ${name} (EffNet)`,
    stage: "moods_effnet",
    adds: "moods (EffNet)",
    descriptors: { [`mood_${name}_effnet`]: name },
    ...facts,
  });
}

/** A regression, whose one output is named after TensorFlow's identity. */
function regression(task: string, facts: Pick<Facts, "label" | "sha256">): Head {
  const name = task.replace("_regression", "");
  return {
    ...head(task, {
      stage: "character",
      adds: "approachability, engagement, female voice, tonality, brightness",
      classes: [name],
      descriptors: { [name]: name },
      folder: name,
      ...facts,
    }),
    output: ["activations", "model/Identity:0", "model/Identity"],
  };
}

/** A head of MTG-Jamendo's, whose classes are a set of activations of their own. */
function jamendo(
  yields: HeadSet,
  { task, ...facts }: Pick<Facts, "label" | "adds" | "sha256"> & {
    readonly task: string;
    readonly size: number;
  },
): Head {
  return head(`mtg_jamendo_${task}`, {
    stage: yields,
    // the model writes each class as one word
    classes: ACTIVATION_CLASSES[yields].map((name) => name.replaceAll(" ", "")),
    descriptors: {},
    yields,
    output: ["activations", "model/Sigmoid:0", "model/Sigmoid"],
    ...facts,
  });
}

/** Every head on Discogs-EffNet. */
export const EFFNET_HEADS: readonly Head[] = [
  head("danceability", {
    label: "Danceability (EffNet)",
    stage: "danceability_effnet",
    adds: "danceability (EffNet)",
    size: 514101,
    sha256: "9ce9b8c44f1dd5df5ffc124e5d41d67acf254232c1b90c7e057e079ab7cead73",
    classes: ["danceable", "not_danceable"],
    descriptors: { danceability: "danceable" },
  }),
  head("voice_instrumental", {
    label: "Voice or instrumental",
    stage: "voice",
    adds: "voice or instrumental",
    size: 514114,
    sha256: "20155e4c439714b0c45c08644b73c8e12d9dccb173bd4ab9934bf1e5aee837ca",
    classes: ["instrumental", "voice"],
    descriptors: { voice: "voice" },
  }),
  mood("happy", {
    size: 514097,
    sha256: "0ca322819ef137b4b87e9866bffe7370a630e6f1165184ec106326cef6f81e06",
    classes: ["happy", "non_happy"],
  }),
  mood("sad", {
    size: 514093,
    sha256: "1a50d11c23181bdfdeabc7d6032a2dad829dfc19c3776d2ee57ef1724cb08805",
    classes: ["non_sad", "sad"],
  }),
  mood("relaxed", {
    size: 514101,
    sha256: "8ba6515a1e5943a72b3b475e3a25fc7a2ff04142c3eaa6aa0716fca371efdfff",
    classes: ["non_relaxed", "relaxed"],
  }),
  mood("aggressive", {
    size: 514107,
    sha256: "de36550b5d1660791ad732ed6de6ebfdc3e65dcf50b928b2578ddf103dbfb400",
    classes: ["aggressive", "not_aggressive"],
  }),
  mood("party", {
    size: 514097,
    sha256: "c50ac2106ec2f209dd04ad48756582df0e3f3512235310d1a4a3fcc453745f04",
    classes: ["non_party", "party"],
  }),
  mood("acoustic", {
    size: 514103,
    sha256: "56b02abf772b9c1cf528e4d6521d6e09515cedccce47895ee5de8de33fbdf848",
    classes: ["acoustic", "non_acoustic"],
  }),
  mood("electronic", {
    size: 514107,
    sha256: "4cc09140d5b078cf39e55975a23cba813e6bd4014092b78e8c415fa32a382149",
    classes: ["electronic", "non_electronic"],
  }),
  regression("approachability_regression", {
    label: "Approachability",
    sha256: "f783b17ee994394f30f27d05ccd3fb845e589d107802e55e0b9cf1ea041ec894",
  }),
  regression("engagement_regression", {
    label: "Engagement",
    sha256: "9551a6c162c9803aef5ce4e4d29a2e4fae99b5bfdc95dae9dd8fe5335e0fb567",
  }),
  head("gender", {
    label: "Female or male voice",
    stage: "character",
    adds: "approachability, engagement, female voice, tonality, brightness",
    sha256: "e3e865d4bf36d4817f32ddab9452b2729f9e33a4d068d1c44ea44972a7999e91",
    classes: ["female", "male"],
    descriptors: { voice_female: "female" },
  }),
  head("tonal_atonal", {
    label: "Tonal or atonal",
    stage: "character",
    adds: "approachability, engagement, female voice, tonality, brightness",
    sha256: "39b9f73c23bec24c911cdb1370ae7b1aa387e69c97e256e83360b5560fd5f356",
    classes: ["atonal", "tonal"],
    descriptors: { tonality: "tonal" },
  }),
  head("timbre", {
    label: "Bright or dark",
    stage: "character",
    adds: "approachability, engagement, female voice, tonality, brightness",
    size: 513429,
    sha256: "3fbeacb0006b6ca3445b8696dcd5d89917a608ab29074f935dfa68816b23b44e",
    classes: ["bright", "dark"],
    descriptors: { brightness: "bright" },
    mirror: NOMARR,
  }),
  jamendo("moodthemes", {
    task: "moodtheme",
    label: "Moods and themes (MTG-Jamendo)",
    adds: "56 moods and themes",
    size: 2739322,
    sha256: "7d6270acaa5f4bba4b115a0d6849aca05ed6bd153dcb6d9da4f6ab9f99ef10ff",
  }),
  jamendo("instruments", {
    task: "instrument",
    label: "Instruments (MTG-Jamendo)",
    adds: "40 instruments",
    size: 2706492,
    sha256: "9ae2d9e763d66bd8eed654d1ac3aa171e6539cb8a0e11f3dcd53df1428980802",
  }),
  jamendo("jamendo", {
    task: "genre",
    label: "Genres (MTG-Jamendo)",
    adds: "87 genres",
    size: 2802925,
  }),
];
