import { STYLES, TAGS } from "../../domain/mod.ts";
import { CC_BY_NC_SA, ESSENTIA, GPL, ISC } from "./licences.ts";
import type { Network } from "./model.ts";

/** Holds, among others, the models of Discogs-EffNet byte for byte as their publisher's checksums say. */
export const DUNGEON_TUBER =
  "https://raw.githubusercontent.com/gandulf/DungeonTuber/master/agents/voxalyzer/models";

/** TempoCNN as ONNX, which its publisher has as a TensorFlow graph alone. */
const NAMIOTO =
  "https://raw.githubusercontent.com/sitiyou/namioto/45be2a316696e2ef1e0ed5fd429a48a46f3c8968/namioto/models/deeptemp-k16-3.onnx";

/** Every network that the analysis knows. */
export const NETWORKS: readonly Network[] = [
  {
    kind: "network",
    id: "msd-musicnn-1",
    label: "MSD-MusiCNN",
    file: "msd-musicnn/msd-musicnn-1-track.onnx",
    bundled: true,
    size: 794965,
    forms: [{
      addresses: [],
      size: 794965,
      sha256: "0e95fd3969dcc4f3ef594d9faad2788d16ae6173a6a561e1ba0829f1d99ce741",
    }],
    licence: ISC,
    stage: "musicnn",
    adds: "MusiCNN embedding, 50 tags",
    takes: { mel: "musicnn", patch: 187, hop: 93, form: "track", batch: 3 },
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
    size: 1363944,
    forms: [{
      addresses: [],
      size: 1363944,
      sha256: "b5e3c3e4a21ca3c2c1cbeaacb92a942f7999fdfb484bc366739074d0d33ed637",
    }],
    licence: ISC,
    stage: "vgg",
    adds: "VGG embedding",
    takes: { mel: "musicnn", patch: 187, hop: 187, form: "patches", batch: 1 },
    input: ["melspectrogram"],
    outputs: [{ tensor: ["embeddings"], width: 256, yields: "vgg" }],
  },
  {
    kind: "network",
    id: "vibenet-1",
    label: "VibeNet",
    file: "vibenet/vibenet-1.onnx",
    bundled: true,
    size: 9088399,
    forms: [{
      addresses: [],
      size: 9088399,
      sha256: "5961912fe225b3ef86fdfef31013017da4c6a98d58810a38ef9f265ad5a9798c",
    }],
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
    size: 18027718,
    forms: [{
      addresses: [
        `${ESSENTIA}/feature-extractors/discogs-effnet/discogs-effnet-bsdynamic-1.onnx`,
        `${DUNGEON_TUBER}/discogs-effnet-bsdynamic-1.onnx`,
      ],
      size: 18027718,
      sha256: "a280825b334797cf677939db8cd5762c0392aedd0ca6415dbc1cd083f045e43c",
    }],
    licence: CC_BY_NC_SA,
    stage: "effnet",
    adds: "EffNet embedding, 400 Discogs styles",
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
    size: 1287446,
    forms: [
      { addresses: [NAMIOTO] },
      {
        addresses: [],
        size: 1287446,
        sha256: "f661df37d26b06bca12e6cc0ad8d8a75279662f80180f14274a2059a5b76d75a",
      },
    ],
    licence: CC_BY_NC_SA,
    stage: "tempocnn",
    adds: "a second tempo estimate",
    takes: { mel: "tempocnn", patch: 256, hop: 128, form: "standardised", batch: 8 },
    input: ["input"],
    outputs: [{ tensor: ["output"], width: 256, yields: "tempi" }],
  },
];
