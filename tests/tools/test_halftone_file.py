#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of packaging/python: what it writes halftone-cli runs, and numpy gives the same masks by its page.

usage: test_halftone_file.py --cli PROGRAM [unittest's arguments]      (needs numpy)
"""
import json
import os
import struct
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import need_packages  # noqa: E402

need_packages.need("numpy")
import numpy  # noqa: E402
import numpy_engine  # noqa: E402
from numpy_engine import halftone_file  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLES = {"em-membrane": ("em", 72), "cord-gray-matter": ("cord", 48), "ct-pancreas": ("abdomen", 100)}
PRECISIONS = ("W4A6", "W8A8", "W2A4")
CLI = ""


def shipped(name):
    """Path of a model of this project."""
    return os.path.join(ROOT, "resources", "models", name + ".halftone")


def same(first, second):
    """Whether two models are equal, field by field, bit by bit."""
    if isinstance(first, numpy.ndarray):
        return (isinstance(second, numpy.ndarray) and first.dtype == second.dtype
                and numpy.array_equal(first, second))
    if hasattr(first, "__dataclass_fields__"):
        return all(same(getattr(first, part), getattr(second, part)) for part in first.__dataclass_fields__)
    if isinstance(first, (list, dict)):
        if len(first) != len(second):
            return False
        keys = list(first) if isinstance(first, dict) else range(len(first))
        return all(same(first[key], second[key]) for key in keys)
    return first == second


def conv(name, inputs, channels, kernel, **others):
    """A convolution's node; `channels` in and out."""
    return {"op": "conv", "name": name, "inputs": inputs, "kernel": kernel, "in_channels": channels[0],
            "out_channels": channels[1], "relu": True, "fixed8": False, **others}


def small_network():
    """Down, up, and a skip, for two labels."""
    return {"input_channels": 1, "nodes": [
        conv("first", [-1], (1, 5), 3, fixed8=True), {"op": "max_pool2", "name": "pool", "inputs": [0]},
        conv("deep", [1], (5, 7), 3), {"op": "upsample2", "name": "up", "inputs": [2]},
        conv("join", [3, 0], (12, 6), 1), conv("head", [4], (6, 3), 1, relu=False, fixed8=True)]}


def small_card():
    """The least that a card says."""
    return {"name": "made-by-python", "title": "Made by Python", "description": "A test.", "licence": "Apache-2.0",
            "training_data": "none", "non_commercial": False, "background_name": "", "unions": [], "measured": [],
            "preprocess": {"modality": "unknown", "orientation": "", "in_plane_spacing_mm": 0, "window": "percentile",
                           "low": 2, "high": 98, "expected_min": -1e6, "expected_max": 1e6, "trained_spacing_mm": 0,
                           "tile": 1024},
            "labels": [{"value": 1, "name": "one", "colour": [9, 99, 200]},
                       {"value": 2, "name": "two", "colour": [200, 99, 9]}]}


def residual_network():
    """Every operation, and values with zero points: convolutions and sums without ReLU."""
    plain = {"relu": False}
    return {"input_channels": 1, "nodes": [
        conv("stem", [-1], (1, 8), 7, stride=2, fixed8=True), {"op": "max_pool3", "name": "pool", "inputs": [0]},
        conv("a", [1], (8, 8), 3), conv("b", [2], (8, 8), 3, **plain), conv("skip", [1], (8, 8), 1, **plain),
        {"op": "add", "name": "sum", "inputs": [3, 4], "relu": True},
        conv("down", [5], (8, 12), 3, stride=2, **plain), conv("spread", [6], (12, 24), 1, **plain),
        {"op": "shuffle2", "name": "shuffle", "inputs": [7]}, conv("join", [8, 5], (14, 8), 3),
        {"op": "bilinear2", "name": "up", "inputs": [9]}, conv("wide", [10, 0], (16, 8), 5),
        conv("even", [11], (8, 8), 2, **plain), {"op": "add", "name": "last", "inputs": [12, 11], "relu": False},
        {"op": "upsample2", "name": "twice", "inputs": [13]},
        conv("head", [14], (8, 3), 1, relu=False, fixed8=True)]}


def made_model(precisions, network=None, own_codes=()):
    """A model of random weights whose activations stay in range, and widths with codes of their own."""
    random = numpy.random.default_rng(18)
    model = halftone_file.Model(network or small_network(), small_card(), {})
    for node in halftone_file.conv_nodes(model.network):
        def draw(bits, shape=tuple(halftone_file.shape_of(node))):
            most = halftone_file.most_code(bits)
            return random.normal(0, 0.4 * most, shape).round().clip(-most, most).astype(numpy.int8)
        made = model.convs[node["name"]] = halftone_file.Conv(draw(8))
        if not node["fixed8"]:
            made.codes_of_width = {bits: draw(bits) for bits in own_codes}
    for precision in precisions:
        model.tables[precision] = made_table(model, precision)
    return model


def zero_points_of(network, bits):
    """The middle of the codes after convolutions and sums without ReLU, and what follows from it."""
    nodes, zeros = network["nodes"], []
    for index, node in enumerate(nodes):
        middle = (halftone_file.largest_code(network, index, bits) + 1) // 2
        own = node["op"] in ("conv", "add")
        zeros.append((0 if node["relu"] or index + 1 == len(nodes) else middle) if own else zeros[node["inputs"][0]])
    return numpy.array(zeros, numpy.uint8)


def made_adds(network, table, bits):
    """Sums of somewhat less than half of either value, so that they seldom lie between two codes."""
    rows, half, most_factor = [], 1 << 13, 7777
    for index, node in enumerate(network["nodes"]):
        if node["op"] == "add":
            most = halftone_file.largest_code(network, index, bits)
            by = [most_factor * most // halftone_file.largest_code(network, value, bits) for value in node["inputs"]]
            zeros = sum(factor * table.zero_point(value) for factor, value in zip(by, node["inputs"]))
            rows.append((half + (table.zero_point(index) << 14) - zeros, *by, 14))
    return {part: numpy.array(values, halftone_file.DTYPES[halftone_file.ADDS[part]])
            for part, values in zip(halftone_file.ADDS, zip(*rows))}


def made_table(model, precision):
    """Scales a deviation of the sums to a third of the codes, around a third or the zero point."""
    weight_bits, bits = halftone_file.precision_bits(precision)
    nodes = model.network["nodes"]
    table = halftone_file.Table([], [], [], [], numpy.zeros(3, "<i4"), logit_scale=0.01)
    zeros = zero_points_of(model.network, bits)
    if zeros.any():
        table.zero_points, table.input_zero_point = zeros, 7
    table.adds = made_adds(model.network, table, bits)
    for index, node in enumerate(nodes):
        if node["op"] != "conv":
            continue
        most = halftone_file.largest_code(model.network, index, bits)
        codes = model.codes_at(node["name"], weight_bits).astype(numpy.int64)
        reads = halftone_file.largest_code(model.network, node["inputs"][0], bits)
        where = numpy.concatenate([numpy.full(1 if value < 0 else channels_of(model.network, value),
                                              table.zero_point(value)) for value in node["inputs"]])
        from_zero = (codes.sum(axis=(2, 3)) * where).sum(axis=1)
        if index + 1 == len(nodes):
            break
        rows = []
        for weights, zero in zip(codes, from_zero):
            scale = most / 3 / (0.4 * reads * max(1.0, float(numpy.sqrt((weights ** 2).sum()))))
            middle = most / 3 if node["relu"] else table.zero_point(index)
            rows.append(halftone_file.make_requant(scale, middle - scale * zero, reads * int(abs(weights).sum())))
        for part, values in zip(halftone_file.PARTS, zip(*rows)):
            getattr(table, part).append(numpy.array(values, halftone_file.DTYPES[halftone_file.PARTS[part]]))
    return table


def balance(model, codes):
    """Brings the classes to equal shares of an image, so that masks show all of them."""
    for precision, table in model.tables.items():
        logits = numpy_engine.logits_of(model, precision, codes)
        table.head_bias = table.head_bias - numpy.median(logits, axis=(1, 2)).astype("<i4")


def channels_of(network, value):
    """Channels of a node's value."""
    node = network["nodes"][value]
    if node["op"] == "conv":
        return node["out_channels"]
    return channels_of(network, node["inputs"][0]) // (4 if node["op"] == "shuffle2" else 1)


class Files(unittest.TestCase):
    """A folder for files, and halftone-cli."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        """A file of the folder."""
        return os.path.join(self.folder, name)

    def run_cli(self, *arguments):
        """Runs halftone-cli, which has to succeed; what it prints."""
        done = subprocess.run([CLI, *arguments], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, f"halftone-cli {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def sample(self, kind, size):
        """Path of a synthetic image of two slices."""
        self.run_cli("phantom", kind, "-o", self.folder, "--size", str(size), "--slices", "2")
        return self.path(f"synthetic-{kind}-image.nii.gz")

    def assert_same_mask(self, image, model_path, precision):
        """Compares every voxel of both engines, in a mask that shows something."""
        bits = halftone_file.precision_bits(precision)
        self.run_cli("segment", image, "--model", model_path, "--weights", str(bits[0]), "--activations",
                     str(bits[1]), "-o", self.path("mask.nii.gz"))
        expected, _ = numpy_engine.read_nifti(self.path("mask.nii.gz"))
        volume, spacing = numpy_engine.read_nifti(image)
        found = numpy_engine.segment(halftone_file.load(model_path), precision, volume, spacing)
        self.assertEqual(int((found != expected).sum()), 0, f"{precision}: voxels that differ")
        self.assertGreater(numpy.unique(expected).size, 1, "the mask shows one label alone")


class MaskTest(Files):
    """The page is enough for an engine."""

    def test_shipped_models(self):
        for name, (kind, size) in SAMPLES.items():
            image = self.sample(kind, size)
            for precision in PRECISIONS:
                with self.subTest(model=name, precision=precision):
                    self.assert_same_mask(image, shipped(name), precision)

    def balanced(self, model, image):
        """The model, its classes balanced on the first slice of an image."""
        codes = numpy_engine.codes_of(*numpy_engine.read_nifti(image), model.card["preprocess"])[0][0]
        balance(model, codes[:codes.shape[0] // 8 * 8, :codes.shape[1] // 8 * 8])
        return model

    def test_model_made_in_python(self):
        image = self.sample("cord", 53)
        model = self.balanced(made_model(("W8A8", "W3A5", "W1A2")), image)
        halftone_file.save(self.path("made.halftone"), model)
        for precision in model.tables:
            with self.subTest(precision=precision):
                self.assert_same_mask(image, self.path("made.halftone"), precision)

    def test_every_operation(self):
        image = self.sample("cord", 90)
        model = self.balanced(made_model(("W8A8", "W3A5", "W2A4"), residual_network(), own_codes=(2, 3)), image)
        halftone_file.save(self.path("made.halftone"), model)
        self.assertTrue(same(model, halftone_file.load(self.path("made.halftone"))))
        for precision in model.tables:
            with self.subTest(precision=precision):
                self.assert_same_mask(image, self.path("made.halftone"), precision)

    def test_packed_model(self):
        packed = self.path("packed.halftone")
        self.run_cli("export", shipped("cord-gray-matter"), "--weights", "3", "--activations", "4", "-o", packed)
        halftone_file.save(self.path("again.halftone"), halftone_file.load(packed))
        image = self.sample("cord", 40)
        self.assert_same_mask(image, packed, "W3A4")
        self.assert_same_mask(image, self.path("again.halftone"), "W3A4")


class RoundTripTest(Files):
    """What is written is what was read."""

    def test_load_save_load(self):
        for name in SAMPLES:
            model = halftone_file.load(shipped(name))
            halftone_file.save(self.path("copy.halftone"), model)
            self.assertTrue(same(model, halftone_file.load(self.path("copy.halftone"))), name)
            told = json.loads(self.run_cli("info", self.path("copy.halftone"), "--json"))
            self.assertEqual(told["name"], name)

    def test_difference_is_seen(self):
        model, other = (halftone_file.load(shipped("cord-gray-matter")) for _ in range(2))
        other.tables["W1A1"].bias[3][2] += 1
        self.assertFalse(same(model, other))

    def test_codes_of_all_widths_are_packed(self):
        for bits in range(1, 9):
            most = halftone_file.most_code(bits)
            codes = numpy.array([most, -most, most, *range(-most if bits > 1 else 1, most + 1)], numpy.int8)
            packed = halftone_file.pack_codes(codes, bits)
            self.assertEqual(packed.size, (codes.size * bits + 7) // 8)
            self.assertTrue((halftone_file.unpack_codes(packed, codes.shape, bits) == codes).all(), bits)


class RefusalTest(Files):
    """What is wrong is a sentence."""

    def assert_refused(self, words, content):
        """`content`, as a file, is refused with these words."""
        with open(self.path("bad.halftone"), "wb") as file:
            file.write(content)
        with self.assertRaisesRegex(halftone_file.FileError, words):
            halftone_file.load(self.path("bad.halftone"))

    def test_damaged_files(self):
        with open(shipped("cord-gray-matter"), "rb") as file:
            good = file.read()
        self.assert_refused("checksum", good[:-1] + bytes([good[-1] ^ 1]))
        self.assert_refused("checksum", good[:-9])
        self.assert_refused("header claims", struct.pack("<Q", 1 << 60) + good[8:])
        self.assert_refused("too few", b"abc")
        self.assert_refused("no checksum", struct.pack("<Q", 2) + b"{}")

    def assert_not_saved(self, words, change):
        """A good model with one change is neither saved nor leaves a file."""
        model = made_model(("W4A4",))
        change(model)
        with self.assertRaisesRegex(halftone_file.FileError, words):
            halftone_file.save(self.path("bad.halftone"), model)
        self.assertEqual(os.listdir(self.folder), [])

    def test_faulty_models(self):
        def put(array, value):
            array[...] = value

        for words, change in (
                ("overflow", lambda m: put(m.tables["W4A4"].pre_shift[0], 16)),
                ("overflow", lambda m: put(m.tables["W4A4"].bias[1], 2147483647)),
                ("overflow", lambda m: put(m.tables["W4A4"].head_bias, -2147483648)),
                ("symmetric range", lambda m: put(m.convs["deep"].codes, -128)),
                ("logit scale", lambda m: setattr(m.tables["W4A4"], "logit_scale", 0)),
                ("expected an array", lambda m: setattr(m.convs["deep"], "codes", numpy.zeros((7, 5, 3, 3)))),
                ("no precision", lambda m: m.tables.update(W9A4=m.tables["W4A4"])),
                ("earlier node", lambda m: m.network["nodes"][2].update(inputs=[4])),
                ("expects", lambda m: m.network["nodes"][2].update(in_channels=6)),
                ("different sizes", lambda m: m.network["nodes"][4].update(inputs=[2, 0])),
                ("has no ReLU", lambda m: m.network["nodes"][5].update(relu=True)),
                ("2, 3, 5 or 7", lambda m: m.network["nodes"][2].update(kernel=4)),
                ("no code of its value", lambda m: setattr(m.tables["W4A4"], "zero_points", numpy.ones(6, "u1"))),
                ("name has", lambda m: m.card.update(name="../up")),
                ("control", lambda m: m.card.update(title="\x1b[2J")),
                ("own from 1 to 2", lambda m: m.card["labels"][0].update(value=3)),
                ("low < high", lambda m: m.card["preprocess"].update(low=99))):
            with self.subTest(words=words):
                self.assert_not_saved(words, change)

    def test_model_of_another_kind(self):
        model = made_model(("W4A4",))
        del model.card["labels"]
        with self.assertRaisesRegex(halftone_file.FileError, "missing.*labels"):
            halftone_file.check(model)


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] != "--cli":
        sys.exit(__doc__)
    CLI = os.path.abspath(sys.argv[2])
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
