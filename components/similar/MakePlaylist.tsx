import type { ComponentChildren, VNode } from "preact";
import {
  type Choice,
  CHOICES,
  chosenTracks,
  formatSimilar,
  type SimilarAnswer,
  type SimilarRequest,
} from "../../similar/mod.ts";
import { Button } from "../Button.tsx";
import { Kept } from "./Options.tsx";
import { plural } from "../../domain/mod.ts";

/** Id of the control that says which tracks are meant. */
export const CHOICE_CONTROL = "playlist-choice";

/** The lists as a playlist file; `children` are further things to do with the same choice. */
export function MakePlaylist(
  { answer, request, children }: {
    readonly answer: SimilarAnswer;
    readonly request: SimilarRequest;
    readonly children?: ComponentChildren;
  },
): VNode {
  const offered = answer.lists.length > 1 ? CHOICES : CHOICES.slice(0, 1);
  const spaces = answer.lists.map(({ space }) => space);
  return (
    <form class="panel make-playlist" action="/api/similar/playlist" data-full-load>
      <Kept parameters={formatSimilar({ ...request, spaces })} />
      <label for={CHOICE_CONTROL}>Playlist of</label>
      <select class="input" id={CHOICE_CONTROL} name="of">
        {offered.map((choice) => (
          <option key={choice} value={choice} disabled={chosenTracks(answer, choice).length === 0}>
            {choiceText(answer, choice)}
          </option>
        ))}
      </select>
      <select class="input" name="as" aria-label="Format">
        {["m3u8", "xspf", "jspf", "tsv"].map((format) => (
          <option key={format} value={format}>{format.toUpperCase()}</option>
        ))}
      </select>
      <Button type="submit">Download</Button>
      {children}
    </form>
  );
}

function choiceText(answer: SimilarAnswer, choice: Choice): string {
  const [first, second] = answer.lists;
  const count = plural(chosenTracks(answer, choice).length, "track");
  switch (choice) {
    case "first":
      return `${first?.label} (${count})`;
    case "second":
      return `${second?.label} (${count})`;
    case "union":
      return `both lists, in turn (${count})`;
    case "intersection":
      return `what both lists have (${count})`;
  }
}
