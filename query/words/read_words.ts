import type { Columns, KeyProfile } from "../../domain/mod.ts";
import { type ClauseId, DEFAULT_PROFILE } from "../clause.ts";
import type { Query } from "../query.ts";
import type { Before, Found, Ground, Read } from "./_found.ts";
import { longestRun } from "./_found.ts";
import { Gathered } from "./_gather.ts";
import { readKey } from "./_keys.ts";
import type { Degree } from "./_levels.ts";
import { readMeaning, readOrder, readQuality } from "./_meanings.ts";
import { readArtists, readBareArtist, readText } from "./_names.ts";
import { readQuantity } from "./_quantities.ts";
import { readAdded, readYears } from "./_times.ts";
import { readAspect } from "./_label_sets.ts";
import { type Token, tokensOf } from "./_tokens.ts";
import { vocabularyOf } from "./_vocabulary.ts";

/** Words that became clauses, or an order. */
export interface ReadPart {
  /** As written. */
  readonly text: string;
  /** Parameters of the clauses, `sort` for an order. */
  readonly ids: readonly ClauseId[];
  /** How they were read, in a few words. */
  readonly how: string;
}

/** Words that were not understood, and why. */
export interface LeftPart {
  readonly text: string;
  readonly reason: string;
}

/** What a sentence asks for. */
export interface WordsRead {
  readonly query: Query;
  readonly read: readonly ReadPart[];
  readonly left: readonly LeftPart[];
}

/** The longest sentence that is read, in characters; what is beyond is said to be left. */
export const MOST_LETTERS = 500;

/** In their order: the first that makes something of the words has them. */
const READERS: readonly Read[] = [
  readText,
  readArtists,
  readAdded,
  readOrder,
  readYears,
  readKey,
  readMeaning,
  readAspect,
  readQuality,
  readQuantity,
];

const NEGATIONS = new Set([
  ...["not", "no", "without", "non", "never", "except", "excluding", "minus", "isnt", "arent"],
  ...["dont", "doesnt", "avoid", "neither", "none"],
]);
const DEGREES: ReadonlyMap<string, Degree> = new Map([
  ...["very", "really", "extremely", "super", "ultra", "highly"].map((w) => [w, "very"] as const),
  ...["quite", "fairly", "rather", "pretty", "somewhat", "abit", "alittle", "slightly", "kindof"]
    .map((w) => [w, "quite"] as const),
]);
const MOSTLY = new Set(["mostly", "mainly", "primarily", "strictly", "purely"]);
const FILLERS = new Set(
  ("a an the and but or nor with in of for to from that which who is are be being has have having " +
    "it its i we me you my our some any all only just please give show find play want need like " +
    "music track tracks song songs tune tunes piece pieces something anything things stuff one " +
    "ones key kind sort type style styles genre tag too also made both either from at by on than " +
    "mood feel feeling sound sounding sounds playlist").split(" "),
);

/**
 * Reads a sentence such as “fast danceable house without voice, not by Björk, over 5 minutes” as a query: by
 * the catalogue's own words, a table of synonyms, and the labels, formats and artists of the
 * collection; relative words by the quantiles of its values. See `docs/words.md`. Never throws.
 *
 * @param options `profile`: of the keys; `now`: what “this week” counts from, ms since epoch.
 */
export function readWords(
  sentence: string,
  { columns, profile = DEFAULT_PROFILE, now }: {
    readonly columns: Columns;
    readonly profile?: KeyProfile;
    readonly now: number;
  },
): WordsRead {
  const text = sentence.slice(0, MOST_LETTERS);
  const tokens = tokensOf(text);
  const ground: Ground = { columns, vocabulary: vocabularyOf(columns), tokens, text, profile, now };
  const reading = new Sentence(ground);
  reading.readAll();
  if (sentence.length > text.length) {
    const reason = `a sentence has at most ${MOST_LETTERS} characters`;
    reading.left.push({ text: sentence.slice(text.length), reason });
  }
  return { query: reading.gathered.query, read: reading.read, left: reading.left };
}

const PLAIN: Before = { negated: false, degree: "plain", top: false };

class Sentence {
  readonly gathered = new Gathered();
  readonly read: ReadPart[] = [];
  readonly left: LeftPart[] = [];
  readonly #ground: Ground;
  #before: Before = PLAIN;
  /** Where the words began that go with what comes next: “not very”. */
  #from: number | undefined;
  /** The token after the last words that were taken. */
  #taken = -1;
  /** Where a run of words began of which nothing could be made. */
  #unknown: number | undefined;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  readAll(): void {
    const { tokens } = this.#ground;
    for (let at = 0; at < tokens.length;) at = this.#step(at);
    this.#close(tokens.length);
  }

  #step(at: number): number {
    const token = this.#ground.tokens[at]!;
    if (token.kind === "stop") return this.#stop(at);
    for (const read of READERS) {
      const found = read(this.#ground, at, this.#before);
      if (found) return this.#take(at, found);
    }
    return this.#modify(at) ?? this.#other(at);
  }

  #stop(at: number): number {
    this.#close(at);
    return at + 1;
  }

  /** Words that change what comes after them. */
  #modify(at: number): number | undefined {
    const { key } = this.#ground.tokens[at]!;
    const degree = longestRun(this.#ground, { at, find: (key) => DEGREES.get(key) });
    const change = NEGATIONS.has(key)
      ? { negated: true }
      : MOSTLY.has(key)
      ? { top: true }
      : degree && { degree: degree.value };
    if (!change) return undefined;
    this.#endUnknown(at);
    this.#from ??= at;
    this.#before = { ...this.#before, ...change };
    return degree?.end ?? at + 1;
  }

  #other(at: number): number {
    const token = this.#ground.tokens[at]!;
    if (FILLERS.has(token.key) || token.kind === "sign") {
      this.#endUnknown(at);
      return at + 1;
    }
    const artist = readBareArtist(this.#ground, at, this.#before);
    if (artist) return this.#take(at, artist);
    this.#unknown ??= this.#from ?? at;
    this.#from = undefined;
    this.#before = PLAIN;
    return at + 1;
  }

  #take(at: number, found: Found): number {
    this.#endUnknown(at);
    const text = this.#slice(this.#from ?? at, found.end);
    const { clauses = [], sort, how = "", problem } = found;
    const ids: ClauseId[] = [];
    const reasons = problem === undefined ? [] : [problem];
    for (const clause of clauses) {
      const { id, problem } = this.gathered.add(clause, { joined: this.#taken === at });
      if (problem === undefined) ids.push(id);
      else reasons.push(problem);
    }
    if (sort) {
      this.gathered.sort(sort);
      ids.push("sort");
    }
    if (ids.length > 0) this.read.push({ text, ids, how });
    for (const reason of reasons) this.left.push({ text, reason });
    this.#from = undefined;
    this.#taken = found.end;
    this.#before = { ...PLAIN, negated: this.#before.negated && this.#goesOn(at, found.end) };
    return found.end;
  }

  /** Whether “not” holds for what comes after “or”, or after “and” where that is of the same kind. */
  #goesOn(at: number, end: number): boolean {
    const next = this.#ground.tokens[end];
    if (next?.key === "or" || next?.key === "nor") return true;
    if (next?.key !== "and") return false;
    const before = { ...PLAIN, negated: true };
    const [one, other] = [at, end + 1].map((from) =>
      READERS.map((read) => read(this.#ground, from, before)).find((found) => found)?.clauses?.[0]
    );
    return one !== undefined && one.kind === other?.kind && one.kind !== "number";
  }

  /** Ends what is under way at a stop or at the end; words that changed nothing are said. */
  #close(at: number): void {
    this.#endUnknown(at);
    if (this.#from !== undefined) {
      const reason = "nothing follows that it could change";
      this.left.push({ text: this.#slice(this.#from, at), reason });
    }
    this.#from = undefined;
    this.#before = PLAIN;
  }

  #endUnknown(at: number): void {
    if (this.#unknown === undefined) return;
    const reason = "neither a word of the catalogue nor a synonym, label or artist here";
    this.left.push({ text: this.#slice(this.#unknown, at), reason });
    this.#unknown = undefined;
  }

  #slice(from: number, to: number): string {
    const { tokens, text } = this.#ground;
    const [first, last]: readonly Token[] = [tokens[from]!, tokens[to - 1]!];
    return text.slice(first!.from, last!.to);
  }
}
