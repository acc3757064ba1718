import { useComputed, useSignal } from "@preact/signals";
import { Bars } from "../../charts/mod.ts";
import { buttonClass } from "../../components/mod.ts";
import { countText, numberText, percentText, plural, spaceInfo } from "../../domain/mod.ts";
import { brushed, ownColouring, setView, view } from "../../linked/mod.ts";
import {
  type DisagreementData,
  findDisagreement,
  loadDisagreement,
  useAsked,
} from "../../wire/mod.ts";
import { RowList } from "./RowList.tsx";
import { DISAGREEMENT, sharedColouring, sharedOf } from "./shared_colours.ts";
import { comparing, disagreement, left, right } from "./state.ts";

/** Tracks of each list at first, and added by each click. */
const SHOWN = 10;

/** How much the two spaces differ about each track. */
export function DisagreementPanel() {
  const progress = useSignal(0);
  const [one, other] = [left.value?.space, right.value?.space];
  const pair = one && other && one !== other ? `${one} ${other}` : undefined;
  const begun = comparing.value === pair || view.value.colour === DISAGREEMENT.id;
  const known = useSignal(false);
  const failure = useAsked(pair && `${pair} ${begun}`, {
    ask: (signal) => {
      const waiting = { signal, onProgress: (share: number) => progress.value = share };
      const spaces = { one: one!, other: other! };
      return begun ? loadDisagreement(spaces, waiting) : findDisagreement(spaces, waiting);
    },
    take: (data) => {
      known.value = true;
      disagreement.value = data;
      ownColouring.value = data && sharedColouring(data);
    },
    forget: () => {
      known.value = false;
      disagreement.value = undefined;
      ownColouring.value = undefined;
      progress.value = 0;
    },
  });
  if (!one || !other) return null;
  const data = disagreement.value;
  return (
    <section class="panel disagreement" aria-label="Disagreement">
      <div class="head-line">
        <h2>Where do they disagree?</h2>
        {data && (
          <button
            type="button"
            class={buttonClass()}
            aria-pressed={view.value.colour === DISAGREEMENT.id}
            onClick={() =>
              setView({
                colour: view.peek().colour === DISAGREEMENT.id ? undefined : DISAGREEMENT.id,
              })}
          >
            Colour the maps by it
          </button>
        )}
      </div>
      {failure && <p class="problem" role="alert">{failure}</p>}
      {one === other
        ? (
          <p class="muted">
            Both are maps of {spaceInfo(one).label}. Choose two spaces to see where they disagree.
          </p>
        )
        : data
        ? <Compared data={data} names={[spaceInfo(one).label, spaceInfo(other).label]} />
        : known.value
        ? (
          <div class="row">
            <button
              type="button"
              class={buttonClass("primary")}
              onClick={() => comparing.value = pair}
            >
              Compare the neighbours of every track
            </button>
            <span class="muted">
              A large collection takes minutes, and the comparison ends when you leave this page.
            </span>
          </div>
        )
        : !failure && (
          <p class="muted" role="status">
            Comparing the neighbours of every track
            {progress.value > 0 && `: ${percentText(progress.value, 1, 0)}`}…
          </p>
        )}
    </section>
  );
}

function Compared(
  { data, names }: { readonly data: DisagreementData; readonly names: readonly string[] },
) {
  const shown = useSignal(SHOWN);
  const sorted = useComputed(() => {
    const mask = brushed.value?.selection.mask;
    const { values } = disagreement.value ?? data;
    const rows = Array.from(values.keys()).filter((row) =>
      !Number.isNaN(values[row]!) && (mask?.[row] ?? 1) === 1
    );
    return {
      most: rows.toSorted((a, b) => values[b]! - values[a]! || a - b),
      least: rows.toSorted((a, b) => values[a]! - values[b]! || a - b),
    };
  });
  const { most, least } = sorted.value;
  const { k } = data;
  const shared = (row: number) => sharedOf(data, row);
  const note = (row: number) => <span class="muted num">{shared(row)} of {k} shared</span>;
  return (
    <>
      <p class="finding">
        {findingOf({ rows: most, shared, k, names })}
        {data.reduced.map((space) =>
          ` ${
            spaceInfo(space).label
          } is too large for memory: its neighbours are by reduced vectors.`
        )}
      </p>
      <div class="disagreement-parts">
        <Counts rows={most} shared={shared} k={k} missing={data.values.length - present(data)} />
        <div>
          <h3>Differ most</h3>
          <RowList rows={most.slice(0, shown.value)} label="Differ most" note={note} />
        </div>
        <div>
          <h3>Differ least</h3>
          <RowList rows={least.slice(0, shown.value)} label="Differ least" note={note} />
        </div>
      </div>
      {most.length > shown.value && (
        <button
          type="button"
          class={buttonClass("quiet")}
          onClick={() => shown.value += SHOWN}
        >
          Show {Math.min(SHOWN, most.length - shown.value)} more of each
        </button>
      )}
    </>
  );
}

function present({ values }: DisagreementData): number {
  return values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
}

function findingOf(
  { rows, shared, k, names }: {
    readonly rows: readonly number[];
    readonly shared: (row: number) => number;
    readonly k: number;
    readonly names: readonly string[];
  },
): string {
  if (rows.length === 0) return "No track that is selected has a vector in both spaces.";
  const sum = rows.reduce((total, row) => total + shared(row), 0);
  const none = rows.filter((row) => shared(row) === 0).length;
  const whole = `${names.join(" and ")} share ${numberText(sum / rows.length, 1)} of the ${k} ` +
    `nearest tracks on average over ${plural(rows.length, "track")}`;
  return none === 0 ? `${whole}.` : `${whole}; for ${countText(none)} of them, none.`;
}

function Counts(
  { rows, shared, k, missing }: {
    readonly rows: readonly number[];
    readonly shared: (row: number) => number;
    readonly k: number;
    readonly missing: number;
  },
) {
  const counts = new Array<number>(k + 1).fill(0);
  for (const row of rows) counts[shared(row)]!++;
  return (
    <figure>
      <figcaption>
        <h3>How many of {k} neighbours are the same?</h3>
      </figcaption>
      <Bars
        width={360}
        spec={{
          title: "tracks by neighbours in common",
          rows: [
            ...counts.map((count, i) => ({ name: String(i), count })),
            ...(missing > 0 ? [{ name: "no vector", count: missing, missing: true }] : []),
          ],
        }}
      />
    </figure>
  );
}
