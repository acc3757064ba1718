import type { VNode } from "preact";

/** The pages about what is near what. */
const TABS = [
  ["/similar", "Lists"],
  ["/similar/maps", "Two maps"],
  ["/similar/segments", "Segments"],
  ["/similar/rankings", "Rankings"],
  ["/similar/combine", "Combine"],
  ["/evaluate", "Evaluation"],
] as const;

/** The ways between the pages about neighbours, one of which is open. */
export function SimilarTabs(
  { open, with: parameters = {} }: {
    readonly open: (typeof TABS)[number][0];
    /** What an address keeps, with its question mark. */
    readonly with?: Partial<Record<(typeof TABS)[number][0], string>>;
  },
): VNode {
  return (
    <nav class="tabs" aria-label="Similar">
      {TABS.map(([href, name]) => (
        <a
          key={href}
          href={`${href}${parameters[href] ?? ""}`}
          aria-current={href === open ? "page" : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
  );
}
