import type { ComponentChildren, VNode } from "preact";
import { toChildArray } from "preact";
import { currentScope } from "./_islands.tsx";

/**
 * Puts its children into the document's `<head>`, from any server component. Of several titles the
 * last one wins.
 */
export function Head({ children }: { readonly children?: ComponentChildren }): null {
  const scope = currentScope();
  for (const child of toChildArray(children)) {
    if (typeof child === "object") scope?.head.push(child as VNode);
  }
  return null;
}
