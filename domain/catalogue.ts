import { CAMELOT_CODES, KEY_PROFILES, type KeyProfile, PITCH_CLASSES, SCALES } from "./keys.ts";
import { numberText } from "./number.ts";
import { OPINION_NAMES, TWO_OPINIONS } from "./opinions.ts";
import type { StageId } from "./stages.ts";

/** How a descriptor was obtained; shown wherever a reader asks. */
export interface Provenance {
  /** Algorithm or model, as its authors name it. */
  readonly method: string;
  /** Paper or standard. */
  readonly reference?: string;
}

/** What every descriptor says of itself. */
interface Described {
  readonly id: string;
  /** Name of the column in TSV, Parquet and Arrow: the unit joins the name. */
  readonly column: string;
  /** Name on the screen. */
  readonly label: string;
  /** The stage of the analysis that yields it; `derived` ones are computed from others. */
  readonly stage: StageId | "derived";
  readonly provenance: Provenance;
}

/** A descriptor with a number for a value. */
export interface NumberDescriptor extends Described {
  readonly kind: "number";
  /** Unit as written on an axis; empty for a plain number. */
  readonly unit: string;
  /** The range that charts and sliders show; values outside are kept and counted at the edge. */
  readonly range: readonly [number, number];
  /** Width of a histogram bin that means something to a listener. */
  readonly bin: number;
  /** Decimals shown. */
  readonly digits: number;
  /**
   * What a value of 0.8 means, where a reader could take one for the other: much of the quality, or that
   * it is likely there.
   */
  readonly kindOfValue?: "degree" | "likelihood";
}

/** A descriptor with one of a fixed list of names for a value. */
export interface CategoryDescriptor extends Described {
  readonly kind: "category";
  readonly names: readonly string[];
}

/** One entry of the catalogue. */
export type Descriptor = NumberDescriptor | CategoryDescriptor;

const EBU = "ITU-R BS.1770-4, EBU R 128";
const MUSICNN_HEAD = "classifier on the MSD-MusiCNN embedding";
const EFFNET_HEAD = "classifier on the Discogs-EffNet embedding";
const HEAD_REFERENCE = "Alonso-Jiménez et al. 2020, ICASSP";

function number(
  id: string,
  entry: Omit<NumberDescriptor, "id" | "kind" | "column"> & { readonly column?: string },
): NumberDescriptor {
  return { kind: "number", ...entry, id, column: entry.column ?? id };
}

function category(
  id: string,
  entry: Omit<CategoryDescriptor, "id" | "kind" | "column">,
): CategoryDescriptor {
  return { kind: "category", ...entry, id, column: id };
}

function probability(
  id: string,
  entry: { readonly label: string; readonly stage: StageId; readonly method: string },
): NumberDescriptor {
  return number(id, {
    label: entry.label,
    unit: "",
    range: [0, 1],
    bin: 0.05,
    digits: 2,
    stage: entry.stage,
    provenance: { method: entry.method, reference: HEAD_REFERENCE },
  });
}

const MOODS_EFFNET = [
  "happy",
  "sad",
  "relaxed",
  "aggressive",
  "party",
  "acoustic",
  "electronic",
] as const;
const CHARACTER = [
  ["approachability", "Approachability"],
  ["engagement", "Engagement"],
  ["voice_female", "Female voice"],
  ["tonality", "Tonality"],
  ["brightness", "Brightness"],
] as const;

const VIBENET_REFERENCE = "Shim 2025, a student of Echo Nest's attributes on FMA";
const VIBES = [
  {
    id: "danceability_vibenet",
    label: "Danceability (VibeNet)",
    kind: "degree",
    method: "how suitable for dancing",
  },
  { id: "energy", label: "Energy", kind: "degree", method: "how intense and active" },
  {
    id: "valence_vibenet",
    label: "Valence (VibeNet)",
    kind: "degree",
    method: "how positive the mood",
  },
  {
    id: "instrumentalness",
    label: "Instrumentalness",
    kind: "likelihood",
    method: "how likely there is no voice",
  },
  {
    id: "acousticness",
    label: "Acousticness",
    kind: "likelihood",
    method: "how likely it is acoustic",
  },
  { id: "speechiness", label: "Speechiness", kind: "degree", method: "how much speech" },
] as const;

const PROFILE_REFERENCE: Readonly<Record<KeyProfile, string>> = {
  temperley: "Temperley 1999",
  krumhansl: "Krumhansl & Kessler 1982",
  edma: "Faraldo et al. 2016",
};

function keyDescriptors(profile: KeyProfile): Descriptor[] {
  const provenance = {
    method: `Essentia KeyExtractor, profile ${profile}`,
    reference: PROFILE_REFERENCE[profile],
  };
  return [
    category(`key_${profile}`, {
      label: `Key (${profile})`,
      stage: "key",
      provenance,
      names: PITCH_CLASSES,
    }),
    category(`scale_${profile}`, {
      label: `Scale (${profile})`,
      stage: "key",
      provenance,
      names: SCALES,
    }),
    number(`strength_${profile}`, {
      label: `Key strength (${profile})`,
      unit: "",
      range: [0, 1],
      bin: 0.05,
      digits: 2,
      stage: "key",
      provenance,
    }),
    category(`camelot_${profile}`, {
      label: `Camelot code (${profile})`,
      stage: "derived",
      provenance: { method: `key and scale (${profile}) on the Camelot wheel` },
      names: CAMELOT_CODES,
    }),
  ];
}

/**
 * The descriptor catalogue. Store, columns, filters, charts, exports and docs follow from it; a new
 * descriptor is one entry here and one value in the stage that yields it.
 */
export const CATALOGUE: readonly Descriptor[] = [
  number("duration", {
    column: "duration_s",
    label: "Duration",
    unit: "s",
    range: [0, 600],
    bin: 15,
    digits: 0,
    stage: "file",
    provenance: { method: "decoded samples over the sample rate" },
  }),
  number("sample_rate", {
    label: "Sample rate",
    unit: "Hz",
    range: [0, 96000],
    bin: 4000,
    digits: 0,
    stage: "file",
    provenance: { method: "the file's own header" },
  }),
  number("bit_rate", {
    column: "bit_rate_kbps",
    label: "Bit rate",
    unit: "kbit/s",
    range: [0, 1500],
    bin: 32,
    digits: 0,
    stage: "file",
    provenance: { method: "the file's own header, or size over duration" },
  }),
  number("channels", {
    label: "Channels",
    unit: "",
    range: [1, 8],
    bin: 1,
    digits: 0,
    stage: "file",
    provenance: { method: "the file's own header" },
  }),
  number("year", {
    label: "Year",
    unit: "",
    range: [1900, 2030],
    bin: 5,
    digits: 0,
    stage: "file",
    provenance: { method: "the file's own tag" },
  }),
  number("tempo", {
    column: "tempo_bpm",
    label: "Tempo",
    unit: "BPM",
    range: [40, 210],
    bin: 5,
    digits: 1,
    stage: "tempo",
    provenance: {
      method: "Essentia RhythmExtractor2013, refined by the slope of the beat ticks",
      reference: "Zapata et al. 2014; Degara et al. 2012",
    },
  }),
  number("tempo_confidence", {
    label: "Tempo confidence",
    unit: "",
    range: [0, 5.32],
    bin: 0.25,
    digits: 2,
    stage: "tempo",
    provenance: {
      method: "Essentia RhythmExtractor2013, mutual agreement of beat trackers",
      reference: "Zapata et al. 2014",
    },
  }),
  number("tempo_doubt", {
    label: "Tempo doubt",
    unit: "",
    range: [0, 1],
    bin: 0.05,
    digits: 2,
    kindOfValue: "likelihood",
    stage: "tempo",
    provenance: {
      method: "How likely half or double would be written, by tempo and onsets a beat",
      reference: "docs/analysis.md, Doubt",
    },
  }),
  number("tempocnn", {
    column: "tempocnn_bpm",
    label: "Tempo (TempoCNN)",
    unit: "BPM",
    range: [40, 210],
    bin: 5,
    digits: 0,
    stage: "tempocnn",
    provenance: { method: "TempoCNN deeptemp-k16-3", reference: "Schreiber & Müller 2019" },
  }),
  number("tempo_ambiguity", {
    label: "Tempo ambiguity",
    unit: "",
    range: [0, 1],
    bin: 0.05,
    digits: 2,
    stage: "tempocnn",
    provenance: {
      method: "What TempoCNN gives half and double of its tempo, over what it gives all three",
      reference: "Schreiber & Müller 2019",
    },
  }),
  category("tempo_octave", {
    label: "Tempo against TempoCNN",
    stage: "derived",
    provenance: { method: "Tempo against TempoCNN, within 4 %" },
    names: ["agrees", "half", "double", "third", "triple", "differs"],
  }),
  ...KEY_PROFILES.flatMap(keyDescriptors),
  category("keys_agree", {
    label: "Profiles that agree",
    stage: "derived",
    provenance: { method: "key and scale under the three profiles" },
    names: [
      "all three",
      "temperley and krumhansl",
      "temperley and edma",
      "krumhansl and edma",
      "none",
    ],
  }),
  number("loudness", {
    column: "loudness_lufs",
    label: "Integrated loudness",
    unit: "LUFS",
    range: [-40, 0],
    bin: 1,
    digits: 1,
    stage: "loudness",
    provenance: { method: "Integrated loudness with gating", reference: EBU },
  }),
  number("loudness_range", {
    column: "loudness_range_lu",
    label: "Loudness range",
    unit: "LU",
    range: [0, 25],
    bin: 1,
    digits: 1,
    stage: "loudness",
    provenance: { method: "Loudness range", reference: "EBU Tech 3342" },
  }),
  number("true_peak", {
    column: "true_peak_dbtp",
    label: "True peak",
    unit: "dBTP",
    range: [-20, 4],
    bin: 0.5,
    digits: 1,
    stage: "loudness",
    provenance: { method: "Peak of the 4-fold oversampled signal", reference: EBU },
  }),
  number("danceability_signal", {
    label: "Danceability (signal)",
    unit: "",
    range: [0, 3],
    bin: 0.1,
    digits: 2,
    stage: "danceability",
    provenance: {
      method: "Essentia Danceability (detrended fluctuation analysis)",
      reference: "Streich & Herrera 2005",
    },
  }),
  probability("danceability", {
    label: "Danceability (EffNet)",
    stage: "danceability_effnet",
    method: EFFNET_HEAD,
  }),
  probability("danceability_musicnn", {
    label: "Danceability (MusiCNN)",
    stage: "danceability_musicnn",
    method: MUSICNN_HEAD,
  }),
  probability("voice", {
    label: "Voice",
    stage: "voice",
    method: EFFNET_HEAD,
  }),
  ...(["arousal", "valence"] as const).map((id) =>
    number(id, {
      label: id === "arousal" ? "Arousal" : "Valence",
      unit: "",
      range: [1, 9],
      bin: 0.25,
      digits: 1,
      stage: "emotion",
      provenance: {
        method: "emomusic regression on the MSD-MusiCNN embedding",
        reference: "Soleymani et al. 2013; Alonso-Jiménez et al. 2020",
      },
    })
  ),
  ...(["happy", "sad", "relaxed", "aggressive", "party"] as const).map((mood) =>
    probability(`mood_${mood}`, {
      label: `${mood[0]!.toUpperCase()}${mood.slice(1)}`,
      stage: "moods",
      method: MUSICNN_HEAD,
    })
  ),
  ...(["arousal", "valence"] as const).map((id) =>
    number(`${id}_deam`, {
      label: id === "arousal" ? "Arousal (DEAM)" : "Valence (DEAM)",
      unit: "",
      range: [1, 9],
      bin: 0.25,
      digits: 1,
      stage: "emotion_deam",
      provenance: {
        method: "DEAM regression on the MSD-MusiCNN embedding",
        reference: "Aljanaki et al. 2017; Alonso-Jiménez et al. 2020",
      },
    })
  ),
  ...MOODS_EFFNET.map((mood) =>
    probability(`mood_${mood}_effnet`, {
      label: `${mood[0]!.toUpperCase()}${mood.slice(1)} (EffNet)`,
      stage: "moods_effnet",
      method: EFFNET_HEAD,
    })
  ),
  ...CHARACTER.map(([id, label]) =>
    probability(id, { label, stage: "character", method: EFFNET_HEAD })
  ),
  ...VIBES.map(({ id, label, kind, method }) =>
    number(id, {
      label,
      unit: "",
      range: [0, 1],
      bin: 0.05,
      digits: 2,
      stage: "vibenet",
      kindOfValue: kind,
      provenance: { method: `VibeNet: ${method}`, reference: VIBENET_REFERENCE },
    })
  ),
  ...TWO_OPINIONS.map(({ id, question }) =>
    category(id, {
      label: `Two opinions on ${question}`,
      stage: "derived",
      provenance: { method: `two models' answers on ${question}, each with a zone of doubt` },
      names: OPINION_NAMES,
    })
  ),
  number("style_activation", {
    label: "Top style activation",
    unit: "",
    range: [0, 1],
    bin: 0.05,
    digits: 2,
    stage: "derived",
    provenance: { method: "largest of the 400 Discogs style activations" },
  }),
];

const BY_ID = new Map(CATALOGUE.map((descriptor) => [descriptor.id, descriptor]));

/** The catalogue's entry of that id, or `undefined`. */
export function findDescriptor(id: string): Descriptor | undefined {
  return BY_ID.get(id);
}

/** The catalogue's entry of that id. Throws a RangeError where there is none. */
export function descriptorOf(id: string): Descriptor {
  const found = BY_ID.get(id);
  if (!found) throw new RangeError(`Cannot find descriptor ${JSON.stringify(id)} in the catalogue`);
  return found;
}

/** The numeric entry of that id. Throws a RangeError where there is none. */
export function numberDescriptorOf(id: string): NumberDescriptor {
  const found = descriptorOf(id);
  if (found.kind !== "number") {
    throw new RangeError(`Cannot read descriptor ${id} as a number: it is a category`);
  }
  return found;
}

/** The numeric descriptors, in catalogue order. */
export const NUMBER_DESCRIPTORS: readonly NumberDescriptor[] = CATALOGUE.filter((d) =>
  d.kind === "number"
);
/** The categorical descriptors, in catalogue order. */
export const CATEGORY_DESCRIPTORS: readonly CategoryDescriptor[] = CATALOGUE.filter((d) =>
  d.kind === "category"
);

/** A value as shown on the screen: rounded, with its unit; a dash where it is missing. */
export function formatValue(descriptor: NumberDescriptor, value: number): string {
  const number = numberText(value, descriptor.digits);
  return descriptor.unit && Number.isFinite(value) ? `${number} ${descriptor.unit}` : number;
}
