import type { VNode } from "preact";
import type { FilesSummary } from "../files.ts";
import { countText, plural } from "../../domain/mod.ts";

/** Files that failed, by reason, with some of their names; and those that seem damaged. */
export function Failures({ files }: { files: FilesSummary }): VNode | null {
  const { failed, damaged } = files;
  if (failed.length === 0 && damaged.length === 0) return null;
  return (
    <div class="failures">
      {failed.map(({ stage, reason, files, examples }) => (
        <details key={`${stage} ${reason}`}>
          <summary>
            <b>{plural(files, "file")}</b> failed at {stage}: {reason}
          </summary>
          <ul>
            {examples.map((path) => <li key={path}>{path}</li>)}
            {files > examples.length && <li>and {countText(files - examples.length)} more</li>}
          </ul>
        </details>
      ))}
      {damaged.length > 0 && (
        <details>
          <summary>
            <b>{plural(damaged.length, "file")}</b> analysed in part, as damaged
          </summary>
          <ul>
            {damaged.slice(0, LISTED).map(({ path, damage }) => (
              <li key={path}>{path}: {damage}</li>
            ))}
            {damaged.length > LISTED && <li>and {countText(damaged.length - LISTED)} more</li>}
          </ul>
        </details>
      )}
    </div>
  );
}

const LISTED = 50;
