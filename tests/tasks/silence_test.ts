import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import config from "../../deno.json" with { type: "json" };
import { buildClient } from "../../web/build/mod.ts";
import { environment } from "../../tasks/launch.ts";
import { clicks } from "../analysis/_audio.ts";
import { wavOf } from "../fixtures/wav.ts";
import { inFolder } from "./_command.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const LAUNCH = join(ROOT, "tasks/launch.ts");

/**
 * A network of one's own with a way out that leads nowhere and counts: whatever wants to reach another
 * machine, or a name server, is counted as a packet on it.
 */
const NETWORK = `
set -e
ip link set lo up
for each in all default; do echo 1 > /proc/sys/net/ipv6/conf/$each/disable_ipv6 2>/dev/null || true; done
ip link add out0 type veth peer name in0
ip address add 10.99.0.1/24 dev out0
ip link set in0 up
ip link set out0 arp off up
ip route add default via 10.99.0.2 dev out0 onlink
set +e
`;
const COUNT = `echo "packets $(awk '/out0:/ { print $11 }' /proc/self/net/dev)"`;

interface Heard {
  readonly packets: number;
  readonly out: string;
}

/** Runs a script in such a network; \`undefined\` where this system does not let one. */
async function inNetwork(
  script: string,
  env: Readonly<Record<string, string>>,
): Promise<Heard | undefined> {
  try {
    const { stdout, stderr, success } = await new Deno.Command("unshare", {
      args: ["-n", "sh", "-c", `${NETWORK}${script}\n${COUNT}`],
      env,
      clearEnv: true,
    }).output();
    const out = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    const packets = /^packets (\d+)$/m.exec(out)?.[1];
    return success && packets !== undefined ? { packets: Number(packets), out } : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) found.push(...await filesIn(path));
    else found.push(path);
  }
  return found;
}

/** Starts a server, asks it for pages, and ends it. */
const SERVE = `
$DENO $FLAGS "$LAUNCH" start --db="$STORE/x.kv" --port=8123 &
server=$!
for attempt in $(seq 300); do
  if "$DENO" eval -q 'await (await fetch("http://127.0.0.1:8123/")).text()' 2>/dev/null; then
    echo served; break
  fi
  sleep 0.2
done
"$DENO" eval -q 'for (const path of ["explore", "similar", "listen", "evaluate", "api/columns.arrow",
  "api/summary", "api/similar?track=none", "api/playlist.m3u8"]) {
  await (await fetch("http://127.0.0.1:8123/" + path)).bytes();
}'
kill -TERM $server
wait $server
`;

Deno.test("every task is told not to ask for updates, and not to report", () => {
  for (const [name, line] of Object.entries(config.tasks)) {
    assert.match(line, /&& DENO_NO_UPDATE_CHECK=1 ORT_DISABLE_TELEMETRY=1 deno run /, name);
  }
  assert.equal(environment()["ORT_DISABLE_TELEMETRY"], "1");
  assert.equal(environment()["DENO_NO_UPDATE_CHECK"], "1");
});

Deno.test("no command sends a packet or leaves a file outside of the folders it is given", async () => {
  await buildClient(ROOT);
  await inFolder(async (folder) => {
    const at = (name: string) => join(folder, name);
    for (const name of ["home", "tmp", "deno", "store", "music", "out"]) await Deno.mkdir(at(name));
    for (let i = 0; i < 4; i++) {
      await Deno.writeFile(at(`music/${i}.wav`), wavOf([clicks(90 + 9 * i, { seconds: 8 })]));
    }
    const env = {
      PATH: Deno.env.get("PATH") ?? "/usr/bin:/bin",
      HOME: at("home"),
      TMPDIR: at("tmp"),
      DENO_DIR: at("deno"),
      STORE: at("store"),
      OUT: at("out"),
      MUSIC: at("music"),
      DENO: Deno.execPath(),
      LAUNCH,
      DENO_NO_UPDATE_CHECK: "1",
      FLAGS: "run -q --no-check --no-prompt --allow-read --allow-env --allow-run",
    };
    const control = await inNetwork(
      `"$DENO" eval -q 'await fetch("http://203.0.113.7/", { signal: AbortSignal.timeout(500) })'`,
      env,
    );
    if (!control) return console.log("left out: this system gives no network namespace");
    assert.ok(control.packets > 0, "what is sent is counted");
    const commands = [
      `analyze "$MUSIC" --db="$STORE/x.kv"`,
      `errors --db="$STORE/x.kv"`,
      `models`,
      `export --db="$STORE/x.kv" --out="$OUT/export"`,
      `import "$OUT/export" --db="$STORE/y.kv"`,
      `report --db="$STORE/x.kv" --out="$OUT/report"`,
      `evaluate --db="$STORE/x.kv" --json="$OUT/evaluation.json"`,
      `subsonic add anna --db="$STORE/x.kv"`,
      `resample --db="$STORE/x.kv" --out="$OUT/more.kv" --tracks=50`,
      `tag plan --write=bpm,replaygain --db="$STORE/x.kv" --out="$OUT/tags.tsv"`,
      `tag apply "$OUT/tags.tsv" --music="$MUSIC" --db="$STORE/x.kv"`,
      `labels "$OUT/labels.tsv" --db="$STORE/x.kv"`,
      `clusters --db="$STORE/x.kv" --k=2`,
      `collect "$OUT/parts" --db="$STORE/z.kv"`,
    ].map((args) => `$DENO $FLAGS "$LAUNCH" ${args} && echo "done ${args.split(" ")[0]}"`);
    await Deno.writeTextFile(at("out/labels.tsv"), "path\tmood\n0.wav\tcalm\n1.wav\twild\n");
    const parts = `mkdir "$OUT/parts" && ` +
      `find "$STORE" -maxdepth 1 -type f -name "x.kv*" -exec cp {} "$OUT/parts" \\;`;
    const heard = await inNetwork(
      [...commands.with(-1, `${parts} && ${commands.at(-1)}`), SERVE].join("\n"),
      env,
    );
    for (const command of commands) {
      const name = /echo "done (.*)"$/.exec(command)![1];
      assert.match(heard!.out, new RegExp(`^done ${name}$`, "m"), heard!.out);
    }
    assert.match(heard!.out, /^served$/m);
    assert.equal(heard!.packets, 0, heard!.out);
    assert.deepEqual([...await filesIn(at("home")), ...await filesIn(at("tmp"))], []);
  });
});
