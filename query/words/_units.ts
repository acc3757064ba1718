const TEMPO = ["tempo", "tempocnn"];

/** What a unit says of the number before it. */
export interface Unit {
  /** The descriptors it can be a value of. */
  readonly of: readonly string[];
  /** What the number is multiplied by to have the catalogue's unit. */
  readonly factor: number;
}

function unit(of: readonly string[], factor = 1): Unit {
  return { of, factor };
}

/** Units by their key. */
export const UNITS: ReadonlyMap<string, Unit> = new Map([
  ...["bpm", "beatsperminute", "beatsaminute"].map((key) => [key, unit(TEMPO)] as const),
  ...["minutes", "minute", "mins", "min", "m"].map((key) => [key, unit(["duration"], 60)] as const),
  ...["seconds", "second", "secs", "sec", "s"].map((key) => [key, unit(["duration"])] as const),
  ...["hours", "hour", "h"].map((key) => [key, unit(["duration"], 3600)] as const),
  ["lufs", unit(["loudness"])],
  ["lu", unit(["loudness_range"])],
  ["dbtp", unit(["true_peak"])],
  ...["kbps", "kbits", "kbit"].map((key) => [key, unit(["bit_rate"])] as const),
  ["hz", unit(["sample_rate"])],
  ["khz", unit(["sample_rate"], 1000)],
  ...["channels", "channel"].map((key) => [key, unit(["channels"])] as const),
]);

/** Which side of a number is meant. */
export type Sense = "from" | "to" | "about" | "exactly";

/** Words before a number, and what a comparative such as “faster than” is about. */
export interface Comparison {
  readonly sense: Sense;
  readonly of?: readonly string[];
}

const PLAIN: Readonly<Record<Sense, readonly string[]>> = {
  from: [
    ...["over", "above", "morethan", "greaterthan", "atleast", "minimum", "startingat"],
    ...["notlessthan", "nolessthan", ">", ">=", "≥"],
  ],
  to: [
    ...["under", "below", "lessthan", "atmost", "maximum", "max", "upto", "until"],
    ...["notmorethan", "nomorethan", "<", "<=", "≤"],
  ],
  about: ["about", "around", "roughly", "approximately", "circa", "ca", "~", "≈"],
  exactly: ["exactly", "equalto", "="],
};

/** Comparisons by their key, or by their sign. */
export const COMPARISONS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ...Object.entries(PLAIN).flatMap(([sense, keys]) =>
    keys.map((key) => [key, { sense: sense as Sense }] as const)
  ),
  ["longerthan", { sense: "from", of: ["duration"] }],
  ["shorterthan", { sense: "to", of: ["duration"] }],
  ["fasterthan", { sense: "from", of: TEMPO }],
  ["slowerthan", { sense: "to", of: TEMPO }],
  ["louderthan", { sense: "from", of: ["loudness"] }],
  ["quieterthan", { sense: "to", of: ["loudness"] }],
  ["newerthan", { sense: "from", of: ["year"] }],
  ["olderthan", { sense: "to", of: ["year"] }],
]);

/** Words after a number that open its range: “5 minutes or more”. */
export const OPENED: ReadonlyMap<string, Sense> = new Map([
  ...["ormore", "andmore", "andup", "orlonger", "orfaster", "orlouder", "ornewer", "orlater"]
    .map((key) => [key, "from"] as const),
  ...["orless", "andless", "orshorter", "orslower", "orquieter", "orolder", "orearlier"]
    .map((key) => [key, "to"] as const),
]);

const NAMES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** Whole numbers in words, before a unit. */
export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ...NAMES.map((name, index) => [name, index + 1] as const),
  ["twelve", 12],
  ["fifteen", 15],
  ["twenty", 20],
  ["thirty", 30],
]);
