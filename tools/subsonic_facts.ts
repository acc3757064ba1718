/**
 * Writes what the published OpenAPI description of OpenSubsonic says of answers as plain facts: which
 * fields each type has, of which kind, and which of them are required. Descriptions and examples are left out.
 *
 *   deno run -RW tools/subsonic_facts.ts <checkout of opensubsonic/open-subsonic-api> > tests/subsonic/facts.json
 */
import { basename, dirname, join } from "node:path";

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly allOf?: readonly Schema[];
}

/** `string`, `integer`, `number`, `boolean`, `a|b|c`, `[kind]` or the name of a type behind `@`. */
type Kind = string;
/** Kind by field; the name of one that is required ends in `!`. */
type Fields = Record<string, Kind>;

const root = join(Deno.args[0]!, "openapi");
const types: Record<string, Fields> = {};

function read(path: string): Schema {
  return JSON.parse(Deno.readTextFileSync(path));
}

function kindOf(schema: Schema, folder: string): Kind {
  if (schema.$ref) {
    const path = join(folder, schema.$ref);
    const target = read(path);
    const name = basename(path, ".json");
    if (target.enum) return target.enum.join("|");
    if (!target.properties && !target.allOf) return target.type ?? "any";
    if (!(name in types)) {
      types[name] = {};
      types[name] = fieldsOf(target, dirname(path));
    }
    return `@${name}`;
  }
  if (schema.allOf?.length === 1) return kindOf(schema.allOf[0]!, folder);
  if (schema.enum) return schema.enum.join("|");
  if (schema.items) return `[${kindOf(schema.items, folder)}]`;
  return schema.type ?? "any";
}

function fieldsOf(schema: Schema, folder: string): Fields {
  const fields: Fields = {};
  for (const part of schema.allOf ?? []) {
    const path = part.$ref && join(folder, part.$ref);
    Object.assign(fields, path ? fieldsOf(read(path), dirname(path)) : fieldsOf(part, folder));
  }
  for (const [name, value] of Object.entries(schema.properties ?? {})) {
    fields[name + (schema.required?.includes(name) ? "!" : "")] = kindOf(value, folder);
  }
  return fields;
}

const calls: Record<string, Fields> = {};
for (const { name, isDirectory } of Deno.readDirSync(join(root, "endpoints"))) {
  if (!isDirectory) continue;
  const folder = join(root, "endpoints", name);
  for (const { name: file } of Deno.readDirSync(folder)) {
    if (!file.endsWith("SuccessResponse.json")) continue;
    const call = file.replace("SuccessResponse.json", "");
    calls[call[0]!.toLowerCase() + call.slice(1)] = fieldsOf(read(join(folder, file)), folder);
  }
}
const failure = fieldsOf(
  read(join(root, "schemas/SubsonicResponse/SubsonicFailureResponse.json")),
  join(root, "schemas/SubsonicResponse"),
);
const empty = fieldsOf(
  read(join(root, "schemas/SubsonicResponse/SubsonicSuccessResponse.json")),
  join(root, "schemas/SubsonicResponse"),
);
const sorted = <T>(record: Record<string, T>) =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => a < b ? -1 : 1));
console.log(
  JSON.stringify({ failure, empty, calls: sorted(calls), types: sorted(types) }, null, 1),
);
