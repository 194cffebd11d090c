#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of `halftone-cli export --onnx`: ONNX's checker takes the files, and others compute the same from them.

usage: test_onnx_export.py --cli PROGRAM [unittest's arguments]      (needs numpy and onnx)

run_onnx.py computes in numpy; ONNX Runtime does, too, where npm installed it: in build/peers, or in the folder that
HALFTONE_ONNXRUNTIME names.
"""
import json
import os
import shutil
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "tools")]
import need_packages  # noqa: E402

need_packages.need("numpy", "onnx")
import numpy  # noqa: E402
import onnx  # noqa: E402
import run_onnx  # noqa: E402
import test_halftone_file as made  # noqa: E402
from numpy_engine import codes_of, halftone_file, logits_of, mask_of, read_nifti, values_of  # noqa: E402

ONNXRUNTIME = os.environ.get("HALFTONE_ONNXRUNTIME", os.path.join(made.ROOT, "build", "peers"))
# Precision -> the least share of pixels: few codes leave more to a single one.
LEAST_AGREEMENT = {"W8A8": 0.999, "W4A6": 0.995, "W2A4": 0.99}
SIZES = {"em": 64, "cord": 32, "abdomen": 128}  # all 64 on the models' grids
LEAST_OF_RANDOM = 0.9  # every pixel of a random network lies near a border


def per_axis(attributes, values, x):
    """A scale or zero point as it is applied to x."""
    values = numpy.asarray(0 if values is None else values, numpy.float64)
    shape = [1] * x.ndim
    if values.size > 1:
        shape[attributes.get("axis", 1)] = values.size
    return values.reshape(shape)


def quantize(attributes, x, scale, zero):
    """QuantizeLinear to uint8: ties to even."""
    codes = numpy.rint(x / per_axis(attributes, scale, x)) + per_axis(attributes, zero, x)
    return numpy.clip(codes, 0, 255)


def dequantize(attributes, x, scale, zero=None):
    """DequantizeLinear."""
    return (x - per_axis(attributes, zero, x)) * per_axis(attributes, scale, x)


run_onnx.SIMPLE.update(QuantizeLinear=quantize, DequantizeLinear=dequantize)


def float_probabilities(model, image):
    """The float path of a model, by packaging/python/README.md."""
    values, nodes = {-1: image[None] / 255}, model.network["nodes"]
    for index, node in enumerate(nodes):
        x = numpy.concatenate([values[value] for value in node["inputs"]])
        if node["op"] == "conv":
            conv = model.convs[node["name"]]
            sums = run_onnx.conv({"pads": [node["kernel"] // 2] * 4}, x[None], conv.master.astype(numpy.float64))[0]
            x = conv.float_scale[:, None, None] * sums + conv.float_offset[:, None, None]
            x = numpy.maximum(x, 0) if node["relu"] else x
        elif node["op"] == "max_pool2":
            x = x.reshape(len(x), x.shape[1] // 2, 2, x.shape[2] // 2, 2).max(axis=(2, 4))
        else:
            x = x.repeat(2, axis=1).repeat(2, axis=2)
        values[index] = x
    weights = numpy.exp(x - x.max(axis=0))
    return 1 / (1 + numpy.exp(-x)) if len(x) == 1 else weights / weights.sum(axis=0)


class ExportTest(made.Files):
    """Files of every kind of model, judged by others."""

    def export(self, model, precision=None):
        """Exports a model, by name or file, and gives the checked ONNX model."""
        path = self.path("net.onnx")
        bits = halftone_file.precision_bits(precision) if precision else ()
        options = [word for name, value in zip(("--weights", "--activations"), bits) for word in (name, str(value))]
        told = json.loads(self.run_cli("export", model, "--onnx", *options, "-o", path, "--json"))
        self.assertEqual(told["file_bytes"], os.path.getsize(path))
        self.assertEqual(told["precision"], precision or "FP32")
        net = onnx.load(path)
        onnx.checker.check_model(net, full_check=True)
        return net

    def codes(self, kind, size, model):
        """A slice of a synthetic sample, as codes."""
        return codes_of(*read_nifti(self.sample(kind, size)), model.card["preprocess"])[0][1]

    def run_onnxruntime(self, codes):
        """Probabilities [classes,H,W] of net.onnx; None where ONNX Runtime is missing."""
        if not shutil.which("node") or not os.path.isdir(os.path.join(ONNXRUNTIME, "node_modules")):
            return None
        codes.tofile(self.path("codes"))
        subprocess.run(["node", os.path.join(HERE, "run_onnxruntime.js"), ONNXRUNTIME, self.path("net.onnx"),
                        self.path("codes"), *map(str, codes.shape), self.path("out")], check=True)
        return numpy.fromfile(self.path("out"), numpy.float32).reshape(-1, *codes.shape)

    def assert_float(self, net, codes, expected):
        """Every judge gives these probabilities."""
        for found in (run_onnx.run(net, codes[None, None] / 255)["probabilities"][0], self.run_onnxruntime(codes)):
            if found is not None:
                self.assertLess(numpy.abs(found - expected).max(), 1e-4)

    def assert_mask(self, net, codes, model, precision, least=None):
        """Every judge gives the engine's mask but for few pixels."""
        expected = mask_of(logits_of(model, precision, codes), 0)
        self.assertGreater(numpy.unique(expected).size, 1, "the mask shows one label alone")
        for judge, found in (("numpy", run_onnx.run(net, codes[None, None] / 255)["probabilities"][0]),
                             ("ONNX Runtime", self.run_onnxruntime(codes))):
            if found is not None:
                agreement = (mask_of(found, 0.5) == expected).mean()
                print(f"{model.card['name']} {precision}: {judge} agrees in {100 * agreement:.3f} % of pixels")
                self.assertGreaterEqual(agreement, least or LEAST_AGREEMENT[precision], judge)

    def test_float_path(self):
        for name, (kind, _) in made.SAMPLES.items():
            with self.subTest(model=name):
                model = halftone_file.load(made.shipped(name))
                codes = self.codes(kind, SIZES[kind], model)
                net = self.export(made.shipped(name))
                self.assert_float(net, codes, float_probabilities(model, codes))
                texts = {entry.key: entry.value for entry in net.metadata_props}
                self.assertEqual(json.loads(texts["halftone_card"]), model.card)
                self.assertEqual(texts["stride"], "8")

    def test_float_path_of_halftone(self):
        model = halftone_file.load(made.shipped("em-membrane"))
        codes = self.codes("em", 64, model)
        done = subprocess.run([made.CLI, "segment", self.path("synthetic-em-image.nii.gz"), "--model",
                               made.shipped("em-membrane"), "--weights", "32", "--activations", "32", "-o",
                               self.path("mask.nii.gz"), "--probabilities", self.path("p.nii.gz")],
                              capture_output=True, text=True, check=False)
        if "LibTorch" in done.stderr:
            self.skipTest(done.stderr)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_float(self.export(made.shipped("em-membrane")), codes, read_nifti(self.path("p.nii.gz"))[0][1])

    def test_integers_of_shipped_models(self):
        for name, (kind, _) in made.SAMPLES.items():
            model = halftone_file.load(made.shipped(name))
            codes = self.codes(kind, SIZES[kind], model)
            for precision in LEAST_AGREEMENT:
                with self.subTest(model=name, precision=precision):
                    self.assert_mask(self.export(made.shipped(name), precision), codes, model, precision)

    def test_integers_of_every_operation(self):
        model = made.made_model(("W8A8", "W4A6"), made.residual_network(), own_codes=(4,))
        codes = self.codes("cord", 64, model)
        made.balance(model, codes)
        halftone_file.save(self.path("made.halftone"), model)
        for precision in model.tables:
            with self.subTest(precision=precision):
                net = self.export(self.path("made.halftone"), precision)
                self.assert_mask(net, codes, model, precision, LEAST_OF_RANDOM)
                self.assert_codes(net, codes, model, precision)

    def assert_codes(self, net, codes, model, precision):
        """What is rounded otherwise, layer after layer, is some single codes: no offset, no other scale."""
        names = [node["name"] + "/codes" for node in model.network["nodes"][:-1]]
        net.graph.output.extend(onnx.helper.make_tensor_value_info(name, 2, None) for name in names)
        found = run_onnx.run(net, codes[None, None] / 255)
        for name, expected in zip(names, values_of(model, precision, codes)):
            difference = found[name][0] - expected
            self.assertLess(numpy.abs(difference).mean(), 1, name)
            self.assertLess(abs(difference.mean()), 0.2, name)

    def test_refusals(self):
        packed = made.made_model(("W4A4",))
        halftone_file.save(self.path("made.halftone"), packed)
        for words, code, arguments in (
                ("ends in .onnx", 2, ["--onnx", "-o", "a.halftone"]),
                ("ends in .onnx", 2, ["-o", "a.onnx", "--weights", "4", "--activations", "4"]),
                ("give both", 2, ["--onnx", "-o", "a.onnx", "--weights", "4"]),
                ("cannot be written as ONNX at FP32", 1, ["--onnx", "-o", "a.onnx"]),
                ("cannot run at W2A2", 1, ["--onnx", "-o", "a.onnx", "--weights", "2", "--activations", "2"])):
            with self.subTest(arguments=arguments):
                done = subprocess.run([made.CLI, "export", self.path("made.halftone"), *arguments], cwd=self.folder,
                                      capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, code, done.stderr)
                self.assertIn(words, done.stderr)
                self.assertFalse(os.path.exists(self.path("a.onnx")))


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] != "--cli":
        sys.exit(__doc__)
    made.CLI = os.path.abspath(sys.argv[2])
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
