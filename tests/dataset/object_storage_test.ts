import assert from "node:assert/strict";
import { join } from "node:path";
import { DataSet, writeDataSet } from "../../dataset/mod.ts";
import { EMPTY_QUERY, withClause } from "../../query/mod.ts";
import { openStore } from "../../store/mod.ts";
import { UsageError } from "../../tasks/_args.ts";
import { readStorage } from "../../tasks/_object_storage.ts";
import { environment } from "../../tasks/launch.ts";
import { findDuckDb } from "../fixtures/duckdb.ts";
import {
  findObjectStorage,
  hasExtension,
  ObjectStorageServer,
} from "../fixtures/object_storage.ts";
import { command, inFolder, until } from "../tasks/_command.ts";
import { madeTracks } from "./_tracks.ts";

const ROWS = 300;
const KEYS = { AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "its secret, with 'quotes'" };

const canRead = await findObjectStorage() && await findDuckDb() && await hasExtension();
if (!canRead) {
  console.log("moto_server or DuckDB's httpfs is not installed: s3:// is not tested");
}

/** Does some work with variables set that are not set otherwise. */
function withEnvironment<T>(env: Readonly<Record<string, string>>, work: () => T): T {
  for (const [name, value] of Object.entries(env)) Deno.env.set(name, value);
  try {
    return work();
  } finally {
    for (const name of Object.keys(env)) Deno.env.delete(name);
  }
}

async function served(
  body: (place: { folder: string; server: ObjectStorageServer }) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    using store = await openStore(":memory:");
    await store.putMany(madeTracks(ROWS));
    const local = join(folder, "set");
    for (const part of ["1", "2"]) await writeDataSet(store, local, { part });
    await using server = await ObjectStorageServer.start();
    await server.makeBucket("music");
    await server.upload(local, "music/deep/set");
    await body({ folder: local, server });
  });
}

Deno.test({
  name: "a data set in object storage answers as the folder does, and opens nothing beside it",
  ignore: !canRead,
  fn: () =>
    served(async ({ folder, server }) => {
      const endpoint = new URL(server.address);
      const storage = { key: { id: "id", secret: "it's" }, endpoint, region: "eu-west-1" };
      using near = await DataSet.open(folder);
      using far = await DataSet.open("s3://music/deep/set/", { storage });
      assert.deepEqual([far.total, far.twice], [2 * ROWS, ROWS]);
      const style = { kind: "text" as const, text: "dub" };
      for (const query of [EMPTY_QUERY, withClause(EMPTY_QUERY, style)]) {
        assert.deepEqual(await far.ids(query), await near.ids(query));
        assert.deepEqual(await far.counts(query, "tempo"), await near.counts(query, "tempo"));
      }
      assert.deepEqual(await far.table(), await near.table());
      const [id] = await far.ids(EMPTY_QUERY);
      assert.deepEqual(await far.getTracks([id!]), await near.getTracks([id!]));
      assert.deepEqual(await far.vectorsOf("effnet", [id!]), await near.vectorsOf("effnet", [id!]));
      const open = (location: string) => () => DataSet.open(location, { storage });
      await assert.rejects(
        open("s3://music/deep"),
        /s3:\/\/music\/deep: there is no data-set\.json/,
      );
      await assert.rejects(
        open("s3://nobody/set"),
        /s3:\/\/nobody\/set: there is no data-set\.json/,
      );
    }),
});

Deno.test({
  name: "start --data s3:// serves what a bucket holds, by the keys of the environment",
  ignore: !canRead,
  fn: () =>
    served(async ({ server }) => {
      const env = { ...KEYS, AWS_ENDPOINT_URL: server.address, AWS_REGION: "eu-west-1" };
      using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
      const { port } = listener.addr;
      listener.close();
      const args = ["start", "--data", "s3://music/deep/set", "--port", String(port), "--no-open"];
      const child = withEnvironment(env, () => command(...args, "--columns", "1").spawn());
      let counted: unknown;
      await until(async () => {
        const answer = await fetch(`http://127.0.0.1:${port}/api/tracks?limit=1`);
        counted = (await answer.json()).total;
        return answer.ok;
      });
      child.kill("SIGTERM");
      await child.output();
      assert.equal(counted, 2 * ROWS);
    }),
});

Deno.test("keys to object storage reach the server of a data set there and no other command", () => {
  withEnvironment(KEYS, () => {
    const names = (...args: string[]) =>
      Object.keys(environment(args)).filter((name) => name.startsWith("AWS_"));
    assert.deepEqual(names("--data", "s3://music/set"), Object.keys(KEYS));
    assert.deepEqual(names("--data=s3://music/set"), Object.keys(KEYS));
    assert.deepEqual(names("--data", "/nas/set"), []);
    assert.deepEqual(names("--db", "s3://music/set"), []);
    assert.deepEqual(names(), []);
  });
});

Deno.test("the environment says how object storage is reached, and half a key is refused", () => {
  const read = (env: Readonly<Record<string, string>>) => readStorage((name) => env[name]);
  assert.deepEqual(read({}), {});
  assert.deepEqual(read({ ...KEYS, AWS_SESSION_TOKEN: "s", AWS_DEFAULT_REGION: "eu-west-1" }), {
    key: { id: "id", secret: KEYS.AWS_SECRET_ACCESS_KEY, session: "s" },
    region: "eu-west-1",
  });
  assert.equal(read({ AWS_ENDPOINT_URL: "http://nas:9000" }).endpoint?.host, "nas:9000");
  assert.throws(() => read({ AWS_ACCESS_KEY_ID: "id" }), /belong together/);
  assert.throws(() => read({ AWS_ENDPOINT_URL: "nas:9000" }), UsageError);
});
