/** Checks answers against the published description of the protocol, as facts.json has it. */
import { parseXml, XmlElement, XmlText } from "@rgrove/parse-xml";
import facts from "./facts.json" with { type: "json" };

type Fields = Readonly<Record<string, string>>;

const TYPES: Readonly<Record<string, Fields>> = facts.types;
const CALLS: Readonly<Record<string, Fields>> = facts.calls;
const PLAIN = ["string", "integer", "number", "boolean", "object"];

/** The fields of the answer to a call: those of an empty one where the description names no others. */
export function fieldsOfCall(call: string, failed = false): Fields {
  return failed ? facts.failure : CALLS[call] ?? facts.empty;
}

/** What is wrong with a value, a line each; nothing where it is as described. */
export function faultsOf(value: unknown, fields: Fields, at = "answer"): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [`${at} is no object`];
  }
  const given = value as Readonly<Record<string, unknown>>;
  const kinds = kindsOf(fields);
  const missing = Object.keys(fields).filter((name) => name.endsWith("!"))
    .map((name) => name.slice(0, -1)).filter((name) => !(name in given))
    .map((name) => `${at} lacks ${name}`);
  const wrong = Object.entries(given).flatMap(([name, inner]) => {
    const kind = kinds.get(name);
    return kind ? faultsOfKind(inner, kind, `${at}.${name}`) : [`${at} has ${name}`];
  });
  return [...missing, ...wrong];
}

function kindsOf(fields: Fields): ReadonlyMap<string, string> {
  return new Map(Object.entries(fields).map(([name, kind]) => [name.replace(/!$/, ""), kind]));
}

function faultsOfKind(value: unknown, kind: string, at: string): string[] {
  if (kind.startsWith("@")) return faultsOf(value, TYPES[kind.slice(1)]!, at);
  if (kind.startsWith("[")) {
    if (!Array.isArray(value)) return [`${at} is no list`];
    return value.flatMap((each, i) => faultsOfKind(each, kind.slice(1, -1), `${at}[${i}]`));
  }
  const type: string = typeof value;
  const right = kind === "integer"
    ? Number.isInteger(value)
    : PLAIN.includes(kind)
    ? type === kind
    : kind.split("|").includes(String(value));
  return right ? [] : [`${at} is ${JSON.stringify(value)}, not ${kind}`];
}

/** An answer in XML as the same values that its JSON has. Throws where it is no XML. */
export function fromXml(text: string, fields: Fields): unknown {
  const { root } = parseXml(text);
  const { xmlns, ...attributes } = root!.attributes;
  if (root!.name !== "subsonic-response" || xmlns !== "http://subsonic.org/restapi") {
    throw new TypeError(`Cannot read ${root!.name} of ${xmlns}`);
  }
  return objectOf(root!, attributes, fields);
}

function objectOf(
  element: XmlElement,
  attributes: Readonly<Record<string, string>>,
  fields: Fields,
): Record<string, unknown> {
  const kinds = kindsOf(fields);
  const object: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(attributes)) {
    object[name] = plainOf(text, kinds.get(name) ?? "unknown");
  }
  for (const child of element.children) {
    if (child instanceof XmlText) object["value"] = child.text;
    if (!(child instanceof XmlElement)) continue;
    const kind = kinds.get(child.name) ?? "unknown";
    if (!kind.startsWith("[")) object[child.name] = valueOf(child, kind);
    else ((object[child.name] ??= []) as unknown[]).push(valueOf(child, kind.slice(1, -1)));
  }
  return object;
}

function valueOf(element: XmlElement, kind: string): unknown {
  if (kind === "object") return objectOf(element, element.attributes, {});
  if (!kind.startsWith("@")) return plainOf(element.text, kind);
  return objectOf(element, element.attributes, TYPES[kind.slice(1)]!);
}

function plainOf(text: string, kind: string): unknown {
  if (kind === "boolean") return text === "true" ? true : text === "false" ? false : text;
  return kind === "integer" || kind === "number" ? Number(text) : text;
}
