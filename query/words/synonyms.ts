import type { VoiceSide } from "../../domain/mod.ts";

/** What a word of a sentence can mean. */
export type Meaning =
  /** A part of a descriptor's values, by their quantiles in the collection. */
  | { readonly kind: "level"; readonly of: string; readonly end: Level }
  /** A range that is the same in every collection. */
  | {
    readonly kind: "range";
    readonly of: string;
    readonly min?: number;
    readonly max?: number;
  }
  | { readonly kind: "voice"; readonly side: VoiceSide }
  | { readonly kind: "style" | "tag"; readonly names: readonly string[] }
  | { readonly kind: "label"; readonly set: string; readonly name: string }
  | { readonly kind: "format"; readonly formats: readonly string[] }
  | { readonly kind: "category"; readonly of: string; readonly name: string }
  /** Rows by a descriptor, or by a field such as `added`. */
  | { readonly kind: "sort"; readonly by: string; readonly descending: boolean };

/** Which part of the values: the upper or lower third, or the third between. */
export type Level = "high" | "low" | "middle";

/** Words of one meaning: the first of `means` of which the collection has values. */
export interface Synonyms {
  readonly words: readonly string[];
  readonly means: readonly Meaning[];
}

function level(end: Level, ids: readonly string[]): Meaning[] {
  return ids.map((of) => ({ kind: "level", of, end }));
}
const high = (...ids: readonly string[]) => level("high", ids);
const low = (...ids: readonly string[]) => level("low", ids);
const middle = (...ids: readonly string[]) => level("middle", ids);

function sort(descending: boolean, ...fields: readonly string[]): Meaning[] {
  return fields.map((by) => ({ kind: "sort", by, descending }));
}
const style = (...names: readonly string[]): Meaning => ({ kind: "style", names });
const tag = (...names: readonly string[]): Meaning => ({ kind: "tag", names });
const voice = (side: VoiceSide): Meaning => ({ kind: "voice", side });
const from = (of: string, min: number): Meaning => ({ kind: "range", of, min });
const to = (of: string, max: number): Meaning => ({ kind: "range", of, max });
const words = (text: string, ...means: readonly Meaning[]): Synonyms => ({
  words: text.split(", "),
  means,
});

const TEMPO = ["tempo", "tempocnn"];
const DANCE = ["danceability", "danceability_vibenet", "danceability_musicnn"];
const DANCEABILITY = [...DANCE, "danceability_signal"];
const ENERGY = ["energy", "arousal", "arousal_deam"];
const VALENCE = ["valence", "valence_deam", "valence_vibenet", "mood_happy", "mood_happy_effnet"];
const ACOUSTIC = ["acousticness", "mood_acoustic_effnet"];

/** What quantities are called besides their names in the catalogue, the first known one counting. */
export const QUANTITIES: readonly { readonly words: readonly string[]; readonly of: string[] }[] = [
  { words: ["tempo", "bpm", "speed"], of: TEMPO },
  { words: ["duration", "length", "playing time"], of: ["duration"] },
  { words: ["loudness", "volume", "level"], of: ["loudness"] },
  { words: ["loudness range", "dynamics", "dynamic range"], of: ["loudness_range"] },
  { words: ["danceability"], of: DANCEABILITY },
  { words: ["energy", "intensity"], of: ENERGY },
  { words: ["arousal"], of: ["arousal", "arousal_deam"] },
  { words: ["valence", "happiness"], of: VALENCE },
  { words: ["acousticness"], of: ACOUSTIC },
  { words: ["year", "release year"], of: ["year"] },
  { words: ["bit rate", "bitrate"], of: ["bit_rate"] },
  { words: ["peak"], of: ["true_peak"] },
  { words: ["speech"], of: ["speechiness"] },
];

/** Words that stand for something the catalogue calls otherwise. */
export const SYNONYMS: readonly Synonyms[] = [
  words("fast, quick, rapid, speedy, uptempo", ...high(...TEMPO)),
  words("slow, sluggish", ...low(...TEMPO)),
  words("midtempo, medium tempo, moderate tempo", ...middle(...TEMPO)),
  words("danceable, dancy, dancey, groovy, for dancing, to dance to", ...high(...DANCEABILITY)),
  words("undanceable", ...low(...DANCEABILITY)),
  words("loud", ...high("loudness")),
  words("quiet, soft, silent", ...low("loudness")),
  words("dynamic", ...high("loudness_range")),
  words("compressed, squashed, undynamic", ...low("loudness_range")),
  words("energetic, intense, powerful, lively, driving", ...high(...ENERGY)),
  words("calm, gentle, tranquil", ...low(...ENERGY)),
  words("exciting, excited", ...high("arousal", "arousal_deam", "energy")),
  words("happy, cheerful, joyful, merry, uplifting, positive", ...high(...VALENCE)),
  words("sad, melancholic, melancholy, gloomy, dark, negative, depressing", ...low(...VALENCE)),
  words(
    "relaxed, relaxing, mellow, peaceful, chilled, chill, laid back",
    ...high("mood_relaxed", "mood_relaxed_effnet"),
    ...low(...ENERGY),
    tag("chill"),
  ),
  words(
    "aggressive, angry, violent, brutal",
    ...high("mood_aggressive", "mood_aggressive_effnet"),
  ),
  words("party, festive", ...high("mood_party", "mood_party_effnet"), tag("party")),
  words("acoustic, unplugged", ...high(...ACOUSTIC), tag("acoustic"), style("Rock---Acoustic")),
  words("synthetic", ...low(...ACOUSTIC), ...high("mood_electronic_effnet")),
  words("talky, spoken", ...high("speechiness"), style("Non-Music---Spoken Word")),
  words("tonal, melodic", ...high("tonality")),
  words("atonal", ...low("tonality")),
  words("accessible, approachable, mainstream", ...high("approachability")),
  words("engaging", ...high("engagement")),
  words("background", ...low("engagement")),
  words("steady, steady beat, clear beat", ...high("tempo_confidence")),
  words("long", ...high("duration")),
  words("short", ...low("duration")),
  words("new, recent", ...high("year")),
  words("old, vintage", ...low("year")),
  words("voice, voices, vocal, vocals, singing, sung, singer", voice("vocal")),
  words("instrumental, instrumentals", voice("instrumental"), tag("instrumental")),
  words(
    "female voice, female vocals, female singer, woman singing, sung by a woman",
    from("voice_female", 0.5),
    tag("female vocalists", "female vocalist"),
  ),
  words(
    "male voice, male vocals, male singer, man singing, sung by a man",
    to("voice_female", 0.5),
    tag("male vocalists"),
  ),
  words("mono", to("channels", 1)),
  words("stereo", { kind: "range", of: "channels", min: 2, max: 2 }),
  words("lossless", { kind: "format", formats: ["flac", "alac", "wav", "aiff", "pcm"] }),
  words("high quality", ...high("bit_rate")),
  words("low quality", ...low("bit_rate")),
  words("fastest", ...sort(true, ...TEMPO)),
  words("slowest", ...sort(false, ...TEMPO)),
  words("loudest", ...sort(true, "loudness")),
  words("quietest", ...sort(false, "loudness")),
  words("longest", ...sort(true, "duration")),
  words("shortest", ...sort(false, "duration")),
  words("newest", ...sort(true, "year", "added")),
  words("oldest", ...sort(false, "year", "added")),
  words("happiest", ...sort(true, ...VALENCE)),
  words("saddest", ...sort(false, ...VALENCE)),
  words("most danceable", ...sort(true, ...DANCEABILITY)),
  words("most energetic", ...sort(true, ...ENERGY)),
  words("calmest", ...sort(false, ...ENERGY)),
  words("last added, newly added, latest", ...sort(true, "added")),
  words("rap", style("Hip Hop"), tag("Hip-Hop")),
  words("dnb, d&b, drum and bass", style("Electronic---Drum n Bass")),
  words(
    "rnb, r&b",
    style("Funk / Soul---Contemporary R&B", "Funk / Soul---Rhythm & Blues", "Hip Hop---RnB/Swing"),
    tag("rnb"),
  ),
  words("edm, electronic dance music", style("Electronic"), tag("electronic")),
  words("psytrance", style("Electronic---Psy-Trance")),
  words("lofi", style("Rock---Lo-Fi")),
  words("world music, world", style("Folk, World, & Country")),
  words("soundtrack, film music, movie music", style("Stage & Screen")),
  words("piano blues", style("Blues---Piano Blues")),
  words("jazzy", tag("jazz"), style("Jazz")),
  words("funky", tag("funk"), style("Funk / Soul---Funk")),
  words("soulful", tag("soul"), style("Funk / Soul---Soul")),
  words("bluesy", tag("blues"), style("Blues")),
  words("folky", tag("folk"), style("Folk, World, & Country---Folk")),
  words("rocky", tag("rock"), style("Rock")),
];
