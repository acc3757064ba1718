import { signal } from "@preact/signals";
import {
  type Clause,
  type ClauseId,
  formatQuery,
  type LeftPart,
  readWords,
  withClause,
  withoutClause,
  withSort,
} from "../query/mod.ts";
import { query } from "./_asked.ts";
import { columns, keyProfile } from "./_columns.ts";
import { setQuery } from "./_history.ts";

/** A clause as the last sentence set it, with the words it was read from. */
interface Said {
  /** The clause in its written form: one that was changed since says nothing of the sentence. */
  readonly written: string;
  readonly words: string;
}

const said = signal<ReadonlyMap<ClauseId, Said>>(new Map());
/** What was not understood of the last sentence. */
export const leftOfWords = signal<readonly LeftPart[]>([]);

function writtenOf(clause: Clause, id: ClauseId): string {
  return formatQuery({ clauses: { [id]: clause }, rank: [] });
}

/** How a clause was read of the last sentence, as long as it stands as it was: `“fast”, upper third`. */
export function saidOf(id: ClauseId): string | undefined {
  const [clause, from] = [query.value.clauses[id], said.value.get(id)];
  return clause && from?.written === writtenOf(clause, id) ? from.words : undefined;
}

/**
 * Reads a sentence into the query as one step: what the sentence before set goes, as far as it stands as it was;
 * everything else stays, but where this one says something else of it.
 */
export function sayWords(sentence: string): void {
  const all = columns.peek();
  if (!all) return;
  const read = readWords(sentence, { columns: all, profile: keyProfile.peek(), now: Date.now() });
  let next = query.peek();
  for (const id of said.peek().keys()) if (saidOf(id)) next = withoutClause(next, id);
  const words = new Map<ClauseId, string>();
  for (const { ids, text, how } of read.read) {
    const part = `“${text}”${how === "" ? "" : `, ${how}`}`;
    for (const id of ids) words.set(id, words.has(id) ? `${words.get(id)}; ${part}` : part);
  }
  const before = new Map<ClauseId, Said>();
  for (const [id, clause] of Object.entries(read.query.clauses)) {
    next = withClause(next, clause);
    before.set(id, { written: writtenOf(clause, id), words: words.get(id) ?? "" });
  }
  if (read.query.sort) next = withSort(next, read.query.sort);
  said.value = before;
  leftOfWords.value = read.left;
  setQuery(next);
}
