import type { VNode } from "preact";
import type { Problem } from "../../query/mod.ts";

/** What could not be read of an address. */
export function Problems({ problems }: { readonly problems: readonly Problem[] }): VNode | null {
  if (problems.length === 0) return null;
  return (
    <ul class="problems" role="status">
      {problems.map(({ parameter, value, reason }) => (
        <li key={parameter + value}>
          <code>{`${parameter}=${value}`}</code>: {reason}. It is left out.
        </li>
      ))}
    </ul>
  );
}
