/** The browser that `deno task start` opens on its pages, where a person is at the terminal. */
import { isLoopback } from "../web/address.ts";

/** What the server tells once it listens. */
export interface Listening {
  readonly listening: string;
}

/** The address that a message of the server tells; `undefined` for any other message. */
export function addressIn(message: unknown): string | undefined {
  if (typeof message !== "object" || message === null || !("listening" in message)) {
    return undefined;
  }
  const { listening } = message;
  if (typeof listening !== "string" || !URL.canParse(listening)) return undefined;
  const { protocol, hostname } = new URL(listening);
  return protocol === "http:" && isLoopback(hostname.replace(/^\[|\]$/g, ""))
    ? listening
    : undefined;
}

/** Whether a browser is to be opened: at a terminal, on a desktop, unless told not to. */
export function mayOpen(args: readonly string[]): boolean {
  if (args.includes("--no-open") || !Deno.stdout.isTerminal() || Deno.env.has("CI")) return false;
  return Deno.build.os !== "linux" || Deno.env.has("DISPLAY") || Deno.env.has("WAYLAND_DISPLAY");
}

const OPENERS: Readonly<Record<string, readonly string[]>> = {
  darwin: ["open"],
  linux: ["xdg-open"],
  windows: ["cmd", "/c", "start", ""],
};

/** Opens the user's browser; where there is none, the printed address is enough. */
export function openBrowser(address: string): void {
  const [program, ...args] = OPENERS[Deno.build.os] ?? [];
  if (program === undefined) return;
  try {
    const child = new Deno.Command(program, {
      args: [...args, address],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    child.unref();
    child.status.catch(() => {});
  } catch {
    // no such program: the address stands on the screen
  }
}
