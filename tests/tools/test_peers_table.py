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
    """A row of a file of results."""
    engine, precision = contestant
    isa = "avx2" if engine == "Halftone" else ""
    return (f"{turn},{engine},1.2,{precision},{width},{isa},{threads},{milliseconds},1,3,"
            f"{megabytes}000000,12.5,150,\"CPU, old\",{date}\n")


def halftone(precision):
    """A contestant."""
    return "Halftone", precision


ROWS = HEADING + "".join((
    line(1, halftone("W4A6"), 100, 60), line(1, make_table.INT8, 200, 300), line(1, halftone("W8A8"), 90, 60),
    line(1, halftone("W4A4"), 102.5, 60), line(1, make_table.CEILING, 150, 0),
    line(1, halftone("W4A6"), 190, 60, threads=1),
    line(2, make_table.INT8, 210, 300), line(2, halftone("W8A8"), 99, 62),
    line(3, make_table.INT8, 900, 300), line(3, halftone("W8A8"), 93, 61)))
README = f"By hand.\n{make_table.BEGIN}old\n{make_table.END}After.\n"


class TableTest(unittest.TestCase):
    """Two pages and measurements made up here."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.results = os.path.join(folder.name, "results")
        os.mkdir(self.results)
        self.pages = (make_table.Page(os.path.join(folder.name, "front.md"), make_table.side_by_side),
                      make_table.Page(os.path.join(folder.name, "back.md"), make_table.details))
        for page in self.pages:
            self.write(page.path, README)
        self.old = os.path.join(self.results, "old.csv")
        self.write(self.old, ROWS)

    @staticmethod
    def write(path, text):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def read(self, page):
        with open(self.pages[page].path, encoding="utf-8") as file:
            return file.read()

    def run_tool(self, *arguments):
        """(exit code, what it printed)"""
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = make_table.main(list(arguments), self.pages, self.results)
        return code, out.getvalue()

    def test_medians_ratios_and_goals(self):
        self.assertEqual(self.run_tool(), (0, ""))
        text = self.read(0)
        self.assertTrue(text.startswith("By hand.\n" + make_table.BEGIN + "**AVX2**: CPU, old, 2 threads, "
                                        "2026-01-02;"))
        self.assertTrue(text.endswith(make_table.END + "After.\n"))
        self.assertIn("medians of 3 rounds", text.replace("\n", " "))
        rows = [row for row in text.splitlines() if row.startswith("| 64")]
        self.assertEqual(rows, ["| 64 | ONNX Runtime | int8 | 210 ms | 1.00 |",
                                "| 64 | Multiplications alone | int8 | 150 ms | 0.71 |",
                                "| 64 | Halftone | W8A8 | 93.0 ms | 0.44 (goal 0.45) |",
                                "| 64 | Halftone | W4A6 | 100 ms | 0.48 (goal 0.36) |",
                                "| 64 | Halftone | W4A4 | 102 ms | 0.49 (goal 0.30) |"])
        told = text.replace("\n", " ")
        self.assertIn("AVX2: goals met: 3 of 6. Missed: W4A6 at width 64: 0.48 of ONNX Runtime's int8 instead "
                      "of 0.36; ", told)
        self.assertIn("W4A6 at width 64: 1.08 times W8A8", told)
        self.assertNotIn("times W4A6", told)  # 2.5 % more is no difference
        self.assertIn("| 64 | Halftone | W4A6 | 190 ms | 100 ms | 1.90 |  | 60 MB | 12.5 ms |", self.read(1))

    def test_classes_stand_side_by_side(self):
        better = ROWS.replace(",avx2,", ",avx512vnni,").replace("W8A8,64,avx512vnni,2,93", "W8A8,64,avx512vnni,2,50")
        self.write(os.path.join(self.results, "new.csv"), better.replace("CPU, old", "CPU, new"))
        self.assertEqual(self.run_tool(), (0, ""))
        text = self.read(0)
        self.assertIn("| width | engine | precision | AVX-512 VNNI | x ONNX int8 | AVX2 | x ONNX int8 |", text)
        self.assertIn("| 64 | Halftone | W8A8 | 90.0 ms | 0.43 (goal 0.55) | 93.0 ms | 0.44 (goal 0.45) |", text)
        self.assertEqual(self.run_tool("--class", self.old), (0, "avx2\n"))

    def test_drift_is_seen(self):
        self.assertEqual(self.run_tool("--check")[0], 1)
        self.run_tool()
        self.assertEqual(self.run_tool("--check"), (0, ""))
        self.write(self.old, ROWS.replace("W4A4,64,avx2,2,102.5", "W4A4,64,avx2,2,107"))
        code, printed = self.run_tool("--check")
        self.assertEqual(code, 1)
        self.assertIn("| 64 | Halftone | W4A4 | 107 ms | 0.51 (goal 0.30) |", printed)

    def test_faults_are_told(self):
        self.write(self.old, HEADING)
        self.assertIn("no measurements", self.run_tool()[1])
        self.write(self.old, ROWS + line(4, make_table.INT8, 1, 1).replace(",2,1,1,", ",1,1,1,"))
        self.assertIn("more than one 'threads'", self.run_tool()[1])
        self.write(self.old, ROWS + line(4, halftone("W8A8"), 1, 1).replace("avx2", "neon"))
        self.assertIn("one kernel set", self.run_tool()[1])
        self.write(self.old, ROWS)
        self.write(self.pages[1].path, "No block.\n")
        self.assertIn("needs one", self.run_tool()[1])
        os.remove(self.old)
        self.assertIn("no measurements", self.run_tool()[1])
        self.assertEqual(self.run_tool("--colour")[0], 2)


class ShippedTest(unittest.TestCase):
    """The project's own pages."""

    def test_the_tables_are_what_the_files_give(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = make_table.main(["--check"])
        self.assertEqual(code, 0, out.getvalue())


if __name__ == "__main__":
    unittest.main()
