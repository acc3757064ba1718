import {
  ACTIVATION_INFO,
  ACTIVATION_SETS,
  type ActivationSet,
  capital,
  numberText,
  percentText,
  plural,
} from "../../domain/mod.ts";
import type { ApartClass, ClusterPortrait } from "../../report/mod.ts";
import type { TrackCard } from "../../similar/mod.ts";
import { Button } from "../mod.ts";
import { CardPlay, nameOf } from "../similar/card.tsx";

/** A cluster as the page shows it. */
export interface ShownCluster extends ClusterPortrait {
  readonly typical: readonly TrackCard[];
}

/** Each cluster with what sets it apart, to be named and kept as labels. */
export function ClusterCards(
  { clusters, tracks, setName, hidden }: {
    readonly clusters: readonly ShownCluster[];
    readonly tracks: number;
    /** The name that is offered for the label set. */
    readonly setName: string;
    /** What the form sends besides. */
    readonly hidden: URLSearchParams;
  },
) {
  return (
    <form method="post" action="/clusters" class="clusters">
      {[...hidden].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <p class="row keep">
        <label>
          Keep as labels called{" "}
          <input class="input" name="name" value={setName} maxLength={60} required />
        </label>
        <Button type="submit" look="primary" name="keep" value="yes">
          Keep and open in Explore
        </Button>
      </p>
      <ol>
        {clusters.map((cluster, i) => (
          <li key={i}>
            <ClusterCard cluster={cluster} index={i} tracks={tracks} />
          </li>
        ))}
      </ol>
    </form>
  );
}

function ClusterCard(
  { cluster, index, tracks }: {
    readonly cluster: ShownCluster;
    readonly index: number;
    readonly tracks: number;
  },
) {
  const { name, classes, shifts, typical } = cluster;
  return (
    <section class="panel" aria-label={name}>
      <header>
        <input
          class="input"
          name="label"
          aria-label={`Name of cluster ${index + 1}`}
          value={name}
          maxLength={80}
          required
        />
        <span class="muted num">
          {plural(cluster.tracks, "track")}, {percentText(cluster.tracks, tracks)}
        </span>
      </header>
      {Object.keys(classes).length + shifts.length === 0 && (
        <p class="muted">No class or descriptor sets it apart.</p>
      )}
      {ACTIVATION_SETS.map((set) => {
        const apart = classes[set];
        return apart && <Classes key={set} set={set} classes={apart} />;
      })}
      {shifts.length > 0 && (
        <p>
          <span class="muted">Descriptors</span>{" "}
          {shifts.map(({ id, label, effect }) => (
            <span key={id} class="apart">
              {effect > 0 ? "↑" : "↓"} {label}{" "}
              <span class="muted num">{numberText(Math.abs(effect), 1)} sd</span>
            </span>
          ))}
        </p>
      )}
      <ul class="typical" data-play-list aria-label={`Most typical of ${name}`}>
        {typical.map((card) => (
          <li key={card.id}>
            <CardPlay card={card} />
            <a href={`/track/${encodeURIComponent(card.id)}`}>{nameOf(card)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Classes(
  { set, classes }: { readonly set: ActivationSet; readonly classes: readonly ApartClass[] },
) {
  return (
    <p>
      <span class="muted">{capital(ACTIVATION_INFO[set].many)}</span>{" "}
      {classes.map(({ name, share, lift }) => (
        <span key={name} class="apart">
          {name} <span class="muted num">{percentText(share, 1, 0)}, ×{numberText(lift, 1)}</span>
        </span>
      ))}
    </p>
  );
}
