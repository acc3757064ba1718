import { type Space, spaceNamed, spacesInOrder } from "../domain/mod.ts";

/** The two spaces named by `spaces=musicnn,vgg`; `undefined` where it names anything else. */
export function spacePairIn(params: URLSearchParams): [Space, Space] | undefined {
  const named = (params.get("spaces") ?? "").split(",").map((name) => name.trim());
  const found = spacesInOrder(named.map(spaceNamed).filter((space) => space !== undefined));
  const [first, second] = found;
  return first && second && found.length === 2 ? [first, second] : undefined;
}
