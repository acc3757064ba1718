/** Counts of the closing line of a test run, and whether the run itself ended well. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** One run of Deno's tests: what it is called, and the files or folders it holds. */
export interface Batch {
  readonly name: string;
  readonly files: readonly string[];
}

/** Folders that take longest, first to be begun, so that no lane is left with one at the end. */
const LONGEST = ["tests/analysis", "tests/browser", "tests/tasks", "tests/ingest", "tests/library"];

function rank(name: string): number {
  const at = LONGEST.indexOf(name);
  return at < 0 ? LONGEST.length : at;
}

function holdsTests(folder: string): boolean {
  for (const entry of Deno.readDirSync(folder)) {
    if (entry.isDirectory && holdsTests(`${folder}/${entry.name}`)) return true;
    if (/_test\.tsx?$/.test(entry.name)) return true;
  }
  return false;
}

/** A batch for each folder of `root` that holds tests, those that take longest first. */
export function batchesOf(root: string): Batch[] {
  return [...Deno.readDirSync(root)]
    .filter((entry) => entry.isDirectory && holdsTests(`${root}/${entry.name}`))
    .map((entry) => `${root}/${entry.name}`)
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((name) => ({ name, files: [name] }));
}

// deno-lint-ignore no-control-regex
const COLOUR = /\x1b\[\d+(?:;\d+)*m/g;
const SUMMARY = /(\d+) passed.*?\| (\d+) failed(?:.*?(\d+) ignored)?/;

/**
 * Counts in the last summary line of Deno's test runner. A run that failed without counting a
 * failure, one that died or found no tests, counts as one.
 */
export function countsOf(output: string, code: number): Counts {
  const lines = output.replace(COLOUR, "").split("\n");
  const [, passed = "0", failed = "0", ignored = "0"] =
    lines.map((line) => SUMMARY.exec(line)).findLast((found) => found !== null) ?? [];
  const failures = Number(failed);
  return {
    passed: Number(passed),
    failed: code !== 0 && failures === 0 ? 1 : failures,
    skipped: Number(ignored),
  };
}

/**
 * What went wrong, in the words of Deno's test runner; of a run that died without naming it, the
 * last 40 lines.
 */
export function failuresOf(output: string): string {
  const lines = output.replace(COLOUR, "").trimEnd().split("\n");
  const start = lines.findLastIndex((line) => line.trim() === "ERRORS");
  const end = lines.findLastIndex((line) => line.trim() === "FAILURES");
  return (start < 0 ? lines.slice(-40) : lines.slice(start + 1, end < start ? undefined : end))
    .join("\n").trim();
}

/** Runs batches in `lanes` at once, each taking the next that waits; answers in their order. */
export async function runLanes<Result>(
  batches: readonly Batch[],
  lanes: number,
  run: (batch: Batch) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < batches.length; at = next++) {
      results[at] = await run(batches[at] as Batch);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
