import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import {
  CAMELOT_CODES,
  fifthsOf,
  type Key,
  KEY_PROFILES,
  type KeyProfile,
  PITCH_CLASSES,
  SCALES,
} from "../../domain/mod.ts";
import {
  DEFAULT_STEPS,
  type KeyClause,
  type KeyPattern,
  withClause,
  withoutClause,
} from "../../query/mod.ts";
import {
  brushed,
  columns,
  countedText,
  keyProfile,
  query,
  recommended,
  setQuery,
  useClause,
} from "../../linked/mod.ts";
import { countKeys } from "./key_counts.ts";

const AROUND: readonly Key[] = PITCH_CLASSES.flatMap((tonic) =>
  SCALES.map((scale) => ({ tonic, scale }))
).sort((a, b) => fifthsOf(a) - fifthsOf(b) || (a.scale === "major" ? -1 : 1));

/** Keys around the circle of fifths, the profile, agreement of the profiles, and the Camelot wheel. */
export function KeyPicker() {
  const [key, camelot] = [useClause("key"), useClause("camelot")];
  const agree = useClause("keys_agree");
  const open = useSignal(false);
  const clause = key?.kind === "key" ? key : undefined;
  const wheel = camelot?.kind === "camelot" ? camelot : undefined;
  const profile = clause?.profile ?? wheel?.profile ?? keyProfile.value;
  const set = Boolean(clause || wheel || agree);
  const shown = set || open.value;
  const tracks = columns.value;
  const all = useMemo(() => shown && tracks ? countKeys(tracks, { profile }) : undefined, [
    shown,
    tracks,
    profile,
  ]);
  const mask = shown ? brushed.value?.selection.maskWithout(["key", "camelot"]) : undefined;
  const selected = mask && tracks && countKeys(tracks, { profile, mask });
  return (
    <details
      class="filter"
      open={set || open.value}
      onToggle={(event) => open.value = event.currentTarget.open}
    >
      <summary>Key</summary>
      <div class="key-grid" role="group" aria-label="Keys in order of fifths">
        {shown &&
          AROUND.map((one) => (
            <KeyButton
              key={`${one.tonic} ${one.scale}`}
              at={one}
              clause={clause}
              profile={profile}
              selected={selected?.get(`${one.tonic} ${one.scale}`) ?? 0}
              all={all?.get(`${one.tonic} ${one.scale}`) ?? 0}
            />
          ))}
      </div>
      <div class="row">
        {SCALES.map((scale) => (
          <Toggle
            key={scale}
            label={`any ${scale}`}
            on={clause?.keys.some((k) => !k.tonic && k.scale === scale) ?? false}
            onClick={() => toggleKey({ scale }, { clause, profile })}
          />
        ))}
      </div>
      <label class="row">
        Mixes with
        <select
          class="input"
          value={wheel?.code ?? ""}
          onChange={(event) => chooseCamelot(event.currentTarget.value, profile)}
        >
          <option value="">any key</option>
          {CAMELOT_CODES.map((code) => <option key={code} value={code}>{code}</option>)}
        </select>
      </label>
      <label class="row">
        Profile
        <select
          class="input"
          value={profile}
          onChange={(event) => chooseProfile(event.currentTarget.value)}
        >
          {KEY_PROFILES.map((name) => (
            <option key={name} value={name}>
              {name}
              {name === recommended.value ? " (recommended)" : ""}
            </option>
          ))}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={agree !== undefined}
          onChange={(event) => setAgree(event.currentTarget.checked)}
        />
        all three profiles agree
      </label>
    </details>
  );
}

function KeyButton(
  { at, clause, profile, selected, all }: {
    readonly at: Key;
    readonly clause: KeyClause | undefined;
    readonly profile: KeyProfile;
    readonly selected: number;
    readonly all: number;
  },
) {
  const on = clause?.keys.some((k) => k.tonic === at.tonic && k.scale === at.scale) ?? false;
  return (
    <Toggle
      label={at.scale === "minor" ? `${at.tonic}m` : at.tonic}
      title={`${at.tonic} ${at.scale}: ${countedText(selected, all)}`}
      counts={`${briefText(selected)}/${briefText(all)}`}
      on={on}
      onClick={() => toggleKey(at, { clause, profile })}
    />
  );
}

/** A count of at most three figures. */
function briefText(count: number): string {
  if (count < 1000) return String(count);
  return count < 9_950 ? `${(count / 1000).toFixed(1)}k` : `${Math.round(count / 1000)}k`;
}

function Toggle(
  { label, title, counts, on, onClick }: {
    readonly label: string;
    readonly title?: string;
    /** How many tracks, under the label. */
    readonly counts?: string;
    readonly on: boolean;
    readonly onClick: () => void;
  },
) {
  return (
    <button
      type="button"
      class={on ? "toggle on" : "toggle"}
      aria-pressed={on}
      title={title}
      onClick={onClick}
    >
      {label}
      {counts && <span class="muted num">{counts}</span>}
    </button>
  );
}

function toggleKey(
  pattern: KeyPattern,
  now: { readonly clause: KeyClause | undefined; readonly profile: KeyProfile },
): void {
  const { clause, profile } = now;
  const same = (other: KeyPattern) =>
    other.tonic === pattern.tonic && other.scale === pattern.scale;
  const before = clause?.keys ?? [];
  const keys = before.some(same) ? before.filter((k) => !same(k)) : [...before, pattern];
  const missing = clause?.missing === "include" ? "include" : "exclude";
  setQuery(
    keys.length === 0
      ? withoutClause(query.peek(), "key")
      : withClause(query.peek(), { kind: "key", keys, profile, missing }),
  );
}

function chooseCamelot(code: string, profile: KeyProfile): void {
  const before = query.peek();
  setQuery(
    code === "" ? withoutClause(before, "camelot") : withClause(before, {
      kind: "camelot",
      code,
      steps: DEFAULT_STEPS,
      profile,
      missing: "exclude",
    }),
  );
}

function chooseProfile(name: string): void {
  const profile = KEY_PROFILES.find((known) => known === name) ?? recommended.peek();
  keyProfile.value = profile;
  let next = query.peek();
  for (const clause of Object.values(next.clauses)) {
    if (clause.kind === "key" || clause.kind === "camelot") {
      next = withClause(next, { ...clause, profile });
    }
  }
  setQuery(next);
}

function setAgree(on: boolean): void {
  const before = query.peek();
  setQuery(
    on
      ? withClause(before, {
        kind: "category",
        descriptor: "keys_agree",
        names: ["all three"],
        missing: "exclude",
      })
      : withoutClause(before, "keys_agree"),
  );
}
