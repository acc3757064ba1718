import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button, Field } from "../components/mod.ts";
import { isUnderWay } from "../domain/mod.ts";
import { InstallProgress } from "../views/overview/InstallProgress.tsx";
import {
  A_FOLDER,
  analyseFolder,
  fault,
  folders,
  installation,
  knowFolders,
  wishedFor,
} from "../views/overview/installing.ts";
import { endText } from "../views/overview/models_text.ts";

/**
 * Takes the path of a folder and has it analysed, with how far it is. Shows nothing without script, and where
 * the server cannot analyse: the command stays.
 */
export default function AnalyseFolder({ suggested }: { readonly suggested: string }) {
  const typed = useSignal(suggested);
  useEffect(() => void knowFolders(), []);
  if (!folders.value?.analysable) return null;
  const { value: now } = installation;
  if (isUnderWay(now)) {
    return (
      <div class="install-models">
        <InstallProgress now={now} />
      </div>
    );
  }
  const ended = now.state === "ended" && wishedFor.value === A_FOLDER ? now : undefined;
  const wrong = fault.value || ended?.fault;
  return (
    <form
      class="install-models analyse-folder"
      onSubmit={(event) => {
        event.preventDefault();
        void analyseFolder(typed.value);
      }}
    >
      {ended && !ended.fault && <p role="status">{endText(ended)}</p>}
      <Field
        label="A folder of music on this machine"
        for="analyse-folder"
        hint="Its full path. Files are read, never changed"
        fault={wrong || undefined}
      >
        <input
          id="analyse-folder"
          class="input"
          type="text"
          list="known-folders"
          spellcheck={false}
          value={typed.value}
          onInput={({ currentTarget }) => typed.value = currentTarget.value}
        />
      </Field>
      <datalist id="known-folders">
        {folders.value.folders.map((folder) => <option key={folder} value={folder} />)}
      </datalist>
      <div class="row">
        <Button look="primary" type="submit">Analyse</Button>
      </div>
    </form>
  );
}
