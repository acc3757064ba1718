import type { VNode } from "preact";
import {
  type Difference,
  formatSimilar,
  type Nearness,
  type SimilarRequest,
  type TrackCard,
  type WhyAnswer,
} from "../../similar/mod.ts";
import {
  ACTIVATION_INFO,
  ACTIVATION_SETS,
  capital,
  fold,
  formatValue,
  lowerFirst,
  numberDescriptorOf,
  numberText,
  type Space,
  spaceInfo,
} from "../../domain/mod.ts";
import { Table } from "../Table.tsx";
import { AlongCurves } from "./AlongCurves.tsx";
import { CardPlay, nameOf } from "./card.tsx";
import { buttonClass, placeText, shareText } from "./text.ts";

/** Why a neighbour is one: what both tracks have in common, and what not. */
export function WhyPanel(
  { query, why, request }: {
    readonly query: TrackCard;
    readonly why: WhyAnswer;
    readonly request: SimilarRequest;
  },
): VNode {
  const { why: _, ...closed } = request;
  return (
    <section class="panel why-panel" id="why" aria-label="Why similar">
      <header>
        <h2>Why is “{why.neighbour.title}” similar?</h2>
        <div class="actions">
          <a class={buttonClass("quiet")} href={`/similar?${formatSimilar(closed)}`}>Close</a>
        </div>
        <p class="finding">{findingOf(why)}</p>
      </header>
      <div class="why-pair" data-play-list>
        <span class="pair-track query">
          {request.file === undefined && <CardPlay card={query} />}
          <span>{nameOf(query)}</span>
        </span>
        <span class="pair-track">
          <CardPlay card={why.neighbour} />
          <span>{nameOf(why.neighbour)}</span>
        </span>
      </div>
      <div class="columns">
        <div class="stack">
          <NearnessTable nearness={why.nearness} />
          <LevelNote why={why} />
          {why.nearness.filter(({ groups }) => groups.length > 0).map((near) => (
            <Contributions key={near.space} near={near} />
          ))}
        </div>
        <div class="stack">
          <SharedClasses why={why} />
          <Unheard why={why} />
        </div>
        <Differences why={why} />
      </div>
      <AlongCurves along={why.along} names={[nameOf(query), nameOf(why.neighbour)]} />
    </section>
  );
}

/** Classes of both that are told in a sentence, and how strong they are at least. */
const [TOLD, LEAST_TOLD] = [3, 0.1];

/** "both are house and electronic", "both have a piano": the strongest of all sets, each name once. */
function sharedWords({ classes }: WhyAnswer): string[] {
  const found = ACTIVATION_SETS.flatMap((set) =>
    (classes[set] ?? []).map(({ name, activations }) => ({
      name,
      verb: ACTIVATION_INFO[set].verb,
      least: Math.min(...activations),
    }))
  ).filter(({ least }) => least >= LEAST_TOLD).sort((a, b) => b.least - a.least);
  const once = [...new Map(found.toReversed().map((each) => [fold(each.name), each])).values()]
    .sort((a, b) => b.least - a.least).slice(0, TOLD);
  return [...Map.groupBy(once, ({ verb }) => verb)].map(([verb, some]) =>
    `both ${verb} ${listed(some.map(({ name }) => name))}`
  );
}

function findingOf(why: WhyAnswer): string {
  const { key, differences } = why;
  const near = differences.filter(({ nearer }) => nearer <= 0.1).map(labelOf);
  const far = differences.filter(({ nearer }) => nearer >= 0.8).map(labelOf);
  const parts = sharedWords(why);
  if (near.length > 0) parts.push(`among the nearest tenth in ${listed(near)}`);
  if (far.length > 0) parts.push(`far apart in ${listed(far)}`);
  if (key && key.steps <= 1) parts.push("the keys mix");
  if (parts.length === 0) return "Nothing that is measured here says why.";
  return `${capital(parts.join("; "))}.`;
}

function labelOf({ descriptor }: Difference): string {
  return lowerFirst(numberDescriptorOf(descriptor).label);
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function NearnessTable({ nearness }: { readonly nearness: readonly Nearness[] }): VNode {
  return (
    <Table
      caption="How near in each space"
      rows={nearness}
      columns={[
        {
          title: "Space",
          cell: ({ space }) => (
            <span class={`space-${space} hue-name`}>
              <span class="swatch" /> {spaceInfo(space).label}
            </span>
          ),
        },
        { title: "Place", number: true, cell: ({ rank }) => placeText(rank) },
        { title: "Nearer pairs", number: true, cell: (near) => shareText(near.pairs_nearer) },
        { title: "Cosine", number: true, cell: ({ cosine }) => numberText(cosine, 3) },
      ]}
    />
  );
}

/** Spaces in which a track lies elsewhere when it is quieter. */
const HEAR_LEVEL: readonly Space[] = ["musicnn", "vgg"];
/**
 * LU from which that is worth a note: turned down by 6 dB all of 67 samples are still nearest to
 * themselves in MusiCNN, by 8 dB 63, by 12 dB 37.
 */
const MUCH = 8;

/** Says that two tracks of very different level lie further apart in some spaces than they sound. */
function LevelNote({ why: { nearness, differences } }: { readonly why: WhyAnswer }): VNode | null {
  const loudness = differences.find(({ descriptor }) => descriptor === "loudness");
  const spaces = nearness.map(({ space }) => space).filter((space) => HEAR_LEVEL.includes(space));
  const apart = loudness ? Math.abs(loudness.values[0] - loudness.values[1]) : 0;
  if (apart < MUCH || spaces.length === 0) return null;
  return (
    <p class="muted">
      The tracks are {numberText(apart, 0)} LU apart in loudness, and{" "}
      {listed(spaces.map((space) => spaceInfo(space).label))} {spaces.length > 1 ? "hear" : "hears"}
      {" "}
      level too: the same music turned down lies elsewhere.
    </p>
  );
}

function Contributions({ near }: { readonly near: Nearness }): VNode {
  const most = Math.max(...near.groups.map(({ cosine }) => Math.abs(cosine)));
  return (
    <Table
      caption={`What makes up the cosine of ${numberText(near.cosine, 3)} in ${
        spaceInfo(near.space).label
      }`}
      rows={near.groups}
      columns={[
        { title: "Measurements", cell: ({ name }) => name },
        {
          title: "As a bar",
          untitled: true,
          cell: ({ cosine }) => (
            <Bar share={Math.abs(cosine) / most} class={cosine < 0 ? "against" : "for"} />
          ),
        },
        { title: "Adds", number: true, cell: ({ cosine }) => numberText(cosine, 3) },
      ]}
    />
  );
}

/** What both have most of each set that both were heard for. */
function SharedClasses({ why: { classes } }: { readonly why: WhyAnswer }): VNode | null {
  const heard = ACTIVATION_SETS.flatMap((set) => {
    const shared = classes[set];
    return shared ? [{ set, shared }] : [];
  });
  if (heard.length === 0) return null;
  return (
    <section class="shared-classes" aria-labelledby="shared-classes">
      <h3 id="shared-classes">What both have most, in %: query, neighbour</h3>
      <dl>
        {heard.map(({ set, shared }) => (
          <div key={set}>
            <dt>{capital(ACTIVATION_INFO[set].many)}</dt>
            <dd>
              {shared.length === 0 && <span class="muted">none above 5 %</span>}
              {shared.map(({ name, activations: [query, neighbour] }) => (
                <span key={name} class="shared-class">
                  {name} <span class="muted num">{percent(query)}, {percent(neighbour)}</span>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The sets of which not both tracks were heard. */
function Unheard({ why: { classes } }: { readonly why: WhyAnswer }): VNode | null {
  const unheard = ACTIVATION_SETS.filter((set) => classes[set] === null)
    .map((set) => `${ACTIVATION_INFO[set].many} (${ACTIVATION_INFO[set].by})`);
  return unheard.length > 0 ? <p class="muted">Not known of both: {listed(unheard)}.</p> : null;
}

function percent(activation: number): number {
  return Math.round(100 * activation);
}

function Differences({ why }: { readonly why: WhyAnswer }): VNode {
  const { key, differences } = why;
  if (differences.length === 0) {
    return <p class="muted">No descriptor is known of both tracks.</p>;
  }
  return (
    <div class="stack">
      <Table
        caption="Descriptors, and the share of tracks that are nearer to the query in each"
        rows={differences}
        columns={[
          { title: "Descriptor", cell: ({ descriptor }) => numberDescriptorOf(descriptor).label },
          { title: "Query", number: true, cell: (difference) => valueText(difference, 0) },
          { title: "Neighbour", number: true, cell: (difference) => valueText(difference, 1) },
          {
            title: "Nearer",
            number: true,
            cell: ({ nearer }) => (
              <span class="nearer">
                <Bar share={nearer} class="for" />
                {Math.round(100 * nearer)} %
              </span>
            ),
          },
        ]}
      />
      {key && (
        <p class="muted">
          {key.keys[0]} and {key.keys[1]}:{" "}
          {key.steps === 0 ? "the same key" : `${key.steps} apart on the Camelot wheel`}
          {key.steps === 1 && ", which mixes"}.
        </p>
      )}
    </div>
  );
}

function valueText({ descriptor, values }: Difference, at: 0 | 1): string {
  return formatValue(numberDescriptorOf(descriptor), values[at]);
}

function Bar({ share, class: name }: { readonly share: number; readonly class: string }): VNode {
  return (
    <svg class={`share-bar ${name}`} width="48" height="8" aria-hidden="true">
      <rect class="ground" width="48" height="8" rx="2" />
      <rect width={Math.max(1, Math.round(48 * share))} height="8" rx="2" />
    </svg>
  );
}
