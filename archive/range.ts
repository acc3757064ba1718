import { RANGE_PARAMETERS } from "../views/archive/RangeForm.tsx";

/**
 * The address of the query that the form of a range asks for; `undefined` where no form was sent.
 *
 * @param ids Descriptors that have such a form
 */
export function rangeAddress(params: URLSearchParams, ids: readonly string[]): string | undefined {
  const { of, from, to } = RANGE_PARAMETERS;
  const id = params.get(of);
  if (id === null || !ids.includes(id)) return undefined;
  const rest = new URLSearchParams(params);
  for (const name of [of, from, to, id]) rest.delete(name);
  const [low, high] = [from, to].map((name) => (params.get(name) ?? "").trim());
  if (low !== "" || high !== "") rest.set(id, `${low}..${high}`);
  const text = rest.toString();
  return text === "" ? "/" : `/?${text}`;
}
