import { xmlText } from "../../domain/mod.ts";

/** Attributes of a tag, with a blank before each; those that are `undefined` are left out. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values).map(([name, value]) =>
    value === undefined ? "" : ` ${name}="${xmlText(String(value))}"`
  ).join("");
}
