import { join } from "node:path";

/** What a dependency is there for. */
export type Use = "runs" | "pages" | "development";

/** A package that the lock names. */
export interface Dependency {
  readonly name: string;
  readonly version: string;
  /** As its `package.json` has it (SPDX); empty where it names none. */
  readonly licence: string;
  readonly use: Use;
  /** Text of its licence file, where it has one. */
  readonly text: string;
}

interface Lock {
  readonly specifiers: Readonly<Record<string, string>>;
  readonly npm: Readonly<
    Record<string, {
      readonly dependencies?: readonly string[];
      readonly optionalDependencies?: readonly string[];
      readonly os?: readonly string[];
      readonly cpu?: readonly string[];
    }>
  >;
}

/** Direct dependencies that only work on Fonoteca itself needs, and those that only the pages load. */
const DEVELOPMENT =
  /^(axe-core|essentia\.js|@preact\/preset-vite|@types\/.*|fast-check|playwright-core|vite)$/;
const PAGES = /^(@deck\.gl\/.*|@preact\/signals)$/;

/** Licences that go with AGPL-3.0-or-later in one program. */
const COMPATIBLE = new Set([
  "0BSD",
  "AGPL-3.0",
  "AGPL-3.0-or-later",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "BSL-1.0",
  "CC-BY-4.0",
  "CC0-1.0",
  "GPL-2.0-or-later",
  "GPL-3.0",
  "GPL-3.0-or-later",
  "ISC",
  "LGPL-3.0",
  "LGPL-3.0-or-later",
  "LGPL-2.1-or-later",
  "MIT",
  "MIT-0",
  "MPL-2.0",
  "Python-2.0",
  "Unlicense",
  "Zlib",
]);

/** Packages whose declared licence alone would not do, and why they are used all the same. */
export const SETTLED: Readonly<Record<string, string>> = {
  "@audio/decode-aac":
    "declares GPL-2.0 for FAAD2, which its authors give under version 2 or any later one. Nothing that " +
    "Fonoteca hands out holds it: the repository and the built pages do not, and each user installs it " +
    "from npm. Whoever hands out a copy with node_modules in it leaves this package out",
};

/** What is wrong with a licence, `undefined` where it goes with this program's. */
export function licenceProblem({ name, licence }: Pick<Dependency, "name" | "licence">) {
  if (name in SETTLED) return undefined;
  if (licence === "") return `${name} names no licence`;
  const choices = licence.replace(/[()]/g, "").split(/ OR /).map((choice) => choice.split(/ AND /));
  const fits = choices.some((all) => all.every((one) => COMPATIBLE.has(one.trim())));
  return fits ? undefined : `${name} is under ${licence}, which does not go with AGPL-3.0-or-later`;
}

/** Every package of the lock that is for all systems, by name and version. */
export async function dependencies(root: string): Promise<readonly Dependency[]> {
  const lock = JSON.parse(await Deno.readTextFile(join(root, "deno.lock"))) as Lock;
  const uses = usesIn(lock);
  const found = new Map<string, Dependency>();
  for (const [key, use] of uses) {
    const { name, version } = parts(key);
    const id = `${name}@${version}`;
    if (found.has(id)) continue;
    const folder = await folderOf(root, { key, name });
    const read = JSON.parse(await Deno.readTextFile(join(folder, "package.json")));
    found.set(id, { name, version, use, licence: licenceIn(read), text: await textIn(folder) });
  }
  return [...found.values()].sort((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1
  );
}

/** Each package of the lock with what needs it: what runs goes before the pages, they before development. */
function usesIn(lock: Lock): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  const byName = new Map<string, string[]>();
  for (const key of Object.keys(lock.npm)) {
    const { name } = parts(key);
    byName.set(name, [...byName.get(name) ?? [], key]);
  }
  const visit = (key: string, use: Use) => {
    if (uses.has(key) || isForOneSystem(lock, key)) return;
    uses.set(key, use);
    const { dependencies = [], optionalDependencies = [] } = lock.npm[key] ?? {};
    for (const needed of [...dependencies, ...optionalDependencies]) {
      const keys = lock.npm[needed] ? [needed] : byName.get(parts(needed).name) ?? [];
      for (const each of keys) visit(each, use);
    }
  };
  const direct = Object.entries(lock.specifiers).map(([specifier, version]) => {
    const { name } = parts(specifier.replace(/^npm:/, ""));
    const use: Use = DEVELOPMENT.test(name) ? "development" : PAGES.test(name) ? "pages" : "runs";
    return { key: `${name}@${version}`, use };
  });
  for (const wanted of ["runs", "pages", "development"] as const) {
    for (const { key, use } of direct) if (use === wanted) visit(key, use);
  }
  return uses;
}

/** onnxruntime-node names the three systems it has binaries for, all in one package. */
function isForOneSystem({ npm }: Lock, key: string): boolean {
  const { os, cpu } = npm[key] ?? {};
  return (os !== undefined || cpu !== undefined) && parts(key).name !== "onnxruntime-node";
}

function parts(key: string): { readonly name: string; readonly version: string } {
  const at = key.indexOf("@", 1);
  if (at < 0) return { name: key, version: "" };
  return { name: key.slice(0, at), version: key.slice(at + 1).split("_")[0]! };
}

async function folderOf(
  root: string,
  { key, name }: { readonly key: string; readonly name: string },
): Promise<string> {
  const { version } = parts(key);
  const start = `${name.replaceAll("/", "+")}@${version}`;
  for await (const entry of Deno.readDir(join(root, "node_modules", ".deno"))) {
    if (entry.name !== start && !entry.name.startsWith(`${start}_`)) continue;
    return join(root, "node_modules", ".deno", entry.name, "node_modules", name);
  }
  throw new Deno.errors.NotFound(`Cannot find ${key} in node_modules; run deno install`);
}

function licenceIn(read: { readonly license?: unknown; readonly licenses?: unknown }): string {
  const { license, licenses } = read;
  if (typeof license === "string") return license;
  if (typeof license === "object" && license !== null && "type" in license) {
    return String(license.type);
  }
  const list = Array.isArray(licenses) ? licenses : [];
  return list.map((one) => String(one.type ?? one)).join(" OR ");
}

async function textIn(folder: string): Promise<string> {
  const names: string[] = [];
  for await (const { name, isFile } of Deno.readDir(folder)) if (isFile) names.push(name);
  const file = names.sort().find((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  return file === undefined ? "" : await Deno.readTextFile(join(folder, file));
}

/** The notices that whatever is handed out has to carry, each text once. */
export function noticesOf(found: readonly Dependency[]): string {
  const byText = new Map<string, string[]>();
  for (const { name, version, licence, text, use } of found) {
    if (use === "development" || name in SETTLED) continue;
    const words = text.trim() || `No licence text comes with it; it declares ${licence}.`;
    byText.set(words, [...byText.get(words) ?? [], `${name} ${version} (${licence})`]);
  }
  const parts = [...byText].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`);
  return `Notices of the packages that Fonoteca runs with and its pages load\n\n${
    parts.join(`\n${"-".repeat(72)}\n\n`)
  }`;
}
