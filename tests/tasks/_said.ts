/** What a command that runs in this process says, and its exit code. */
export function saidBy(run: (args: readonly string[]) => Promise<number>) {
  return async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
    const { log, error } = console;
    const [out, err]: [string[], string[]] = [[], []];
    console.log = (...parts) => void out.push(parts.join(" "));
    console.error = (...parts) => void err.push(parts.join(" "));
    try {
      return { code: await run(args), out: out.join("\n"), err: err.join("\n") };
    } finally {
      Object.assign(console, { log, error });
    }
  };
}
