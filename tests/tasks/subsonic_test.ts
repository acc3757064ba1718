import assert from "node:assert/strict";
import { openStore } from "../../store/mod.ts";
import { subsonicUsers } from "../../subsonic/mod.ts";
import { run } from "../../tasks/subsonic.ts";
import { inFolder } from "./_command.ts";

/** Runs the command here; its exit code, and what it said. */
async function asked(db: string, ...args: readonly string[]) {
  const [log, error] = [console.log, console.error];
  const lines: string[] = [];
  console.log = console.error = (line: string) => lines.push(line);
  try {
    return { code: await run([...args, "--db", db]), said: lines.join("\n") };
  } finally {
    [console.log, console.error] = [log, error];
  }
}

Deno.test("subsonic makes users and keys, shows each once, and keeps them hashed", async () => {
  await inFolder(async (folder) => {
    const db = `${folder}/x.kv`;
    (await openStore(db)).close();
    assert.match((await asked(db)).said, /^Nobody may log in/);
    const [, password] = /^Password: (\S{24})$/m.exec((await asked(db, "add", "anna")).said)!;
    const [, key] = /: (\S{24})$/m.exec((await asked(db, "key", "anna", "--label", "phone")).said)!;
    assert.equal((await asked(db, "add", "anna")).code, 1);
    assert.equal((await asked(db, "add", "an/na")).code, 1);
    assert.equal((await asked(db, "space", "anna", "--space", "none")).code, 2);
    const kept = async () => {
      using store = await openStore(db);
      return JSON.stringify(await subsonicUsers(store).list());
    };
    assert.ok(!(await kept()).includes(password!) && !(await kept()).includes(key!));
    assert.match((await asked(db)).said, /^anna: password, key phone of \d{4}-\d\d-\d\d$/);
    const [, readable] = /: (\S{24})$/m.exec((await asked(db, "allow-token", "anna")).said)!;
    assert.ok((await kept()).includes(readable!));
    await asked(db, "password", "anna");
    assert.ok(!(await kept()).includes(readable!));
    assert.equal((await asked(db, "revoke", "anna", "--label", "phone")).code, 0);
    assert.match((await asked(db, "revoke", "anna", "--label", "phone")).said, /anna has no key$/);
    assert.equal((await asked(db, "remove", "anna")).code, 0);
    assert.equal(await kept(), "[]");
  });
});
