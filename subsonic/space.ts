import type { Space } from "../domain/mod.ts";
import { findings, type Library } from "../library/mod.ts";
import type { SubsonicUser } from "./users.ts";

/**
 * The space in which a user's similar tracks are looked for: the one that was chosen for them, else the
 * one that a blind test of this collection has shown to be preferred, else the first there is.
 */
export async function chosenSpace(
  library: Library,
  { space }: Pick<SubsonicUser, "space">,
): Promise<Space | undefined> {
  const { present } = library.spaces;
  if (space && present.includes(space)) return space;
  const { results: { preference, spaces } } = await findings(library);
  const isShown = preference.verdict === "preferred";
  const winner = spaces[preference.first > preference.second ? 0 : 1];
  return isShown && present.includes(winner) ? winner : present[0];
}
