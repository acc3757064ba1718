import { define } from "../../../../define.ts";
import { ask, type Library } from "../../../../library/mod.ts";
import { HttpError, jsonIn } from "../../../../web/mod.ts";
import { asHttp } from "../../../_label_sets.ts";

const ACTIONS = ["add", "set", "remove"] as const;
const LONGEST_BY = 100;

/**
 * Labels tracks by hand: those named by id in `tracks`, or all that the written `query` asks for. Answers
 * with what takes it back.
 */
export const handler = define.handlers({
  async POST({ req, params, state: { library } }) {
    const body = await jsonIn(req);
    const { label, action, by, ...which }: Readonly<Record<string, unknown>> =
      typeof body === "object" && body !== null ? { ...body } : {};
    const asked = ACTIONS.find((one) => one === action);
    if (typeof label !== "string" || !asked) {
      throw new HttpError(400, `Cannot label: it takes a label, and one of ${ACTIONS.join(", ")}`);
    }
    try {
      return Response.json(
        await library.labelling.edit(params["set"]!, {
          tracks: await tracksOf(library, which),
          label,
          action: asked,
          by: typeof by === "string" ? by.trim().slice(0, LONGEST_BY) : "",
          at: Date.now(),
        }),
      );
    } catch (error) {
      throw asHttp(error);
    }
  },
});

async function tracksOf(
  library: Library,
  { tracks, query }: Readonly<Record<string, unknown>>,
): Promise<readonly string[]> {
  if (Array.isArray(tracks)) return tracks.filter((id) => typeof id === "string");
  if (typeof query !== "string") {
    throw new HttpError(400, "Cannot label: it takes the ids of tracks, or a query");
  }
  const { columns, rows, problems } = await ask(library, new URLSearchParams(query));
  const [problem] = problems;
  if (problem) throw new HttpError(400, `Cannot label: ${problem.parameter} cannot be read`);
  return Array.from(rows, (row) => columns.ids[row]!);
}
