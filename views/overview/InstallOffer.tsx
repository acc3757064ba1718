import { useSignal } from "@preact/signals";
import { Button } from "../../components/mod.ts";
import { plural } from "../../domain/mod.ts";
import type { Offered } from "../../wire/mod.ts";
import { fault, install } from "./installing.ts";
import { bytesOf, licencesOf, megabytes, thingsAdded } from "./models_text.ts";

/** What would be fetched for a question, its licence and size, and the button that does it. */
export function InstallOffer(
  { question, models }: { readonly question: string; readonly models: Offered["models"] },
) {
  const all = useSignal(false);
  const absent = models.filter(({ installed, bundled }) => !installed && !bundled);
  const missing = absent.filter(({ onTrust }) => !onTrust);
  const needed = missing.filter(({ answers }) => answers.includes(question));
  const others = missing.filter((model) => !needed.includes(model));
  const withOthers = all.value && needed.length > 0;
  const chosen = withOthers ? missing : needed;
  const byCommand = absent.filter(({ onTrust, answers }) =>
    onTrust && (withOthers || answers.includes(question))
  );
  return (
    <>
      {needed.length > 0 && (
        <p>
          {thingsAdded(needed)}: {plural(needed.length, "model")}, {megabytes(bytesOf(needed))}.
        </p>
      )}
      {licencesOf(chosen).map(({ name, terms, address }) => (
        <p key={name} class="muted">
          Licence: <a href={address} rel="noreferrer">{name}</a>, {terms}
        </p>
      ))}
      {needed.length > 0 && others.length > 0 && (
        <label class="row">
          <input
            type="checkbox"
            checked={all.value}
            onChange={({ currentTarget }) => all.value = currentTarget.checked}
          />
          With {plural(others.length, "other missing model")}, {megabytes(bytesOf(others))}
        </label>
      )}
      {withOthers && (
        <p class="muted">
          {thingsAdded(others)}: {plural(chosen.length, "model")} in all,{" "}
          {megabytes(bytesOf(chosen))}.
        </p>
      )}
      {byCommand.length > 0 && (
        <p class="muted">
          {thingsAdded(byCommand)}: by command alone, as nobody has published a checksum.{" "}
          <code class="command">
            deno task models --install --trust {byCommand.map(({ id }) => id).join(" ")}
          </code>
        </p>
      )}
      <div class="row">
        <Button
          look="primary"
          onClick={() => void install(question, chosen.map(({ id }) => id))}
        >
          {chosen.length > 0 ? "Install and analyse" : "Analyse what is missing"}
        </Button>
        {fault.value && <span class="fault" role="alert">{fault.value}</span>}
      </div>
    </>
  );
}
