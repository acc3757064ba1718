import { type Space, SPACE_NAMES, spaceNamed } from "../domain/mod.ts";
import { openStore, type Store } from "../store/mod.ts";
import {
  forgetMarks,
  forgetQueue,
  hashedPassword,
  keyHash,
  newSecret,
  type SubsonicUser,
  subsonicUsers,
  UserError,
  userName,
} from "../subsonic/mod.ts";
import { type Arguments, type CommandSpec, DB_OPTION, runCommand, UsageError } from "./_args.ts";

const SPEC: CommandSpec = {
  name: "subsonic",
  summary:
    "Says who may log in from music apps, by the OpenSubsonic protocol, once the server is started with\n" +
    "--subsonic. Passwords and API keys are made here, shown once, and kept hashed.\n\n" +
    "  list                  who may log in, and with which keys (the default)\n" +
    "  add <name>            a user, with a password\n" +
    "  password <name>       another password; token and salt are forbidden again\n" +
    "  key <name>            an API key, named by --label\n" +
    "  revoke <name>         takes the API keys with that --label away\n" +
    "  allow-token <name>    another password that is kept readable, for apps that log in with token and\n" +
    "                        salt alone: whoever can read the store can read it\n" +
    "  space <name>          look for similar tracks in --space\n" +
    "  remove <name>         a user, with all stars, ratings and play counts",
  options: {
    db: DB_OPTION,
    label: { value: "text", help: "what an API key is for", default: "app" },
    space: { value: "space", help: `${SPACE_NAMES}, or auto for that of the blind test` },
    "password-from": { value: "-", help: "read the password from standard input, not make one" },
  },
  positionals: {
    name: "[list|add|password|key|revoke|allow-token|space|remove] [<name>]",
    atLeast: 0,
  },
  examples: [
    "deno task subsonic add anna",
    "deno task subsonic key anna --label phone",
    "deno task subsonic allow-token anna",
    "deno task start --subsonic",
  ],
};

type Action = (store: Store, name: string, given: Arguments) => Promise<readonly string[]>;

const ACTIONS: Readonly<Record<string, Action>> = {
  async add(store, name, given) {
    const users = subsonicUsers(store);
    const taken = () => new UserError(`Cannot add ${name}: there is such a user`);
    if (await users.get(name)) throw taken();
    const { password, lines } = await passwordFrom(given);
    const hashed = await hashedPassword(password);
    const user = { created: Date.now(), password: hashed, keys: [] };
    if (!await users.create(userName(name), user)) throw taken();
    return [`Added ${name}`, ...lines];
  },

  async password(store, name, given) {
    const { password, lines } = await passwordFrom(given);
    const hashed = await hashedPassword(password);
    await changed(store, name, ({ readable: _, ...user }) => ({ ...user, password: hashed }));
    return [`Changed the password of ${name}`, ...lines];
  },

  async key(store, name, given) {
    const key = newSecret();
    const label = given.text("label")!;
    await changed(store, name, (user) => ({
      ...user,
      keys: [...user.keys, { label, hash: keyHash(key), created: Date.now() }],
    }));
    return [`API key for ${label}: ${key}`, "It is shown this once"];
  },

  async revoke(store, name, given) {
    const label = given.text("label")!;
    const { keys } = await userOf(store, name);
    const left = keys.filter((key) => key.label !== label);
    if (left.length === keys.length) {
      throw new UserError(
        `Cannot revoke ${label}: ${name} has ${
          keys.map(({ label }) => label).join(", ") || "no key"
        }`,
      );
    }
    await changed(store, name, (user) => ({
      ...user,
      keys: user.keys.filter((key) => key.label !== label),
    }));
    return [`Took ${keys.length - left.length} API key of ${name} away: ${label}`];
  },

  async "allow-token"(store, name) {
    const password = newSecret();
    const hashed = await hashedPassword(password);
    await changed(store, name, (user) => ({ ...user, password: hashed, readable: password }));
    return [
      `Password of ${name}, from now on: ${password}`,
      "Apps may log in with token and salt, which no hash can be compared with: this password stands readable " +
      "in the store. It was made here, so that it opens nothing else",
    ];
  },

  async space(store, name, given) {
    const wanted = given.text("space");
    const space = spaceNamed(wanted);
    if (!space && wanted !== "auto") {
      throw new UsageError(`Cannot choose a space: --space takes ${SPACE_NAMES} or auto`);
    }
    await changed(store, name, ({ space: _, ...user }) => ({ ...user, ...chosen(space) }));
    return [`Similar tracks for ${name}: ${space ?? "in the space of the blind test"}`];
  },

  async remove(store, name) {
    await userOf(store, name);
    await subsonicUsers(store).delete(name);
    await forgetMarks(store, name);
    await forgetQueue(store, name);
    return [`Removed ${name}`];
  },
};

/** `deno task subsonic`: who may log in from music apps. */
export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (given) => {
    const [action = "list", name, ...more] = given.positionals;
    using store = await openStore(given.text("db")!, { create: false });
    if (action === "list" && name === undefined) return await list(store);
    const act = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
    if (!act || name === undefined || more.length > 0) {
      throw new UsageError(
        `Cannot run subsonic: name one of list, ${Object.keys(ACTIONS).join(", ")}, and a user`,
      );
    }
    for (const line of await act(store, name, given)) console.log(line);
    return 0;
  });
}

function chosen(space: Space | undefined) {
  return space ? { space } : {};
}

async function userOf(store: Store, name: string): Promise<SubsonicUser> {
  const user = await subsonicUsers(store).get(name);
  if (user) return user;
  throw new UserError(`There is no user ${name}: deno task subsonic lists those there are`);
}

async function changed(
  store: Store,
  name: string,
  change: (user: SubsonicUser) => SubsonicUser,
): Promise<void> {
  await userOf(store, name);
  await subsonicUsers(store).update(name, change);
}

/** A password that is made here, and the lines that show it; or the one on standard input. */
async function passwordFrom(given: Arguments) {
  const from = given.text("password-from");
  if (from === undefined) {
    const password = newSecret();
    return { password, lines: [`Password: ${password}`, "It is shown this once"] };
  }
  if (from !== "-") throw new UsageError("Cannot read the password: --password-from takes -");
  const text = await new Response(Deno.stdin.readable).text();
  return { password: text.split(/\r?\n/)[0]!, lines: [] };
}

async function list(store: Store): Promise<number> {
  const users = await subsonicUsers(store).list();
  if (users.length === 0) console.log("Nobody may log in: deno task subsonic add <name>");
  for (const { id, value: { keys, readable, space } } of users) {
    console.log(
      [
        id,
        readable === undefined ? "password" : "password (readable, for token and salt)",
        ...keys.map(({ label, created }) => `key ${label} of ${dayOf(created)}`),
        ...(space ? [`similar in ${space}`] : []),
      ].join(", ").replace(", ", ": "),
    );
  }
  return 0;
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
