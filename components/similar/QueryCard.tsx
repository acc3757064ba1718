import type { ComponentChildren, VNode } from "preact";
import {
  type FileNote,
  formatSimilar,
  type SimilarAnswer,
  type SimilarRequest,
} from "../../similar/mod.ts";
import { buttonClass, clock } from "../mod.ts";
import { droppedHref, trackHref } from "../track/facts.ts";
import { CardFacts, CardPlay } from "./card.tsx";

const DROPPED = "A file that you dropped: analysed as the collection was";

/** The query: what it is, and the ways to another one. */
export function QueryCard(
  { answer, request, file, children }: {
    readonly answer: SimilarAnswer;
    readonly request: SimilarRequest;
    /** What is said of its file where it was dropped. */
    readonly file?: FileNote | undefined;
    readonly children?: ComponentChildren;
  },
): VNode {
  const { query, previous, next } = answer;
  const { why: _, file: __, ...kept } = request;
  const to = (track: string) => `/similar?${formatSimilar({ ...kept, track })}`;
  const { track: ___, ...untold } = kept;
  return (
    <section class="panel query-card" aria-label="Query">
      <div class="query-track" data-row data-play-list>
        {request.file === undefined && <CardPlay card={query} />}
        <div class="names">
          <h2 class="title">
            {request.file === undefined
              ? <a href={trackHref(query.id)}>{query.title}</a>
              : <a href={droppedHref(request.file)}>{query.title}</a>}
          </h2>
          <p class="muted">
            {query.artist ?? "artist not tagged"}
            {query.album && ` · ${query.album}`}
            {query.duration_s !== null && ` · ${clock(query.duration_s)}`}
          </p>
          <CardFacts card={query} />
          {file?.is !== "kept" && <p class="path muted" title={query.path}>{query.path}</p>}
          {file && <FileText file={file} request={request} />}
          {!query.audio && request.file === undefined && (
            <p class="muted">Imported without its audio: it cannot be played here.</p>
          )}
        </div>
      </div>
      {children}
      <nav class="ways" aria-label="Other queries">
        {previous && (
          <a
            class={buttonClass()}
            href={to(previous)}
            rel="prev"
            title="Previous track (b)"
            data-key="b"
          >
            ← Previous
          </a>
        )}
        {next && (
          <a class={buttonClass()} href={to(next)} rel="next" title="Next track (n)" data-key="n">
            Next →
          </a>
        )}
        <a
          class={buttonClass()}
          href={`/similar/random?${formatSimilar(untold)}`}
          title="A track at random (r)"
          data-key="r"
        >
          At random
        </a>
      </nav>
    </section>
  );
}

function FileText(
  { file, request }: { readonly file: FileNote; readonly request: SimilarRequest },
): VNode {
  switch (file.is) {
    case "keepable":
      return <p class="muted">{DROPPED}, but no part of it.</p>;
    case "known": {
      const { file: _, why: __, ...kept } = request;
      return (
        <p>
          The same file is in the collection already:{" "}
          <a href={`/similar?${formatSimilar({ ...kept, track: file.track })}`}>{file.title}</a>
        </p>
      );
    }
    case "lost":
      return <p class="muted">{DROPPED}, but no part of it. {file.reason}.</p>;
    case "kept":
      return <p class="kept-path muted">A file that you dropped, kept as {file.path}</p>;
  }
}
