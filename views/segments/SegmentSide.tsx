import { useSignal } from "@preact/signals";
import {
  axisLabel,
  layoutOf,
  percentText,
  playableAt,
  plural,
  type Projection,
  projectionLabel,
  projectionNamed,
  PROJECTIONS,
  type SegmentKind,
  segmentSet,
  segmentText,
  segmentWidth,
} from "../../domain/mod.ts";
import { ACTIVATION_CLASSES, numberText, styleText } from "../../domain/mod.ts";
import type { SegmentAnswer } from "../../similar/mod.ts";
import { columns, rowOf } from "../../linked/mod.ts";
import { loadSegments, useAsked } from "../../wire/mod.ts";
import { answers, chosen, rememberedOf, type Settings, settings, type Side } from "./state.ts";
import { SegmentPlot } from "./SegmentPlot.tsx";

/** One map of segments, with its choice of what is heard and how it is laid out. */
export function SegmentSide({ side, kinds }: {
  readonly side: "left" | "right";
  readonly kinds: readonly SegmentKind[];
}) {
  const progress = useSignal(0);
  const now = settings.value[side];
  const { every } = settings.value;
  const ids = chosen.value;
  const into = answers[side];
  const key = now && ids.length > 0 ? JSON.stringify({ ...now, every, ids }) : undefined;
  const failure = useAsked(key, {
    ask: (signal) => {
      progress.value = 0;
      const request = { ...now!, every, ids };
      return loadSegments(request, { signal, onProgress: (share) => progress.value = share });
    },
    take: (answer) => into.value = answer,
    rest: 150,
  });
  if (!now) return null;
  const answer = into.value;
  const fits = answer?.kind === now.kind && answer.projection === now.projection;
  return (
    <section class="panel segment-side" aria-label={`Map, ${side}`}>
      <SideChoice side={side} now={now} kinds={kinds} />
      {failure
        ? <p class="problem" role="alert">{failure}</p>
        : !fits && (
          <p class="muted" role="status">
            Hearing and laying out{progress.value > 0 && `: ${percentText(progress.value, 1, 0)}`}…
          </p>
        )}
      {answer && fits && (
        <>
          {answer.tracks.length > 0 && (
            <>
              <SegmentPlot
                answer={answer}
                label={`${plural(answer.tracks.length, "track")}, ${segmentText(now.kind)} by ${
                  labelOf(now)
                }`}
              />
              <p class="muted segment-facts">{factsOf(answer)}</p>
            </>
          )}
          <Missing answer={answer} />
        </>
      )}
    </section>
  );
}

/** Which tracks could not be heard, by reason, and how those that have audio would be. */
function Missing({ answer: { kind, missing } }: { readonly answer: SegmentAnswer }) {
  const all = columns.value;
  if (missing.length === 0) return null;
  const reasons = [...Map.groupBy(missing, ({ reason }) => reason)];
  const playable = all && missing.some(({ id }) => {
    const row = rowOf(id);
    return row !== undefined && playableAt(all, row).silent === undefined;
  });
  return (
    <div class="muted">
      {reasons.map(([reason, tracks]) => (
        <p key={reason}>{plural(tracks.length, "track")} without segments: {reason}.</p>
      ))}
      {playable && (
        <p>
          Segments of all tracks are kept by{" "}
          <code>deno task analyze --known --segments={kind}</code>
        </p>
      )}
    </div>
  );
}

function SideChoice({ side, now, kinds }: {
  readonly side: "left" | "right";
  readonly now: Side;
  readonly kinds: readonly SegmentKind[];
}) {
  const set = (chosen: Side) => {
    const next: Settings = { ...settings.peek(), [side]: chosen };
    settings.value = next;
  };
  const layout = layoutOf(now.projection);
  const names = dimensionNames(now.kind);
  const pair = "components" in layout
    ? layout.components
    : layout.method === "raw"
    ? layout.axes.map((axis) => "index" in axis ? axis.index : 1)
    : undefined;
  const logs = layout.method === "raw" ? layout.axes.map(({ log }) => log) : [false, false];
  const setPair = (at: number, value: number, log = logs[at]!) => {
    const [a, b] = pair!.map((old, i) => i === at ? value : old);
    if (layout.method === "raw") {
      const [x, y] = [a!, b!].map((index, i) =>
        `${(i === at ? log : logs[i]) ? "log-" : ""}dim${index}`
      );
      set({ ...now, projection: `raw~${x!}~${y!}` });
    } else {
      const other = a === b ? (a === 1 ? 2 : 1) : undefined;
      const [across, up] = [at === 1 && other ? other : a!, at === 0 && other ? other : b!];
      const named = projectionNamed(`${layout.method}${across}-${up}`);
      if (named) set({ ...now, projection: named });
    }
  };
  return (
    <div class="segment-choice">
      <label>
        <span class="visually-hidden">What is heard, {side}</span>
        <select
          class="input"
          value={now.kind}
          onChange={(event) => {
            const kind = kinds.find((known) => known === event.currentTarget.value);
            if (kind) set({ kind, projection: rememberedOf(kind) });
          }}
        >
          {kinds.map((kind) => <option key={kind} value={kind}>{segmentText(kind)}</option>)}
        </select>
      </label>
      <label>
        <span class="visually-hidden">Projection, {side}</span>
        <select
          class="input"
          value={layout.method}
          title="PCA: distances are true as far as two axes show them. t-SNE, UMAP: near is near, far means nothing. Raw: numbers as the network gives them"
          onChange={(event) => {
            const { value } = event.currentTarget;
            const projection: Projection | undefined = value === "raw"
              ? "raw~dim1~dim2"
              : projectionNamed(value);
            if (projection) set({ ...now, projection });
          }}
        >
          {PROJECTIONS.map((id) => <option key={id} value={id}>{projectionLabel(id)}</option>)}
          <option value="raw">Raw axes</option>
        </select>
      </label>
      {pair?.map((value, at) => {
        const way = ["across", "up"][at]!;
        return (
          <span key={way} class="raw-axis">
            <label>
              <span class="visually-hidden">Axis {way}, {side}</span>
              <select
                class="input"
                value={value}
                title={`Axis ${way}`}
                onChange={(event) => setPair(at, Number(event.currentTarget.value))}
              >
                {layout.method === "raw"
                  ? names.map((name, i) => <option key={name} value={i + 1}>{name}</option>)
                  : Array.from(
                    { length: 10 },
                    (_, i) => <option key={i} value={i + 1}>PC {i + 1}</option>,
                  )}
              </select>
            </label>
            {layout.method === "raw" && (
              <label class="check" title="Logarithmic: what is 0 or below is left out">
                <input
                  type="checkbox"
                  aria-label={`Axis ${way} logarithmic, ${side}`}
                  checked={logs[at]!}
                  onChange={(event) =>
                    setPair(at, value, event.currentTarget.checked)}
                />
                log
              </label>
            )}
          </span>
        );
      })}
    </div>
  );
}

function dimensionNames(kind: SegmentKind): readonly string[] {
  const set = segmentSet(kind);
  if (set) return ACTIVATION_CLASSES[set].map(styleText);
  return Array.from({ length: segmentWidth(kind) }, (_, i) => `dimension ${i + 1}`);
}

function labelOf({ kind, projection }: Side): string {
  const layout = layoutOf(projection);
  if (layout.method !== "raw") return projectionLabel(projection);
  const names = dimensionNames(kind);
  return layout.axes.map((axis) =>
    "index" in axis ? `${names[axis.index - 1]}${axis.log ? " (log)" : ""}` : axisLabel(axis)
  ).join(" × ");
}

function factsOf(answer: SegmentAnswer): string {
  const { quality: { k, preserved, chance, trustworthiness, continuity }, variance } = answer;
  const segments = answer.tracks.reduce((sum, track) => sum + track.segments.length, 0);
  const parts = [
    `${plural(segments, "segment")} of ${plural(answer.tracks.length, "track")} by ${
      labelOf(answer)
    }`,
    variance && `axes show ${variance.map((share) => percentText(share, 1, 0)).join(" and ")}`,
    preserved !== null && chance !== null &&
    `keeps ${percentText(preserved, 1, 0)} of the ${k} nearest; chance ${
      percentText(chance, 1, 1)
    }`,
    trustworthiness !== null && continuity !== null &&
    `trust ${numberText(trustworthiness, 2)}, continuity ${numberText(continuity, 2)}`,
  ];
  return parts.filter((part) => part).join(" · ");
}
