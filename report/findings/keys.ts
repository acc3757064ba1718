import { KEY_PROFILES, numberText, percentText, PITCH_CLASSES, plural } from "../../domain/mod.ts";
import type { KeySummary, PairSummary } from "../keys.ts";
import { listText, sentences, verb } from "./words.ts";

/** Commonest key, balance of scales, agreement of profiles, and which one to use. */
export function keyFindings(keys: KeySummary): string[] {
  const known = keys.profiles.filter(({ n }) => n > 0);
  if (known.length === 0) return ["No track has a key."];
  if (known.every(({ n }) => n === 1)) return sentences(commonest(keys), oneAgreement(keys));
  return sentences(
    commonest(keys),
    `In a minor key: ${
      listText(known.map(({ profile, minor, n }) => `${percentText(minor, n, 0)} (${profile})`))
    }.`,
    agreementText(keys),
    disagreementText(keys),
    adviceText(keys),
  );
}

function commonest({ profiles, advice }: KeySummary): string | undefined {
  const { counts, n, profile } = profiles.find((one) => one.profile === advice.profile)!;
  const all = [...counts.major, ...counts.minor];
  const most = Math.max(...all);
  if (n === 0) return undefined;
  const names = all.flatMap((count, i) =>
    count === most ? [`${PITCH_CLASSES[i % 12]} ${i < 12 ? "major" : "minor"}`] : []
  );
  if (n === 1) return `Under ${profile} the only track with a key is in ${names[0]}.`;
  return names.length > 3
    ? `Under ${profile} no key stands out: ${names.length} have ${plural(most, "track")} each.`
    : `Under ${profile} the commonest ${verb(names.length, "key is", "keys are")} ${
      listText(names)
    } (${percentText(most, n)}${names.length > 1 ? " each" : ""}).`;
}

function oneAgreement({ compared, allAgree }: KeySummary): string | undefined {
  if (compared === 0) return undefined;
  return allAgree === 1
    ? "All three profiles agree on it."
    : "The three profiles do not all agree.";
}

function agreementText({ compared, allAgree, pairs }: KeySummary): string | undefined {
  if (compared === 0) return undefined;
  const shares = pairs.toSorted((x, y) => same(y) - same(x)).map((pair) =>
    `${pair.a} and ${pair.b} on ${percentText(pair.relations.same, pair.n)} (MIREX-weighted ${
      percentText(pair.mirex ?? NaN, 1)
    })`
  );
  return `All three profiles agree on ${percentText(allAgree, compared)} of ${
    plural(compared, "track")
  }; ${listText(shares)}.`;
}

function same(pair: PairSummary): number {
  return pair.n > 0 ? pair.relations.same / pair.n : 0;
}

function disagreementText({ pairs }: KeySummary): string | undefined {
  const sums = { relative: 0, parallel: 0, fifth: 0, other: 0 };
  for (const { relations } of pairs) {
    for (const name of RELATED) sums[name] += relations[name];
  }
  const total = RELATED.reduce((sum, name) => sum + sums[name], 0);
  if (total === 0) return undefined;
  const parts = RELATED.toSorted((a, b) => sums[b] - sums[a]).map((name) =>
    `${RELATION_TEXT[name]} ${percentText(sums[name], total, 0)}`
  );
  return `Where two disagree, the keys are ${listText(parts)}.`;
}

const RELATED = ["relative", "parallel", "fifth", "other"] as const;
const RELATION_TEXT = {
  relative: "relative major and minor",
  parallel: "parallel (same tonic)",
  fifth: "a fifth apart",
  other: "further apart",
} as const;

function adviceText({ advice }: KeySummary): string | undefined {
  const { profile, because, closeness } = advice;
  if (because === "too few tracks") return undefined;
  if (because === "electronic collection") {
    return "Recommended here: edma, as it was learned from electronic dance music and at least half " +
      "of the tracks have an electronic top style.";
  }
  const others = KEY_PROFILES.filter((other) => other !== profile).map((other) =>
    `${numberText(closeness[other] ?? NaN, 2)} (${other})`
  );
  return `Recommended here: ${profile}. Its keys are closest to those of the other two ` +
    `(mean MIREX weight ${numberText(closeness[profile] ?? NaN, 2)}, against ${
      listText(others)
    }); that says that it stands least alone, not that it is right.`;
}
