import type { Curve } from "../learning/mod.ts";
import type { JobState } from "../work/mod.ts";
import { ask } from "./_ask.ts";
import { follow } from "./_follow.ts";

/** Where a training stands, with the curves of the network that it is at. */
interface TrainingNews {
  readonly job: JobState;
  readonly live?: { readonly name: string; readonly curves: readonly Curve[] };
}

/** Follows a training; gives the end of this. */
export function followTraining(
  id: string,
  how: {
    readonly onEvent: (news: TrainingNews) => void;
    /** Told once why no more will come. */
    readonly onLost: (reason: string) => void;
  },
): () => void {
  return follow<TrainingNews>(addressOf(id), how);
}

/** Stops a training; it can go on. */
export async function stopTraining(id: string): Promise<void> {
  await ask(`/api/work/training/${encodeURIComponent(id)}`, {
    to: "stop the training",
    method: "DELETE",
  });
}

/** Lets a training go on that was stopped or cut. */
export async function resumeTraining(id: string): Promise<void> {
  await ask(addressOf(id), { to: "let the training go on", method: "POST" });
}

function addressOf(id: string): string {
  return `/api/learn/trainings/${encodeURIComponent(id)}`;
}
