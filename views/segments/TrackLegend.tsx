import { clock, PlayButton } from "../../components/mod.ts";
import { numberText, playableAt, plural, titleAt, type TrackId } from "../../domain/mod.ts";
import { columns, rowOf } from "../../linked/mod.ts";
import { caught } from "./caught.ts";
import { playMoment } from "./SegmentPlot.tsx";
import { answers, groupOf, pointed, settings } from "./state.ts";

const HUES = 10;

function classOf(id: TrackId): string {
  return [pointed.value?.id === id && "pointed-row", caught.value?.has(id) && "caught-row"]
    .filter(Boolean).join(" ");
}

/** The tracks that are drawn, each with its colour; to play without a pointer. */
export function TrackLegend() {
  const all = columns.value;
  const answer = answers.left.value;
  if (!all || !answer) return null;
  const grouped = settings.value.groups.some((words) => words !== "");
  return (
    <ol class="segment-tracks" aria-label="Tracks on the map">
      {answer.tracks.map(({ id, spread, segments }, i) => {
        const row = rowOf(id);
        if (row === undefined) return null;
        const group = groupOf(all, row);
        const hue = grouped
          ? group === undefined ? "faint" : `cat-${group + 1}`
          : `cat-${i % HUES + 1}`;
        return (
          <li
            key={id}
            data-row
            class={classOf(id)}
            onPointerEnter={() => pointed.value = { id, start: NaN }}
            onPointerLeave={() => pointed.value = undefined}
          >
            <span class={`group-hue ${hue}`} aria-hidden="true" />
            <PlayButton track={playableAt(all, row)} />
            <a href={`/track/${id}`} data-key="i" title={titleAt(all, row)}>{titleAt(all, row)}</a>
            <span class="muted artist" title={all.texts.artist[row]}>{all.texts.artist[row]}</span>
            <span class="muted num">
              {plural(segments.length, "segment")}, spread {numberText(spread, 2)}
            </span>
            <select
              class="input"
              aria-label={`Play ${titleAt(all, row)} from`}
              value=""
              onChange={(event) => {
                const start = Number(event.currentTarget.value);
                pointed.value = { id, start };
                playMoment(id, start);
              }}
            >
              <option value="">from…</option>
              {segments.map(({ start_s }) => (
                <option key={start_s} value={start_s}>{clock(start_s)}</option>
              ))}
            </select>
          </li>
        );
      })}
    </ol>
  );
}
