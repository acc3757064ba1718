import { signal } from "@preact/signals";
import { type Installation, isUnderWay } from "../../domain/mod.ts";
import {
  type Folders,
  followInstallation,
  listFolders,
  listOfferedModels,
  type Offered,
  startAnalysis,
  startInstallation,
  stopInstallation,
  wordsOf,
} from "../../wire/mod.ts";

/** The models that there are; undefined until the server has said so. */
export const offered = signal<Offered | undefined>(undefined);
/** How far the installation is that this page knows of. */
export const installation = signal<Installation>({ state: "idle" });
/** Why something that was wished for was not done; empty where all was. */
export const fault = signal("");

/** The question that it was wished for; undefined where another page did. */
export const wishedFor = signal<string | undefined>(undefined);

let asked: Promise<void> | undefined;
let following = false;

/** Asks once what models there are, and follows an installation that is under way already. */
export function knowModels(): Promise<void> {
  asked ??= refresh();
  return asked;
}

async function refresh(): Promise<void> {
  try {
    offered.value = await listOfferedModels(new AbortController().signal);
    if (offered.value.underWay) followIt();
  } catch (error) {
    fault.value = wordsOf(error);
  }
}

/** Has the models fetched that a question is to be answered by, and what is missing analysed. */
export async function install(question: string, models: readonly string[]): Promise<void> {
  fault.value = "";
  try {
    installation.value = await startInstallation(models);
    wishedFor.value = question;
    followIt();
  } catch (error) {
    fault.value = wordsOf(error);
  }
}

/** The folders of the collection; undefined until the server has said so. */
export const folders = signal<Folders | undefined>(undefined);

/** What {@linkcode wishedFor} is where a folder was named. */
export const A_FOLDER = "folder";

/** Asks which folders there are, and follows an analysis that is under way already. */
export async function knowFolders(): Promise<void> {
  try {
    folders.value = await listFolders(new AbortController().signal);
    if (folders.value.underWay) followIt();
  } catch (error) {
    fault.value = wordsOf(error);
  }
}

/** Has a folder analysed. */
export async function analyseFolder(folder: string): Promise<void> {
  fault.value = "";
  try {
    installation.value = await startAnalysis(folder);
    wishedFor.value = A_FOLDER;
    followIt();
  } catch (error) {
    fault.value = wordsOf(error);
  }
}

/** Ends what is under way. */
export async function stop(): Promise<void> {
  try {
    await stopInstallation();
  } catch (error) {
    fault.value = wordsOf(error);
  }
}

function followIt(): void {
  if (following) return;
  following = true;
  const end = followInstallation({
    onEvent(state) {
      installation.value = state;
      if (isUnderWay(state)) return;
      leave();
      void refresh();
    },
    onLost(reason) {
      fault.value = reason;
      installation.value = { state: "idle" };
      leave();
    },
  });
  function leave(): void {
    following = false;
    end();
  }
}
