import type { VNode } from "preact";
import {
  ABSENCE_TEXT,
  type Finding,
  formatValue,
  numberText,
  type Place,
  plural,
} from "../../domain/mod.ts";
import { Missing } from "../mod.ts";

const WIDTH = 96;
const HEIGHT = 22;

/** Every descriptor of a track: value, place in the collection, and how it was computed. */
export function FindingsTable({ findings }: { readonly findings: readonly Finding[] }): VNode {
  return (
    <div class="table-frame" role="group" aria-label="Every descriptor" tabIndex={0}>
      <table class="table findings" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">Descriptor</th>
            <th role="columnheader" scope="col" class="number">Value</th>
            <th role="columnheader" scope="col">Among all tracks</th>
            <th role="columnheader" scope="col">How it was computed</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {findings.map((finding) => (
            <tr key={finding.descriptor.id} id={`d-${finding.descriptor.id}`} role="row">
              <th role="rowheader" scope="row">{finding.descriptor.label}</th>
              <td role="cell" class="number">
                <Value finding={finding} />
              </td>
              <td role="cell">{finding.place && <InCollection place={finding.place} />}</td>
              <td role="cell" class="how">
                <How finding={finding} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Value({ finding: { descriptor, value, absent } }: { readonly finding: Finding }): VNode {
  if (value === undefined) {
    const reason = absent && ABSENCE_TEXT[absent];
    return (
      <span class="absent">
        <Missing reason={reason} /> {reason}
      </span>
    );
  }
  if (typeof value === "string" || descriptor.kind === "category") return <>{value}</>;
  return <span class="num">{formatValue(descriptor, value)}</span>;
}

/** A small histogram of the collection with the bin of the track marked, and its percentile in words. */
export function InCollection({ place }: { readonly place: Place }): VNode {
  const { counts, bin, tracks, below } = place;
  const most = Math.max(1, ...counts);
  const width = WIDTH / counts.length;
  const percent = numberText(100 * below, 0);
  return (
    <span class="in-collection">
      <svg
        width={WIDTH}
        height={HEIGHT}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`Above ${percent} % of ${plural(tracks, "track")}`}
      >
        {counts.map((count, i) => {
          const height = count === 0 ? 0 : Math.max(1, count / most * (HEIGHT - 5));
          return (
            <rect
              key={i}
              class={i === bin ? "here" : undefined}
              x={(i * width).toFixed(2)}
              y={(HEIGHT - height).toFixed(2)}
              width={Math.max(0.5, width - 0.5).toFixed(2)}
              height={height.toFixed(2)}
            />
          );
        })}
        <path class="mark" d={`M${((bin + 0.5) * width).toFixed(1)} 4l-3 -4h6z`} />
      </svg>
      <span class="num">above {percent} %</span>
    </span>
  );
}

function How({ finding: { descriptor, stage } }: { readonly finding: Finding }): VNode {
  const { provenance: { method, reference }, stage: name } = descriptor;
  return (
    <>
      {method}
      {reference && <>; {reference}</>}
      <span class="muted">
        {name === "derived"
          ? " · derived"
          : stage
          ? ` · stage ${name} ${stage.version}${stage.by ? `, by ${stage.by}` : ""}`
          : ` · stage ${name} has not run`}
      </span>
    </>
  );
}
