"""Writes the MSD_musicnn checkpoint of PyPI's `musicnn` (ISC licence) as the TensorFlow graph that Essentia runs.

    pip install tensorflow-cpu==2.21.0
    pip download --no-deps musicnn==0.1.0 -d /tmp && unzip -d /tmp/musicnn /tmp/musicnn-0.1.0-*.whl
    python tools/freeze_musicnn.py /tmp/musicnn musicnn.pb

For tools/compare_essentia.py alone. Variables become constants; the switch between training and inference
stays an input, called model/training, as TensorflowPredictMusiCNN expects one.
"""

import sys
from pathlib import Path

import tensorflow as tf

OUTPUTS = ["model/Sigmoid", "model/dense/BiasAdd"]
SWITCH = "model/training"


def renamed(graph: tf.compat.v1.GraphDef) -> tf.compat.v1.GraphDef:
    holder = next(node.name for node in graph.node
                  if node.op == "Placeholder" and node.attr["dtype"].type == tf.bool.as_datatype_enum)
    for node in graph.node:
        if node.name == holder:
            node.name = SWITCH
        node.input[:] = [SWITCH if source == holder else source for source in node.input]
    return graph


def main() -> None:
    package, out = (Path(a) for a in sys.argv[1:3])
    tf.compat.v1.disable_eager_execution()
    folder = package / "musicnn" / "MSD_musicnn"
    meta = tf.compat.v1.MetaGraphDef()
    meta.ParseFromString((folder / ".meta").read_bytes())
    used = tf.compat.v1.graph_util.extract_sub_graph(meta.graph_def, [*OUTPUTS, "save/restore_all"])
    with tf.Graph().as_default() as graph, tf.compat.v1.Session() as session:
        tf.import_graph_def(used, name="")
        session.run("save/restore_all", {"save/Const:0": f"{folder}/"})
        frozen = tf.compat.v1.graph_util.convert_variables_to_constants(session, graph.as_graph_def(), OUTPUTS)
    out.write_bytes(renamed(frozen).SerializeToString())


main()
