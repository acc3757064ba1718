"""Converts the network of PyPI's `vibenet` (GPL-3.0-or-later) to the file that is on board.

One-off: its result is committed in models/. To repeat it:

    python3 -m venv /tmp/venv && . /tmp/venv/bin/activate
    pip install numpy==2.4.6 onnx==1.23.2 onnxruntime==1.31.1
    pip download --no-deps vibenet==0.1.0 -d /tmp && unzip -d /tmp/vibenet /tmp/vibenet-0.1.0-*.whl
    python tools/convert_vibenet.py /tmp/vibenet/vibenet/artifacts/efficientnet_model.onnx models/vibenet/vibenet-1.onnx

What it changes, and nothing else:

- Weights of convolutions and dense layers are kept as half floats and widened when the file is loaded: half the
  size, the arithmetic stays in single precision. The parameters of batch and layer normalisation stay whole: they
  divide by small variances.
- The batch is one, which lets the copying of the one channel to three be folded into the first convolution (the sum
  of its three kernels).
- The pooled vector of 1280 (`view` of the published graph) is an output, `pooled`, beside the seven logits, `logits`.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FIRST_KERNEL = "backbone.features.0.0.weight"
POOLED = "view"
SMALLEST = 1024  # values below which a half float saves nothing


def halved(graph: onnx.GraphProto) -> None:
    """Keeps every large weight of a convolution or dense layer as half floats, followed by a Cast."""
    weights = {node.input[1] for node in graph.node if node.op_type in ("Conv", "Gemm")}
    casts = []
    for tensor in graph.initializer:
        if tensor.name not in weights or np.prod(tensor.dims) < SMALLEST:
            continue
        whole = numpy_helper.to_array(tensor)
        half = whole.astype(np.float16)
        assert np.isfinite(half).all(), tensor.name
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(half, f"{name}.half"))
        casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    for cast in reversed(casts):
        graph.node.insert(0, cast)


def converted(model: onnx.ModelProto) -> onnx.ModelProto:
    graph = model.graph
    kernel = next(tensor for tensor in graph.initializer if tensor.name == FIRST_KERNEL)
    summed = numpy_helper.to_array(kernel).sum(axis=1, keepdims=True)
    kernel.CopyFrom(numpy_helper.from_array(summed, FIRST_KERNEL))
    first = next(node for node in graph.node if FIRST_KERNEL in node.input)
    first.input[0] = "unsqueeze"
    dropped = [node for node in graph.node if node.op_type in ("Expand", "Tile")]
    for node in dropped:
        graph.node.remove(node)
    for node in graph.node:
        node.ClearField("metadata_props")
        node.ClearField("doc_string")
        for names in (node.input, node.output):
            for at, name in enumerate(names):
                names[at] = {POOLED: "pooled", "out": "logits", "x": "mel"}.get(name, name)
    halved(graph)
    used = {name for node in graph.node for name in node.input}
    kept = [tensor for tensor in graph.initializer if tensor.name in used]
    slim = helper.make_graph(
        list(graph.node),
        "vibenet",
        [helper.make_tensor_value_info("mel", TensorProto.FLOAT, [1, 128, "frames"])],
        [
            helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 7]),
            helper.make_tensor_value_info("pooled", TensorProto.FLOAT, [1, 1280]),
        ],
        kept,
    )
    return helper.make_model(slim, opset_imports=list(model.opset_import), ir_version=model.ir_version)


def compare(before: Path, after: Path) -> tuple[float, float]:
    """The largest difference of a logit and of a pooled value on 20 made spectrograms."""
    import onnxruntime as ort

    model = onnx.load(before)
    model.graph.output.append(helper.make_tensor_value_info(POOLED, TensorProto.FLOAT, [1, 1280]))
    old = ort.InferenceSession(model.SerializeToString())
    new = ort.InferenceSession(after)
    rng = np.random.default_rng(1)
    largest = np.zeros(2)
    for _ in range(20):
        frames = int(rng.integers(60, 1501))
        slope = rng.uniform(-60, 0) * np.linspace(0, 1, 128)[:, None]
        mel = slope + 12 * rng.standard_normal((128, frames)) + rng.uniform(-20, 20)
        mel = np.maximum(mel, mel.max() - 80).astype(np.float32)[None]
        a, b = old.run(["out", POOLED], {"x": mel}), new.run(["logits", "pooled"], {"mel": mel})
        largest = np.maximum(largest, [np.abs(x - y).max() for x, y in zip(a, b)])
    return float(largest[0]), float(largest[1])


def main() -> None:
    source, target = map(Path, sys.argv[1:3])
    target.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(converted(onnx.load(source)), target)
    onnx.checker.check_model(str(target))
    logits, pooled = compare(source, target)
    print(f"{target.stat().st_size} bytes; largest difference: logits {logits:.6f}, pooled {pooled:.6f}")


if __name__ == "__main__":
    main()
