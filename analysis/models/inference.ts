import {
  absent,
  type ActivationSet,
  type Bpm,
  type Measured,
  present,
  type StageId,
} from "../../domain/mod.ts";
import type { MelSpectrogram } from "../signal/mod.ts";
import { type Run, runNetwork } from "./_network.ts";
import { Session } from "./_session.ts";
import { computedBy, foundationOf } from "./availability.ts";
import { type ModelFolders, pathOf, stateOf } from "./files.ts";
import { type Head, headsOf, type ModelId, MODELS, type Network } from "./registry.ts";
import { columnOf, meanOf, type Rows } from "./rows.ts";
import { askedPatches, type HearingSettings, mostPatches } from "./settings.ts";
import { tempoVote } from "./tempo_vote.ts";
import { hearVibes, type VibesHeard } from "./vibes.ts";

/** An embedding: the mean over the patches, and each patch's own. */
export interface Embedded {
  readonly embedding: Float32Array;
  readonly patches: Rows;
  /** Frames from one patch to the next: more than the network's own where a track is heard in part. */
  readonly hop: number;
}

/** What MSD-MusiCNN hears. `tags`: 50 activations in 0..1, in the order of `TAGS`. */
export interface MusicnnHeard extends Embedded {
  readonly tags: Float32Array;
  readonly tagPatches: Rows;
}

/** What Discogs-EffNet hears. `styles`: 400 activations in 0..1, in the order of `STYLES`. */
export interface EffnetHeard extends Embedded {
  readonly styles: Float32Array;
  readonly stylePatches: Rows;
}

/** What TempoCNN hears. */
export interface TempoHeard {
  readonly bpm: Bpm;
  /** Probability of that tempo, summed over the patches that voted for it, over all patches; 0..1. */
  readonly confidence: number;
  /**
   * What half and double of the tempo have of the probability that they and the tempo have together, each
   * within 4 %, over all patches; 0..1.
   */
  readonly ambiguity: number;
}

/** What heads make of an embedding, by catalogue id, and by set of activations. */
export interface HeadsHeard {
  readonly values: Readonly<Record<string, Measured<number>>>;
  /** One value a patch, for those that have a value. */
  readonly patches: Readonly<Record<string, Float32Array>>;
  /** Mean over the patches of each class, in 0..1. */
  readonly activations: Readonly<Partial<Record<ActivationSet, Float32Array>>>;
  /** Those of each patch, in the same order. */
  readonly classPatches: Readonly<Partial<Record<ActivationSet, Rows>>>;
}

/** How models are opened. */
export interface OpenOptions extends HearingSettings {
  readonly folders: ModelFolders;
  /**
   * Files to load in place of a model **without any check**, by id. For tests and benches of plumbing
   * and speed; whatever they compute is marked as unverified.
   */
  readonly unverified?: Readonly<Record<ModelId, string>>;
}

/**
 * The installed models of one worker. Sessions are made when first needed and kept.
 * One call at a time.
 */
export class Models implements AsyncDisposable {
  readonly #paths: ReadonlyMap<ModelId, string>;
  readonly #unverified: ReadonlySet<ModelId>;
  readonly #sessions = new Map<ModelId, Promise<Session>>();
  readonly #settings: HearingSettings;
  /** Files that are there but are not what the registry means, one line each. */
  readonly problems: readonly string[];

  constructor(
    paths: ReadonlyMap<ModelId, string>,
    marks: HearingSettings & {
      readonly unverified: ReadonlySet<ModelId>;
      readonly problems: readonly string[];
    },
  ) {
    this.#settings = marks;
    this.#paths = paths;
    this.#unverified = marks.unverified;
    this.problems = marks.problems;
  }

  /** The ids of the models that can be used. */
  get installed(): ReadonlySet<ModelId> {
    return new Set(this.#paths.keys());
  }

  /** What a stage is computed by, for its record; `undefined` where it cannot run. */
  by(stage: StageId): string | undefined {
    const by = computedBy(stage, this.installed);
    const doubtful = by?.split("+").some((id) => this.#unverified.has(id));
    return doubtful ? `${by} (unverified)` : by;
  }

  /** What was asked of a stage, for its record: so many patches at most; `undefined` for all. */
  asked(stage: StageId): string | undefined {
    return askedPatches(stage, this.#settings.patches);
  }

  /** MSD-MusiCNN on a spectrogram of `musicnnMel`, at least 187 frames (3 s). */
  async musicnn(mel: MelSpectrogram): Promise<Measured<MusicnnHeard>> {
    const heard = await this.#hear("musicnn", mel);
    if ("absent" in heard) return heard;
    const { yields: { musicnn: patches, tags: tagPatches }, hop } = heard.value;
    return present({
      hop,
      embedding: meanOf(patches!),
      patches: patches!,
      tags: meanOf(tagPatches!),
      tagPatches: tagPatches!,
    });
  }

  /** MSD-VGG on a spectrogram of `musicnnMel`, at least 187 frames (3 s). */
  async vgg(mel: MelSpectrogram): Promise<Measured<Embedded>> {
    const heard = await this.#hear("vgg", mel);
    if ("absent" in heard) return heard;
    const { yields: { vgg: patches }, hop } = heard.value;
    return present({ embedding: meanOf(patches!), patches: patches!, hop });
  }

  /** Discogs-EffNet on a spectrogram of `musicnnMel`, at least 128 frames (2 s). */
  async effnet(mel: MelSpectrogram): Promise<Measured<EffnetHeard>> {
    const heard = await this.#hear("effnet", mel);
    if ("absent" in heard) return heard;
    const { yields: { effnet: patches, styles: stylePatches }, hop } = heard.value;
    return present({
      hop,
      embedding: meanOf(patches!),
      patches: patches!,
      styles: meanOf(stylePatches!),
      stylePatches: stylePatches!,
    });
  }

  /** TempoCNN on a spectrogram of `tempocnnMel`, at least 256 frames (12 s). */
  async tempocnn(mel: MelSpectrogram): Promise<Measured<TempoHeard>> {
    const heard = await this.#hear("tempocnn", mel);
    return "absent" in heard
      ? heard
      : tempoVote(heard.value.yields.tempi!, mel, foundationOf("tempocnn")!);
  }

  /** VibeNet on a spectrogram of `vibenetMel` at -14 LUFS, at least 3 s. */
  async vibenet(mel: MelSpectrogram): Promise<Measured<VibesHeard>> {
    const network = foundationOf("vibenet")!;
    if (!this.#paths.has(network.id)) return absent("no-model");
    return hearVibes(await this.#session(network.id), network, mel);
  }

  /**
   * Runs the heads of a stage on the patches of the embedding that they take, and averages.
   *
   * @param patches As from {@linkcode musicnn} or {@linkcode effnet}, whichever the stage starts from.
   */
  async heads(stage: StageId, patches: Rows): Promise<HeadsHeard> {
    const values: Record<string, Measured<number>> = {};
    const curves: Record<string, Float32Array> = {};
    const activations: Partial<Record<ActivationSet, Float32Array>> = {};
    const classPatches: Partial<Record<ActivationSet, Rows>> = {};
    for (const head of headsOf(stage)) {
      const classes = this.#paths.has(head.id) ? await this.#judge(head, patches) : undefined;
      const means = classes && meanOf(classes);
      if (means && head.yields) {
        activations[head.yields] = means;
        classPatches[head.yields] = classes;
      }
      for (const [id, name] of Object.entries(head.descriptors)) {
        const column = head.classes.indexOf(name);
        values[id] = means ? present(means[column]!) : absent("no-model");
        if (classes) curves[id] = columnOf(classes, column);
      }
    }
    return { values, patches: curves, activations, classPatches };
  }

  /** Gives all memory of the models back. */
  async [Symbol.asyncDispose](): Promise<void> {
    const sessions = [...this.#sessions.values()];
    this.#sessions.clear();
    for (const session of sessions) await (await session).release();
  }

  async #judge(head: Head, patches: Rows): Promise<Rows> {
    const session = await this.#session(head.id);
    const { count, width, data } = patches;
    const feed = { names: head.input, data, shape: [count, width] };
    const wanted = { names: head.output, width: head.classes.length };
    const [classes] = await session.run(feed, [wanted]);
    return classes!;
  }

  async #hear(stage: StageId, mel: MelSpectrogram): Promise<Measured<Run>> {
    const network: Network = foundationOf(stage)!;
    if (!this.#paths.has(network.id)) return absent("no-model");
    if (mel.frames < network.takes.patch) return absent("too-short");
    const heard = await runNetwork(await this.#session(network.id), network, {
      mel,
      most: mostPatches(stage, this.#settings.patches),
    });
    return heard ? present(heard) : absent("too-short");
  }

  #session(id: ModelId): Promise<Session> {
    let session = this.#sessions.get(id);
    if (!session) {
      session = Session.open(this.#paths.get(id)!, this.#settings.provider);
      this.#sessions.set(id, session);
    }
    return session;
  }
}

/** Opens the installed models; files that fail their checksum are left out and named in `problems`. */
export async function openModels(
  { folders, unverified = {}, ...settings }: OpenOptions,
): Promise<Models> {
  const paths = new Map<ModelId, string>();
  const problems: string[] = [];
  for (const model of MODELS) {
    const given = unverified[model.id];
    const path = given ?? pathOf(model, folders);
    const state = given ? "installed" : await stateOf(model, path);
    if (state === "installed") paths.set(model.id, path);
    else if (state !== "missing") {
      problems.push(`Cannot use ${path}: ${state}; remove it, then deno task models --install`);
    }
  }
  return new Models(paths, { ...settings, unverified: new Set(Object.keys(unverified)), problems });
}
