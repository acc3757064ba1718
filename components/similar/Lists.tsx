import type { VNode } from "preact";
import type { NeighbourList, SimilarAnswer, SimilarRequest } from "../../similar/mod.ts";
import { nameOf } from "./card.tsx";
import { ListHead } from "./ListHead.tsx";
import { NeighbourItem } from "./NeighbourItem.tsx";

/** Lists side by side; `children` stands between them. */
export function Lists(
  { answer, request, children }: {
    readonly answer: SimilarAnswer;
    readonly request: SimilarRequest;
    readonly children?: VNode | false;
  },
): VNode {
  const { lists, spaces } = answer;
  return (
    <div class={lists.length > 1 ? "lists two" : "lists"}>
      {lists.map((list, i) => (
        <div class="list-part" key={list.space} data-place={i}>
          <ListHead
            list={list}
            lists={lists}
            spaces={spaces}
            request={request}
            query={nameOf(answer.query)}
          />
          {list.neighbours.length === 0 ? <p class="none muted">{whyNone(list)}.</p> : (
            <ol
              class={`neighbours space-${list.space}`}
              data-play-list
              aria-label={`Nearest in ${list.label}`}
            >
              {list.neighbours.map((row) => (
                <NeighbourItem
                  key={row.track.id}
                  row={row}
                  request={request}
                  space={list.space}
                />
              ))}
            </ol>
          )}
        </div>
      ))}
      {children}
    </div>
  );
}

function whyNone(list: NeighbourList): string {
  if (!list.query) {
    return `The query has no vector in ${list.label}: it is silent, too short, or was not analysed for it`;
  }
  if (list.tracks === 0) return "No other track has a vector in this space";
  return "Every other track is left out: leave out less above";
}
