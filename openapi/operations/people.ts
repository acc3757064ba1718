import {
  answer,
  file,
  followed,
  json,
  part,
  type Paths,
  required,
  text,
  word,
} from "../_operation.ts";

const SET = part("id", "Id of a label set");
const TEST = part("id", "Id of a listening test");
const TRAINING = part("id", "Id of a training");

/** Labels, trainings and listening tests. */
export const PEOPLE: Paths = {
  "/api/labels": {
    get: {
      id: "labels",
      tag: "labels",
      summary: "The label sets by hand, latest edited first",
      parameters: [text("track", "Also the labels that this track has")],
      answers: { 200: answer("LabelsAnswer", "Sets, and labels by set") },
    },
    post: {
      id: "makeLabelSet",
      tag: "labels",
      summary: "Makes an empty label set",
      body: json("WantedLabelSet", { name: "Mood", several: true }),
      answers: { 201: answer("HandSet", "The set") },
    },
  },
  "/api/labels/{id}/edits": {
    post: {
      id: "label",
      tag: "labels",
      summary: "Labels tracks by hand",
      parameters: [SET],
      body: json("LabelEdit", { tracks: ["b51f0c2c9a3de7780f11"], label: "calm", action: "add" }),
      answers: { 200: answer("EditAnswer", "What takes it back", { edit: "1" }) },
    },
  },
  "/api/labels/{id}/edits/{edit}": {
    delete: {
      id: "unlabel",
      tag: "labels",
      summary: "Takes an edit back",
      parameters: [SET, part("edit", "As the edit was answered")],
      answers: { 200: answer("EditAnswer", "What makes it again") },
    },
  },
  "/api/labels/{id}/labels.tsv": {
    get: {
      id: "labelsTsv",
      tag: "labels",
      summary: "A label set as a table",
      parameters: [SET],
      answers: { 200: file("The table", "text/tab-separated-values") },
    },
  },
  "/api/labels/{id}/jams.tar": {
    get: {
      id: "labelsJams",
      tag: "labels",
      summary: "A label set as one JAMS document a track",
      parameters: [SET],
      answers: { 200: file("An archive", "application/x-tar") },
    },
  },
  "/api/learn/models/{id}": {
    get: {
      id: "learnedModel",
      tag: "learn",
      summary: "A model that was learned and kept",
      parameters: [part("id", "Id of the model")],
      answers: { 200: file("ONNX, with its card in the metadata") },
    },
  },
  "/api/learn/heard": {
    get: {
      id: "heard",
      tag: "learn",
      summary: "What a kept model says of a file that was sent",
      parameters: [
        required(text("file", "Id of the file, as `/api/similar/file` gave it")),
        required(text("model", "Id of the model")),
      ],
      answers: { 200: answer("HeardSong", "As a whole, along it, and like which tracks") },
    },
  },
  "/api/learn/trainings/{id}": {
    get: {
      id: "training",
      tag: "learn",
      summary: "Where a training stands, with its curves",
      parameters: [TRAINING],
      answers: { 200: followed("Training", "As events, until it has ended", "TrainingNews") },
    },
    post: {
      id: "resumeTraining",
      tag: "learn",
      summary: "Lets a training go on that was stopped or cut",
      parameters: [TRAINING],
      answers: { 202: answer("TrainingStarted", "It goes on") },
    },
  },
  "/api/listening/{id}": {
    get: {
      id: "listening",
      tag: "listening",
      summary: "How far a listener is in a test",
      parameters: [TEST],
      answers: { 200: answer("ListeningProgress", "Trials and answers") },
    },
    post: {
      id: "answerTrial",
      tag: "listening",
      summary: "Keeps an answer",
      parameters: [TEST],
      body: json("TrialAnswer", {
        trial: 0,
        choice: "left",
        seconds: 31.5,
        heard: [10.2, 10.8, 10.5],
      }),
      answers: { 200: answer("ListeningProgress", "As it is now") },
    },
    delete: {
      id: "takeAnswerBack",
      tag: "listening",
      summary: "Takes the last answer back",
      parameters: [TEST],
      answers: { 200: answer("ListeningProgress", "As it is now") },
    },
  },
  "/api/listening/{id}/{trial}/{place}": {
    get: {
      id: "trialAudio",
      tag: "listening",
      summary: "The audio of a track of a trial, which is not named",
      parameters: [
        TEST,
        part("trial", "From 0"),
        part("place", "0, 1 or 2"),
      ],
      answers: {
        200: file("The whole", "audio/*"),
        206: file("The range that was asked for", "audio/*"),
      },
    },
  },
  "/api/listening/results": {
    get: {
      id: "listeningResults",
      tag: "listening",
      summary: "What all answers to tests of two spaces say",
      parameters: [
        text("spaces", "Two spaces by a comma; default: those with most answers", "musicnn,vgg"),
        word("as", "Default json", ["json", "tsv"]),
      ],
      answers: {
        200: {
          description: "The verdict and every answer; as a table, the answers",
          content: { ...json("ListeningResults"), "text/tab-separated-values": {} },
        },
      },
    },
  },
};
