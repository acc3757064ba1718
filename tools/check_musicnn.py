"""Checks the converted musicnn networks on real music.

    python tools/check_musicnn.py <models> <official msd-musicnn-1.onnx> <unzipped musicnn> <audio file>...

Against (a) Essentia's msd-musicnn-1 and (b) the original TensorFlow graphs with their own weights. Prints the
largest absolute difference over all patches. Needs `ffmpeg` for decoding; the mel is computed here.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
import onnxruntime as ort

RATE, FRAME, FRAME_HOP, BANDS = 16000, 512, 256, 96
PATCH, HOP = 187, 93


def decode(file: str) -> np.ndarray:
    command = ["ffmpeg", "-v", "error", "-i", file, "-ac", "1", "-ar", str(RATE), "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, np.float32)


def slaney(f):
    return np.where(f < 1000, f * 3 / 200, 15 + 27 * np.log(np.maximum(f, 1) / 1000) / np.log(6.4))


def hertz(mel):
    return np.where(mel < 15, mel * 200 / 3, 1000 * np.exp(np.log(6.4) / 27 * (mel - 15)))


def filters() -> np.ndarray:
    edges = hertz(np.linspace(0, slaney(np.array(8000.0)), BANDS + 2))
    bins = np.arange(FRAME // 2 + 1) * RATE / FRAME
    rise = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    fall = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(rise, fall)) * (2 / (edges[2:] - edges[:-2]))[:, None]


def mel(x: np.ndarray) -> np.ndarray:
    """Log mel spectrogram [frames, 96]: Hann window, power, unit-area triangles, log10(1 + 10000 x)."""
    padded = np.concatenate([np.zeros(FRAME // 2, np.float32), x, np.zeros(FRAME, np.float32)])
    starts = np.arange(0, len(x) + FRAME // 2, FRAME_HOP)
    frames = padded[starts[:, None] + np.arange(FRAME)] * np.hanning(FRAME)
    # Essentia's power spectrum is of the window as it is; its "unit_tri" bands then have unit area in Hz.
    power = np.abs(np.fft.rfft(frames)) ** 2
    return np.log10(1 + 10000 * power @ filters().T).astype(np.float32)


def patches(m: np.ndarray) -> np.ndarray:
    count = (len(m) - PATCH) // HOP + 1
    return np.stack([m[i * HOP : i * HOP + PATCH] for i in range(count)])


def run(file: Path, x: np.ndarray) -> list[np.ndarray]:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(str(file), options)
    wanted = ["embeddings", "activations"]
    parts = [session.run(wanted, {"melspectrogram": x[i : i + 4]}) for i in range(0, len(x), 4)]
    return [np.concatenate(part) for part in zip(*parts)]


def run_track(models: Path, mels: list[np.ndarray]) -> list[np.ndarray]:
    session = ort.InferenceSession(str(models / "msd-musicnn" / "msd-musicnn-1-track.onnx"))
    parts = [session.run(["embeddings", "activations"], {"melspectrogram": m}) for m in mels]
    return [np.concatenate(part) for part in zip(*parts)]


def run_original(package: Path, name: str, tensors: list[str], x: np.ndarray) -> list[np.ndarray]:
    """The graph that the checkpoint was saved with, without its training part (it no longer loads)."""
    import tensorflow as tf

    tf.compat.v1.disable_eager_execution()
    folder = package / "musicnn" / name
    meta = tf.compat.v1.MetaGraphDef()
    meta.ParseFromString((folder / ".meta").read_bytes())
    wanted = [tensor.split(":")[0] for tensor in tensors] + ["save/restore_all"]
    used = tf.compat.v1.graph_util.extract_sub_graph(meta.graph_def, wanted)
    with tf.Graph().as_default() as graph, tf.compat.v1.Session() as session:
        tf.import_graph_def(used, name="")
        session.run("save/restore_all", {"save/Const:0": f"{folder}/"})
        holders = [op.outputs[0] for op in graph.get_operations() if op.type == "Placeholder"]
        patch = next(h for h in holders if h.dtype == tf.float32)
        training = next(h for h in holders if h.dtype == tf.bool)
        got = [session.run(tensors, {patch: x[i : i + 1], training: False}) for i in range(len(x))]
    return [np.concatenate(part) for part in zip(*got)]


def report(what: str, ours: list[np.ndarray], theirs: list[np.ndarray]) -> None:
    gaps = [float(np.abs(a - b).max()) for a, b in zip(ours, theirs)]
    spread = float(np.abs(theirs[0]).max())
    print(f"{what}: embeddings {gaps[0]:.2e} (largest value {spread:.2f}), activations {gaps[1]:.2e}")


def main() -> None:
    models, official, package = (Path(a) for a in sys.argv[1:4])
    mels = [mel(decode(file)) for file in sys.argv[4:]]
    x = np.concatenate([patches(m) for m in mels])
    print(f"{len(x)} patches of {len(sys.argv) - 4} files")
    musicnn = run(models / "msd-musicnn" / "msd-musicnn-1.onnx", x)
    vgg = run(models / "msd-vgg" / "msd-vgg-1.onnx", x)
    report("musicnn against Essentia's msd-musicnn-1", musicnn, run(official, x))
    report("musicnn by track against patch by patch", run_track(models, mels), musicnn)
    report("musicnn against its TensorFlow graph", musicnn,
           run_original(package, "MSD_musicnn", ["model/dense/BiasAdd:0", "model/Sigmoid:0"], x))
    report("vgg against its TensorFlow graph", vgg,
           run_original(package, "MSD_vgg", ["model/Flatten/flatten/Reshape:0", "model/Sigmoid:0"], x))


if __name__ == "__main__":
    main()
