import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../../components/mod.ts";
import type { LabelTarget } from "../../wire/mod.ts";
import {
  chooseSet,
  chosen,
  giveLabel,
  handSets,
  labeller,
  lastEdit,
  makeSet,
  openHandSets,
  setLabeller,
  told,
  undoLast,
} from "./hand.ts";

/** What is labelled, and what to do when that is done. */
export interface LabelPadProps {
  readonly target: LabelTarget;
  /** The labels that what is labelled has in a set already, where that is one track. */
  readonly labelsIn?: ((set: string) => readonly string[]) | undefined;
  /** Told when labels were given, taken away, or taken back. */
  readonly onDone: () => void;
}

/** Labels by hand: a button for each label, the first nine on the keys 1 to 9, and a way back. */
export function LabelPad({ target, labelsIn, onDone }: LabelPadProps) {
  const typed = useSignal("");
  useEffect(() => void openHandSets(), []);
  const set = chosen.value;
  const changed = useSignal<Readonly<Record<string, readonly string[]>>>({});
  const before = useSignal<typeof changed.value>({});
  const has = set && labelsIn ? changed.value[set.id] ?? labelsIn(set.id) : [];
  const give = async (label: string) => {
    const remove = has.includes(label);
    if (!set || !await giveLabel(target, { label, remove })) return;
    before.value = { [set.id]: has };
    const others = has.filter((other) => other !== label);
    const now = remove ? others : set.several ? [...others, label] : [label];
    changed.value = { ...changed.value, [set.id]: now };
    onDone();
  };
  const takeBack = async () => {
    if (!await undoLast()) return;
    const now = changed.value;
    changed.value = { ...now, ...before.value };
    before.value = now;
    onDone();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "z" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void takeBack();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) {
      return;
    }
    const label = /^[1-9]$/.test(event.key) ? set?.classes[Number(event.key) - 1] : undefined;
    if (label === undefined) return;
    event.preventDefault();
    void give(label);
  };
  if (!handSets.value) return <p class="muted" role="status">Reading the label sets …</p>;
  return (
    <div class="label-pad" onKeyDown={onKey}>
      {set
        ? (
          <>
            <div class="row">
              <label class="field inline">
                Set
                <select
                  class="input"
                  value={set.id}
                  onChange={(event) => chooseSet(event.currentTarget.value)}
                >
                  {handSets.value.map(({ id, name }) => <option key={id} value={id}>{name}
                  </option>)}
                </select>
              </label>
              <label class="field inline">
                By
                <input
                  class="input"
                  value={labeller.value}
                  placeholder="your name"
                  maxLength={100}
                  onInput={(event) => setLabeller(event.currentTarget.value)}
                />
              </label>
            </div>
            <div class="row pad-labels" role="group" aria-label={`Labels of ${set.name}`}>
              {set.classes.map((label, i) => (
                <Button
                  key={label}
                  aria-pressed={labelsIn && has.includes(label)}
                  aria-keyshortcuts={i < 9 ? String(i + 1) : undefined}
                  onClick={() => void give(label)}
                >
                  {i < 9 && <kbd aria-hidden="true">{i + 1}</kbd>} {label}
                </Button>
              ))}
            </div>
            <form
              class="row"
              onSubmit={(event) => {
                event.preventDefault();
                const label = typed.value.trim();
                typed.value = "";
                if (label !== "") void give(label);
              }}
            >
              <input
                class="input"
                aria-label="Another label"
                placeholder="another label"
                maxLength={100}
                value={typed.value}
                onInput={(event) => typed.value = event.currentTarget.value}
              />
              <Button type="submit">Give it</Button>
            </form>
          </>
        )
        : <NewSet />}
      <p class={told.value?.fault ? "fault" : "muted"} role="status">
        {told.value?.words ?? (set ? "Keys 1 to 9 give a label, Ctrl Z takes it back" : "")}{" "}
        {lastEdit.value && <Button look="quiet" onClick={() => void takeBack()}>Undo</Button>}
      </p>
    </div>
  );
}

function NewSet() {
  const several = useSignal(false);
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
        if (name !== "") void makeSet({ name, several: several.value });
      }}
    >
      <p class="muted">There is no set of labels by hand yet.</p>
      <input class="input" name="name" aria-label="Name of the set" placeholder="name" required />
      <label class="check">
        <input
          type="checkbox"
          checked={several.value}
          onChange={(event) => several.value = event.currentTarget.checked}
        />{" "}
        a track can have several
      </label>
      <Button type="submit" look="primary">Make it</Button>
    </form>
  );
}
