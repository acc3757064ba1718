import type { CombiningAnswer } from "../similar/mod.ts";
import { askJson } from "./_ask.ts";

/** What a combination of spaces is worth. @param request The parameters of `/api/combined` */
export function judgeCombination(request: string, signal: AbortSignal): Promise<CombiningAnswer> {
  return askJson(`/api/combined?${request}`, { to: "judge the combination", signal });
}
