import type { VNode } from "preact";
import { type Space, spaceInfo } from "../../domain/mod.ts";
import { Button, buttonClass } from "../Button.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Field } from "../Field.tsx";
import { Panel } from "../Panel.tsx";
import { Table } from "../Table.tsx";

/** A test of the collection, done or not. */
export interface OpenTest {
  readonly id: string;
  readonly listener: string;
  readonly spaces: readonly [Space, Space];
  readonly answered: number;
  readonly trials: number;
  /** ms since epoch. */
  readonly changed: number;
}

/** Starts a listening test, or goes on with one. */
export function StartTest(
  { open, spaces, second }: {
    readonly open: readonly OpenTest[];
    readonly spaces: readonly Space[];
    /** The other space, where one was chosen already. */
    readonly second?: Space | undefined;
  },
): VNode {
  return (
    <>
      <header class="page-head">
        <h1>Listen</h1>
        <p class="prose muted">
          Which space finds better neighbours, for your ears and this collection? A blind test: you
          hear a track and two others, each the nearest to it in one of two spaces, and say which is
          more like it. No names, no labels, sides at random, all at the same loudness. You answer
          once three seconds of each have sounded.
        </p>
      </header>
      {spaces.length < 2
        ? (
          <EmptyState title="A test needs two spaces" command="deno task models">
            This collection has{" "}
            {spaces.length === 0 ? "none" : `only ${spaceInfo(spaces[0]!).label}`}. Install the
            models, then run the analysis again
          </EmptyState>
        )
        : <StartForm spaces={spaces} second={second} />}
      {open.length > 0 && <OpenTests open={open} />}
      <p>
        <a href="/listen/results">Results so far</a>
      </p>
    </>
  );
}

function StartForm(
  { spaces, second }: { readonly spaces: readonly Space[]; readonly second: Space | undefined },
): VNode {
  return (
    <Panel title="A new test">
      <form class="start-test" method="post" action="/listen">
        <Field label="Listener" for="listener" hint="Required: answers are kept under this name">
          <input
            class="input"
            id="listener"
            name="listener"
            required
            maxLength={80}
            autocomplete="nickname"
          />
        </Field>
        <Field label="Trials" for="trials">
          <input
            class="input"
            id="trials"
            name="trials"
            type="number"
            min="1"
            max="200"
            value="20"
          />
        </Field>
        <SpaceChoice
          label="One space"
          name="first"
          spaces={spaces}
          chosen={spaces.find((space) => space !== second)!}
        />
        <SpaceChoice
          label="The other"
          name="second"
          spaces={spaces}
          chosen={second ?? spaces[1]!}
        />
        <Field label="Seed" for="seed" hint="Listeners with the same seed hear the same trials">
          <input class="input" id="seed" name="seed" type="number" min="0" value="1" />
        </Field>
        <label class="check">
          <input type="checkbox" name="odd" value="yes" checked />
          <span>a quarter of the trials ask which of three does not belong</span>
        </label>
        <label class="check">
          <input type="checkbox" name="checks" value="yes" checked />
          <span>
            besides, one trial in eight checks that one listens: the same track on both sides, or
            the query itself beside a track far from it. A test that fails two of them or more, and
            a third of all, counts for nothing in the results
          </span>
        </label>
        <Button type="submit" look="primary">Start</Button>
      </form>
    </Panel>
  );
}

function SpaceChoice(
  { label, name, spaces, chosen }: {
    readonly label: string;
    readonly name: string;
    readonly spaces: readonly Space[];
    readonly chosen: Space;
  },
): VNode {
  return (
    <Field label={label} for={name}>
      <select class="input" id={name} name={name}>
        {spaces.map((space) => (
          <option key={space} value={space} selected={space === chosen}>
            {spaceInfo(space).label}
          </option>
        ))}
      </select>
    </Field>
  );
}

function OpenTests({ open }: { readonly open: readonly OpenTest[] }): VNode {
  return (
    <Panel title="Tests">
      <Table
        rows={open}
        columns={[
          { title: "Listener", cell: ({ listener }) => listener },
          {
            title: "Spaces",
            cell: (test) => test.spaces.map((space) => spaceInfo(space).label).join(", "),
          },
          {
            title: "Answered",
            number: true,
            cell: ({ answered, trials }) => `${answered} of ${trials}`,
          },
          {
            title: "Last",
            cell: ({ changed }) => new Date(changed).toISOString().slice(0, 16).replace("T", " "),
          },
          {
            title: "Ahead",
            untitled: true,
            cell: ({ id, answered, trials }) =>
              answered < trials
                ? <a class={buttonClass()} href={`/listen?test=${id}`}>Go on</a>
                : <span class="muted">done</span>,
          },
        ]}
      />
    </Panel>
  );
}
