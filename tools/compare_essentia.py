"""Compares an exported collection with native Essentia on the same files, and times both sides' work.

    python -m venv /tmp/essentia && /tmp/essentia/bin/pip install essentia-tensorflow==2.1b6.dev1389 onnxruntime
    deno task analyze <music> --db data/compare.kv --tempo multifeature
    deno task export --db data/compare.kv --out data/compare
    /tmp/essentia/bin/python tools/compare_essentia.py data/compare [--models <folder>] [--graph musicnn.pb]

Prints, a descriptor, how many files agree and by how much the others differ, then the seconds of CPU that
Essentia took a file. Files that its loader cannot read (Opus) are decoded by ffmpeg first. With `--models`,
a folder with msd-musicnn-1.onnx and its heads, MusiCNN runs from ONNX on the spectrogram that Essentia's
TensorflowInputMusiCNN gives, for each of its resamplers. With `--graph`, made by tools/freeze_musicnn.py, it
runs from the TensorFlow graph by TensorflowPredictMusiCNN, as Essentia itself does it.
"""

import argparse
import csv
import os
import subprocess
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import onnxruntime as ort  # noqa: E402  (before essentia, whose TensorFlow it does not bear with else)
import essentia  # noqa: E402
import essentia.standard as es  # noqa: E402

essentia.log.infoActive = False
essentia.log.warningActive = False

PROFILES = ("temperley", "krumhansl", "edma")
FLATS = {"Ab": "G#", "Bb": "A#", "Db": "C#", "Eb": "D#", "Gb": "F#"}
PATCH, HOP = 187, 93
# Of Essentia's resampler: 4 is linear interpolation, as its examples for these networks have it, 1 its
# default, 0 the best sinc.
QUALITIES = (4, 1, 0)

seconds: dict[str, list[float]] = defaultdict(list)


def timed(name, call):
    start = time.process_time()
    result = call()
    seconds[name].append(time.process_time() - start)
    return result


def readable(row: dict, folder: str) -> str:
    """The file itself, or a WAV of it where it is Opus: Essentia's loader ends the program on that."""
    if row["codec"].lower() != "opus":
        return row["path"]
    wav = os.path.join(folder, "decoded.wav")
    command = ["ffmpeg", "-v", "error", "-y", "-i", row["path"], "-c:a", "pcm_f32le", wav]
    subprocess.run(command, check=True)
    return wav


def mel_of(x: np.ndarray) -> np.ndarray:
    to_bands = es.TensorflowInputMusiCNN()
    frames = es.FrameGenerator(x, frameSize=512, hopSize=256, startFromZero=False)
    return np.array([to_bands(frame) for frame in frames], np.float32)


class Network:
    """MSD-MusiCNN and its emotion head in ONNX, one thread."""

    def __init__(self, folder: Path):
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        open_ = lambda name: ort.InferenceSession(str(next(folder.rglob(name))), options)
        self.musicnn = open_("msd-musicnn-1.onnx")
        self.emotion = open_("emomusic-msd-musicnn-2.onnx")

    def __call__(self, mel: np.ndarray):
        count = (len(mel) - PATCH) // HOP + 1
        patches = np.stack([mel[i * HOP : i * HOP + PATCH] for i in range(count)])
        parts = [self.musicnn.run(["embeddings", "activations"], {"melspectrogram": patches[i : i + 2]})
                 for i in range(0, count, 2)]
        embeddings, tags = (np.concatenate(each) for each in zip(*parts))
        feed = {self.emotion.get_inputs()[0].name: embeddings}
        valence, arousal = self.emotion.run(None, feed)[0].mean(0)
        return embeddings.mean(0), tags.mean(0), float(arousal), float(valence)


class Graph:
    """MSD-MusiCNN in TensorFlow, by Essentia's own algorithm."""

    def __init__(self, graph: Path):
        self.predict = es.TensorflowPredictMusiCNN(
            graphFilename=str(graph), output="model/dense/BiasAdd", isTrainingName="model/training")

    def __call__(self, x: np.ndarray) -> np.ndarray:
        return self.predict(x).mean(0)


def native(path: str, network: Network | None, graph: Graph | None) -> dict:
    found: dict = {}
    x44 = timed("decoding, mono at 44.1 kHz", lambda: es.MonoLoader(filename=path, sampleRate=44100)())
    found["tempo"] = timed("tempo, multifeature", lambda: es.RhythmExtractor2013()(x44))[0]
    found["degara"] = timed("tempo, degara", lambda: es.RhythmExtractor2013(method="degara")(x44))[0]
    for profile in PROFILES:
        extract = es.KeyExtractor(profileType=profile)
        key, scale, strength = timed("three keys", lambda: extract(x44))
        found[f"key_{profile}"] = f"{FLATS.get(key, key)} {scale}"
        found[f"strength_{profile}"] = strength
    found["danceability"] = timed("danceability", lambda: es.Danceability()(x44))[0]
    stereo, rate = timed("decoding, stereo", lambda: es.AudioLoader(filename=path)())[:2]
    ebu = timed("loudness", lambda: es.LoudnessEBUR128(sampleRate=rate)(stereo))
    found["loudness"], found["range"] = ebu[2], ebu[3]
    for quality in QUALITIES:
        load = es.MonoLoader(filename=path, sampleRate=16000, resampleQuality=quality)
        x16 = timed(f"decoding, mono at 16 kHz (q{quality})", load)
        mel = timed(f"MusiCNN's mel (q{quality})", lambda: mel_of(x16))
        if network:
            found[quality] = timed(f"MusiCNN, ONNX, 1 thread (q{quality})", lambda: network(mel))
        if graph and quality == QUALITIES[0]:
            found["graph"] = timed("mel and MusiCNN, TensorFlow", lambda: graph(x16))
    return found


def cosine(a, b) -> float:
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def summary(name: str, differences: list[tuple[float, str]], unit: str = "") -> None:
    values = np.array([value for value, _ in differences])
    worst = ", ".join(f"{what} {value:.4g}" for value, what in sorted(differences)[::-1][:3])
    print(f"{name:34} median {np.median(values):.4g}, 95 % {np.quantile(values, 0.95):.4g}, "
          f"max {values.max():.4g} {unit}  ({worst})")


def tempo_relation(ours: float, theirs: float) -> str:
    for name, factor in (("equal", 1), ("octave", 2), ("octave", 0.5)):
        if abs(ours / (theirs * factor) - 1) <= 0.02:
            return name
    return "differs"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--models", type=Path)
    parser.add_argument("--graph", type=Path)
    arguments = parser.parse_args()
    folder = arguments.folder
    network = Network(arguments.models) if arguments.models else None
    graph = Graph(arguments.graph) if arguments.graph else None
    with open(folder / "tracks.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    embeddings = np.load(folder / "musicnn.npy")
    tags = np.load(folder / "tags.npy")
    far: dict[str, list[tuple[float, str]]] = defaultdict(list)
    relations: dict[str, list[str]] = defaultdict(list)
    keys: dict[str, list[str]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as temporary:
        for index, row in enumerate(rows):
            name = os.path.basename(row["path"])
            them = native(readable(row, temporary), network, graph)
            number = lambda column: float(row[column]) if row.get(column) else float("nan")
            relation = tempo_relation(number("tempo_bpm"), them["tempo"])
            relations[relation].append(f"{name} {number('tempo_bpm'):.1f}/{them['tempo']:.1f}")
            if relation == "equal":
                far["tempo where equal, %"].append((abs(number("tempo_bpm") / them["tempo"] - 1) * 100, name))
            for profile in PROFILES:
                tonic = row[f"key_{profile}"]
                ours = f"{FLATS.get(tonic, tonic)} {row[f'scale_{profile}']}"
                agree = ours == them[f"key_{profile}"]
                keys[profile].append("" if agree else f"{name} {ours}/{them[f'key_{profile}']}")
                if agree:
                    gap = abs(number(f"strength_{profile}") - them[f"strength_{profile}"])
                    far["key strength where equal"].append((gap, name))
            for ours, theirs, label in (
                ("loudness_lufs", "loudness", "integrated loudness, LU"),
                ("loudness_range_lu", "range", "loudness range, LU"),
                ("danceability_signal", "danceability", "danceability"),
            ):
                far[label].append((abs(number(ours) - them[theirs]), name))
            for quality in QUALITIES if network else ():
                embedding, activations, arousal, valence = them[quality]
                for what, gap in (
                    ("MusiCNN embedding, 1 - cosine", 1 - cosine(embeddings[index], embedding)),
                    ("MusiCNN tags, largest gap", float(np.abs(tags[index] - activations).max())),
                    ("arousal (1..9)", abs(number("arousal") - arousal)),
                    ("valence (1..9)", abs(number("valence") - valence)),
                ):
                    far[f"{what}, q{quality}"].append((gap, name))
            if graph:
                gap = 1 - cosine(embeddings[index], them["graph"])
                far["MusiCNN in TensorFlow, q4, 1 - cosine"].append((gap, name))
            if network:
                gap = 1 - cosine(them[1][0], them[4][0])
                far["Essentia q1 against its q4, 1 - cosine"].append((gap, name))
    print(f"{len(rows)} files, essentia {essentia.__version__}\n")
    for relation in ("equal", "octave", "differs"):
        shown = "" if relation == "equal" else ": " + ", ".join(relations[relation])
        print(f"tempo {relation} (2 %): {len(relations[relation])}{shown}")
    for profile in PROFILES:
        differ = [each for each in keys[profile] if each]
        print(f"key {profile}: {len(rows) - len(differ)} of {len(rows)} equal{': ' if differ else ''}{', '.join(differ)}")
    for label, differences in far.items():
        summary(label, differences)
    print("\nEssentia's seconds of CPU a file")
    for name, each in seconds.items():
        print(f"  {name:30} {sum(each) / len(rows):.3f}")
    once = [name for name in seconds if name != "tempo, degara" and "(q0)" not in name and "(q1)" not in name]
    total = lambda names: sum(sum(seconds[name]) for name in names) / len(rows)
    if network:
        print(f"  {'in all, MusiCNN by ONNX':30} {total(n for n in once if 'TensorFlow' not in n):.3f}")
    if graph:
        print(f"  {'in all, MusiCNN by TensorFlow':30} {total(n for n in once if 'mel (' not in n and 'ONNX' not in n):.3f}")


main()
