import type { VNode } from "preact";
import type { TrackCard } from "../../similar/mod.ts";
import { Missing, PlayButton } from "../mod.ts";
import { Num } from "../Num.tsx";
import { type Playable, playableOf, VOICE_MODEL, voiceOf, voiceSide } from "../../domain/mod.ts";

/** What the player has to know of a card's track. */
export function playableCard(card: TrackCard): Playable {
  const { duration_s: duration, loudness_lufs: loudness, true_peak_dbtp: truePeak } = card;
  return playableOf({ ...card, duration, loudness, truePeak });
}

/** The play button of a track; of one without audio it says why there is nothing to hear. */
export function CardPlay({ card }: { readonly card: TrackCard }): VNode {
  return <PlayButton track={playableCard(card)} />;
}

/** Title and artist in one text. */
export function nameOf(card: TrackCard): string {
  return card.artist === null ? card.title : `${card.title} — ${card.artist}`;
}

/** Tempo, key, style and voice of a track, in that order and each in its place. */
export function CardFacts({ card }: { readonly card: TrackCard }): VNode {
  const { missing } = card;
  return (
    <span class="facts">
      <span class="tempo">
        <Num value={card.tempo_bpm ?? NaN} digits={1} unit="BPM" {...because(missing["tempo"])} />
      </span>
      <span class="key" title={card.camelot ? `Camelot ${card.camelot}` : undefined}>
        {card.key ?? <Missing reason={missing["key"]} />}
      </span>
      <StyleOrTag card={card} />
      <Voice card={card} />
    </span>
  );
}

/** Whether there is voice, as the best model that heard it says, which is named where it is not the first. */
function Voice({ card }: { readonly card: TrackCard }): VNode {
  const said = voiceOf((id) => id === "voice" || id === "instrumentalness" ? card[id] : null);
  if (!said) {
    return (
      <span class="voice">
        voice <Missing reason={card.missing["voice"]} />
      </span>
    );
  }
  const { by, value } = said;
  const share = <Num value={100 * value} unit="%" />;
  return (
    <span class="voice" title={`${voiceSide(said)}, says ${VOICE_MODEL[by]}`}>
      {by === "voice" ? <>voice {share}</> : (
        <>
          instrumental {share} <span class="by">({VOICE_MODEL[by]})</span>
        </>
      )}
    </span>
  );
}

/** The style; where there is none, the strongest tag, said to be one. */
function StyleOrTag({ card }: { readonly card: TrackCard }): VNode {
  if (card.style !== null) {
    return <span class="style" title={`${card.style_parent}: ${card.style}`}>{card.style}</span>;
  }
  const reason = card.missing["style"];
  return card.tag === null
    ? (
      <span class="style">
        <Missing reason={reason} />
      </span>
    )
    : <span class="style" title={`No style: ${reason}; strongest tag`}>tag {card.tag}</span>;
}

function because(reason: string | undefined) {
  return reason === undefined ? {} : { reason };
}
