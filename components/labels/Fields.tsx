import type { VNode } from "preact";
import { type Bins, Histogram } from "../../charts/mod.ts";
import { labelDescriptorId, type LabelField, type LabelSet, plural } from "../../domain/mod.ts";
import { Panel } from "../Panel.tsx";
import { Sized } from "../Sized.tsx";
import { exploreHref } from "./links.ts";

/** A number that the set gives, with its distribution. */
export interface FieldBins {
  readonly field: LabelField;
  readonly bins: Bins;
  readonly tracks: number;
}

/** The numbers that a set gives tracks. */
export function Fields(
  { set, fields }: { readonly set: LabelSet; readonly fields: readonly FieldBins[] },
): VNode {
  return (
    <>
      {fields.map(({ field: { id, unit }, bins, tracks }) => {
        const name = id.replaceAll("_", " ");
        const descriptor = labelDescriptorId(set.id, id);
        return (
          <Panel
            key={id}
            title={`What ${name} is annotated?`}
            footer={`n ${plural(tracks, "track")}`}
          >
            <Sized
              draw={(width) => (
                <Histogram
                  spec={{
                    bins,
                    title: unit ? `${name}, ${unit}` : name,
                    href: (mark) =>
                      exploreHref(
                        {
                          kind: "number",
                          descriptor,
                          octaves: false,
                          ...(mark !== "missing" && mark.from !== undefined && { min: mark.from }),
                          ...(mark !== "missing" && mark.to !== undefined && { max: mark.to }),
                          missing: mark === "missing" ? "only" : "exclude",
                        },
                      ),
                  }}
                  size={{ width, height: 200 }}
                />
              )}
            />
          </Panel>
        );
      })}
    </>
  );
}
