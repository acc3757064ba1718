import { type ComponentChildren, Fragment, type VNode } from "preact";
import { plural } from "../domain/mod.ts";
import type { ExploreHref } from "./explore_filter.ts";
import { type Cell, COLUMN, type Figure, PAGE, type Section, type Table } from "./figure.ts";
import { emotionSection, voiceSection } from "./sections/emotion.tsx";
import { diversitySection, filesSection } from "./sections/files.tsx";
import { keysSection } from "./sections/keys.tsx";
import { loudnessSection } from "./sections/loudness.tsx";
import { classSections, stylesSection, unheardSections } from "./sections/styles.tsx";
import { danceabilitySection, tempoSection } from "./sections/tempo.tsx";
import type { Summary } from "./summary.ts";

/**
 * The questions that a report answers, in order; what the collection cannot answer says so.
 *
 * @param href Where marks lead to on a page; a file has none, and no offer of what else could be heard.
 */
export function sectionsOf(summary: Summary, href?: ExploreHref): Section[] {
  if (summary.tracks === 0) return [filesSection(summary, href)];
  return [
    stylesSection(summary, href),
    tempoSection(summary, href),
    danceabilitySection(summary, href),
    keysSection(summary, href),
    loudnessSection(summary, href),
    emotionSection(summary, href),
    voiceSection(summary, href),
    ...classSections(summary, href),
    ...(href ? unheardSections(summary) : []),
    diversitySection(summary),
    filesSection(summary, href),
  ];
}

/** A section as it stands on the page and in the file; `children` follow the figures. */
export function SectionView(
  { section, page = false, children }: {
    section: Section;
    /** Whether it stands on a page, where commands can be copied and figures saved. */
    page?: boolean;
    children?: ComponentChildren;
  },
): VNode {
  return (
    <section class="report-section" id={section.id} aria-labelledby={`${section.id}-title`}>
      <h2 id={`${section.id}-title`}>{section.question}</h2>
      {section.findings.length > 0 && (
        <div class="findings">
          {section.findings.map((finding) => <p key={finding}>{withCommands(finding, page)}</p>)}
        </div>
      )}
      <div class="figures">
        {section.figures.map((figure) => (
          <FigureView
            key={figure.id}
            figure={figure}
            page={page}
          />
        ))}
      </div>
      {children}
    </section>
  );
}

/** A sentence with what stands in backticks as code, which a page lets one copy. */
function withCommands(sentence: string, page: boolean): ComponentChildren {
  return sentence.split("`").map((part, i) =>
    i % 2 === 0 ? part : (
      <Fragment key={i}>
        <code>{part}</code>
        {page && (
          <button type="button" class="copy" data-copy={part} aria-label={`Copy ${part}`}>
            Copy
          </button>
        )}
      </Fragment>
    )
  );
}

/** A figure with its caption and the numbers behind it. */
export function FigureView(
  { figure, page = false }: { figure: Figure; page?: boolean },
): VNode {
  return (
    <figure class={figure.wide ? "figure wide" : "figure"} id={`figure-${figure.id}`}>
      <h3>{figure.title}</h3>
      {figure.wide
        ? (
          <>
            <div class="for-wide">{figure.draw(PAGE)}</div>
            <div class="for-narrow">{figure.draw(COLUMN)}</div>
          </>
        )
        : figure.draw(COLUMN)}
      <figcaption>{figure.caption}</figcaption>
      <DataTable id={figure.id} table={figure.table} page={page} />
    </figure>
  );
}

const SHOWN = 40;

function DataTable(
  { id, table, page }: { id: string; table: Table; page: boolean },
): VNode {
  const more = table.rows.length - SHOWN;
  return (
    <details class="data">
      <summary>{page ? "Numbers, picture" : "Numbers"}</summary>
      {page && (
        <p class="save-buttons" data-save={id}>
          <button type="button" data-format="svg" aria-label={`SVG of ${id}`}>SVG</button>
          <button type="button" data-format="png" aria-label={`PNG of ${id}`}>PNG</button>
          <button type="button" data-link aria-label={`Copy link to ${id}`}>Copy link</button>
        </p>
      )}
      <div class="scroll" tabIndex={0} role="region" aria-label={`Numbers of ${id}`}>
        <table>
          <thead>
            <tr>{table.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr>
          </thead>
          <tbody>
            {table.rows.slice(0, SHOWN).map((row, i) => (
              <tr key={i}>{row.map((cell, j) => <td key={j}>{cellText(cell)}</td>)}</tr>
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 && <p class="more">{plural(more, "more row")} in {id}.tsv</p>}
    </details>
  );
}

function cellText(cell: Cell): string {
  return cell === null ? "–" : String(cell);
}
