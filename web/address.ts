/**
 * A host name or address as every spelling of it is written: `127.1` and `0x7f.1` as `127.0.0.1`,
 * `::ffff:127.0.0.1` as `127.0.0.1`, names in lower case without a final dot.
 *
 * @param host Without port; IPv6 with or without brackets
 * @returns `undefined` where it is no host
 */
export function plainHost(host: string): string | undefined {
  const bare = /^\[(.+)\]$/.exec(host)?.[1] ?? host;
  const address = `http://${bare.includes(":") ? `[${bare}]` : bare}/`;
  if (bare === "" || !URL.canParse(address)) return undefined;
  const { hostname, pathname, port, username } = new URL(address);
  if (pathname !== "/" || port !== "" || username !== "") return undefined;
  const plain = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (!/^[\w.:-]+$/.test(plain)) return undefined;
  return mappedIn(plain) ?? plain;
}

/** The IPv4 address that an IPv6 one stands for, as `::ffff:7f00:1` does. */
function mappedIn(host: string): string | undefined {
  const match = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(host);
  if (!match) return undefined;
  const [high, low] = [Number.parseInt(match[1]!, 16), Number.parseInt(match[2]!, 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/** Whether a host, however it is spelt, means this machine and no other. */
export function isLoopback(host: string): boolean {
  const plain = plainHost(host);
  return plain === "localhost" || plain === "::1" ||
    /^127(\.\d{1,3}){3}$/.test(plain ?? "");
}

/** Whether an address to listen on means every address that the machine has. */
export function isEveryAddress(host: string): boolean {
  const plain = plainHost(host);
  return plain === "0.0.0.0" || plain === "::";
}
