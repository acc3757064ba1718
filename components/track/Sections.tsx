import type { ComponentChildren, VNode } from "preact";
import {
  ABSENCE_TEXT,
  type ActivationSet,
  type Finding,
  type NamedShare,
} from "../../domain/mod.ts";
import { FindingsTable } from "./FindingsTable.tsx";
import { ClassCertainty, KeyCertainty, TempoCertainty } from "./Uncertain.tsx";

/** What is uncertain about a track, and why; `children` stands after it. */
export function Certainties(
  { findings, classes, children }: {
    readonly findings: readonly Finding[];
    readonly classes: Readonly<Partial<Record<ActivationSet, readonly NamedShare[]>>>;
    readonly children?: ComponentChildren;
  },
): VNode {
  return (
    <div class="certainties">
      <TempoCertainty findings={findings} />
      <KeyCertainty findings={findings} />
      <ClassCertainty findings={findings} classes={classes} />
      {children}
    </div>
  );
}

/** Every descriptor of a track, and which are missing. */
export function EveryDescriptor({ findings }: { readonly findings: readonly Finding[] }): VNode {
  return (
    <section class="panel" aria-label="Every descriptor">
      <header>
        <h2>Every descriptor</h2>
        <p class="finding">{missingText(findings)}</p>
      </header>
      <FindingsTable findings={findings} />
    </section>
  );
}

/** Which values are missing, by reason. */
function missingText(findings: readonly Finding[]): string {
  const byReason = new Map<string, string[]>();
  for (const { absent, descriptor: { label } } of findings) {
    if (!absent) continue;
    const reason = ABSENCE_TEXT[absent];
    byReason.set(reason, [...byReason.get(reason) ?? [], label]);
  }
  if (byReason.size === 0) return "None is missing.";
  const parts = [...byReason].map(([reason, labels]) => `${reason}: ${labels.join(", ")}`);
  return `Missing · ${parts.join(" · ")}.`;
}
