import { binsOf } from "../../charts/mod.ts";
import {
  ClassCounts,
  CoOccurrence,
  Coverage,
  LabelsPerTrack,
} from "../../components/labels/Counts.tsx";
import { Fields } from "../../components/labels/Fields.tsx";
import { Hierarchy } from "../../components/labels/Hierarchy.tsx";
import { SetActions } from "../../components/labels/SetActions.tsx";
import { originText } from "../../components/labels/SetList.tsx";
import { SplitPanel } from "../../components/labels/SplitPanel.tsx";
import { TruthPanels } from "../../components/labels/TruthPanel.tsx";
import { define } from "../../define.ts";
import { labelDescriptorId, plural } from "../../domain/mod.ts";
import SubmitOnChange from "../../islands/SubmitOnChange.tsx";
import { PUBLISHED, type Truth } from "../../labels/mod.ts";
import { cardOf, type Library } from "../../library/mod.ts";
import { asset, Head, HttpError, page, shortened } from "../../web/mod.ts";

export const handler = define.handlers({
  async GET({ params, url, state: { library } }) {
    const withBad = url.searchParams.get("bad") === "yes";
    const found = await library.labelPages.get(library, params["set"]!, { withBad });
    if (!found) throw new HttpError(404, `There is no label set ${shortened(params["set"]!)}`);
    const { set, statistics, truths } = found;
    const { columns } = library.collection;
    const fields = set.fields.flatMap((field) => {
      const values = columns.numbers[labelDescriptorId(set.id, field.id)];
      if (!values) return [];
      const tracks = values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0);
      return [{ field, tracks, bins: binsOf(values, field) }];
    });
    return page({
      set,
      statistics,
      withBad,
      fields,
      truths: truths.map((truth) => ({ truth, worst: worstOf(library, truth) })),
      published: PUBLISHED[set.id] ?? [],
    });
  },
});

function worstOf(library: Library, { worst }: Truth) {
  return worst.map(({ row, truth, estimate }) => ({ card: cardOf(library, row), truth, estimate }));
}

export default define.page<typeof handler>(({ data }) => {
  const { set, statistics, withBad, fields, truths, published } = data;
  const { bad } = statistics;
  const hands = statistics.hands.some(({ by }) => by !== "hand") && set.origin === "hand"
    ? statistics.hands
    : [];
  const source = set.source === set.kind ? undefined : set.source;
  const about = [originText(set), set.version, set.licence, set.citation, source]
    .filter((text) => text !== undefined);
  return (
    <div class="page labels">
      <Head>
        <title>{set.name} · Labels · Fonoteca</title>
        <link rel="stylesheet" href={asset("/styles/label_sets.css")} />
      </Head>
      <header class="page-head">
        <p>
          <a href="/labels">All label sets</a>
        </p>
        <h1>{set.name}</h1>
        <p class="prose muted">{about.join(" · ")}</p>
      </header>
      <SetActions id={set.id} origin={set.origin} />
      {bad.length > 0 && (
        <form id="bad-form" class="row" action={`/labels/${set.id}`}>
          <label class="check">
            <input type="checkbox" name="bad" value="yes" checked={withBad} />
            with the {plural(bad.reduce((sum, { tracks }) => sum + tracks, 0), "track")}{" "}
            known to be bad
          </label>
          <SubmitOnChange form="bad-form" />
          <span class="muted">
            {bad.map(({ reason, tracks }) => `${reason}: ${tracks}`).join("; ")}
          </span>
        </form>
      )}
      <div class="set-panels">
        <ClassCounts set={set} statistics={statistics} />
        <Coverage set={set} statistics={statistics} />
        <TruthPanels set={set} truths={truths} published={published} />
        <Fields set={set} fields={fields} />
        <Hierarchy set={set} statistics={statistics} />
        <CoOccurrence set={set} statistics={statistics} />
        <LabelsPerTrack set={set} statistics={statistics} />
        <SplitPanel set={set} statistics={statistics} withBad={withBad} />
      </div>
      {hands.length > 0 && (
        <p class="muted">
          Labelled by{" "}
          {hands.map(({ by, tracks }) => `${by} (${plural(tracks, "track")})`).join(", ")}
        </p>
      )}
    </div>
  );
});
