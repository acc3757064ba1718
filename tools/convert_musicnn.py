"""Converts the MSD_musicnn and MSD_vgg checkpoints of PyPI's `musicnn` (ISC licence) to ONNX.

One-off: its results are committed in models/. To repeat it:

    python3 -m venv /tmp/venv && . /tmp/venv/bin/activate
    pip install -r tools/requirements.txt
    pip download --no-deps musicnn==0.1.0 -d /tmp && unzip -d /tmp/musicnn /tmp/musicnn-0.1.0-*.whl
    python tools/convert_musicnn.py /tmp/musicnn models
    python tools/check_musicnn.py models <msd-musicnn-1.onnx of Essentia> /tmp/musicnn <audio file>...

The graphs follow musicnn/models.py of that package, layer by layer. Three identities keep them small and
fast without changing what they compute: batch normalisation in inference is an affine map, so it is folded
into a neighbouring dense layer where no zero-padding lies between; `scale * relu(x) + shift` commutes with a
maximum where scale > 0, and with the kernel's sign flipped where scale < 0; a convolution over all of an axis
is one over channels.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

PATCH = 187
HOP = 93
BLOCK = 16  # channels a block in onnxruntime's NCHWc layout with AVX-512 (8 with AVX2, NEON: 16)
PADDING = 3  # frames of zeros before and after a patch, for kernels 7 frames long
BANDS = 96
EPSILON = 1e-3  # tf.layers.batch_normalization's default
OPSET = 17
IR_VERSION = 8


def read_checkpoint(folder: Path) -> dict[str, np.ndarray]:
    from tensorflow.python.training import py_checkpoint_reader

    reader = py_checkpoint_reader.NewCheckpointReader(f"{folder}/")
    names = reader.get_variable_to_shape_map()
    return {name: reader.get_tensor(name) for name in names if "Adam" not in name and "power" not in name}


class Graph:
    """An ONNX graph under construction; each method adds a node and returns its output's name."""

    def __init__(self, weights: dict[str, np.ndarray]):
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value, dtype=np.float32) -> str:
        self.constants.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(value, dtype), name))
        return name

    def ints(self, *values: int) -> str:
        return self.constant("i_" + "_".join(str(v).replace("-", "m") for v in values), list(values), np.int64)

    def scalar(self, value: int) -> str:
        return self.constant(f"s_{value}", value, np.int64)

    def node(self, kind: str, *inputs: str, out: str | None = None, **attributes) -> str:
        out = out or f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [out], name=f"{kind}_{len(self.nodes)}", **attributes))
        return out

    def halves(self, x: str) -> tuple[str, str]:
        """The two halves of the first axis."""
        outs = [f"t{len(self.nodes)}_{half}" for half in (0, 1)]
        self.nodes.append(helper.make_node("Split", [x], outs, name=f"Split_{len(self.nodes)}", axis=0))
        return outs[0], outs[1]

    def affine(self, norm: str) -> tuple[np.ndarray, np.ndarray]:
        """Scale and shift of a batch normalisation, in double precision."""
        gamma, beta, mean, variance = (
            self.weights[f"{norm}/{part}"].astype(np.float64)
            for part in ("gamma", "beta", "moving_mean", "moving_variance")
        )
        scale = gamma / np.sqrt(variance + EPSILON)
        return scale, beta - mean * scale

    def normalise_input(self, x: str) -> str:
        scale, shift = self.affine("batch_normalization")
        return self.node("Add", self.node("Mul", x, self.constant("input_scale", scale)), self.constant("input_shift", shift))

    def model(self, name: str, inputs, outputs) -> onnx.ModelProto:
        graph = helper.make_graph(
            self.nodes,
            name,
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, shape in inputs],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, shape in outputs],
            list(self.constants.values()),
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="fonoteca")
        model.ir_version = IR_VERSION
        model.doc_string = (
            "Weights: musicnn 0.1.0 (PyPI), Copyright (c) Music Technology Group, Universitat Pompeu Fabra 2019. "
            "Code developed by Jordi Pons. ISC licence."
        )
        onnx.checker.check_model(model, full_check=True)
        return model


# musicnn -----------------------------------------------------------------------------------------------------


def pooled_convolution(g: Graph, x: str, conv: str, norm: str, pads: list[int]) -> str:
    """max over bands of norm(relu(conv(x))): [n,1,t,96] to [n,filters,t].

    Filters of zeros fill the last block of BLOCK channels: only then does onnxruntime pool in its blocked
    layout, rather than bring the unpooled tensor, thirty to ninety times as large, back to the plain one.
    """
    kernel = g.weights[f"{conv}/kernel"].astype(np.float64)
    filters = kernel.shape[3]
    scale, shift = g.affine(norm)
    sign = np.where(scale < 0, -1.0, 1.0)
    bands_out = BANDS - kernel.shape[1] + 1
    blocked = np.pad((kernel * sign).transpose(3, 2, 0, 1), [(0, -filters % BLOCK), (0, 0), (0, 0), (0, 0)])
    w = g.constant(f"{conv}/kernel", blocked)
    y = g.node("Conv", x, w, kernel_shape=list(kernel.shape[:2]), pads=pads)
    y = g.node("MaxPool", y, kernel_shape=[1, bands_out], strides=[1, bands_out])
    y = g.node("Slice", g.node("Squeeze", y, g.ints(3)), g.ints(0), g.ints(filters), g.ints(1))
    if (sign < 0).any():
        y = g.node("Mul", y, g.constant(f"{conv}/sign", sign[:, None]))
    y = g.node("Relu", g.node("Add", y, g.constant(f"{conv}/bias", g.weights[f"{conv}/bias"][:, None])))
    y = g.node("Mul", y, g.constant(f"{norm}/scale", scale[:, None]))
    return g.node("Add", y, g.constant(f"{norm}/shift", shift[:, None]))


TIMBRAL = [("conv2d", "batch_normalization_1"), ("conv2d_1", "batch_normalization_2")]
TEMPORAL = [
    ("conv2d_2", "batch_normalization_3", 128),
    ("conv2d_3", "batch_normalization_4", 64),
    ("conv2d_4", "batch_normalization_5", 32),
]


def temporal_features(g: Graph, patches: str) -> list[str]:
    """[n,1,187,96] to three times [n,51,187]; padding as TensorFlow's "same"."""
    return [
        pooled_convolution(g, patches, conv, norm, [(size - 1) // 2, 0, size // 2, 0])
        for conv, norm, size in TEMPORAL
    ]


def middle_and_back(g: Graph, front: str) -> None:
    """[n,561,187] to the outputs `embeddings` [n,200] and `activations` [n,50]."""

    def middle(x: str, conv: str, norm: str) -> str:
        kernel = g.weights[f"{conv}/kernel"][:, :, 0, :].transpose(2, 1, 0)
        scale, shift = g.affine(norm)
        y = g.node(
            "Conv", x, g.constant(f"{conv}/kernel", kernel), g.constant(f"{conv}/bias", g.weights[f"{conv}/bias"]),
            kernel_shape=[7], pads=[PADDING, PADDING],
        )
        y = g.node("Mul", g.node("Relu", y), g.constant(f"{norm}/scale", scale[:, None]))
        return g.node("Add", y, g.constant(f"{norm}/shift", shift[:, None]))

    first = middle(front, "conv2d_5", "batch_normalization_6")
    second = g.node("Add", middle(first, "conv2d_6", "batch_normalization_7"), first)
    third = g.node("Add", middle(second, "conv2d_7", "batch_normalization_8"), second)
    features = g.node("Concat", front, first, second, third, axis=1)
    highest = g.node("ReduceMax", features, axes=[2], keepdims=0)
    mean = g.node("ReduceMean", features, axes=[2], keepdims=0)
    pooled = g.node("Concat", highest, mean, axis=1)

    # The checkpoint interleaves maximum and mean of each feature; here all maxima come first.
    def maxima_first(a: np.ndarray) -> np.ndarray:
        pairs = a.reshape(-1, 2, *a.shape[1:])
        return np.concatenate([pairs[:, 0], pairs[:, 1]])

    def dense(x: str, name: str, scale: np.ndarray, shift: np.ndarray, order=lambda a: a, out=None) -> str:
        kernel = g.weights[f"{name}/kernel"].astype(np.float64)
        bias = g.weights[f"{name}/bias"] + shift @ kernel
        w = g.constant(f"{name}/kernel", order(scale[:, None] * kernel))
        return g.node("Gemm", x, w, g.constant(f"{name}/bias", bias), out=out)

    embedding = dense(pooled, "dense", *g.affine("batch_normalization_9"), maxima_first, out="embeddings")
    logits = dense(g.node("Relu", embedding), "dense_1", *g.affine("batch_normalization_10"))
    g.node("Sigmoid", logits, out="activations")


MUSICNN_OUT = [("embeddings", ["n", 200]), ("activations", ["n", 50])]


def musicnn_by_patch(weights) -> onnx.ModelProto:
    """`melspectrogram` [n,187,96], each patch by itself: the same interface as Essentia's model."""
    g = Graph(weights)
    x = g.node("Unsqueeze", g.normalise_input("melspectrogram"), g.ints(1))
    timbral = [pooled_convolution(g, x, conv, norm, [PADDING, 0, PADDING, 0]) for conv, norm in TIMBRAL]
    middle_and_back(g, g.node("Concat", *timbral, *temporal_features(g, x), axis=1))
    return g.model("msd-musicnn-1", [("melspectrogram", ["n", PATCH, BANDS])], MUSICNN_OUT)


def musicnn_by_track(weights) -> onnx.ModelProto:
    """`melspectrogram` [frames,96] to one row for each patch of 187 frames, hop 93, that fits.

    The timbral convolutions are 7 frames wide, so away from a patch's edges neighbouring patches share their
    results: they run once over all frames, and again, zero-padded, only over the 6 frames at each edge.
    """
    g = Graph(weights)
    x = g.normalise_input("melspectrogram")
    frames = g.node("Gather", g.node("Shape", x), g.scalar(0), axis=0)
    stop = g.node("Sub", frames, g.scalar(PATCH - 1))
    starts = g.node("Unsqueeze", g.node("Range", g.scalar(0), stop, g.scalar(HOP)), g.ints(1))

    def taken(source: str, first: int, count: int, axis: int) -> str:
        """`count` consecutive entries of each patch: the axis becomes [patches, count]."""
        offsets = g.constant(f"offsets_{first}_{count}", np.arange(first, first + count)[None], np.int64)
        return g.node("Gather", source, g.node("Add", starts, offsets), axis=axis)

    def padded(source: str, before: int, after: int) -> str:
        return g.node("Pad", source, g.ints(0, before, 0, 0, after, 0))

    edge = PADDING * 2
    edges = g.node(
        "Concat",
        padded(taken(x, 0, edge, 0), PADDING, 0),
        padded(taken(x, PATCH - edge, edge, 0), 0, PADDING),
        axis=0,
    )
    edges = g.node("Unsqueeze", edges, g.ints(1))
    whole = g.node("Unsqueeze", x, g.ints(0, 1))
    timbral = []
    for conv, norm in TIMBRAL:
        inside = g.node("Squeeze", pooled_convolution(g, whole, conv, norm, [0, 0, 0, 0]), g.ints(0))
        inside = g.node("Transpose", taken(inside, 0, PATCH - edge, 1), perm=[1, 0, 2])
        outside = pooled_convolution(g, edges, conv, norm, [0, 0, 0, 0])
        left, right = g.halves(outside)
        timbral.append(g.node("Concat", left, inside, right, axis=2))
    patches = g.node("Unsqueeze", taken(x, 0, PATCH, 0), g.ints(1))
    middle_and_back(g, g.node("Concat", *timbral, *temporal_features(g, patches), axis=1))
    return g.model("msd-musicnn-1-track", [("melspectrogram", ["frames", BANDS])], MUSICNN_OUT)


# vgg ---------------------------------------------------------------------------------------------------------


# Winograd's F(4,3) (Lavin & Gray 2015): four outputs of three taps from six products.
INPUTS = [[4, 0, -5, 0, 1, 0], [0, -4, -4, 1, 1, 0], [0, 4, -4, -1, 1, 0], [0, -2, -1, 2, 1, 0], [0, 2, -1, -2, 1, 0], [0, 4, 0, -5, 0, 1]]
TAPS = np.array([[6, 0, 0], [-4, -4, -4], [-4, 4, -4], [1, 2, 4], [1, -2, 4], [0, 0, 24]]) / 24


def highest_of_four(g: Graph, x: str, name: str, kernel: np.ndarray) -> str:
    """The maximum over each four bands of a convolution of 3 x 3 with zeros around: [n,c,t,4b] to [n,c,t,b].

    Half the products: the four outputs of a tile are those that are pooled, so nothing is put back in order.
    """
    channels = kernel.shape[0]
    products = []
    for p, (row, taps) in enumerate(zip(INPUTS, TAPS)):
        tile = np.tile(np.array(row, np.float64), (channels, 1, 1, 1))
        part = g.node(
            "Conv", x, g.constant(f"tile_{p}", tile), kernel_shape=[1, 6], strides=[1, 4], pads=[0, 1, 0, 1], group=channels
        )
        weights = g.constant(f"{name}/kernel_{p}", (kernel @ taps)[..., None])
        products.append(g.node("Conv", part, weights, kernel_shape=[3, 1], pads=[1, 0, 1, 0]))

    def times(factor: float, y: str) -> str:
        return g.node("Mul", y, g.constant(f"times_{factor}", factor))

    a, b, c, d, e, f = products
    sum_1, less_1 = g.node("Add", b, c), g.node("Sub", b, c)
    sum_2, less_2 = g.node("Add", d, e), g.node("Sub", d, e)
    return g.node(
        "Max",
        g.node("Add", g.node("Add", a, sum_1), sum_2),
        g.node("Add", less_1, times(2, less_2)),
        g.node("Add", sum_1, times(4, sum_2)),
        g.node("Add", g.node("Add", less_1, times(8, less_2)), f),
    )


def vgg(weights) -> onnx.ModelProto:
    """`melspectrogram` [n,187,96] to `embeddings` [n,256] (pool5, two time steps of 128) and `activations` [n,50]."""
    g = Graph(weights)
    x = g.node("Unsqueeze", g.normalise_input("melspectrogram"), g.ints(1))
    pools = [[4, 1], [1, 4], [2, 2], [2, 2], [4, 4]]
    for i, size in enumerate(pools, start=1):
        kernel = g.weights[f"{i}CNN/kernel"].astype(np.float64)
        scale, shift = g.affine(f"batch_normalization_{i}")
        sign = np.where(scale < 0, -1.0, 1.0)
        filters = (kernel * sign).transpose(3, 2, 0, 1)
        column = (slice(None), None, None)
        if size != [1, 4] and (sign > 0).all():
            w = g.constant(f"{i}CNN/kernel", filters)
            b = g.constant(f"{i}CNN/bias", g.weights[f"{i}CNN/bias"])
            x = g.node("Relu", g.node("Conv", x, w, b, kernel_shape=[3, 3], pads=[1, 1, 1, 1]))
            x = g.node("MaxPool", x, kernel_shape=size, strides=size)
        else:
            if size == [1, 4]:
                x = highest_of_four(g, x, f"{i}CNN", filters)
            else:
                w = g.constant(f"{i}CNN/kernel", filters)
                x = g.node("Conv", x, w, kernel_shape=[3, 3], pads=[1, 1, 1, 1])
                x = g.node("MaxPool", x, kernel_shape=size, strides=size)
            x = g.node("Mul", x, g.constant(f"{i}CNN/sign", sign[column]))
            x = g.node("Relu", g.node("Add", x, g.constant(f"{i}CNN/bias", g.weights[f"{i}CNN/bias"][column])))
        x = g.node("Mul", x, g.constant(f"norm_{i}/scale", scale[column]))
        x = g.node("Add", x, g.constant(f"norm_{i}/shift", shift[column]))
    x = g.node("Transpose", x, perm=[0, 2, 3, 1])
    embedding = g.node("Reshape", x, g.ints(-1, 256), out="embeddings")
    kernel = g.constant("dense/kernel", g.weights["dense/kernel"])
    logits = g.node("Gemm", embedding, kernel, g.constant("dense/bias", g.weights["dense/bias"]))
    g.node("Sigmoid", logits, out="activations")
    return g.model(
        "msd-vgg-1",
        [("melspectrogram", ["n", PATCH, BANDS])],
        [("embeddings", ["n", 256]), ("activations", ["n", 50])],
    )


def main() -> None:
    source, target = Path(sys.argv[1]) / "musicnn", Path(sys.argv[2])
    musicnn = read_checkpoint(source / "MSD_musicnn")
    models = {
        "msd-musicnn/msd-musicnn-1.onnx": musicnn_by_patch(musicnn),
        "msd-musicnn/msd-musicnn-1-track.onnx": musicnn_by_track(musicnn),
        "msd-vgg/msd-vgg-1.onnx": vgg(read_checkpoint(source / "MSD_vgg")),
    }
    for name, model in models.items():
        file = target / name
        file.parent.mkdir(parents=True, exist_ok=True)
        onnx.save(model, file)
        print(f"{file}: {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
