#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of tests/bench/peers/make_table.py: medians, ratios and goals, and the project's own table."""
import contextlib
import io
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests", "bench", "peers"))
import make_table  # noqa: E402

HEADING = ("round,engine,version,precision,width,isa,threads,ms_median,ms_min,runs,peak_bytes,"
           "prepare_ms,gmac,cpu,date\n")


def line(turn, contestant, milliseconds, megabytes, width=64, date="2026-01-02", threads=2):
    """A row of results.csv."""
    engine, precision, isa = contestant
    return (f"{turn},{engine},1.2,{precision},{width},{isa},{threads},{milliseconds},1,3,"
            f"{megabytes}000000,12.5,150,\"CPU, old\",{date}\n")


ROWS = HEADING + "".join((
    line(1, make_table.INT8, 200, 300), line(1, ("Halftone", "W8A8", ""), 160, 60),
    line(1, ("Halftone", "W4A6", ""), 100, 60), line(1, ("Halftone", "W2A4", ""), 101.5, 60),
    line(1, make_table.CEILING, 150, 0),
    line(1, ("Halftone", "W4A6", ""), 190, 60, threads=1),
    line(2, make_table.INT8, 210, 300), line(2, ("Halftone", "W8A8", ""), 190, 62),
    line(3, make_table.INT8, 900, 300), line(3, ("Halftone", "W8A8", ""), 180, 61),
    line(1, make_table.TORCH_AVX2, 1000, 600), line(1, ("Halftone", "W8A8", "avx2"), 450, 61)))
README = f"By hand.\n{make_table.BEGIN}old\n{make_table.END}After.\n"


class TableTest(unittest.TestCase):
    """A README and measurements made up here."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.readme = os.path.join(folder.name, "README.md")
        self.results = os.path.join(folder.name, "results.csv")
        self.write(self.readme, README)
        self.write(self.results, ROWS)

    @staticmethod
    def write(path, text):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def read(self):
        with open(self.readme, encoding="utf-8") as file:
            return file.read()

    def run_tool(self, *arguments):
        """(exit code, what it printed)"""
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = make_table.main(list(arguments), self.readme, self.results)
        return code, out.getvalue()

    def test_medians_ratios_and_goals(self):
        self.assertEqual(self.run_tool(), (0, ""))
        text = self.read()
        self.assertTrue(text.startswith("By hand.\n" + make_table.BEGIN + "CPU, old, 2 threads, 2026-01-02;"))
        self.assertTrue(text.endswith(make_table.END + "After.\n"))
        self.assertIn("medians of 3 rounds", text.replace("\n", " "))
        for row in ("| 64 | ONNX Runtime | int8 | 210 ms | 1.00 |  | 300 MB |  |",
                    "| 64 | Halftone | W8A8 | 180 ms | 0.86 |  | 61 MB | 0.85 x ONNX int8: missed by 1 % "
                    "(0.86) |",
                    "| 64 | Halftone | W4A6 | 100 ms | 0.48 |  | 60 MB | 0.42 x ONNX int8: missed by "
                    "13 % (0.48)<br>1.00 x multiplications alone: met (0.67)<br>memory 0.50 x ONNX "
                    "int8: met (0.20) |",
                    "| 64 | Multiplications alone | int8 | 150 ms | 0.71 |  |  |  |",
                    "| 64 | W4A6 | 190 ms | 100 ms | 1.90 | 12.5 ms |",
                    "| 64 | Halftone | W8A8 | 450 ms | 0.45 | 61 MB | 0.50 x LibTorch: met (0.45) |"):
            self.assertIn(row, text)
        self.assertIn("1.00 x W4A6: met (1.01)", text)  # 1.5 % more is no difference
        self.assertIn("Goals met: 4 of 6. Missed: W8A8 at width 64: 0.85 x ONNX", text)

    def test_drift_is_seen(self):
        self.assertEqual(self.run_tool("--check")[0], 1)
        self.run_tool()
        self.assertEqual(self.run_tool("--check"), (0, ""))
        self.write(self.results, ROWS.replace("W2A4,64,,2,101.5", "W2A4,64,,2,103"))
        code, printed = self.run_tool("--check")
        self.assertEqual(code, 1)
        self.assertIn("1.00 x W4A6: missed by 3 % (1.03)", printed)

    def test_faults_are_told(self):
        self.write(self.results, HEADING)
        self.assertIn("no measurements", self.run_tool()[1])
        self.write(self.results, ROWS + line(4, make_table.INT8, 1, 1).replace(",2,1,1,", ",1,1,1,"))
        self.assertIn("more than one 'threads'", self.run_tool()[1])
        self.write(self.results, ROWS)
        self.write(self.readme, "No block.\n")
        self.assertIn("needs one", self.run_tool()[1])
        self.assertEqual(self.run_tool("--colour")[0], 2)


class ShippedTest(unittest.TestCase):
    """The project's own README."""

    def test_the_table_is_what_the_file_gives(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = make_table.main(["--check"])
        self.assertEqual(code, 0, out.getvalue())


if __name__ == "__main__":
    unittest.main()
