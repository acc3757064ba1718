import type { VNode } from "preact";
import { CircleOfFifths, type KeyCounts } from "../../charts/mod.ts";
import {
  ACTIVATION_INFO,
  ACTIVATION_SETS,
  type ActivationSet,
  camelotOf,
  capital,
  type Finding,
  type Key,
  KEY_PROFILES,
  type KeyProfile,
  keyText,
  keyUnder,
  type NamedShare,
  numberText,
  PITCH_CLASSES,
  styleText,
  VOICE_MODEL,
  voiceOf,
  type VoiceSide,
  voiceSide,
  type VoiceValue,
} from "../../domain/mod.ts";
import { Missing } from "../mod.ts";
import { SavedFigure } from "../SavedFigure.tsx";
import { nameOf, numberOf } from "./facts.ts";

const CIRCLE = 220;

interface Read {
  readonly profile: KeyProfile;
  readonly key: Key | undefined;
  readonly strength: number;
}

/** The key under three profiles, how strong each finds it, and all on one circle of fifths. */
export function KeyCertainty({ findings }: { readonly findings: readonly Finding[] }): VNode {
  const values = Object.fromEntries(
    findings.flatMap(({ descriptor, value }) =>
      value === undefined ? [] : [[descriptor.id, value]]
    ),
  );
  const read: Read[] = KEY_PROFILES.map((profile) => ({
    profile,
    key: keyUnder(values, profile),
    strength: numberOf(findings, `strength_${profile}`),
  }));
  const known = read.flatMap(({ key }) => key ? [key] : []);
  return (
    <section class="panel certainty" aria-label="Which key?">
      <header>
        <h2>Which key?</h2>
        <p class="finding">{keyFinding(nameOf(findings, "keys_agree"), known.length)}</p>
      </header>
      <div class="key-certainty">
        {known.length > 0 && (
          <SavedFigure
            id="key"
            title="Which key?"
            caption={read.map(({ profile, key }) => `${profile} ${key ? keyText(key) : "none"}`)
              .join(", ")}
          >
            <CircleOfFifths
              spec={{ counts: countsOf(known), title: "profiles", noun: "profile" }}
              width={CIRCLE}
            />
          </SavedFigure>
        )}
        <table class="table">
          <thead>
            <tr>
              <th scope="col">Profile</th>
              <th scope="col">Key</th>
              <th scope="col">Camelot</th>
              <th scope="col" class="number">Strength</th>
            </tr>
          </thead>
          <tbody>
            {read.map(({ profile, key, strength }) => (
              <tr key={profile}>
                <th scope="row">{profile}</th>
                <td>{key ? keyText(key) : <Missing />}</td>
                <td>{key ? camelotOf(key) : <Missing />}</td>
                <td class="number">{numberText(strength, 2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function countsOf(keys: readonly Key[]): KeyCounts {
  const count = (scale: Key["scale"]) =>
    PITCH_CLASSES.map((tonic) =>
      keys.filter((key) => key.scale === scale && key.tonic === tonic).length
    );
  return { major: count("major"), minor: count("minor") };
}

function keyFinding(agree: string | undefined, known: number): string {
  if (known === 0) return "No profile found a key.";
  if (agree === "all three") return "All three profiles agree.";
  if (agree === undefined) return "Not every profile found a key, so they cannot be compared.";
  if (agree === "none") return "Each profile says something else: take the key as a guess.";
  return `Only ${agree} agree: listen before you mix by key.`;
}

/** The tempo, the second opinion on it, and whether half or double would do as well. */
export function TempoCertainty({ findings }: { readonly findings: readonly Finding[] }): VNode {
  const tempo = numberOf(findings, "tempo");
  const cnn = numberOf(findings, "tempocnn");
  const ambiguity = numberOf(findings, "tempo_ambiguity");
  const confidence = numberOf(findings, "tempo_confidence");
  const doubt = numberOf(findings, "tempo_doubt");
  const octave = nameOf(findings, "tempo_octave");
  const by = findings.find(({ descriptor }) => descriptor.id === "tempo")?.stage?.by;
  const rows: readonly (readonly [string, number, string])[] = [
    ["Tempo", tempo, by ?? "not run"],
    ["Half", tempo / 2, "if you count every other beat"],
    ["Double", tempo * 2, "if you count between the beats"],
    ["TempoCNN", cnn, octave === undefined ? "no second opinion" : `${octave} with the tempo`],
  ];
  return (
    <section class="panel certainty" aria-label="How fast?">
      <header>
        <h2>How fast?</h2>
        <p class="finding">{tempoFinding({ tempo, octave, ambiguity, doubt, confidence })}</p>
      </header>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Candidate</th>
            <th scope="col" class="number">BPM</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, bpm, why]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="number">{numberText(bpm, 1)}</td>
              <td>{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <TempoSigns {...{ confidence, ambiguity, doubt }} />
    </section>
  );
}

/** The signs that are known of how sure a tempo is. */
function TempoSigns(
  { confidence, ambiguity, doubt }: {
    readonly confidence: number;
    readonly ambiguity: number;
    readonly doubt: number;
  },
): VNode | null {
  const signs = [
    !Number.isNaN(confidence) && `confidence ${numberText(confidence, 2)} of 5.32`,
    !Number.isNaN(ambiguity) &&
    `ambiguity ${numberText(ambiguity, 2)} of 1, what TempoCNN gives half and double`,
    !Number.isNaN(doubt) &&
    `doubt ${numberText(doubt, 2)} of 1, how likely half or double, by tempo and onsets a beat`,
  ].filter(Boolean).join("; ");
  if (signs === "") return null;
  return <p class="muted">{signs[0]!.toUpperCase() + signs.slice(1)}.</p>;
}

function tempoFinding(
  { tempo, octave, ambiguity, doubt, confidence }: {
    readonly tempo: number;
    readonly octave: string | undefined;
    readonly ambiguity: number;
    readonly doubt: number;
    readonly confidence: number;
  },
): string {
  if (Number.isNaN(tempo)) return "No tempo was found.";
  if (octave === undefined && [ambiguity, doubt, confidence].every(Number.isNaN)) {
    return "Nothing is known that could speak for or against it.";
  }
  const signs = [
    ...(octave !== undefined && octave !== "agrees"
      ? [octave === "differs" ? "TempoCNN hears another tempo" : `it is ${octave} of TempoCNN's`]
      : []),
    ...(ambiguity > 0.5 ? ["half or double is heard as strongly"] : []),
    ...(doubt > 0.5 ? ["by its onsets half or double is more likely"] : []),
    ...(confidence < 1 ? ["the beat trackers hardly agree"] : []),
  ];
  if (signs.length > 0) return `Uncertain: ${signs.join("; ")}.`;
  return octave === "agrees" && Number.isNaN(confidence)
    ? "TempoCNN agrees."
    : "Nothing speaks against it.";
}

/** Whether somebody sings, and how far the styles are apart. */
export function ClassCertainty(
  { findings, classes }: {
    readonly findings: readonly Finding[];
    /** The strongest classes of each set that the track has. */
    readonly classes: Readonly<Partial<Record<ActivationSet, readonly NamedShare[]>>>;
  },
): VNode {
  const voice = voiceOf((id) => numberOf(findings, id));
  const opposed = nameOf(findings, "voice_opinions") === "disagree";
  return (
    <section class="panel certainty" aria-label="What is it like?">
      <header>
        <h2>What is it like?</h2>
        <p class="finding">{voiceFinding(voice, opposed)} {styleFinding(classes.styles)}</p>
      </header>
      <div class="class-lists">
        {ACTIVATION_SETS.filter((set) => !ACTIVATION_INFO[set].head || classes[set]).map(
          (set) => (
            <Shares key={set} title={capital(ACTIVATION_INFO[set].many)} shares={classes[set]} />
          ),
        )}
      </div>
    </section>
  );
}

const SIDE_TEXT: Readonly<Record<VoiceSide, string>> = {
  vocal: "With a voice",
  instrumental: "Instrumental",
  undecided: "Voice or not is undecided",
};

/** @param opposed Whether the other model says the opposite */
function voiceFinding(voice: VoiceValue | undefined, opposed: boolean): string {
  if (!voice) return "Whether there is a voice is not known.";
  const { by, value } = voice;
  const share = `${by} ${numberText(100 * value, 0)} %`;
  const other = opposed ? ` ${VOICE_MODEL.instrumentalness} says the opposite.` : "";
  return `${SIDE_TEXT[voiceSide(voice)]}, says ${VOICE_MODEL[by]} (${share}).${other}`;
}

function styleFinding(styles: readonly NamedShare[] | undefined): string {
  const [first, second] = styles ?? [];
  if (!first || !second) return "";
  const margin = numberText(100 * (first.share - second.share), 0);
  return `${styleText(first.name)} leads ${styleText(second.name)} by ${margin} points.`;
}

function Shares(
  { title, shares }: {
    readonly title: string;
    readonly shares: readonly NamedShare[] | undefined;
  },
): VNode {
  return (
    <div>
      <h3>{title}</h3>
      {shares
        ? (
          <ol class="shares">
            {shares.map(({ name, share }) => (
              <li key={name} style={{ "--share": share.toFixed(4) }}>
                <span>{styleText(name)}</span>
                <span class="num">{numberText(100 * share, 0)} %</span>
              </li>
            ))}
          </ol>
        )
        : (
          <p class="muted">
            The network that names them has not heard this track, or what it said is not kept.
          </p>
        )}
    </div>
  );
}
