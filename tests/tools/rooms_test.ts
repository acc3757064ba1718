import assert from "node:assert/strict";
import { MAY_IMPORT } from "../../tools/lint/rooms.ts";

const ROOT = new URL("../../", import.meta.url);

/** Rooms and what they may import, as ARCHITECTURE.md says; `all` is no list. */
async function tableOfRooms(): Promise<Readonly<Record<string, readonly string[]>>> {
  const text = await Deno.readTextFile(new URL("ARCHITECTURE.md", ROOT));
  const rows = text.matchAll(/^\| (`[a-z]+\/`[^|]*)\|[^|]*\|([^|]*)\|$/gm);
  const table: Record<string, readonly string[]> = {};
  for (const [, names, may] of rows) {
    for (const [, room] of names!.matchAll(/`([a-z]+)\/`/g)) {
      const listed = may!.trim();
      if (listed !== "all") table[room!] = listed === "nothing" ? [] : listed.split(", ");
    }
  }
  return table;
}

const sorted = (table: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(table).map(([room, may]) => [room, [...may].sort().join(" ")] as const).sort();

Deno.test("ARCHITECTURE.md says what the lint rule enforces", async () => {
  assert.deepEqual(sorted(await tableOfRooms()), sorted(MAY_IMPORT));
});

Deno.test("rooms know each other in one direction", () => {
  const below = (room: string, seen: readonly string[] = []): void => {
    assert.ok(!seen.includes(room), `${[...seen, room].join(" knows ")} in a circle`);
    for (const next of MAY_IMPORT[room] ?? []) below(next, [...seen, room]);
  };
  for (const room of Object.keys(MAY_IMPORT)) below(room);
});
