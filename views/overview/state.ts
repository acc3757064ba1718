import { signal } from "@preact/signals";

/** Rises each time the overview has taken in a change of the collection. */
export const changes = signal(0);
