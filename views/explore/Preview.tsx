import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Transition } from "../../playlist/mod.ts";

/** A transition as JSON has it: `null` where a part is missing. */
type Sent = { readonly [Part in keyof Transition]: number | null };

interface Answer {
  readonly tracks: readonly { readonly id: string; readonly title: string }[];
  readonly transitions: readonly Sent[];
}

/** How long a curve has to rest before the server is asked, ms. */
const REST = 250;

/** The playlist along a curve, with what each transition costs. */
export function Preview({ parameters }: { readonly parameters: string }) {
  const answer = useSignal<Answer | undefined>(undefined);
  const said = useSignal("Looking for tracks along the curve…");
  useEffect(() => {
    const stop = new AbortController();
    const ask = async () => {
      const response = await fetch(`/api/playlist.json?${parameters}`, { signal: stop.signal });
      if (!response.ok) throw new Error(`The server answered ${response.status}`);
      answer.value = await response.json();
      said.value = "";
    };
    const timer = setTimeout(() => {
      ask().catch((error) => {
        if (!stop.signal.aborted) said.value = String(error.message);
      });
    }, REST);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [parameters]);
  const shown = answer.value;
  if (!shown) return <p class="muted" role="status">{said.value}</p>;
  if (shown.tracks.length === 0) return <p class="muted">No track has a value for this curve</p>;
  return (
    <ol class="preview" aria-label="The playlist, with the cost of each transition">
      {shown.tracks.map(({ id, title }, i) => (
        <li key={id}>
          <span class="title">{title}</span>
          <span class="muted num">{wordsOf(shown.transitions[i - 1])}</span>
        </li>
      ))}
    </ol>
  );
}

function wordsOf(change: Sent | undefined): string {
  if (!change) return "starts";
  const { tempo, key, distance, cost } = change;
  const parts = [
    tempo === null ? "tempo –" : `tempo ${((2 ** tempo - 1) * 100).toFixed(0)} %`,
    key === null ? "key –" : `key ${key}`,
    distance === null ? "" : `sound ${distance.toFixed(2)}`,
  ].filter((part) => part !== "");
  return `${parts.join(", ")}: cost ${(cost ?? NaN).toFixed(2)}`;
}
