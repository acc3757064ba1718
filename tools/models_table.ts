/**
 * Writes the table of `docs/models.md` anew from the registry of models:
 * `deno run --allow-read --allow-write=docs tools/models_table.ts && deno fmt docs/models.md`.
 */
import { type Model, MODELS } from "../analysis/models/mod.ts";

const HEADER = ["model", "takes", "answers", "addresses, in order", "bytes", "proof", "licence"];

function takes(model: Model): string {
  if (model.kind === "head") return `\`${model.space}\``;
  const { mel, patch, hop } = model.takes;
  return `mel of ${mel}, ${patch} frames, hop ${hop}`;
}

function answers(model: Model): string {
  if (model.kind === "network") return model.adds;
  return Object.keys(model.descriptors).map((id) => `\`${id}\``).join(", ");
}

/** The folder of an address; the file's name is the model's own. */
function folderOf(address: string): string {
  return address.replace("https://", "").replace(/\/[^/]*$/, "");
}

function placesOf(model: Model, addresses: readonly string[]): string {
  if (model.bundled) return "on board";
  return addresses.length === 0 ? "none: `--from` alone" : addresses.map(folderOf).join(", ");
}

/** The table's rows, the header first: one a byte form of a model, in the order they are tried. */
export function modelsTable(): readonly (readonly string[])[] {
  const rows = MODELS.flatMap((model) =>
    model.forms.map(({ addresses, size, sha256 }) => [
      `\`${model.id}\``,
      takes(model),
      answers(model),
      placesOf(model, addresses),
      size === undefined ? "not known" : `${size}`,
      sha256 === undefined ? "behaviour" : `SHA-256 \`${sha256}\``,
      model.licence.name,
    ])
  );
  return [HEADER, ...rows];
}

if (import.meta.main) {
  const path = new URL("../docs/models.md", import.meta.url);
  const [header, ...rows] = modelsTable().map((cells) => `| ${cells.join(" | ")} |`);
  const table = [header, `|${" --- |".repeat(HEADER.length)}`, ...rows].join("\n");
  const page = await Deno.readTextFile(path);
  await Deno.writeTextFile(path, page.replace(/^\| model [^]*?\n(?!\|)/m, () => `${table}\n`));
}
