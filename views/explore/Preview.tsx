import { useSignal } from "@preact/signals";
import { type Arranged, arrangeTracks, useAsked } from "../../wire/mod.ts";
import { transitionText } from "../../player/mod.ts";

/** How long a curve has to rest before the server is asked, ms. */
const REST = 250;

/** The playlist along a curve, with what each transition costs. */
export function Preview({ parameters }: { readonly parameters: string }) {
  const answer = useSignal<Arranged | undefined>(undefined);
  const failure = useAsked(parameters, {
    ask: (signal) => arrangeTracks(parameters, signal),
    take: (arranged) => answer.value = arranged,
    rest: REST,
  });
  const shown = answer.value;
  if (failure) return <p class="problem" role="alert">{failure}</p>;
  if (!shown) return <p class="muted" role="status">Looking for tracks along the curve…</p>;
  if (shown.tracks.length === 0) return <p class="muted">No track has a value for this curve</p>;
  return (
    <ol class="preview" aria-label="The playlist, with the cost of each transition">
      {shown.tracks.map(({ id, title }, i) => (
        <li key={id}>
          <span class="title">{title}</span>
          <span class="muted num">
            {i === 0 ? "starts" : transitionText(shown.transitions[i - 1]!)}
          </span>
        </li>
      ))}
    </ol>
  );
}
