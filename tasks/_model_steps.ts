/** What happens while models are installed, as lines of JSON for a program that follows it. */
export type ModelStep =
  | { readonly step: "received"; readonly model: string; readonly bytes: number }
  | { readonly step: "installed"; readonly model: string }
  | { readonly step: "failed"; readonly model: string; readonly reason: string };

const encoder = new TextEncoder();

/** Writes a step to standard output at once. */
export function tellStep(step: ModelStep): void {
  Deno.stdout.writeSync(encoder.encode(`${JSON.stringify(step)}\n`));
}

/** The step that a line tells; `undefined` for a line that is none. */
export function stepIn(line: string): ModelStep | undefined {
  if (!line.startsWith('{"step":')) return undefined;
  return JSON.parse(line) as ModelStep;
}
