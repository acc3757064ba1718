import { PROJECTIONS, SPACE_NAMES } from "../../domain/mod.ts";
import { answer, file, followed, type Paths, required, text, whole, word } from "../_operation.ts";

const tag = "collection";
const VERSION_HEADER = {
  "x-fonoteca-version": {
    description: "Version of the collection, as in `/api/status`",
    schema: { type: "integer" },
  },
};

/** What is asked of the collection as a whole. */
export const COLLECTION: Paths = {
  "/api/status": {
    get: {
      id: "status",
      tag,
      summary: "What the collection is doing",
      answers: {
        200: followed(
          "Status",
          "Tracks, errors and the analysis that runs; as events, at each change",
        ),
      },
    },
  },
  "/api/summary": {
    get: {
      id: "summary",
      tag,
      summary: "Everything that the overview says",
      answers: { 200: answer("Summary", "As `summary.json` of a report") },
    },
  },
  "/api/columns.arrow": {
    get: {
      id: "columns",
      tag,
      summary: "All columns as Arrow IPC, a row a track",
      description: "Rounded to float32. Answers with 304 to an `If-None-Match` that still holds.",
      answers: {
        200: {
          ...file(
            "A stream that pandas, Polars and DuckDB read",
            "application/vnd.apache.arrow.stream",
          ),
          headers: VERSION_HEADER,
        },
      },
    },
  },
  "/api/map": {
    get: {
      id: "map",
      tag,
      summary: "A map of one space",
      description:
        "Pairs of float32 (little-endian), a row of `/api/columns.arrow` of the same version " +
        "each; NaN where a track has no place. A map that is not there yet is made: the answer is 202.",
      parameters: [
        text("space", `Default: the first that the collection has; ${SPACE_NAMES}`),
        text(
          "projection",
          `${PROJECTIONS.join(", ")}, two components such as pca3-5, or raw axes such as ` +
            "raw~tag9~log-tempo; default pca",
          "umap",
        ),
      ],
      answers: {
        200: {
          ...file("x, y, x, y, …"),
          headers: {
            ...VERSION_HEADER,
            "x-fonoteca-map": {
              description: "JSON: how good the map is, and whether it is current",
              schema: { type: "string" },
            },
          },
        },
        202: answer("MapUnderWay", "It is being made; ask again when the work is done"),
      },
    },
  },
  "/api/maps": {
    get: {
      id: "maps",
      tag,
      summary: "The maps of a space that are made, best first",
      parameters: [required(text("space", SPACE_NAMES))],
      answers: { 200: answer("MapsAnswer", "Maps and their quality") },
    },
  },
  "/api/disagreement": {
    get: {
      id: "disagreement",
      tag,
      summary: "How much the neighbours of each track differ in two spaces",
      parameters: [
        {
          name: "space",
          in: "query",
          required: true,
          description: `Twice: two of ${SPACE_NAMES}`,
          style: "form",
          explode: true,
          schema: {
            type: "array",
            items: { type: "string" },
            minItems: 2,
            maxItems: 2,
          },
        },
        word("begin", "`no`: nothing is begun", ["yes", "no"]),
      ],
      answers: {
        200: {
          ...file("Float32 (little-endian) a row of `/api/columns.arrow`, in [0, 1] or NaN"),
          headers: {
            ...VERSION_HEADER,
            "x-fonoteca-disagreement": {
              description: "JSON: spaces, neighbours, progress of a newer comparison",
              schema: { type: "string" },
            },
          },
        },
        202: answer("DisagreementUnderWay", "It is being worked out"),
        204: { description: "There is none, and none was begun" },
      },
    },
  },
  "/api/clusters": {
    get: {
      id: "clusters",
      tag,
      summary: "Groups of tracks in a space, once they are found",
      parameters: clusterParameters(),
      answers: { 200: answer("ClustersAnswer", "Figures, and what sets each group apart") },
    },
    post: {
      id: "findClusters",
      tag,
      summary: "Begins to look for groups",
      parameters: clusterParameters(),
      answers: { 202: answer("WorkAnswer", "Where the work is followed") },
    },
  },
  "/api/evaluation": {
    get: {
      id: "evaluation",
      tag,
      summary: "How good the spaces are on the tags of the collection",
      answers: { 200: answer("KeptEvaluation", "The last figures") },
    },
    post: {
      id: "evaluate",
      tag,
      summary: "Begins an evaluation",
      answers: { 202: answer("JobState", "Followed at `/api/work/evaluation/spaces`") },
    },
  },
};

function clusterParameters() {
  return [
    text("space", `Default: the first that the collection has; ${SPACE_NAMES}`),
    word("method", "Default kmeans", ["kmeans", "hdbscan"]),
    whole("k", "Groups of k-means; default: the most distinct", { range: [2, 60] }),
    whole("size", "Tracks of a group of HDBSCAN at least", { range: [2, 100_000] }),
  ];
}
