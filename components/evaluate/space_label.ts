import { SPACE_INFO, SPACES } from "../../domain/mod.ts";

/** The name of a space as figures have it. */
export function spaceLabel(name: string): string {
  const space = SPACES.find((known) => known === name);
  return space ? SPACE_INFO[space].label : name;
}
