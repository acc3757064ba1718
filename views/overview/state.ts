import { signal } from "@preact/signals";
import type { Status } from "../../wire/mod.ts";

/** Rises each time the overview has taken in a change of the collection. */
export const changes = signal(0);

/** What the collection is doing, as the page follows it; undefined before the first word. */
export const status = signal<Status | undefined>(undefined);
