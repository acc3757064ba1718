import { useSignal } from "@preact/signals";
import type { Choice } from "../compare/mod.ts";
import { Button } from "../components/mod.ts";
import { CHOICE_CONTROL } from "../components/similar/MakePlaylist.tsx";

/** Keeps the chosen tracks as a playlist of the collection. */
export default function KeepPlaylist(
  { name, choices }: {
    readonly name: string;
    readonly choices: Readonly<Record<Choice, readonly string[]>>;
  },
) {
  const told = useSignal<{ readonly text: string; readonly fault?: boolean } | undefined>(
    undefined,
  );
  async function keep(): Promise<void> {
    const control = document.getElementById(CHOICE_CONTROL);
    const choice = (control instanceof HTMLSelectElement ? control.value : "first") as Choice;
    const tracks = choices[choice];
    try {
      const response = await fetch("/api/playlists", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ name, tracks }),
      });
      const answer: { readonly error?: string } = await response.json();
      told.value = response.ok
        ? { text: `Kept as “${name}”, ${tracks.length} tracks` }
        : { text: answer.error ?? "The server refused it", fault: true };
    } catch {
      told.value = { text: "Cannot keep it: the server does not answer", fault: true };
    }
  }
  return (
    <>
      <Button onClick={keep}>Keep in Playlists</Button>
      {told.value && (
        <span role="status" class={told.value.fault ? "fault" : "muted"}>{told.value.text}</span>
      )}
    </>
  );
}
