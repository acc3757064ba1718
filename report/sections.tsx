import type { ComponentChildren, VNode } from "preact";
import type { ExploreHref } from "./explore_filter.ts";
import { type Cell, COLUMN, type Figure, PAGE, type Section, type Table } from "./figure.ts";
import { emotionSection, voiceSection } from "./sections/emotion.tsx";
import { diversitySection, filesSection } from "./sections/files.tsx";
import { keysSection } from "./sections/keys.tsx";
import { loudnessSection } from "./sections/loudness.tsx";
import { stylesSection, tagsSection } from "./sections/styles.tsx";
import { danceabilitySection, tempoSection } from "./sections/tempo.tsx";
import type { Summary } from "./summary.ts";

/** The questions that a report answers, in order; what the collection cannot answer says so. */
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
    tagsSection(summary, href),
    diversitySection(summary),
    filesSection(summary, href),
  ];
}

/** A section as it stands on the page and in the file; `children` follow the figures. */
export function SectionView(
  { section, children }: { section: Section; children?: ComponentChildren },
): VNode {
  return (
    <section class="report-section" id={section.id} aria-labelledby={`${section.id}-title`}>
      <h2 id={`${section.id}-title`}>{section.question}</h2>
      {section.findings.length > 0 && (
        <div class="findings">
          {section.findings.map((finding) => <p key={finding}>{withCommands(finding)}</p>)}
        </div>
      )}
      <div class="figures">
        {section.figures.map((figure) => <FigureView key={figure.id} figure={figure} />)}
      </div>
      {children}
    </section>
  );
}

/** A sentence with what stands in backticks as code. */
function withCommands(sentence: string): ComponentChildren {
  return sentence.split("`").map((part, i) => i % 2 === 0 ? part : <code key={i}>{part}</code>);
}

/** A figure with its caption and the numbers behind it. */
export function FigureView({ figure }: { figure: Figure }): VNode {
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
      <DataTable id={figure.id} table={figure.table} />
    </figure>
  );
}

const SHOWN = 40;

function DataTable({ id, table }: { id: string; table: Table }): VNode {
  const more = table.rows.length - SHOWN;
  return (
    <details class="data">
      <summary>Numbers</summary>
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
      {more > 0 && <p class="more">{more} more rows in {id}.tsv</p>}
    </details>
  );
}

function cellText(cell: Cell): string {
  return cell === null ? "–" : String(cell);
}
