import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { MAY_IMPORT } from "../../tools/lint/rooms.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const NAMED = /(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s+from\s+"(\.[^"]+)"/g;
const DYNAMIC = /\{([^}]*)\}\s*=\s*await import\(\s*"(\.[^"]+)"\s*\)/g;

async function* sources(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(`${ROOT}${folder}`)) {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (isDirectory) {
      if (!/^(node_modules|tests|dist|data|\..*)$/.test(name)) yield* sources(path);
    } else if (/\.tsx?$/.test(name)) yield path;
  }
}

function namesIn(list: string): readonly string[] {
  return list.split(",").map((name) => name.trim().replace(/^type\s+/, "").split(/\s+as\s+|:/)[0]!)
    .filter((name) => name !== "");
}

/** The names that files outside a room take from its door, by door. */
async function takenFromDoors(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const taken = new Map<string, Set<string>>();
  for await (const path of sources("")) {
    const text = await Deno.readTextFile(ROOT + path);
    for (const pattern of [NAMED, DYNAMIC]) {
      for (const [, names, specifier] of text.matchAll(pattern)) {
        const door = new URL(specifier!, `file:///${path}`).pathname.slice(1);
        if (door.split("/")[0] === path.split("/")[0]) continue;
        const known = taken.get(door) ?? new Set();
        taken.set(door, known);
        for (const name of namesIn(names!)) known.add(name);
      }
    }
  }
  return taken;
}

Deno.test("a door exports by name, and only what another room uses", async () => {
  const taken = await takenFromDoors();
  for (const room of Object.keys(MAY_IMPORT)) {
    const door = `${room}/mod.ts`;
    const text = await Deno.readTextFile(ROOT + door).catch(() => "");
    assert.ok(!text.includes("export *"), `${door} exports by name`);
    const offered = [...text.matchAll(NAMED)].flatMap(([, names]) => namesIn(names!));
    const unused = offered.filter((name) => !taken.get(door)?.has(name));
    assert.deepEqual(unused, [], `nobody takes these from ${door}`);
  }
});
