import type { ComponentChildren, VNode } from "preact";
import {
  formatSimilar,
  MOST_NEIGHBOURS,
  PLAIN_REQUEST,
  type SimilarAnswer,
  type SimilarRequest,
} from "../../similar/mod.ts";
import { describeClause, EMPTY_QUERY, formatQuery, withoutClause } from "../../query/mod.ts";
import { countText } from "../../domain/mod.ts";

/** Which tracks may be found and how they are ranked; a form that also works without script. */
export function Options(
  { answer, request, id, children }: {
    readonly answer: SimilarAnswer;
    readonly request: SimilarRequest;
    readonly id: string;
    /** What sends the form. */
    readonly children: ComponentChildren;
  },
): VNode {
  const { left_out: left } = answer;
  return (
    <form class="panel options" action="/similar" id={id}>
      <Kept parameters={keptBy(request)} />
      <fieldset>
        <legend>Leave out</legend>
        <LeaveOut name="same_artist" on={!request.sameArtist} count={left.artist}>
          the same artist
        </LeaveOut>
        <LeaveOut name="same_album" on={!request.sameAlbum} count={left.album}>
          the same album
        </LeaveOut>
        <LeaveOut name="duplicates" on={!request.duplicates} count={left.duplicates}>
          near-duplicates
        </LeaveOut>
      </fieldset>
      <fieldset>
        <legend>Rank by</legend>
        <select
          class="input"
          name="metric"
          aria-label="Similarity measure"
          disabled={request.mutual}
        >
          <option value="cosine" selected={request.metric === "cosine"}>cosine</option>
          <option value="dot" selected={request.metric === "dot"}>dot product</option>
        </select>
        <label title="Near only where each is among the nearest of the other: hubs fall back">
          <input type="checkbox" name="mutual" value="yes" checked={request.mutual} />
          mutual proximity
        </label>
      </fieldset>
      <fieldset>
        <legend>Neighbours</legend>
        <input
          class="input"
          type="number"
          name="k"
          min="1"
          max={MOST_NEIGHBOURS}
          value={request.k}
          aria-label="Neighbours in each list"
        />
      </fieldset>
      <Restriction request={request} left={left.query} />
      {children}
    </form>
  );
}

/** What the form does not ask but has to send on. */
function keptBy(request: SimilarRequest): string {
  const { track, file, spaces, within } = request;
  return formatSimilar({
    ...PLAIN_REQUEST,
    ...(track !== undefined && { track }),
    ...(file !== undefined && { file }),
    spaces,
    within,
  });
}

/** Parameters as hidden fields of a form. */
export function Kept({ parameters }: { readonly parameters: string }): VNode {
  return (
    <>
      {[...new URLSearchParams(parameters)].map(([name, value]) => (
        <input type="hidden" key={name + value} name={name} value={value} />
      ))}
    </>
  );
}

function LeaveOut(
  { name, on, count, children }: {
    readonly name: string;
    readonly on: boolean;
    readonly count: number;
    readonly children: string;
  },
): VNode {
  return (
    <label>
      <input type="checkbox" name={name} value="no" checked={on} />
      {children}
      {on && <span class="muted num">({countText(count)})</span>}
    </label>
  );
}

/** The query of Explore that neighbours are looked for in. */
function Restriction(
  { request, left }: { readonly request: SimilarRequest; readonly left: number },
): VNode | null {
  const clauses = Object.entries(request.within.clauses);
  if (clauses.length === 0) return null;
  return (
    <fieldset class="within">
      <legend>Only tracks with</legend>
      <ul class="chips">
        {clauses.map(([id, clause]) => (
          <li class="chip on" key={id}>
            {describeClause(clause)}
            <a
              class="drop"
              aria-label={`Drop ${describeClause(clause)}`}
              href={`/similar?${
                formatSimilar({ ...request, within: withoutClause(request.within, id) })
              }`}
            >
              ×
            </a>
          </li>
        ))}
      </ul>
      <span class="muted num">{countText(left)} left out</span>
      <a href={`/similar?${formatSimilar({ ...request, within: EMPTY_QUERY })}`}>All tracks</a>
      <a href={`/explore?${formatQuery(request.within)}`}>Change in Explore</a>
    </fieldset>
  );
}
