import { isEveryAddress, isLoopback, plainHost } from "../web/mod.ts";
import { type Arguments, UsageError } from "./_args.ts";

/** Characters of a token that can be guessed neither by hand nor by a program. */
const SHORTEST_TOKEN = 16;
const TOKEN_BYTES = 18;

/** Who may visit a server, and by which names they may call it. */
export interface Visitors {
  /** Address to listen on, plainly spelt. */
  readonly hostname: string;
  readonly allowHosts: readonly string[];
  /** What they have to know; not asked for on this machine alone, unless wished. */
  readonly token: string | undefined;
}

/**
 * Reads who may visit from `--host`, `--allow-host`, `--token` and `FONOTECA_TOKEN`. Whoever is not on
 * this machine needs the token: also behind a proxy, which calls the server by a further name.
 */
export function readVisitors(read: Arguments): Visitors {
  const given = read.text("host")!;
  const hostname = plainHost(given);
  if (hostname === undefined) {
    throw new UsageError(`Cannot read --host ${given}: it takes a name or an address without port`);
  }
  const named = read.texts("allow-host").map((name) => {
    const plain = plainHost(name);
    if (plain !== undefined) return plain;
    throw new UsageError(`Cannot read --allow-host ${name}: it takes a name without port`);
  });
  const wished = read.text("token") ?? Deno.env.get("FONOTECA_TOKEN");
  if (wished !== undefined && wished.length < SHORTEST_TOKEN) {
    throw new UsageError(`Cannot use the token: it has fewer than ${SHORTEST_TOKEN} characters`);
  }
  const beyond = !isLoopback(hostname) || named.some((name) => !isLoopback(name));
  return {
    hostname,
    allowHosts: [...named, ...(isEveryAddress(hostname) ? ownAddresses() : [])],
    token: wished ?? (beyond ? newToken() : undefined),
  };
}

function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  return bytes.toBase64({ alphabet: "base64url" });
}

function ownAddresses(): readonly string[] {
  return Deno.networkInterfaces().flatMap(({ address }) => plainHost(address) ?? []);
}

/** Where the pages are, and who can see them: lines for the terminal. */
export function invitation({ hostname, allowHosts, token }: Visitors, port: number): string {
  const shown = (host: string) => host.includes(":") ? `[${host}]` : host;
  const own = isEveryAddress(hostname) ? allowHosts.find(isOutside) ?? "127.0.0.1" : hostname;
  const query = token === undefined ? "" : `/?token=${encodeURIComponent(token)}`;
  const address = `http://${shown(own)}:${port}${query}`;
  if (isLoopback(hostname) && token === undefined) return address;
  const reach = isLoopback(hostname)
    ? `Programs on this machine${allowHosts.length > 0 ? `, and whoever a proxy lets in` : ""}`
    : `Everybody whose machine reaches ${
      isEveryAddress(hostname) ? "any address of this one" : hostname
    } at port ${port}`;
  return [
    address,
    `${reach} can open these pages with this token, read titles and paths, and hear the music. It travels`,
    "unencrypted unless a proxy adds TLS: see docs/security.md",
  ].join("\n");
}

function isOutside(host: string): boolean {
  return /^\d+(\.\d+){3}$/.test(host) && !isLoopback(host) && !host.startsWith("169.254.");
}
