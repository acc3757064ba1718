import { fold } from "../../domain/mod.ts";

/** One piece of a sentence, with where it stands in it. */
export interface Token {
  readonly kind: "word" | "number" | "time" | "date" | "quote" | "sign" | "stop";
  /** As written; what stands between the marks of a quotation. */
  readonly text: string;
  /** What words are compared by; see {@linkcode keyOf}. */
  readonly key: string;
  readonly from: number;
  readonly to: number;
  /** The number that it is; seconds of a time such as 3:30. NaN of anything else. */
  readonly number: number;
  /** Whether nothing stands between it and the piece before. */
  readonly joined: boolean;
}

const PIECE =
  /"(?<plain>[^"]*)"?|“(?<curled>[^”]*)”?|(?<date>\d{4}-\d\d-\d\d)(?!\d)|(?<time>\d{1,3}(?::[0-5]\d){1,2})(?!\d)|(?<number>(?<![\p{L}\p{N}])[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)|(?<sign>>=|<=|\.\.|[<>≥≤~≈=+&–—-])|(?<stop>[,;.!?|/\n])|(?<word>[\p{L}\p{M}\p{N}#♯♭&'’]+)/gu;

/** Words without case, accents, blanks and marks, `&` as `and`: hip-hop, Hip Hop and hiphop are one. */
export function keyOf(text: string): string {
  return fold(text).replaceAll("&", "and").replace(/[^\p{L}\p{N}]/gu, "");
}

/** The pieces of a sentence in their order. Digits that begin a word are a number of their own. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(PIECE)) {
    const groups = match.groups!;
    const quote = groups.plain ?? groups.curled;
    const kind = quote !== undefined
      ? "quote"
      : (["date", "time", "number", "sign", "stop"] as const).find((k) => groups[k]) ?? "word";
    const written = quote ?? match[0];
    tokens.push({
      kind,
      text: written,
      key: kind === "sign" && written === "&" ? "and" : keyOf(written),
      from: match.index,
      to: match.index + match[0].length,
      number: kind === "number" ? numberOf(written) : kind === "time" ? secondsOf(written) : NaN,
      joined: match.index > 0 && tokens.at(-1)?.to === match.index,
    });
  }
  return tokens;
}

function numberOf(text: string): number {
  return Number(text.replaceAll(",", "").replace("−", "-"));
}

function secondsOf(text: string): number {
  return text.split(":").reduce((seconds, part) => seconds * 60 + Number(part), 0);
}
