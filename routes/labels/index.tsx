import { EmptyState } from "../../components/mod.ts";
import { NewSet } from "../../components/labels/NewSet.tsx";
import { SetList } from "../../components/labels/SetList.tsx";
import { define } from "../../define.ts";
import { labelRows, nextCommand } from "../../library/mod.ts";
import { asset, formIn, Head, page } from "../../web/mod.ts";
import { refused } from "../api/_labels.ts";

export const handler = define.handlers({
  GET({ state: { library, notice } }) {
    const tracks = library.collection.columns.length;
    return page({
      sets: labelRows(library),
      tracks,
      isReadOnly: notice !== undefined,
      command: nextCommand(library.store, { command: "labels folders", there: tracks }),
    });
  },

  async POST({ req, state: { library }, redirect }) {
    const form = await formIn(req);
    const [name, copy, at] = [form.get("name") ?? "", form.get("copy"), Date.now()];
    const by = (form.get("by") ?? "").trim().slice(0, 100);
    const set = await refused(() =>
      copy === null
        ? library.hand.make({ name, several: form.get("several") === "yes", at })
        : library.hand.copy(copy, { name, by, at })
    );
    return redirect(`/labels/${set.id}`, 303);
  },
});

export default define.page<typeof handler>(({ data: { sets, tracks, isReadOnly, command } }) => (
  <div class="page labels">
    <Head>
      <title>Labels · Fonoteca</title>
      <link rel="stylesheet" href={asset("/styles/label_sets.css")} />
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
          {tracks === 0
            ? "Labels are of tracks, and there is none yet. Once a folder is analysed, its subfolders, a data set or a table can be taken for labels."
            : "The command takes the folders for labels; of a data set or a table it takes the path instead. Or make a set of your own here, and label by hand in Explore."}
        </EmptyState>
      )}
    {!isReadOnly && <NewSet />}
  </div>
));
