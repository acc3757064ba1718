import type { Installation } from "../domain/mod.ts";
import { ask, askJson } from "./_ask.ts";
import { follow } from "./_follow.ts";

/** The models that there are, and whether they can be installed from the page. */
export interface Offered {
  readonly models: readonly {
    readonly id: string;
    readonly label: string;
    readonly adds: string;
    /** Bytes, about. */
    readonly size: number;
    readonly licence: { readonly name: string; readonly address: string; readonly terms: string };
    readonly installed: boolean;
    readonly bundled: boolean;
    /** Whether a command alone takes it, as nobody has published its checksum. */
    readonly onTrust: boolean;
    /** Questions of the overview that it helps to answer. */
    readonly answers: readonly string[];
  }[];
  readonly installable: boolean;
  readonly underWay: boolean;
}

/** What models there are. */
export function listOfferedModels(signal: AbortSignal): Promise<Offered> {
  return askJson<Offered>("/api/models", { to: "list the models", signal });
}

/** Has models fetched and what is missing analysed; gives how far it is. */
export function startInstallation(models: readonly string[]): Promise<Installation> {
  return askJson<Installation>("/api/models/install", {
    to: "install the models",
    method: "POST",
    json: { models },
  });
}

/** Ends what is being fetched or analysed. */
export async function stopInstallation(): Promise<void> {
  await ask("/api/models/install", { to: "stop the installation", method: "DELETE" });
}

/** Follows what is being fetched and analysed; gives the end of this. */
export function followInstallation(
  { onEvent, onLost }: {
    readonly onEvent: (state: Installation) => void;
    readonly onLost: (reason: string) => void;
  },
): () => void {
  return follow<Installation>("/api/models/install", { onEvent, onLost });
}

/** Whether a folder can be analysed from the page, and the folders that are known. */
export interface Folders {
  readonly analysable: boolean;
  /** Whether an installation or an analysis is under way. */
  readonly underWay: boolean;
  /** Full paths. */
  readonly folders: readonly string[];
}

/** The folders of the collection. */
export function listFolders(signal: AbortSignal): Promise<Folders> {
  return askJson<Folders>("/api/folders", { to: "list the folders", signal });
}

/** Begins to analyse a folder; {@linkcode followInstallation} tells how far it is. */
export function startAnalysis(folder: string): Promise<Installation> {
  return askJson<Installation>("/api/folders", {
    to: "start the analysis",
    method: "POST",
    json: { folder },
  });
}
