import type { ModelCard } from "./card.ts";
import type { Tree } from "./forest.ts";
import {
  floatsOf,
  type Graph,
  misfit,
  ML_DOMAIN,
  type ReadModel,
  type ReadNode,
} from "./_onnx_file.ts";
import type { PlainForest } from "./plain.ts";

const [LEAF, BRANCH] = ["LEAF", "BRANCH_LEQ"];

/** A `TreeEnsembleClassifier` whose scores are sums over trees, times one over their number. */
export function forestGraph({ dimensions, classes, trees }: PlainForest): Graph {
  const nodes = trees.flatMap((tree, at) =>
    Array.from(tree.feature, (feature, node) => ({ tree, at, node, feature }))
  );
  const shares = nodes.filter(({ feature }) => feature < 0).flatMap(sharesOf(classes));
  const isLeaf = (feature: number) => feature < 0;
  return {
    inputs: dimensions,
    outputs: classes,
    nodes: [
      {
        type: "TreeEnsembleClassifier",
        domain: ML_DOMAIN,
        inputs: ["features"],
        outputs: ["label", "scores"],
        attributes: {
          nodes_treeids: nodes.map(({ at }) => at),
          nodes_nodeids: nodes.map(({ node }) => node),
          nodes_featureids: nodes.map(({ feature }) => Math.max(0, feature)),
          nodes_modes: nodes.map(({ feature }) => isLeaf(feature) ? LEAF! : BRANCH!),
          nodes_values: Float32Array.from(nodes, ({ tree, node }) => tree.threshold[node]!),
          nodes_truenodeids: nodes.map(({ tree, node, feature }) =>
            isLeaf(feature) ? 0 : tree.yes[node]!
          ),
          nodes_falsenodeids: nodes.map(({ tree, node, feature }) =>
            isLeaf(feature) ? 0 : tree.no[node]!
          ),
          class_treeids: shares.map(({ at }) => at),
          class_nodeids: shares.map(({ node }) => node),
          class_ids: shares.map(({ c }) => c),
          class_weights: Float32Array.from(shares, ({ share }) => share),
          classlabels_int64s: [...Array(classes).keys()],
        },
      },
      { type: "Mul", inputs: ["scores", "part"], outputs: ["probabilities"] },
    ],
    tensors: [{ name: "part", dims: [1], cells: Float32Array.of(1 / trees.length) }],
  };
}

/**
 * The shares of a leaf that are not 0; of the first two classes all, since ONNX Runtime takes two classes
 * of which one has no share for one class.
 */
function sharesOf(classes: number) {
  return ({ tree, at, node }: {
    readonly tree: Tree;
    readonly at: number;
    readonly node: number;
  }) => {
    const from = tree.yes[node]! * classes;
    return Array.from(
      tree.values.subarray(from, from + classes),
      (share, c) => ({ at, node, c, share }),
    ).filter(({ c, share }) => c < 2 || share > 0);
  };
}

/** The forest of a file. Throws a LearningError where it does not fit the card. */
export function forestFrom({ nodes }: ReadModel, card: ModelCard): PlainForest {
  const node = nodes.find(({ type }) => type === "TreeEnsembleClassifier");
  if (!node) throw misfit();
  const columns = columnsOf(node);
  const { dimensions } = card;
  const classes = card.classes.length;
  const shares = sharesByLeaf(columns, classes);
  const trees: Tree[] = [];
  for (let from = 0, to = 0; from < columns.tree.length; from = to) {
    while (to < columns.tree.length && columns.tree[to] === columns.tree[from]) to++;
    trees.push(treeOf(columns, { from, to, at: trees.length, dimensions, classes, shares }));
  }
  if (trees.length === 0) throw misfit();
  return { form: "forest", dimensions, classes, trees };
}

function columnsOf({ attributes }: ReadNode) {
  const ints = (name: string) => attributes.get(name)?.ints ?? [];
  const floats = (name: string) => floatsOf(attributes.get(name)?.floats ?? new Uint8Array());
  const columns = {
    tree: ints("nodes_treeids"),
    feature: ints("nodes_featureids"),
    mode: attributes.get("nodes_modes")?.words ?? [],
    threshold: floats("nodes_values"),
    yes: ints("nodes_truenodeids"),
    no: ints("nodes_falsenodeids"),
  };
  const ofShares = {
    ofTree: ints("class_treeids"),
    ofNode: ints("class_nodeids"),
    ofClass: ints("class_ids"),
    share: floats("class_weights"),
  };
  for (const some of [columns, ofShares]) {
    if (new Set(Object.values(some).map(({ length }) => length)).size !== 1) throw misfit();
  }
  return { ...columns, ...ofShares };
}

type Columns = ReturnType<typeof columnsOf>;

/** Shares of the classes at each leaf, by tree and node. */
function sharesByLeaf(
  { ofTree, ofNode, ofClass, share }: Columns,
  classes: number,
): ReadonlyMap<string, Float32Array> {
  const found = new Map<string, Float32Array>();
  for (const [i, tree] of ofTree.entries()) {
    const key = `${tree} ${ofNode[i]}`;
    const own = found.get(key) ?? new Float32Array(classes);
    found.set(key, own);
    if (ofClass[i]! >= classes) throw misfit();
    own[ofClass[i]!] = share[i]!;
  }
  return found;
}

/** A tree of nodes `[from, to)`. A branch leads onward alone, so that no path turns in a circle. */
function treeOf(
  columns: Columns,
  { from, to, at, dimensions, classes, shares }: {
    readonly from: number;
    readonly to: number;
    readonly at: number;
    readonly dimensions: number;
    readonly classes: number;
    readonly shares: ReadonlyMap<string, Float32Array>;
  },
): Tree {
  const count = to - from;
  const [feature, yes, no] = [0, 1, 2].map(() => new Int32Array(count));
  const values: Float32Array[] = [];
  for (let node = 0; node < count; node++) {
    const row = from + node;
    if (columns.mode[row] === LEAF) {
      feature![node] = -1;
      yes![node] = values.length;
      values.push(shares.get(`${columns.tree[from]} ${node}`) ?? new Float32Array(classes));
      continue;
    }
    [feature![node], yes![node], no![node]] = [
      columns.feature[row]!,
      columns.yes[row]!,
      columns.no[row]!,
    ];
    const isOnward = (next: number) => next > node && next < count;
    if (!isOnward(yes![node]!) || !isOnward(no![node]!) || feature![node]! >= dimensions) {
      throw misfit();
    }
  }
  if (columns.tree[from] !== at) throw misfit();
  const leaves = new Float32Array(values.length * classes);
  for (const [leaf, own] of values.entries()) leaves.set(own, leaf * classes);
  return {
    feature: feature!,
    threshold: columns.threshold.slice(from, to),
    yes: yes!,
    no: no!,
    values: leaves,
  };
}
