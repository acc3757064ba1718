import { spaceInfo, spaceNamed } from "../../domain/mod.ts";

/** The name of a space as figures have it. */
export function spaceLabel(name: string): string {
  const space = spaceNamed(name);
  return space ? spaceInfo(space).label : name;
}
