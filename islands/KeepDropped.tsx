import { useSignal } from "@preact/signals";
import { Button } from "../components/mod.ts";
import { navigate } from "../web/client/mod.ts";
import { keepSound, wordsOf } from "../wire/mod.ts";

/** Makes a dropped file a track of the collection, and goes on to that track. */
export default function KeepDropped(
  { file, path, kept }: {
    readonly file: string;
    /** Where its file would go. */
    readonly path: string;
    /** Parameters that stay. */
    readonly kept: string;
  },
) {
  const busy = useSignal(false);
  const problem = useSignal<string | undefined>(undefined);

  async function keep(): Promise<void> {
    busy.value = true;
    problem.value = undefined;
    try {
      const track = await keepSound(file);
      await navigate(`/similar?${new URLSearchParams(`track=${track}&${kept}`)}`);
    } catch (error) {
      problem.value = wordsOf(error);
      busy.value = false;
    }
  }

  return (
    <div class="keep-dropped">
      <Button look="primary" disabled={busy.value} onClick={() => void keep()}>
        {busy.value ? "Keeping it…" : "Keep in the collection"}
      </Button>
      <p class="muted">
        Its file then goes to <span class="kept-path">{path}</span>
      </p>
      {problem.value && <p class="fault" role="alert">{problem.value}</p>}
    </div>
  );
}
