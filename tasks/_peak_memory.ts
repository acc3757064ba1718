import process from "node:process";

/**
 * The most memory that this process has held, in MB. Where there is `/proc` it is read there, as the
 * figure of `getrusage` starts with that of the parent process.
 */
export function peakMemory(): number {
  try {
    const status = Deno.readTextFileSync("/proc/self/status");
    return Number(status.match(/VmHWM:\s+(\d+) kB/)![1]) / 1e3;
  } catch {
    return process.resourceUsage().maxRSS / 1e3;
  }
}
