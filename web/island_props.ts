/** A value that JSON carries unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | {
  readonly [key: string]: Json;
};

/**
 * Writes an island's props as JSON, refusing whatever would arrive changed in the browser.
 * Undefined properties are left out, as in JSX.
 *
 * @param island Name of the island, for the message
 * @throws TypeError naming the path of the first value that JSON cannot carry
 */
export function serialiseProps(island: string, props: Readonly<Record<string, unknown>>): string {
  const fault = faultIn(props, "props");
  if (fault !== undefined) {
    throw new TypeError(
      `Cannot send props to island ${island}: ${fault}; ` +
        "pass JSON values, fetch columns in the island, and share functions through a module",
    );
  }
  return JSON.stringify(props);
}

function faultIn(value: unknown, path: string): string | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
  if (typeof value === "number") {
    return Number.isFinite(value) ? undefined : `${path} is ${value}, which JSON does not have`;
  }
  if (typeof value !== "object") return `${path} is a ${typeof value}`;
  if ("constructor" in value && value.constructor === undefined) return `${path} is a JSX element`;
  if (Array.isArray(value)) {
    return firstFault(value.map((item, i) => [item, `${path}[${i}]`]));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return `${path} is a ${value.constructor.name}`;
  }
  if ("type" in value && "props" in value && "__v" in value) return `${path} is a JSX element`;
  return firstFault(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [item, `${path}.${key}`]),
  );
}

function firstFault(items: readonly (readonly [unknown, string])[]): string | undefined {
  for (const [item, path] of items) {
    const fault = faultIn(item, path);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
