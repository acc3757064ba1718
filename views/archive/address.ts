import { formatQuery, type Query } from "../../query/mod.ts";

/** The address of the page of a data set with a query, and with what is no part of it. */
export function addressOf(query: Query, rest: Readonly<Record<string, number>> = {}): string {
  const extra = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
  const text = [formatQuery(query), ...extra].filter((part) => part !== "").join("&");
  return text === "" ? "/" : `/?${text}`;
}
