import { useSignal } from "@preact/signals";
import { plural } from "../domain/mod.ts";
import type { Choice } from "../similar/mod.ts";
import { Button } from "../components/mod.ts";
import { CHOICE_CONTROL } from "../components/similar/MakePlaylist.tsx";
import { savePlaylist, wordsOf } from "../wire/mod.ts";

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
      await savePlaylist({ name, tracks });
      told.value = { text: `Kept as “${name}”, ${plural(tracks.length, "track")}` };
    } catch (error) {
      told.value = { text: wordsOf(error), fault: true };
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
