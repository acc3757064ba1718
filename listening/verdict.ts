/** How often a question with two outcomes went each way. */
export interface Count {
  readonly wins: number;
  readonly losses: number;
}

/** A share with the range in which it lies with 95 % confidence. */
export interface ShareInterval {
  /** NaN where nothing was counted. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Largest probability of chance at which a preference counts as shown. */
export const SIGNIFICANT = 0.05;

const Z = 1.959963984540054;

/**
 * Probability of a split at least as uneven as this one if chance alone decided: the two-sided sign
 * test, exact. 1 where nothing was counted.
 *
 * @param chance Probability of a win by chance; the test is two-sided at 1/2, else of as many wins or
 * more.
 */
export function signTest({ wins, losses }: Count, chance = 1 / 2): number {
  const n = wins + losses;
  if (n === 0) return 1;
  if (chance !== 1 / 2) return upperTail(n, { from: wins, chance });
  return Math.min(1, 2 * upperTail(n, { from: Math.max(wins, losses), chance }));
}

/** Probability of `from` or more wins out of `n`. */
function upperTail(
  n: number,
  { from, chance }: { readonly from: number; readonly chance: number },
): number {
  let sum = 0;
  for (let wins = from; wins <= n; wins++) {
    sum += Math.exp(
      logChoose(n, wins) + wins * Math.log(chance) + (n - wins) * Math.log(1 - chance),
    );
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

const LOG_FACTORIALS = [0];

function logFactorial(n: number): number {
  for (let i = LOG_FACTORIALS.length; i <= n; i++) {
    LOG_FACTORIALS.push(LOG_FACTORIALS[i - 1]! + Math.log(i));
  }
  return LOG_FACTORIALS[n]!;
}

/** Share of wins with its 95 % interval (Wilson 1927), which holds for few answers too. */
export function wilson({ wins, losses }: Count): ShareInterval {
  const n = wins + losses;
  if (n === 0) return { share: NaN, low: 0, high: 1 };
  const share = wins / n;
  const centre = (share + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
  const half = Z / (1 + Z ** 2 / n) * Math.sqrt(share * (1 - share) / n + Z ** 2 / (4 * n ** 2));
  return { share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** A preference that a test is made to see: two to one. */
export const SOUGHT = 2 / 3;
/** Chance of seeing it that counts as enough. */
export const ENOUGH_POWER = 0.8;

/** Probability that the sign test finds a preference of two to one among so many decided answers. */
export function powerOf(decided: number): number {
  let power = 0;
  for (let wins = 0; wins <= decided; wins++) {
    if (signTest({ wins, losses: decided - wins }) >= SIGNIFICANT) continue;
    power += Math.exp(
      logChoose(decided, wins) + wins * Math.log(SOUGHT) + (decided - wins) * Math.log(1 - SOUGHT),
    );
  }
  return Math.min(1, power);
}

let enough: number | undefined;

/** The fewest decided answers with which a preference of two to one is seen four times in five. */
export function answersForPower(): number {
  if (enough !== undefined) return enough;
  let decided = 1;
  while (powerOf(decided) < ENOUGH_POWER) decided++;
  enough = decided;
  return decided;
}

/**
 * Whether answers show that neither side is preferred as much as two to one: two one-sided exact binomial
 * tests at 5 % (D. J. Schuirmann 1987). Undecided answers count half for each side.
 */
export function areAlike({ wins, losses, ties }: Count & { readonly ties: number }): boolean {
  const n = wins + losses + ties;
  const least = Math.min(wins, losses) + Math.floor(ties / 2);
  return n > 0 && upperTail(n, { from: least, chance: 1 - SOUGHT }) < SIGNIFICANT;
}
