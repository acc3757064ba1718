import type { VNode } from "preact";
import { ABSENCE_TEXT, type Finding, formatValue } from "../../domain/mod.ts";
import { Missing } from "../mod.ts";
import { InCollection } from "./FindingsTable.tsx";

/** Some descriptors of a track in little room: value with its unit, and place in the collection. */
export function FactList({ findings }: { readonly findings: readonly Finding[] }): VNode {
  return (
    <dl class="fact-lines">
      {findings.map(({ descriptor, value, absent, place }) => (
        <div key={descriptor.id}>
          <dt>{descriptor.label}</dt>
          <dd class="num">
            {value === undefined
              ? <Missing {...(absent && { reason: ABSENCE_TEXT[absent] })} />
              : typeof value === "string" || descriptor.kind === "category"
              ? value
              : formatValue(descriptor, value)}
          </dd>
          <dd>{place && <InCollection place={place} />}</dd>
        </div>
      ))}
    </dl>
  );
}
