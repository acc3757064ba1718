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
ODD = np.arange(BANDS // 2) + 0.5  # the frequencies of a spectrum along bands: all of them have two parts
TURN = 2 * np.pi / BANDS
STILL = 1e-7  # filters between inputs of +-10 move by less than 2e-8 or by more than 9e-2
EPSILON = 1e-3  # tf.layers.batch_normalization's default
OPSET = 17
IR_VERSION = 8


def read_checkpoint(folder: Path) -> dict[str, np.ndarray]:
    from tensorflow.python.training import py_checkpoint_reader

    reader = py_checkpoint_reader.NewCheckpointReader(f"{folder}/")
    names = reader.get_variable_to_shape_map()
    return {name: reader.get_tensor(name) for name in names if "Adam" not in name and "power" not in name}


# filters that are constant -----------------------------------------------------------------------------------


Weights = dict[str, np.ndarray]


def affine(weights: Weights, norm: str) -> tuple[np.ndarray, np.ndarray]:
    """Scale and shift of a batch normalisation, in double precision."""
    gamma, beta, mean, variance = (
        weights[f"{norm}/{part}"].astype(np.float64) for part in ("gamma", "beta", "moving_mean", "moving_variance")
    )
    scale = gamma / np.sqrt(variance + EPSILON)
    return scale, beta - mean * scale


def still_filters(weights: Weights, conv: str, norm: str) -> tuple[np.ndarray, np.ndarray]:
    """Which filters move by less than STILL between inputs of +-10, and their values [filters] if so."""
    scale, shift = affine(weights, norm)
    kernel = weights[f"{conv}/kernel"].astype(np.float64)
    moved = 10 * np.abs(kernel).reshape(-1, len(scale)).sum(axis=0) * np.abs(scale)
    return moved < STILL, scale * np.maximum(weights[f"{conv}/bias"], 0) + shift


def without_filters(weights: Weights, conv: str, norm: str, still: np.ndarray, more: int) -> Weights:
    """The weights without the filters that are still; so many follow that are of zeros, the first always 1."""

    def kept(name: str, first: float, others: float) -> np.ndarray:
        live = weights[name][..., ~still]
        added = np.full((*live.shape[:-1], more), others, np.float32)
        added[..., :1] = first
        return np.concatenate([live, added], -1)

    added = {"gamma": (0, 0), "beta": (1, 0), "moving_mean": (0, 0), "moving_variance": (1, 1)}
    parts = {f"{conv}/kernel": (0, 0), f"{conv}/bias": (0, 0), **{f"{norm}/{part}": v for part, v in added.items()}}
    return {**weights, **{name: kept(name, *values) for name, values in parts.items()}}


def folded_into_one(kernel: np.ndarray, axis: int, still: np.ndarray, values: np.ndarray, more: int) -> np.ndarray:
    """A kernel over inputs, along `axis`, from which `without_filters` took those that are still: the 1 stands for them."""
    inputs = np.moveaxis(kernel.astype(np.float64), axis, 0)
    added = np.zeros((more, *inputs.shape[1:]))
    added[0] = np.tensordot(values[still], inputs[still], 1)
    return np.moveaxis(np.concatenate([inputs[~still], added]), 0, axis)


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

    def affine(self, norm: str) -> tuple[np.ndarray, np.ndarray]:
        return affine(self.weights, norm)

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


def upright_kernel(g: Graph, conv: str, norm: str) -> tuple[np.ndarray, np.ndarray]:
    """Filters [filters,frames,bands] in double precision with their signs: times them the norm's scale is positive."""
    kernel = g.weights[f"{conv}/kernel"][:, :, 0, :].astype(np.float64).transpose(2, 0, 1)
    sign = np.where(g.affine(norm)[0] < 0, -1.0, 1.0)
    return kernel * sign[:, None, None], sign


def behind_maximum(g: Graph, y: str, conv: str, norm: str, sign: np.ndarray) -> str:
    """What follows the highest of a convolution with an upright kernel: [n,filters,t] to the same shape."""
    scale, shift = g.affine(norm)
    if (sign < 0).any():
        y = g.node("Mul", y, g.constant(f"{conv}/sign", sign[:, None]))
    y = g.node("Relu", g.node("Add", y, g.constant(f"{conv}/bias", g.weights[f"{conv}/bias"][:, None])))
    y = g.node("Mul", y, g.constant(f"{norm}/scale", scale[:, None]))
    return g.node("Add", y, g.constant(f"{norm}/shift", shift[:, None]))


def pooled_convolution(g: Graph, x: str, conv: str, norm: str, pads: list[int]) -> str:
    """max over bands of norm(relu(conv(x))): [n,1,t,96] to [n,filters,t].

    Filters of zeros fill the last block of BLOCK channels: only then does onnxruntime pool in its blocked
    layout, rather than bring the unpooled tensor, thirty to ninety times as large, back to the plain one.
    """
    kernel, sign = upright_kernel(g, conv, norm)
    filters, frames, bands = kernel.shape
    bands_out = BANDS - bands + 1
    w = g.constant(f"{conv}/kernel", np.pad(kernel[:, None], [(0, -filters % BLOCK), (0, 0), (0, 0), (0, 0)]))
    y = g.node("Conv", x, w, kernel_shape=[frames, bands], pads=pads)
    y = g.node("MaxPool", y, kernel_shape=[1, bands_out], strides=[1, bands_out])
    y = g.node("Slice", g.node("Squeeze", y, g.ints(3)), g.ints(0), g.ints(filters), g.ints(1))
    return behind_maximum(g, y, conv, norm, sign)


def spectra(g: Graph, x: str) -> tuple[str, str]:
    """[96,t] along bands to spectra of odd frequencies, X: its (Re, -Im) and (Im, Re) a bin, each [1,96,t]."""
    angles = TURN * np.outer(ODD, np.arange(BANDS))
    parts = {"even": (np.cos(angles), np.sin(angles)), "odd": (-np.sin(angles), np.cos(angles))}
    even, odd = (
        g.node("Unsqueeze", g.node("MatMul", g.constant(f"spectrum/{name}", np.stack(pair, 1).reshape(-1, BANDS)), x), g.ints(0))
        for name, pair in parts.items()
    )
    return even, odd


def highest_by_spectrum(g: Graph, x: tuple[str, str], conv: str, norm: str) -> str:
    """max over bands of norm(relu(conv(x))) without padding, by way of `spectra`: twice [1,96,t] to [1,filters,t-6].

    A filter over bands is a product of spectra over BANDS frequencies: where it lies inside the bands it does
    not meet what comes round. About the middle of the outputs these are even + odd and even - odd, so the higher
    of each two is even + |odd|.
    """
    kernel, sign = upright_kernel(g, conv, norm)
    filters, frames, bands = kernel.shape
    bands_out = BANDS - bands + 1
    middle = (bands_out - 1) / 2
    turned = np.exp(1j * TURN * np.outer(np.arange(bands) + middle, ODD))
    products = (kernel @ turned).transpose(2, 0, 1)
    products = np.stack([products.real, products.imag], 2)
    angles = TURN * np.outer(np.arange(middle % 1, middle + 1), ODD)
    back = {"even": np.cos(angles) * 2 / BANDS, "odd": np.sin(angles) * 2 / BANDS}
    w = g.constant(f"{conv}/spectrum", products.reshape(-1, 2, frames))
    halves = []
    for part, (name, matrix) in zip(x, back.items()):
        y = g.node("Conv", part, w, kernel_shape=[frames], group=len(ODD))
        y = g.node("Reshape", y, g.ints(1, len(ODD), -1))
        halves.append(g.node("MatMul", g.constant(f"{conv}/{name}", matrix), y))
    y = g.node("Add", halves[0], g.node("Abs", halves[1]))
    y = g.node("ReduceMax", y, axes=[1], keepdims=0)
    return behind_maximum(g, g.node("Reshape", y, g.ints(1, filters, -1)), conv, norm, sign)


TIMBRAL = [("conv2d", "batch_normalization_1"), ("conv2d_1", "batch_normalization_2")]
TEMPORAL = [
    ("conv2d_2", "batch_normalization_3", 128),
    ("conv2d_3", "batch_normalization_4", 64),
    ("conv2d_4", "batch_normalization_5", 32),
]
FIRST = ("conv2d_5", "batch_normalization_6")
SECOND = ("conv2d_6", "batch_normalization_7")
THIRD = ("conv2d_7", "batch_normalization_8")


def without_still(weights: Weights) -> Weights:
    """The weights without the filters of the front and of the first middle layer that are still.

    What still ones are worth goes by a filter that is always 1, the last of the front and of that layer, to the
    convolutions that follow, and into the bias of the dense layer. `first/places` are the places that the
    outputs of the first middle layer had, which are added to the second's; the 1 stands at those of still ones.
    """
    front = [(conv, norm, *still_filters(weights, conv, norm)) for conv, norm, *_ in TIMBRAL + TEMPORAL]
    first_still, first_values = still_filters(weights, *FIRST)
    still, values = (np.concatenate(parts) for parts in zip(*((s, v) for _, _, s, v in front)))
    weights = dict(weights)
    weights["conv2d_5/kernel"] = folded_into_one(weights["conv2d_5/kernel"], 1, still, values, 1)
    weights["conv2d_6/kernel"] = folded_into_one(weights["conv2d_6/kernel"], 1, first_still, first_values, 1)
    for conv, norm, of_conv, _ in front:
        weights = without_filters(weights, conv, norm, of_conv, more=int(conv == front[-1][0]))
    weights = without_filters(weights, *FIRST, first_still, more=1)
    live = (~first_still).sum()
    weights["first/places"] = np.where(first_still, live, np.cumsum(~first_still) - 1)
    beta = f"{SECOND[1]}/beta"
    weights[beta] = weights[beta] + np.where(first_still, first_values - 1, 0)
    return without_still_rows(weights, [(still, values), (first_still, first_values)])


def without_still_rows(weights: Weights, groups: list[tuple[np.ndarray, np.ndarray]]) -> Weights:
    """The dense layer without the rows, a maximum and a mean each, of features that are still, group by group."""
    kernel = weights["dense/kernel"].astype(np.float64)
    norm = "batch_normalization_9"
    scale, shift = affine(weights, norm)
    bias = weights["dense/bias"].astype(np.float64)
    rows: list[np.ndarray] = []
    at = 0
    for still, values in groups:
        own = at + np.arange(2 * len(still))
        dropped = own[np.repeat(still, 2)]
        bias += (scale[dropped] * np.repeat(values[still], 2) + shift[dropped]) @ kernel[dropped]
        rows += [own[np.repeat(~still, 2)], np.full(2, -1)]
        at += len(own)
    order = np.concatenate([*rows, np.arange(at, len(kernel))])
    of_one = {f"{norm}/gamma": 0, f"{norm}/beta": 0, f"{norm}/moving_mean": 0, f"{norm}/moving_variance": 1, "dense/kernel": 0}

    def kept(name: str, value: float) -> np.ndarray:
        found = weights[name][order]
        found[order < 0] = value
        return found

    return {**weights, **{name: kept(name, value) for name, value in of_one.items()}, "dense/bias": bias}


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

    first = middle(front, *FIRST)
    placed = g.node("Gather", first, g.constant("first/places", g.weights["first/places"], np.int64), axis=1)
    second = g.node("Add", middle(first, *SECOND), placed)
    third = g.node("Add", middle(second, *THIRD), second)
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
    results: they run once over all frames, followed by the 6 frames at each edge of each patch beside zeros.
    """
    g = Graph(weights)
    x = g.normalise_input("melspectrogram")
    frames = g.node("Gather", g.node("Shape", x), g.scalar(0), axis=0)
    stop = g.node("Sub", frames, g.scalar(PATCH - 1))
    starts = g.node("Unsqueeze", g.node("Range", g.scalar(0), stop, g.scalar(HOP)), g.ints(1))
    numbers = g.node("Div", starts, g.scalar(HOP))

    def those(first: str, count: int) -> str:
        """`count` consecutive indices from each of `first`: [n,1] to [n,count]."""
        return g.node("Add", first, g.constant(f"up_to_{count}", np.arange(count)[None], np.int64))

    edge = PADDING * 2
    beside = edge + PADDING
    left = g.node("Gather", x, those(starts, edge), axis=0)
    right = g.node("Gather", x, those(g.node("Add", starts, g.scalar(PATCH - edge)), edge), axis=0)
    edges = g.node(
        "Concat",
        g.node("Pad", left, g.ints(0, PADDING, 0, 0, 0, 0)),
        g.node("Pad", right, g.ints(0, 0, 0, 0, PADDING, 0)),
        axis=1,
    )
    sequence = g.node("Concat", x, g.node("Reshape", edges, g.ints(-1, BANDS)), axis=0)
    both = spectra(g, g.node("Transpose", sequence, perm=[1, 0]))
    timbral = g.node("Concat", *(highest_by_spectrum(g, both, conv, norm) for conv, norm in TIMBRAL), axis=1)
    lefts = g.node("Add", frames, g.node("Mul", numbers, g.scalar(2 * beside)))
    rights = g.node("Add", lefts, g.scalar(beside))
    columns = g.node("Concat", those(lefts, PADDING), those(starts, PATCH - edge), those(rights, PADDING), axis=1)
    rows = g.node("Transpose", g.node("Squeeze", timbral, g.ints(0)), perm=[1, 0])
    timbral = g.node("Transpose", g.node("Gather", rows, columns, axis=0), perm=[0, 2, 1])
    patches = g.node("Unsqueeze", g.node("Gather", x, those(starts, PATCH), axis=0), g.ints(1))
    middle_and_back(g, g.node("Concat", timbral, *temporal_features(g, patches), axis=1))
    return g.model("msd-musicnn-1-track", [("melspectrogram", ["frames", BANDS])], MUSICNN_OUT)


# vgg ---------------------------------------------------------------------------------------------------------


# Winograd's F(4,3) (Lavin & Gray 2015): four outputs of three taps from six products.
INPUTS = [[4, 0, -5, 0, 1, 0], [0, -4, -4, 1, 1, 0], [0, 4, -4, -1, 1, 0], [0, -2, -1, 2, 1, 0], [0, 2, -1, -2, 1, 0], [0, 4, 0, -5, 0, 1]]
TAPS = np.array([[6, 0, 0], [-4, -4, -4], [-4, 4, -4], [1, 2, 4], [1, -2, 4], [0, 0, 24]]) / 24


def highest_of_four(g: Graph, x: str, name: str, kernel: np.ndarray) -> str:
    """The maximum over each four bands of a convolution of 3 x 3 with zeros around: [n,c,t,4b] to [n,c,t,b].

    Half the products: the four outputs of a tile are those that are pooled, so nothing is put back in order.
    """
    channels = kernel.shape[1]
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
    for i in range(1, 5):
        conv, norm, after = f"{i}CNN", f"batch_normalization_{i}", f"{i + 1}CNN/kernel"
        still, values = still_filters(weights, conv, norm)
        more = BLOCK - (~still).sum() % BLOCK
        weights = without_filters(weights, conv, norm, still, more)
        weights[after] = folded_into_one(weights[after], 2, still, values, more)
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
    musicnn = without_still(read_checkpoint(source / "MSD_musicnn"))
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
