import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { Button } from "../../components/mod.ts";
import { chooseSet, labeller, setLabeller } from "./chosen_set.ts";
import { type Labelling, type LabelTarget, onlyTrack, useLabelling } from "./labelling.ts";

/** What the choice of a set says for one that is to be made. */
const NEW = "";

/**
 * Labels tracks by hand, in a set of one's own: a press gives a label or takes it away, digits do the
 * same for the first nine, any word makes a new one, and each edit can be taken back. Style sheet:
 * `labels.css`.
 */
export function LabelEditor(
  { target, onLabelled, takesFocus = false }: {
    /** Where there are several tracks, labels are given to all, or taken from all. */
    readonly target: LabelTarget;
    /** Told after each edit. */
    readonly onLabelled?: () => void;
    /** Whether the first label has the focus, so that digits are for it. */
    readonly takesFocus?: boolean;
  },
) {
  const labelling = useLabelling(target, { onLabelled });
  const { sets, said, set } = labelling;
  const makes = useSignal(false);
  const taking = useSignal(false);
  const own = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!takesFocus) return;
    own.current?.querySelector<HTMLElement>(".toggle, input[name=label], input[name=name]")
      ?.focus();
  }, [set?.id, sets.value !== undefined]);
  if (sets.value === undefined && !said.value.fault) {
    return <p class="muted" role="status">Reading the labels…</p>;
  }
  const single = onlyTrack(target) !== undefined;
  const digits = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return;
    if (event.key === "z" && (event.ctrlKey || event.metaKey) && said.value.undo) {
      event.preventDefault();
      event.stopPropagation();
      void labelling.undo();
    }
    if (event.ctrlKey || event.metaKey) return;
    const label = /^[1-9]$/.test(event.key) ? set?.classes[Number(event.key) - 1] : undefined;
    if (label === undefined) return;
    event.preventDefault();
    void toggle(label);
  };
  const isOn = (label: string) => labelling.given.value[set?.id ?? ""]?.includes(label) ?? false;
  const toggle = (label: string) =>
    labelling.label(label, (single ? isOn(label) : taking.value) ? "remove" : "add");
  return (
    <div ref={own} class="label-editor" onKeyDown={digits}>
      {set && (
        <label class="label-set">
          Set{" "}
          <select
            class="input"
            value={makes.value ? NEW : set.id}
            onChange={(event) => {
              makes.value = event.currentTarget.value === NEW;
              if (!makes.value) chooseSet(event.currentTarget.value);
            }}
          >
            {sets.value?.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
            <option value={NEW}>New set…</option>
          </select>
        </label>
      )}
      {(makes.value || !set) && (
        <NewSet
          onMake={async (name, several) => {
            await labelling.make(name, several);
            makes.value = said.peek().fault ?? false;
          }}
        />
      )}
      {set && !makes.value && (
        <>
          {!single && (
            <label class="check">
              <input
                type="checkbox"
                checked={taking.value}
                onChange={(event) => taking.value = event.currentTarget.checked}
              />
              take away instead
            </label>
          )}
          <div class="label-words" role="group" aria-label={`Labels of ${set.name}`}>
            {set.classes.map((label, at) => (
              <button
                key={label}
                type="button"
                class={isOn(label) ? "toggle on" : "toggle"}
                aria-pressed={single ? isOn(label) : undefined}
                aria-keyshortcuts={at < 9 ? String(at + 1) : undefined}
                onClick={() => void toggle(label)}
              >
                {at < 9 && <kbd aria-hidden="true">{at + 1}</kbd>}
                {label}
              </button>
            ))}
          </div>
          <NewLabel onLabel={(label) => labelling.label(label, "add")} />
        </>
      )}
      {set && !makes.value && (
        <label class="label-set">
          By{" "}
          <input
            class="input"
            maxlength={100}
            placeholder="your name"
            value={labeller.value}
            onInput={(event) => setLabeller(event.currentTarget.value.trim())}
          />
        </label>
      )}
      <Told labelling={labelling} />
    </div>
  );
}

function NewSet(
  { onMake }: { readonly onMake: (name: string, several: boolean) => Promise<void> },
) {
  return (
    <form
      class="label-form"
      onSubmit={(event) => {
        event.preventDefault();
        const fields = new FormData(event.currentTarget);
        void onMake(String(fields.get("name") ?? ""), fields.get("several") !== null);
      }}
    >
      <input
        class="input"
        name="name"
        required
        maxlength={100}
        placeholder="Name of a set of labels, such as Mood"
        aria-label="Name of a new set of labels"
      />
      <label class="check">
        <input type="checkbox" name="several" checked />
        several labels on a track
      </label>
      <Button type="submit">Make it</Button>
    </form>
  );
}

function NewLabel({ onLabel }: { readonly onLabel: (label: string) => Promise<void> }) {
  const id = useId();
  return (
    <form
      class="label-form"
      onSubmit={(event) => {
        event.preventDefault();
        const field = event.currentTarget.elements.namedItem("label");
        if (!(field instanceof HTMLInputElement) || field.value.trim() === "") return;
        void onLabel(field.value.trim());
        field.value = "";
      }}
    >
      <input
        id={id}
        class="input"
        name="label"
        maxlength={100}
        placeholder="Another label"
        aria-label="Another label"
        autocomplete="off"
      />
      <Button type="submit" look="quiet">Give it</Button>
    </form>
  );
}

function Told({ labelling: { said, undo } }: { readonly labelling: Labelling }) {
  const { words, fault, undo: edit } = said.value;
  return (
    <p class={fault ? "label-said fault" : "label-said muted"} role="status">
      {words}
      {edit && <Button look="quiet" onClick={() => void undo()}>Undo</Button>}
    </p>
  );
}
