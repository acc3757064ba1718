import { useEffect } from "preact/hooks";
import { isUnderWay } from "../domain/mod.ts";
import { InstallOffer } from "../views/overview/InstallOffer.tsx";
import { InstallProgress } from "../views/overview/InstallProgress.tsx";
import { installation, knowModels, offered, wishedFor } from "../views/overview/installing.ts";
import { endText } from "../views/overview/models_text.ts";

/** More failures than these are told when asked for. */
const SHOWN_OPEN = 3;

/**
 * Offers the models that would answer an empty question: licence and size first, then how far it is, then
 * what came of it. Shows nothing without script, and where the server cannot install: the command above
 * stays.
 */
export default function InstallModels({ question }: { readonly question: string }) {
  useEffect(() => void knowModels(), []);
  const { value: now } = installation;
  if (!offered.value?.installable) return null;
  const { models } = offered.value;
  const isHere = wishedFor.value === undefined || wishedFor.value === question;
  if (isUnderWay(now)) {
    return isHere
      ? (
        <div class="install-models">
          <InstallProgress now={now} />
        </div>
      )
      : null;
  }
  const ended = now.state === "ended" && isHere ? now : undefined;
  const isWhole = ended && !ended.stopped && !ended.fault && ended.failed.length === 0;
  return (
    <div class="install-models">
      {ended && (
        <div role="status">
          <p>{endText(ended)}</p>
          {ended.failed.length > 0 && (
            <details open={ended.failed.length <= SHOWN_OPEN}>
              <summary>Which, and why</summary>
              <ul>{ended.failed.map(({ id, reason }) => <li key={id}>{reason}</li>)}</ul>
            </details>
          )}
          {ended.fault && <p class="fault">{ended.fault}</p>}
        </div>
      )}
      {!isWhole && <InstallOffer question={question} models={models} />}
    </div>
  );
}
