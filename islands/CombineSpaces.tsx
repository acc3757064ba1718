import { useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { CombinedFigures } from "../components/combine/CombinedFigures.tsx";
import { Button, Field } from "../components/mod.ts";
import {
  type AnalysedSpace,
  type CombinedSpace,
  combinedSpace,
  isAnalysed,
  partsOf,
  type Space,
  spaceInfo,
} from "../domain/mod.ts";
import type { CombiningAnswer } from "../similar/mod.ts";
import { setAddress } from "../web/client/mod.ts";
import { judgeCombination, useAsked } from "../wire/mod.ts";

/** What the server says before the page is alive. */
export interface CombineSpacesProps {
  readonly parts: readonly AnalysedSpace[];
  readonly labels: readonly { readonly id: string; readonly name: string }[];
  readonly asked: {
    readonly space: Space | "best";
    readonly label: string | undefined;
    readonly k: number;
    readonly seed: number;
    readonly others: boolean;
  };
  readonly kept: readonly CombinedSpace[];
  readonly answer?: CombiningAnswer;
  readonly fault?: string;
}

/** How long a slider rests before the server is asked, ms. */
const REST = 150;
const STEP = 5;

/** Weights of spaces on sliders, with what the combination is worth as they move. Without script a form. */
export default function CombineSpaces(
  { parts, labels, asked, kept, answer: first, fault }: CombineSpacesProps,
) {
  const answer = useSignal(first);
  const best = useSignal(asked.space === "best");
  const label = useSignal(asked.label);
  const k = useSignal(asked.k);
  const others = useSignal(asked.others);
  const weights = useSignal(
    weightsOf(first?.space ?? (asked.space === "best" ? parts[0]! : asked.space)),
  );
  const space = useComputed(() => spaceOf(weights.value));
  const search = useComputed(() => {
    const wanted = best.value ? "best" : space.value;
    return wanted && new URLSearchParams({
      space: wanted,
      ...(label.value !== undefined && { label: label.value }),
      k: String(k.value),
      seed: String(asked.seed),
      others: others.value ? "yes" : "no",
    }).toString();
  });
  const shown = useSignal(first && search.peek());
  const wanted = label.value !== undefined && search.value !== shown.value
    ? search.value
    : undefined;
  const failure = useAsked(wanted, {
    ask: (signal) => judgeCombination(wanted!, signal),
    take: (found) => {
      answer.value = found;
      shown.value = wanted;
      if (best.peek()) weights.value = weightsOf(found.space);
    },
    rest: REST,
  });
  useEffect(() => {
    if (search.value && search.value !== new URLSearchParams(location.search).toString()) {
      setAddress(`/similar/combine?${search.value}`);
    }
  }, [search.value]);

  const weigh = (part: AnalysedSpace, weight: number) => {
    best.value = false;
    weights.value = new Map(weights.peek()).set(part, weight);
  };
  const now = space.value;
  const shares = new Map(now ? partsOf(now).map((part) => [part.space, part.weight]) : []);
  const nameOf = (id: string) => labels.find((one) => one.id === id)?.name ?? id;
  return (
    <>
      <form class="panel weights" action="/similar/combine" aria-label="Weights">
        {parts.map((part) => (
          <div key={part} class={`weight space-${part}`}>
            <label for={`weight-${part}`}>{spaceInfo(part).label}</label>
            <input
              id={`weight-${part}`}
              name={part}
              type="range"
              class="slider"
              min="0"
              max="100"
              step={STEP}
              value={weights.value.get(part) ?? 0}
              aria-valuetext={`${shares.get(part) ?? 0} %`}
              style={{ "--share": (weights.value.get(part) ?? 0) / 100, "--fill": "var(--hue)" }}
              onInput={(event) => weigh(part, Number(event.currentTarget.value))}
            />
            <output class="num" for={`weight-${part}`}>{shares.get(part) ?? 0} %</output>
          </div>
        ))}
        <div class="row">
          {labels.length > 0 && (
            <Field label="Judged first by" for="combine-label" inline>
              <select
                class="input"
                id="combine-label"
                name="label"
                value={label.value}
                onChange={(event) => label.value = event.currentTarget.value}
              >
                {labels.map(({ id, name }) => (
                  <option key={id} value={id} selected={id === label.value}>{name}</option>
                ))}
              </select>
            </Field>
          )}
          <Field label="Length of lists" for="combine-k" inline>
            <input
              class="input number"
              id="combine-k"
              type="number"
              name="k"
              min={1}
              max={50}
              value={k.value}
              onChange={(event) => k.value = lengthIn(event.currentTarget.value, k.peek())}
            />
          </Field>
          <label class="check">
            <input
              type="checkbox"
              name="others"
              value="no"
              checked={!others.value}
              onChange={(event) => others.value = !event.currentTarget.checked}
            />{" "}
            same artist counts
          </label>
          <input type="hidden" name="seed" value={asked.seed} />
          <noscript>
            <Button type="submit">Weigh</Button>
          </noscript>
          {labels.length > 0 && (
            <a
              class="button"
              href={`/similar/combine?${bestOf(search.value)}`}
              onClick={(event) => {
                event.preventDefault();
                best.value = true;
              }}
            >
              Look for the best weights
            </a>
          )}
        </div>
      </form>
      <KeepForm space={now} kept={kept} search={search.value ?? ""} />
      {!now && <p class="muted" role="status">Give a weight above 0 to a space.</p>}
      {(failure || fault) && <p class="fault" role="alert">{failure || fault}</p>}
      {wanted !== undefined && !failure && (
        <p class="muted" role="status">
          {best.value ? "Looking for the best weights…" : "Weighing…"}
        </p>
      )}
      {labels.length === 0 && (
        <p class="muted">
          Tracks have no labels, so what a combination is worth cannot be said; it can be kept and
          listened to.
        </p>
      )}
      {answer.value && (
        <div class={wanted === undefined ? undefined : "stale"}>
          <CombinedFigures answer={answer.value} nameOf={nameOf} />
        </div>
      )}
    </>
  );
}

function KeepForm(
  { space, kept, search }: {
    readonly space: Space | undefined;
    readonly kept: readonly CombinedSpace[];
    readonly search: string;
  },
) {
  if (!space || isAnalysed(space)) return null;
  const { label } = spaceInfo(space);
  if (kept.includes(space)) {
    return (
      <p class="row">
        <strong>{label}</strong> is kept. <a href={`/similar?space=${space}`}>Lists by it</a>
      </p>
    );
  }
  return (
    <form class="row keep" method="post" action="/similar/combine">
      {[...new URLSearchParams(search)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" look="primary" name="keep" value={space}>Keep {label}</Button>
      <code>{space}</code>
    </form>
  );
}

function weightsOf(space: Space): ReadonlyMap<AnalysedSpace, number> {
  return new Map(partsOf(space).map((part) => [part.space, part.weight]));
}

function spaceOf(weights: ReadonlyMap<AnalysedSpace, number>): Space | undefined {
  return combinedSpace(weights) ?? [...weights].find(([, weight]) => weight > 0)?.[0];
}

function lengthIn(text: string, before: number): number {
  const length = Number(text);
  return Number.isInteger(length) && length >= 1 && length <= 50 ? length : before;
}

function bestOf(search: string | undefined): URLSearchParams {
  const params = new URLSearchParams(search);
  params.set("space", "best");
  return params;
}
