import { Session } from "./_session.ts";
import { ModelError, modelFolders, pathOf } from "./files.ts";
import { foundationOf } from "./availability.ts";
import type { Provider } from "./settings.ts";

/**
 * Makes sure that onnxruntime can compute on a provider here, with a network that is on board. Throws a
 * ModelError in one line where it cannot: it is not in this build, its libraries or the device are missing.
 */
export async function requireProvider(provider: Provider): Promise<void> {
  if (provider === "cpu") return;
  const path = pathOf(foundationOf("vgg")!, modelFolders());
  try {
    await (await Session.open(path, provider)).release();
  } catch (cause) {
    const said = (cause instanceof Error ? cause.message : String(cause)).split("\n", 1)[0]!;
    throw new ModelError(
      `Cannot compute on ${provider} here: ${
        said.slice(0, 200)
      }; leave --provider out to compute on the CPU`,
      { cause },
    );
  }
}
