/** Makes `openapi/schemas.json` of the types in `answers.ts`: `deno run -A tools/openapi/schemas.ts`. */
import { fileURLToPath } from "node:url";
import { createGenerator } from "ts-json-schema-generator";

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Types with figures that are NaN where nothing is to be said; JSON has null there. */
const WITH_NAN: readonly string[] = [
  "ClassFigures",
  "ClustersAnswer",
  "Curve",
  "HubnessFigure",
  "Interval",
  "LabelSpread",
  "LearnerResult",
  "MapQuality",
  "MeanInterval",
  "NamedShare",
  "PairAgreement",
  "PatchSpread",
  "PrecisionFigure",
  "SearchFigures",
  "ShareInterval",
  "SpaceFigures",
  "Spread",
  "Transition",
];
const KEPT = pathOf("../../openapi/schemas.json");

/** Schemas of the answers by name, as they are kept. */
export function schemasText(): string {
  const { definitions } = createGenerator({
    path: pathOf("answers.ts"),
    tsconfig: pathOf("tsconfig.json"),
    skipTypeCheck: true,
    additionalProperties: false,
    expose: "export",
    sortProps: true,
    encodeRefs: false,
  }).createSchema("*");
  const named = Object.entries(definitions ?? {}).map(([name, schema]) => [
    plain(name),
    sent(schema, WITH_NAN.includes(name)),
  ]);
  return JSON.stringify(Object.fromEntries(named), undefined, 1) + "\n";
}

/** A schema with its names such as OpenAPI takes; where there may be NaN, a number may be null. */
function sent(schema: unknown, nan: boolean): unknown {
  if (Array.isArray(schema)) return schema.map((one) => sent(one, nan));
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]) => {
      if (name === "$ref") return [name, refTo(String(value).replace("#/definitions/", ""))];
      if (nan && name === "type" && value === "number") return [name, ["number", "null"]];
      return [name, sent(value, nan)];
    }),
  );
}

function refTo(name: string): string {
  return `#/components/schemas/${plain(name)}`;
}

function plain(name: string): string {
  return name.replace(/^In<"(.*)">$/, "$1").replaceAll(" ", "_");
}

if (import.meta.main) await Deno.writeTextFile(KEPT, schemasText());
