import { answer, followed, json, part, type Paths } from "../_operation.ts";

const PLACE = [part("kind", "Kind of work, such as map"), part("id", "What it is about")];

/** Long work, models, and this description. */
export const WORK: Paths = {
  "/api/work": {
    get: {
      id: "allWork",
      tag: "work",
      summary: "All long work since the program started, and where it stands",
      answers: { 200: answer("AllWork", "Work of every kind") },
    },
  },
  "/api/work/{kind}/{id}": {
    get: {
      id: "work",
      tag: "work",
      summary: "Where one piece of long work stands",
      parameters: PLACE,
      answers: {
        200: followed("JobState", "As events, until it has ended"),
        204: { description: "Asked for events: work that was not begun has none" },
      },
    },
    delete: {
      id: "stopWork",
      tag: "work",
      summary: "Stops it",
      parameters: PLACE,
      answers: { 204: { description: "It was stopped" } },
    },
  },
  "/api/models": {
    get: {
      id: "models",
      tag: "models",
      summary: "The learned models: installed or missing, size, licence, what each adds",
      answers: { 200: answer("ModelsAnswer", "In the order of the registry") },
    },
  },
  "/api/models/install": {
    get: {
      id: "installation",
      tag: "models",
      summary: "How far the installation of models is",
      answers: { 200: followed("InstallationState", "As events, until it has ended") },
    },
    post: {
      id: "installModels",
      tag: "models",
      summary: "Fetches models, then analyses what is missing",
      body: json("WantedModels", { models: ["effnet"] }),
      answers: { 202: answer("InstallationState", "It has begun") },
    },
    delete: {
      id: "stopInstallation",
      tag: "models",
      summary: "Stops it; what is done is kept",
      answers: { 202: answer("InstallationState", "As it stands") },
    },
  },
  "/api/folders": {
    get: {
      id: "folders",
      tag: "folders",
      summary: "Which folders are known, and whether one can be analysed from here",
      answers: { 200: answer("FoldersAnswer", "Their paths") },
    },
    post: {
      id: "analyse",
      tag: "folders",
      summary: "Analyses a folder; followed and stopped at `/api/models/install`",
      body: json("WantedFolder", { folder: "/music" }),
      answers: { 202: answer("InstallationState", "It has begun") },
    },
  },
  "/api/openapi.json": {
    get: {
      id: "openapi",
      tag: "work",
      summary: "This description",
      answers: {
        200: {
          description: "OpenAPI 3.1",
          content: { "application/json": { schema: { type: "object" } } },
        },
      },
    },
  },
};
