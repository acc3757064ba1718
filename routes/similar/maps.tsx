import { EmptyState, Field } from "../../components/mod.ts";
import { define } from "../../define.ts";
import { type Space, SPACE_INFO, SPACES } from "../../domain/mod.ts";
import SubmitOnChange from "../../islands/SubmitOnChange.tsx";
import TwoMaps from "../../islands/TwoMaps.tsx";
import { PROJECTIONS } from "../../query/mod.ts";
import { asset, Head, page } from "../../web/mod.ts";

export const handler = define.handlers({
  GET({ state: { library }, url }) {
    const { present } = library.spaces;
    const params = url.searchParams;
    const named = (name: string) => present.find((space) => space === params.get(name));
    const left = named("left") ?? present[0];
    const right = named("right") ?? present.find((space) => space !== left);
    const projection = PROJECTIONS.find((known) => known === params.get("projection")) ?? "pca";
    return page({ present, left, right, projection });
  },
});

export default define.page<typeof handler>(({ data }) => {
  const { present, left, right, projection } = data;
  return (
    <div class="page similar-maps">
      <Head>
        <title>Two maps · Fonoteca</title>
        <link rel="stylesheet" href={asset("/styles/similar.css")} />
        <link rel="stylesheet" href={asset("/styles/two_maps.css")} />
      </Head>
      <header class="page-head">
        <h1>Two maps</h1>
        <p class="prose muted">
          The same collection as two spaces see it. Point at a track and find it in the other; click
          it for its neighbours in both; draw a lasso around some and see where they went.
        </p>
      </header>
      {!left || !right || left === right
        ? (
          <EmptyState title="This takes two spaces" command="deno task models">
            Install a model and analyse again, and a second map stands beside the first
          </EmptyState>
        )
        : (
          <>
            <form class="row" action="/similar/maps" id="maps-form">
              <SpaceField name="left" label="Left" chosen={left} present={present} />
              <SpaceField name="right" label="Right" chosen={right} present={present} />
              <Field label="Projection" for="projection">
                <select class="input" id="projection" name="projection">
                  {PROJECTIONS.map((id) => (
                    <option key={id} value={id} selected={id === projection}>
                      {id.toUpperCase()}
                    </option>
                  ))}
                </select>
              </Field>
              <SubmitOnChange form="maps-form" />
            </form>
            <TwoMaps spaces={[left, right]} projection={projection} />
          </>
        )}
    </div>
  );
});

function SpaceField(
  { name, label, chosen, present }: {
    readonly name: string;
    readonly label: string;
    readonly chosen: Space;
    readonly present: readonly Space[];
  },
) {
  return (
    <Field label={label} for={name}>
      <select class="input" id={name} name={name}>
        {SPACES.filter((space) => present.includes(space)).map((space) => (
          <option key={space} value={space} selected={space === chosen}>
            {SPACE_INFO[space].label}
          </option>
        ))}
      </select>
    </Field>
  );
}
