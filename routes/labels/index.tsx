import { buttonClass, EmptyState } from "../../components/mod.ts";
import { Field } from "../../components/Field.tsx";
import { SetList } from "../../components/labels/SetList.tsx";
import { define } from "../../define.ts";
import { commandFor, labelRows } from "../../library/mod.ts";
import { asset, formIn, Head, page } from "../../web/mod.ts";
import { madeSet } from "../_label_sets.ts";

export const handler = define.handlers({
  GET({ state: { library } }) {
    return page({
      sets: labelRows(library),
      tracks: library.collection.columns.length,
      command: commandFor(library.store, "labels folders"),
    });
  },

  async POST({ req, state: { library }, redirect }) {
    const form = await formIn(req);
    const set = await madeSet(library, {
      name: form.get("name") ?? "",
      several: form.get("several") === "yes",
      by: form.get("by") ?? "",
      ...(form.has("copy") && { copy: form.get("copy")! }),
    });
    return redirect(`/labels/${set.id}`, 303);
  },
});

export default define.page<typeof handler>(({ data: { sets, tracks, command } }) => (
  <div class="page labels">
    <Head>
      <title>Labels · Fonoteca</title>
      <link rel="stylesheet" href={asset("/styles/labels.css")} />
    </Head>
    <header class="page-head">
      <h1>What do people say of these tracks?</h1>
      <p class="prose muted">
        Label sets of data sets, tables, folders, tags, models, and by hand. Each is a filter, a
        colour and a column in Explore; none changes what was measured.
      </p>
    </header>
    {sets.length > 0
      ? <SetList sets={sets} tracks={tracks} />
      : (
        <EmptyState title="No labels yet" command={command}>
          The command takes the folders for labels; of a data set or a table it takes the path
          instead. Or make a set of your own here, and label by hand in Explore.
        </EmptyState>
      )}
    <section class="panel" aria-label="A set of your own">
      <header>
        <h2>A set of your own</h2>
        <p class="finding">
          Labelled by hand: in Explore (<kbd>l</kbd>{" "}
          for the row or all that is brushed), on the map, and on a track's page.
        </p>
      </header>
      <form method="post" class="row new-set">
        <Field label="Name" for="set-name" inline>
          <input id="set-name" class="input" name="name" required maxLength={100} />
        </Field>
        <label class="check">
          <input type="checkbox" name="several" value="yes" /> a track can have several
        </label>
        <button class={buttonClass("primary")} type="submit">Make it</button>
      </form>
    </section>
  </div>
));
