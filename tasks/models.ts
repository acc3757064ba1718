import {
  describeMissing,
  installModel,
  isAddress,
  isKnowable,
  type Licence,
  listModels,
  type Model,
  ModelError,
  type ModelFolders,
  modelFolders,
  modelOf,
  MODELS,
  type ModelState,
} from "../analysis/models/mod.ts";
import { numberText } from "../domain/mod.ts";
import { type Arguments, type CommandSpec, runCommand, UsageError } from "./_args.ts";
import { tellStep } from "./_model_steps.ts";

const SPEC: CommandSpec = {
  name: "models",
  summary: "Lists the learned models: what is installed, what is missing, what each adds.",
  positionals: { name: "[model…]", atLeast: 0 },
  options: {
    install: { help: "fetch what is missing, or the models that are named" },
    from: { value: "place", help: "take the files from a folder or an address laid out alike" },
    trust: { help: "with --install, models too whose checksum nobody has published" },
    steps: { help: "tell each step of --install as a line of JSON, for programs" },
  },
  examples: [
    "deno task models",
    "deno task models --install",
    "deno task models --install discogs-effnet-bsdynamic-1",
    "deno task models --install --from /media/usb/models",
    "deno task models --install --trust mtg_jamendo_genre-discogs-effnet-1",
  ],
};

function megabytes(bytes: number): string {
  return `${numberText(bytes / 1e6)} MB`;
}

function list(states: readonly ModelState[], folders: ModelFolders): void {
  const idWidth = Math.max(...states.map(({ model }) => model.id.length));
  const stateWidth = Math.max(...states.map((entry) => stateText(entry).length));
  for (const entry of states) {
    const { model } = entry;
    const size = megabytes(model.size).padStart(8);
    console.log(
      `${model.id.padEnd(idWidth)}  ${stateText(entry).padEnd(stateWidth)}  ${size}  ${
        model.licence.name.padEnd(15)
      }  ${model.adds}`,
    );
  }
  console.log(`\nFetched models are kept in ${folders.cache}`);
  const installed = states.filter(({ state }) => state === "installed").map(({ model }) =>
    model.id
  );
  const missing = describeMissing(new Set(installed));
  if (missing) console.log(missing);
}

function stateText({ model, state }: ModelState): string {
  return state === "installed" && model.bundled ? "on board" : state;
}

function showLicences(models: readonly Model[]): void {
  const licences = new Set<Licence>(models.map((model) => model.licence));
  for (const { name, terms, address } of licences) {
    const ids = models.filter(({ licence }) => licence.name === name).map(({ id }) => id);
    console.log(`Licence of ${ids.join(", ")}:\n  ${name} (${address})\n  ${terms}\n`);
  }
}

/** Shows how far a download is: in place on a terminal, else not at all. */
function progressOf(model: Model): (id: string, received: number) => void {
  const encoder = new TextEncoder();
  let shown = -1;
  return (_, received) => {
    const percent = Math.floor(received / model.size * 100);
    if (!Deno.stdout.isTerminal() || percent === shown) return;
    shown = percent;
    Deno.stdout.writeSync(encoder.encode(`\r${model.id}  ${percent} %\x1b[K\r`));
  };
}

interface InstallPlan {
  readonly folders: ModelFolders;
  /** Whether models are taken whose checksum nobody has published. */
  readonly trust: boolean;
  readonly from?: string;
}

async function lackingOf(
  models: readonly Model[],
  { folders }: InstallPlan,
): Promise<readonly Model[]> {
  const states = await listModels(folders);
  return models.filter((model) =>
    states.some((entry) => entry.model.id === model.id && entry.state !== "installed")
  );
}

/** Milliseconds between two lines that tell how much of a file is here. */
const STEP_EVERY = 200;

/** Installs for a program that follows the steps: nothing but those goes to standard output. */
async function installInSteps(models: readonly Model[], plan: InstallPlan): Promise<number> {
  const silentHosts = new Set<string>();
  let code = 0;
  for (const model of await lackingOf(models, plan)) {
    let told = -Infinity;
    tellStep({ step: "received", model: model.id, bytes: 0 });
    const outcome = await installModel(model, {
      ...plan,
      silentHosts,
      onProgress: (_, bytes) => {
        if (performance.now() - told < STEP_EVERY) return;
        told = performance.now();
        tellStep({ step: "received", model: model.id, bytes });
      },
    });
    if ("failed" in outcome) {
      code = 1;
      tellStep({ step: "failed", model: model.id, reason: outcome.failed });
    } else tellStep({ step: "installed", model: model.id });
  }
  return code;
}

async function install(models: readonly Model[], options: InstallPlan): Promise<number> {
  const lacking = await lackingOf(models, options);
  const wanted = lacking.filter((model) => options.trust || isKnowable(model));
  const left = lacking.filter((model) => !wanted.includes(model));
  for (const { id } of left) {
    console.log(
      `${id}  left out: nobody has published its checksum; --trust takes it nevertheless`,
    );
  }
  if (wanted.length === 0) {
    if (left.length > 0) return 0;
    console.log("Every model is installed");
    return 0;
  }
  showLicences(wanted.filter((model) => !model.bundled));
  const failures: Model[] = [];
  const silentHosts = new Set<string>();
  for (const model of wanted) {
    const outcome = await installModel(model, {
      ...options,
      silentHosts,
      onProgress: progressOf(model),
    });
    if ("failed" in outcome) {
      failures.push(model);
      console.error(outcome.failed);
    } else {
      const how = outcome.proved
        ? ", by what it computes"
        : outcome.trusted
        ? ", on trust: of the right size and form, its checksum is kept"
        : "";
      console.log(`${model.id}  installed, ${megabytes(model.size)}${how}`);
    }
  }
  if (failures.length === 0) return 0;
  console.error(closingLine(failures));
  return 1;
}

/** What is missing for want of these models, and that the rest works. */
function closingLine(missing: readonly Model[]): string {
  const adds = [...new Set(missing.map((model) => model.adds))].join("; ");
  return `Missing: ${
    missing.map(({ id }) => id).join(", ")
  } (${adds}); all else works without them, and ` +
    "--from takes them from a folder or a mirror";
}

function namedModels(args: Arguments): readonly Model[] {
  if (args.positionals.length === 0) return MODELS;
  try {
    return args.positionals.map(modelOf);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

async function checkPlace(from: string | undefined): Promise<void> {
  if (from === undefined || isAddress(from)) return;
  const info = await Deno.stat(from).catch(() => undefined);
  if (!info?.isDirectory) {
    throw new ModelError(`Cannot install from ${from}: it is not a folder and not an address`);
  }
}

/** The `models` command. */
export function run(args: readonly string[]): Promise<number> {
  return runCommand(SPEC, args, async (given) => {
    const models = namedModels(given);
    const from = given.text("from");
    if (from !== undefined && !given.on("install")) {
      throw new UsageError("Cannot use --from without --install");
    }
    for (const name of ["steps", "trust"]) {
      if (given.on(name) && !given.on("install")) {
        throw new UsageError(`Cannot use --${name} without --install`);
      }
    }
    const folders = modelFolders();
    if (given.on("install")) {
      await checkPlace(from);
      const plan = { folders, trust: given.on("trust"), ...(from !== undefined && { from }) };
      return await (given.on("steps") ? installInSteps : install)(models, plan);
    }
    const states = await listModels(folders);
    list(states.filter(({ model }) => models.includes(model)), folders);
    return 0;
  });
}
