const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** The Chromium to test with: `CHROMIUM_PATH`, else the first of the usual places. */
export function findChromium(): string | undefined {
  const given = Deno.env.get("CHROMIUM_PATH");
  if (given && isFile(given)) return given;
  return PLACES.find(isFile);
}

async function apt(...args: string[]): Promise<boolean> {
  const { success } = await new Deno.Command("apt-get", {
    args: ["-qq", ...args],
    env: { DEBIAN_FRONTEND: "noninteractive" },
    stdout: "null",
  }).output();
  return success;
}

/** Installs Debian's Chromium where this is root on Debian; `undefined` where it is not. */
export async function installChromium(): Promise<string | undefined> {
  if (Deno.uid() !== 0 || !isFile("/etc/debian_version")) return undefined;
  console.error("Installing Debian's Chromium for the browser tests");
  const installed = await apt("update") &&
    await apt("install", "--yes", "--no-install-recommends", "chromium");
  return installed ? findChromium() : undefined;
}
