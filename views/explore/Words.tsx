import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { columns, leftOfWords, sayWords, WORDS_PARAMETER } from "../../linked/mod.ts";

/** A sentence that becomes clauses, and what of it was not understood. */
export function Words() {
  const input = useRef<HTMLInputElement>(null);
  const asked = useSignal("");
  const ready = columns.value !== undefined;
  useEffect(() => {
    asked.value = new URLSearchParams(location.search).get(WORDS_PARAMETER) ?? "";
  }, []);
  useEffect(() => {
    if (!ready || asked.peek() === "") return;
    if (input.current) input.current.value = asked.peek();
    sayWords(asked.peek());
    asked.value = "";
  }, [ready, asked.value]);
  return (
    <form
      class="words"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        if (input.current) sayWords(input.current.value);
      }}
    >
      <input
        ref={input}
        class="input"
        type="search"
        maxLength={500}
        aria-label="In words"
        placeholder="In words: fast house without voice"
        autocomplete="off"
        disabled={!ready}
        onInput={() => leftOfWords.value = []}
      />
      <button type="submit" class="button" disabled={!ready}>Ask</button>
    </form>
  );
}

/** The words of the last sentence that became no clause, and why. */
export function LeftOfWords() {
  if (leftOfWords.value.length === 0) return null;
  return (
    <p class="problem" role="status">
      Not understood: {leftOfWords.value.map(({ text, reason }, index) => (
        <span key={index}>
          {index > 0 && "; "}
          <strong>{text}</strong> ({reason})
        </span>
      ))}
    </p>
  );
}
