import { formatSimilar, PLAIN_REQUEST, type SimilarAnswer } from "../../similar/mod.ts";
import { buttonClass, PlayButton } from "../../components/mod.ts";
import { trackHref } from "../../components/track/facts.ts";
import { playableAt, spaceInfo, titleAt } from "../../domain/mod.ts";
import { columns, view } from "../../linked/mod.ts";
import { findNeighbours, useAsked } from "../../wire/mod.ts";
import { BothMark, RowList } from "./RowList.tsx";
import { choose, commonRows, left, neighbourRows, neighbours, queryRow, right } from "./state.ts";

/** The query and its nearest tracks in both spaces. */
export function Neighbours() {
  const { track } = view.value;
  const spaces = [...new Set([left.value?.space, right.value?.space])]
    .filter((space) => space !== undefined);
  const request = track === undefined
    ? undefined
    : formatSimilar({ ...PLAIN_REQUEST, track, spaces });
  const failure = useAsked(request, {
    ask: (signal) => findNeighbours(request!, signal),
    take: (answer) => neighbours.value = answer,
    forget: () => neighbours.value = undefined,
  });
  const all = columns.value;
  const row = queryRow.value;
  if (!all || request === undefined) {
    return (
      <p class="panel hint muted">
        Click a track, on a map or in a list, to see its ten nearest in both spaces as lines on both
        maps.
      </p>
    );
  }
  if (row === undefined) return <p class="problem">The track of this address is not there.</p>;
  return (
    <section class="panel two-neighbours" aria-label="Query">
      <div class="query-line" data-row>
        <PlayButton track={playableAt(all, row)} />
        <div class="names">
          <h2 class="title">
            <a href={trackHref(all.ids[row]!)}>{titleAt(all, row)}</a>
          </h2>
          <p class="muted">{all.texts.artist[row] || "artist not tagged"}</p>
        </div>
        <a class={buttonClass()} href={`/similar?${request}`} data-key="s">Open in Similar</a>
        <button type="button" class={buttonClass("quiet")} onClick={() => choose(row)}>
          Leave off
        </button>
      </div>
      {failure && <p class="problem" role="alert">{failure}</p>}
      {neighbours.value && <p class="finding">{findingOf(neighbours.value)}</p>}
      <div class="two-lists">
        {neighbourRows.value.map(({ space, rows }) => (
          <div key={space} class={`space-${space}`}>
            <h3>
              <span class="hue" aria-hidden="true" />
              {spaceInfo(space).label}
            </h3>
            {rows.length === 0
              ? <p class="muted">This track has no neighbours here: it has no vector.</p>
              : (
                <RowList
                  rows={rows}
                  label={`Nearest in ${spaceInfo(space).label}`}
                  note={(row) => <BothMark row={row} />}
                />
              )}
          </div>
        ))}
      </div>
    </section>
  );
}

function findingOf({ lists, k }: SimilarAnswer): string {
  if (lists.length < 2) return `Its ${k} nearest, on two maps of one space.`;
  const common = commonRows.value.size;
  const longest = Math.max(...lists.map(({ neighbours }) => neighbours.length));
  if (common === 0) return "The two spaces share none of its nearest tracks.";
  return `The two spaces share ${common} of its ${longest} nearest tracks.`;
}
