#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of resources/models/make_readme.py: its tables are those of the files, and it sees drift."""
import contextlib
import csv
import io
import json
import os
import struct
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MODELS = os.path.join(ROOT, "resources", "models")
sys.path.insert(0, MODELS)
import make_readme  # noqa: E402

ROWS = """precision,label,dice_mean,dice_sd,cases,loss,goal,weight_bytes,arena_bytes,peak_rss_bytes,\
latency_ms_median,latency_ms_p95,trained
FP32,grey,0.830000,0.020000,3,,0.8200,1212552,118489088,372531200,144.814,146,true
W4A6,grey,0.825500,0.021000,3,0.004500,0.0030,155684,10910080,38359040,23.950,24,true
W2A4,grey,0.829990,0.021000,3,0.000010,0.0200,80228,10910080,,23.856,26,true
FP32,cord,0.950000,0.010000,3,,,1212552,118489088,372531200,144.814,146,true
"""
CASES = """case,precision,label,dice
a,FP32,grey,0.810000
a,W4A6,grey,0.805000
b,FP32,grey,0.850000
"""


MEASURED = [{"precision": "FP32", "dice": {"grey": 0.83, "cord": 0.95},
             "sd": {"grey": 0.02, "cord": 0.01}, "cases": {"grey": 3, "cord": 3}},
            {"precision": "W4A6", "dice": {"grey": 0.8255}, "sd": {"grey": 0.021}, "cases": {"grey": 3}},
            {"precision": "W2A4", "dice": {"grey": 0.82999}, "sd": {"grey": 0.021}, "cases": {"grey": 3}}]


def write_model(path, name, width=16, measured=None):
    """A file with the header of a model and nothing else."""
    card = {"title": "Grey", "description": "What it is for.", "non_commercial": False,
            "licence": "free", "training_data": "made up", "background_name": "",
            "labels": [{"name": "grey", "value": 1}], "unions": [{"name": "cord", "values": [1, 2]}],
            "preprocess": {"modality": "MR", "window": "range", "low": 0.0, "high": 255.0,
                           "orientation": "LPS", "in_plane_spacing_mm": 0.25,
                           "trained_spacing_mm": 0.5}, "name": name,
            "measured": MEASURED if measured is None else measured}
    description = {"card": card, "weights": [{"shape": [width, 1, 3, 3]}],
                   "tables": [{"precision": "W4A6", "trained": True},
                              {"precision": "W5A5", "trained": False}]}
    header = json.dumps({"__metadata__": {"halftone": json.dumps(description)}}).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(header)) + header + b"weights")


class ReadmeTest(unittest.TestCase):
    """A folder with one model."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        write_model(self.path("cord.halftone"), "cord")
        self.write("cord.sweep.csv", ROWS)
        self.write("cord.cases.csv", CASES)
        self.write("README.md", "By hand.\n\n<!-- begin summary -->\nold\n<!-- end summary -->\n")

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def read(self, name="README.md"):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def run_tool(self, *arguments):
        """(exit code, what it printed)"""
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = make_readme.main(list(arguments), self.folder)
        return code, out.getvalue()

    def test_tables_are_those_of_the_files(self):
        self.assertEqual(self.run_tool(), (0, ""))
        text = self.read()
        self.assertTrue(text.startswith("By hand.\n"))
        self.assertNotIn("\nold\n", text)
        for line in ("| `cord` | grey | 3 | 0.8300 (sd 0.0200) | 0.0045 | 0.0000 |",
                     "| W4A6 | 0.8255 (sd 0.0210) | 0.0045 (0.003) | 156 kB | 10.9 MB | 23.9 ms | "
                     "38.4 MB |",
                     "| W2A4 (ternary) | 0.8300 (sd 0.0210) | 0.0000 (0.020) | 80 kB | 10.9 MB | "
                     "23.9 ms |  |",
                     "| a | 0.8100 | 0.8050 |", "| b | 0.8500 |  |",
                     "- **Trained precisions**: W4A6; the other"):
            self.assertIn(line, text)
        self.assertIn("Goals met: 2 of 3. Missed: grey at W4A6 (0.0015 more lost than the 0.003",
                      text)
        self.assertIn("LPS, resampled to 0.25 mm in plane", text)
        self.assertIn("cord = 1 + 2", text)

    def test_drift_is_seen(self):
        self.assertEqual(self.run_tool()[0], 0)
        self.assertEqual(self.run_tool("--check"), (0, ""))
        self.write("cord.sweep.csv", ROWS.replace("155684", "165684"))
        code, printed = self.run_tool("--check")
        self.assertEqual(code, 1)
        self.assertIn("+| W4A6 | 0.8255 (sd 0.0210) | 0.0045 (0.003) | 166 kB", printed)
        self.write("cord.sweep.csv", ROWS)
        self.write("README.md", self.read().replace("0.8255", "0.9255"))
        self.assertEqual(self.run_tool("--check")[0], 1)
        self.assertEqual(self.run_tool()[0], 0)
        self.assertEqual(self.run_tool("--check")[0], 0)

    def test_a_card_that_says_something_else_is_a_fault(self):
        for wrong in ("dice", "sd", "cases"):
            measured = json.loads(json.dumps(MEASURED))
            measured[1][wrong]["grey"] = 0.5
            write_model(self.path("cord.halftone"), "cord", measured=measured)
            code, printed = self.run_tool()
            self.assertEqual(code, 1)
            self.assertIn("cord.sweep.csv says", printed)
        write_model(self.path("cord.halftone"), "cord", measured=MEASURED[:2])
        self.assertEqual(self.run_tool("--check")[0], 1)

    def test_text_by_hand_stays(self):
        self.run_tool()
        self.write("README.md", self.read().replace("<!-- begin cord results -->",
                                                    "Told by hand.\n\n<!-- begin cord results -->"))
        self.assertEqual(self.run_tool("--check")[0], 0)
        self.run_tool()
        self.assertIn("Told by hand.", self.read())

    def test_a_model_that_was_not_measured_is_a_fault(self):
        write_model(self.path("other.halftone"), "other")
        code, printed = self.run_tool("--check")
        self.assertEqual(code, 1)
        self.assertIn("other.sweep.csv", printed)

    def test_a_block_of_nothing_is_a_fault(self):
        self.write("README.md", "<!-- begin knee card -->\n<!-- end knee card -->\n")
        code, printed = self.run_tool()
        self.assertEqual(code, 1)
        self.assertIn("knee card", printed)

    def test_paper_rows_are_collected(self):
        for row, mean, sd, bits in (("FP", 0.8, None, 32), ("Q6.0/Q0.4", 0.78, 0.01, 4)):
            os.makedirs(self.path(f"{bits}"))
            score = {"step": 9, "dice": {"grey": {"mean": mean, "sd": sd, "n": 3 if sd else 1},
                                         "cord": {"mean": None, "sd": 0, "n": 0}}}
            self.write(f"{bits}/result.json", json.dumps(
                {"row": row, "simulated": True, "quantizer": "fixed-point", "dataset": "cord",
                 "width": 16, "seed": 1, "steps": 10, "weight_bits_nominal": bits,
                 "weight_bytes_nominal": 1000 * bits, "weight_bytes_honest": 2000 * bits,
                 "best": score, "last": score}))
        self.assertEqual(self.run_tool("--collect-paper", self.path("32"), self.path("4")), (0, ""))
        with open(self.path("cord.paper.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([(r["row"], r["label"], r["dice_mean"]) for r in rows],
                         [("FP", "grey", "0.800000"), ("Q6.0/Q0.4", "grey", "0.780000")])
        self.run_tool()
        self.assertIn("| paper Q6.0/Q0.4 (width 16) | simulated (float path) | 4 | 8 kB | "
                      "0.7800 (sd 0.0100) | 0.0200 |", self.read())
        self.assertIn("| paper FP (width 16) | simulated (float path) | 32 | 64 kB | 0.8000 |  |",
                      self.read())
        self.assertIn("| Halftone W4A6 | integer engine | 4 | 156 kB | 0.8255 (sd 0.0210) | 0.0045 |",
                      self.read())

    def test_folds_are_collected(self):
        for fold, case, value in (("1", "s1", "0.8"), ("2", "s2", "0.9")):
            os.makedirs(self.path(fold))
            self.write(fold + "/cord.cases.csv",
                       f"case,precision,label,dice\n{case},FP32,grey,{value}\n")
        self.assertEqual(self.run_tool("--collect-folds", "cord", self.path("1"), self.path("2")),
                         (0, ""))
        self.run_tool()
        for line in ("| s1 | 0.8000 |", "| s2 | 0.9000 |", "| mean | 0.8500 (sd 0.0707) |"):
            self.assertIn(line, self.read())
        code, printed = self.run_tool("--collect-folds", "cord", self.path("1"), self.path("1"))
        self.assertEqual(code, 1)
        self.assertIn("more than one fold", printed)

    def test_a_run_is_collected_without_paths(self):
        start = {"started": "2026-01-02T03:04:05Z", "version": "0.1.0", "commit": "abc", "libtorch": "1.13",
                 "config": "/home/somebody/c.json", "seed": 7, "device": "cpu", "threads": 2,
                 "resumed": False}
        os.makedirs(self.path("run"))
        self.write("run/run.json", json.dumps({"starts": [start, dict(start, commit="def", resumed=True)]}))
        self.write("run/log.csv", "step,minutes,loss\n10,1.5,0.3\n2000,61.26,0.1\n")
        self.write("run/evaluation.csv", "step,minutes,precision\n2005,61.44,FP32\n")
        self.assertEqual(self.run_tool("--collect-run", "cord", self.path("run")), (0, ""))
        self.assertNotIn("somebody", self.read("cord.run.json"))
        self.run_tool()
        text = " ".join(self.read().split())
        self.assertIn("seed 7: 2,005 steps in 61 minutes, cpu, threads: 2; starts: 2, begun 2026-01-02; "
                      "LibTorch 1.13, Halftone 0.1.0 (commit abc, def)", text)
        self.write("cord.run.json", self.read("run/run.json"))
        code, printed = self.run_tool()
        self.assertEqual(code, 1)
        self.assertIn("--collect-run cord", printed)
        self.write("run/log.csv", "step,minutes,loss\n")
        self.write("run/evaluation.csv", "step,minutes,precision\n")
        self.assertEqual(self.run_tool("--collect-run", "cord", self.path("run"))[0], 1)

    def test_outside_checks_and_notes_are_shown(self):
        self.write("cord.notes.md", "What was tried.\n")
        self.write("cord.outside.csv",
                   "set,precision,label,dice_mean,dice_sd,cases,empty_slices,empty_kept,false_pixels\n"
                   "btcv,W8A8,grey,0.7,0.1,9,5,4,12.5\nbtcv,W4A6,grey,0.69,0.1,9,5,3,14.0\n"
                   "phantom-abdomen,W8A8,grey,0.9,0,1,0,0,0.0\n")
        self.assertEqual(self.run_tool(), (0, ""))
        text = self.read()
        for line in ("What was tried.", "- `btcv`: BTCV", "| `btcv` | W8A8 | 9 | 0.7000 (sd 0.1000) | 4 of 5 "
                     "| 12.5 |", "| `phantom-abdomen` | W8A8 | 1 | 0.9000 |  |  |"):
            self.assertIn(line, text)

    def test_outside_stands_beside_inside(self):
        self.write("page.md", "<!-- begin accuracy -->\n<!-- end accuracy -->\n")
        self.write("cord.sweep.csv", ROWS + "W8A8,grey,0.829000,0.020000,3,0.001000,0.0020,1,1,,1,1,true\n")
        self.write("cord.outside.csv",
                   "set,precision,label,dice_mean,dice_sd,cases,empty_slices,empty_kept,false_pixels\n"
                   "btcv,W8A8,grey,0.7,0.1,9,5,4,12.5\nbtcv,W4A6,grey,0.69,0.1,9,5,3,14.0\n")
        self.write("cord.folds.csv", "case,precision,label,dice\ns1,W8A8,grey,0.8\ns2,W8A8,grey,0.9\n"
                   "s1,W4A6,grey,0.7\ns2,W4A6,grey,0.8\n")
        measured = MEASURED + [{"precision": "W8A8", "dice": {"grey": 0.829}, "sd": {"grey": 0.02},
                                "cases": {"grey": 3}}]
        write_model(self.path("cord.halftone"), "cord", measured=measured)
        self.assertEqual(self.run_tool(self.path("page.md")), (0, ""))
        text = self.read("page.md")
        for line in ("| 3 | 0.8290 (sd 0.0200) | 0.8255 (sd 0.0210) |",
                     "| outside: `btcv` | 9 | 0.7000 (sd 0.1000) | 0.6900 (sd 0.1000) |",
                     "| 2 | 0.8500 (sd 0.0707) | 0.7500 (sd 0.0707) |"):
            self.assertIn(line, text)

    def test_wrong_use_is_told(self):
        self.assertEqual(self.run_tool("--collect-folds", "cord")[0], 2)
        self.assertEqual(self.run_tool("--colour")[0], 2)


class ShippedTest(unittest.TestCase):
    """The project's own pages."""

    def test_the_pages_are_what_the_files_give(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = make_readme.main(["--check", os.path.join(MODELS, "README.md"),
                                     os.path.join(ROOT, "README.md")], MODELS)
        self.assertEqual(code, 0, out.getvalue())


if __name__ == "__main__":
    unittest.main()
