/** The entry of every command, inside the process that `launch.ts` starts for it. */
import { endWithParent } from "./_with_parent.ts";

const launcher = Number(Deno.env.get("FONOTECA_LAUNCHER"));
if (launcher) endWithParent(launcher);

const [name = "", ...args] = Deno.args;
const command = await import(`./${name}.ts`) as {
  run(args: readonly string[]): Promise<number>;
};
Deno.exit(await command.run(args));
