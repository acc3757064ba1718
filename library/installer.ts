import {
  foundationOf,
  isKnowable,
  type Licence,
  listModels,
  type Model,
  type ModelFolders,
  modelFolders,
  type ModelId,
  modelOf,
  MODELS,
} from "../analysis/mod.ts";
import { HEAD_SETS, type Installation, type StageId } from "../domain/mod.ts";

/**
 * Has models fetched and music analysed, for a server that may do neither itself. There only where a
 * process with these rights has started the server.
 */
export interface Installer {
  readonly state: Installation;
  /** Calls `listener` after each change of the state; gives the end of this. */
  subscribe(listener: () => void): () => void;
  /** Fetches models, then analyses what is missing in the folders that the store knows. */
  install(models: readonly ModelId[]): void;
  /** Analyses a folder that a person has typed. */
  analyse(folder: string): void;
  /** Ends what is under way; what is done is kept. */
  stop(): void;
}

/** The questions of the overview that stay empty for want of a model, and the stages that answer them. */
const ANSWERING: Readonly<Record<string, readonly StageId[]>> = {
  styles: ["effnet"],
  emotion: ["vibenet", "emotion"],
  voice: ["vibenet", "voice"],
  further: HEAD_SETS,
};

/** A model as the page offers it. */
export interface OfferedModel {
  readonly id: ModelId;
  readonly label: string;
  readonly adds: string;
  /** Bytes, about. */
  readonly size: number;
  readonly licence: Licence;
  readonly installed: boolean;
  /** Whether it came with the program. */
  readonly bundled: boolean;
  /** Whether nobody has published its checksum: a command takes it on trust, the page does not. */
  readonly onTrust: boolean;
  /** Questions of the overview that it helps to answer. */
  readonly answers: readonly string[];
}

/** Every model of the registry, in its order, with what is to be known before it is fetched. */
export async function offeredModels(
  folders: ModelFolders = modelFolders(),
): Promise<readonly OfferedModel[]> {
  const states = await listModels(folders);
  return states.map(({ model, state }) => ({
    id: model.id,
    label: model.label,
    adds: model.adds,
    size: model.size,
    licence: model.licence,
    installed: state === "installed",
    bundled: model.bundled,
    onTrust: !isKnowable(model),
    answers: Object.keys(ANSWERING).filter((question) => answering(question).includes(model)),
  }));
}

/** The models behind a question: those of its stages, and the networks whose embedding they take. */
function answering(question: string): readonly Model[] {
  const stages = ANSWERING[question] ?? [];
  const networks = stages.map((stage) => foundationOf(stage)?.id);
  return MODELS.filter(({ id, stage }) => stages.includes(stage) || networks.includes(id));
}

/**
 * The ids that are meant by what a request names. Throws a RangeError for what is no list of models that
 * can be fetched.
 */
export function fetchableModels(named: unknown): readonly ModelId[] {
  if (!Array.isArray(named)) throw new RangeError("Cannot install: models is to be a list of ids");
  if (named.length > MODELS.length) throw new RangeError("Cannot install: too many models");
  return named.map((id) => {
    if (typeof id !== "string") throw new RangeError("Cannot install: a model is named by its id");
    const model = modelOf(id);
    if (!model.bundled) return model.id;
    throw new RangeError(`Cannot install ${model.id}: it comes with the program`);
  });
}
