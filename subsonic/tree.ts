import { xmlText } from "../domain/mod.ts";

/** A value of an answer; what is `undefined` is left out. */
export type Value =
  | string
  | number
  | boolean
  | Tree
  | readonly (string | number | Tree)[]
  | undefined;

/** An answer, from which both JSON and XML are written. */
export interface Tree {
  readonly [name: string]: Value;
}

/** The form that an app asks for with `f`. */
export type Form = "json" | "xml";

const NAMESPACE = "http://subsonic.org/restapi";
/** Version of the Subsonic protocol that is spoken. */
const PROTOCOL = "1.16.1";
/** What stands in the text of an element, not in an attribute. */
const TEXT = "value";

/** An answer in the protocol's envelope. */
export function answered(
  tree: Tree,
  { form, version, failed = false }: {
    readonly form: Form;
    /** Of this program. */
    readonly version: string;
    readonly failed?: boolean;
  },
): Response {
  const envelope = {
    status: failed ? "failed" : "ok",
    version: PROTOCOL,
    type: "fonoteca",
    serverVersion: version,
    openSubsonic: true,
    ...tree,
  };
  const headers = { "cache-control": "no-store" };
  if (form === "json") return Response.json({ "subsonic-response": envelope }, { headers });
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n${
    element("subsonic-response", { xmlns: NAMESPACE, ...envelope })
  }\n`;
  return new Response(xml, {
    headers: { ...headers, "content-type": "application/xml; charset=utf-8" },
  });
}

/** An element: plain values are its attributes, trees and lists its children. */
function element(name: string, tree: Tree): string {
  let attributes = "";
  let inside = "";
  for (const [key, value] of Object.entries(tree)) {
    if (value === undefined) continue;
    if (Array.isArray(value)) {
      for (const each of value as readonly (string | number | Tree)[]) inside += child(key, each);
    } else if (typeof value === "object") inside += element(key, value as Tree);
    else if (key === TEXT) inside += xmlText(String(value));
    else attributes += ` ${key}="${xmlText(String(value))}"`;
  }
  const opening = `<${name}${attributes}`;
  return inside === "" ? `${opening}/>` : `${opening}>${inside}</${name}>`;
}

function child(name: string, value: string | number | Tree): string {
  if (typeof value === "object") return element(name, value);
  return `<${name}>${xmlText(String(value))}</${name}>`;
}
