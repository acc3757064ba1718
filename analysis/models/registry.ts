import type { ActivationSet, Space, StageId } from "../../domain/mod.ts";
import { STYLES, TAGS } from "../../domain/mod.ts";

/** Identifies a model, as its authors name it. */
export type ModelId = string;

/** A licence that a user has to know of before a model is fetched. */
export interface Licence {
  readonly name: string;
  readonly address: string;
  readonly terms: string;
}

/** The mel spectrogram that a network takes; see `analysis/signal/mel.ts`. */
export type MelKind = "musicnn" | "tempocnn" | "vibenet";

interface Entry {
  readonly id: ModelId;
  readonly label: string;
  /** Path of the file below a models folder. */
  readonly file: string;
  /** Whether the file is in this repository, below `models/`. */
  readonly bundled: boolean;
  /** Where the file can be fetched, best first; none for bundled ones. */
  readonly addresses: readonly string[];
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly licence: Licence;
  /** The stage of the analysis that runs it. */
  readonly stage: StageId;
  /** What it would add, in a few words. */
  readonly adds: string;
}

/** A network that takes patches of a mel spectrogram. */
export interface Network extends Entry {
  readonly kind: "network";
  readonly takes: {
    readonly mel: MelKind;
    /** Frames a patch, and from one patch to the next. An incomplete last patch is dropped. */
    readonly patch: number;
    readonly hop: number;
    /**
     * `track`: the network cuts [frames, bands] into patches itself. `patches`: it takes [n, …].
     * `windows`: it takes [1, bands, frames] of up to `patch` frames and hears them as a whole.
     */
    readonly form: "track" | "patches" | "standardised" | "windows";
    /** Patches a run: more cost memory and gain no time. */
    readonly batch: number;
  };
  readonly input: TensorNames;
  readonly outputs: readonly Output[];
}

/**
 * The names that a tensor goes by: converters name it after TensorFlow's graph or after its role. Where a
 * file has none of them, its only input, or its only output of the right width, is meant.
 */
export type TensorNames = readonly [string, ...string[]];

/** An output tensor of a {@linkcode Network}, one row a patch. */
export interface Output {
  readonly tensor: TensorNames;
  readonly width: number;
  readonly yields: Space | ActivationSet | "tempi" | "vibes";
}

/** A classifier or regression on an embedding, one row a patch. */
export interface Head extends Entry {
  readonly kind: "head";
  readonly space: Space;
  readonly input: TensorNames;
  readonly output: TensorNames;
  /** The model's classes in its own order, which differs from head to head. */
  readonly classes: readonly string[];
  /** Which class is which descriptor of the catalogue. */
  readonly descriptors: Readonly<Record<string, string>>;
}

/** One model of the registry. */
export type Model = Network | Head;

const ISC: Licence = {
  name: "ISC",
  address: "https://pypi.org/project/musicnn/",
  terms: "free to use, copy, modify and distribute with the copyright notice (models/LICENSE.md)",
};

const GPL: Licence = {
  name: "GPL-3.0-or-later",
  address: "https://pypi.org/project/vibenet/",
  terms: "by Jaeheon Shim: free software; combined with this program as section 13 allows",
};

/** Licence of the models of the Music Technology Group, Universitat Pompeu Fabra. */
export const CC_BY_NC_SA: Licence = {
  name: "CC BY-NC-SA 4.0",
  address: "https://creativecommons.org/licenses/by-nc-sa/4.0/",
  terms:
    "by the Music Technology Group, Universitat Pompeu Fabra: attribution, non-commercial use, share alike; for other uses ask https://www.upf.edu/web/mtg/contact",
};

const ESSENTIA = "https://essentia.upf.edu/models";
/** Holds the MusiCNN heads byte for byte as their checksums here say. */
const AUDIOMUSE = "https://github.com/NeptuneHub/AudioMuse-AI/releases/download/v3.0.0-model";

const SOFTMAX = {
  input: ["embeddings", "model/Placeholder:0"],
  output: ["activations", "model/Softmax:0"],
} as const;
const REGRESSION = {
  input: ["embeddings", "model/Placeholder:0"],
  output: ["activations", "model/Identity:0"],
} as const;

type HeadFacts =
  & Pick<Head, "size" | "sha256" | "stage" | "adds" | "label" | "classes" | "descriptors">
  & Partial<Pick<Head, "input" | "output">>;

const FETCHED = { kind: "head", bundled: false, licence: CC_BY_NC_SA } as const;

function musicnnHead(id: ModelId, facts: HeadFacts): Head {
  const path = `classification-heads/${id.replace(/-msd-.*/, "")}/${id}.onnx`;
  const addresses = [`${ESSENTIA}/${path}`, `${AUDIOMUSE}/${id}.onnx`];
  const file = `msd-musicnn/${id}.onnx`;
  return { ...FETCHED, ...SOFTMAX, id, file, addresses, space: "musicnn", ...facts };
}

function effnetHead(id: ModelId, facts: HeadFacts): Head {
  const path = `classification-heads/${id.replace(/-discogs-.*/, "")}/${id}.onnx`;
  const addresses = [`${ESSENTIA}/${path}`];
  const file = `discogs-effnet/${id}.onnx`;
  return { ...FETCHED, ...SOFTMAX, id, file, addresses, space: "effnet", ...facts };
}

function mood(name: string, facts: Pick<Head, "size" | "sha256" | "classes">): Head {
  return musicnnHead(`mood_${name}-msd-musicnn-1`, {
    label: `Mood: ${name}`,
    stage: "moods",
    adds: "moods",
    descriptors: { [`mood_${name}`]: name },
    ...facts,
  });
}

/**
 * Every model that the analysis knows. A new model is one entry; where it yields a new descriptor or
 * space, that is one entry in `domain/` as well.
 */
export const MODELS: readonly Model[] = [
  {
    kind: "network",
    id: "msd-musicnn-1",
    label: "MSD-MusiCNN",
    file: "msd-musicnn/msd-musicnn-1-track.onnx",
    bundled: true,
    addresses: [],
    size: 3171695,
    sha256: "d16e2c7239b1bcb532927bd00f1ed771798f62b859b31102d277d8d9637a3c56",
    licence: ISC,
    stage: "musicnn",
    adds: "musicnn embedding, 50 tags",
    takes: { mel: "musicnn", patch: 187, hop: 93, form: "track", batch: 10 },
    input: ["melspectrogram"],
    outputs: [
      { tensor: ["embeddings"], width: 200, yields: "musicnn" },
      { tensor: ["activations"], width: TAGS.length, yields: "tags" },
    ],
  },
  {
    kind: "network",
    id: "msd-vgg-1",
    label: "MSD-VGG",
    file: "msd-vgg/msd-vgg-1.onnx",
    bundled: true,
    addresses: [],
    size: 2428666,
    sha256: "e65ce362bb484b7c1a88740f9463d8641f93387fe7e03a6f30fb78f1592d6bfc",
    licence: ISC,
    stage: "vgg",
    adds: "vgg embedding",
    takes: { mel: "musicnn", patch: 187, hop: 187, form: "patches", batch: 2 },
    input: ["melspectrogram"],
    outputs: [{ tensor: ["embeddings"], width: 256, yields: "vgg" }],
  },
  {
    kind: "network",
    id: "vibenet-1",
    label: "VibeNet",
    file: "vibenet/vibenet-1.onnx",
    bundled: true,
    addresses: [],
    size: 9088399,
    sha256: "5961912fe225b3ef86fdfef31013017da4c6a98d58810a38ef9f265ad5a9798c",
    licence: GPL,
    stage: "vibenet",
    adds: "danceability, energy, valence, voice, acousticness, speech",
    takes: { mel: "vibenet", patch: 1501, hop: 1501, form: "windows", batch: 1 },
    input: ["mel"],
    outputs: [{ tensor: ["logits"], width: 7, yields: "vibes" }],
  },
  {
    kind: "network",
    id: "discogs-effnet-bsdynamic-1",
    label: "Discogs-EffNet",
    file: "discogs-effnet/discogs-effnet-bsdynamic-1.onnx",
    bundled: false,
    addresses: [`${ESSENTIA}/feature-extractors/discogs-effnet/discogs-effnet-bsdynamic-1.onnx`],
    size: 18027718,
    sha256: "a280825b334797cf677939db8cd5762c0392aedd0ca6415dbc1cd083f045e43c",
    licence: CC_BY_NC_SA,
    stage: "effnet",
    adds: "effnet embedding, 400 Discogs styles",
    takes: { mel: "musicnn", patch: 128, hop: 62, form: "patches", batch: 4 },
    input: ["serving_default_melspectrogram", "melspectrogram"],
    outputs: [
      { tensor: ["PartitionedCall:1", "embeddings"], width: 1280, yields: "effnet" },
      { tensor: ["PartitionedCall:0", "activations"], width: STYLES.length, yields: "styles" },
    ],
  },
  {
    kind: "network",
    id: "deeptemp-k16-3",
    label: "TempoCNN",
    file: "msd-musicnn/deeptemp-k16-3.onnx",
    bundled: false,
    addresses: [`${ESSENTIA}/tempo/tempocnn/deeptemp-k16-3.onnx`],
    size: 1287446,
    sha256: "f661df37d26b06bca12e6cc0ad8d8a75279662f80180f14274a2059a5b76d75a",
    licence: CC_BY_NC_SA,
    stage: "tempocnn",
    adds: "a second tempo estimate",
    takes: { mel: "tempocnn", patch: 256, hop: 128, form: "standardised", batch: 8 },
    input: ["input"],
    outputs: [{ tensor: ["output"], width: 256, yields: "tempi" }],
  },
  musicnnHead("emomusic-msd-musicnn-2", {
    label: "Emotion (emoMusic)",
    stage: "emotion",
    adds: "arousal and valence",
    size: 81658,
    sha256: "3f3116b5c232e1c1925c340a05607addafe59f56cb9ae6887c25bfb2056e5e6e",
    ...REGRESSION,
    classes: ["valence", "arousal"],
    descriptors: { arousal: "arousal", valence: "valence" },
  }),
  musicnnHead("danceability-msd-musicnn-1", {
    label: "Danceability (MusiCNN)",
    stage: "danceability_musicnn",
    adds: "danceability (MusiCNN)",
    size: 82057,
    sha256: "c7b8e5174b82ea0495bcaa9c026409b3fb8e65249f02c6a3e072c2f550cff4da",
    classes: ["danceable", "not_danceable"],
    descriptors: { danceability_musicnn: "danceable" },
  }),
  mood("happy", {
    size: 82055,
    sha256: "43c4b92fedfe6315195afa43341c3d8e5caa136bc1eebf70afc108118af24de0",
    classes: ["happy", "non_happy"],
  }),
  mood("sad", {
    size: 82053,
    sha256: "d128e97fb728972d7d827b781acb28d71ac3dcb37b4d4afd83a812f16a1b262d",
    classes: ["non_sad", "sad"],
  }),
  mood("relaxed", {
    size: 82057,
    sha256: "b906585906e5a813d3c2faef6b5a77b36296842c0fc5c6eb9a7a6bdf9a1587f4",
    classes: ["non_relaxed", "relaxed"],
  }),
  mood("aggressive", {
    size: 82060,
    sha256: "1c557e3dd5c5f2a53196079ba18c6ef1c623329999452ef78a613a1f44977e81",
    classes: ["aggressive", "not_aggressive"],
  }),
  mood("party", {
    size: 82055,
    sha256: "0f97f066d2443bbb2ac6cf7542705e55b2ef569660e20c7013035ec9ec2f8b59",
    classes: ["non_party", "party"],
  }),
  effnetHead("danceability-discogs-effnet-1", {
    label: "Danceability (EffNet)",
    stage: "danceability_effnet",
    adds: "danceability (EffNet)",
    size: 514101,
    sha256: "9ce9b8c44f1dd5df5ffc124e5d41d67acf254232c1b90c7e057e079ab7cead73",
    classes: ["danceable", "not_danceable"],
    descriptors: { danceability: "danceable" },
  }),
  effnetHead("voice_instrumental-discogs-effnet-1", {
    label: "Voice or instrumental",
    stage: "voice",
    adds: "voice or instrumental",
    size: 514114,
    sha256: "20155e4c439714b0c45c08644b73c8e12d9dccb173bd4ab9934bf1e5aee837ca",
    classes: ["instrumental", "voice"],
    descriptors: { voice: "voice" },
  }),
];

/** The model of that id. Throws a RangeError where there is none. */
export function modelOf(id: ModelId): Model {
  const found = MODELS.find((model) => model.id === id);
  if (!found) {
    const known = MODELS.map((model) => model.id).join(", ");
    throw new RangeError(`Cannot find model ${JSON.stringify(id)}: models are ${known}`);
  }
  return found;
}

/** The heads that a stage runs. */
export function headsOf(stage: StageId): readonly Head[] {
  return MODELS.filter((model): model is Head => model.kind === "head" && model.stage === stage);
}

/** The network that a stage runs, or `undefined`. */
export function networkOf(stage: StageId): Network | undefined {
  return MODELS.find((model): model is Network =>
    model.kind === "network" && model.stage === stage
  );
}

/** Hosts that models are fetched from, GitHub's file host included: what `--allow-net` has to name. */
export const MODEL_HOSTS: readonly string[] = [
  ...new Set(MODELS.flatMap((model) => model.addresses).map((address) => new URL(address).host)),
  "release-assets.githubusercontent.com",
  "objects.githubusercontent.com",
];
