#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of the scripts of this folder: each finds what it is for."""
import os
import tempfile
import unittest

import check_files
import check_layers
import check_licences
import slowest_steps
import summarize_tests


class Tree(unittest.TestCase):
    """A temporary project to put files into."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def write(self, path, text):
        """Writes one file of the temporary project."""
        full = os.path.join(self.folder.name, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)

    def rules(self):
        """The broken rules of the temporary project, as FILE:LINE: RULE."""
        return [f"{path}:{line}: {rule}"
                for path, line, rule in check_layers.check(self.folder.name)]


class LicencesTest(unittest.TestCase):
    """check_licences.py"""

    LISTED = check_licences.entries(["# a comment\n", "\n", "ITK | Apache-2.0 | libitk-dev, libitk5-dev | libITK|libitk\n",
                                     "CLI11 | BSD | libcli11-dev | -\n"])

    def test_reads_entries(self):
        self.assertEqual(self.LISTED, [("ITK", ["libitk-dev", "libitk5-dev"], "libITK|libitk"),
                                       ("CLI11", ["libcli11-dev"], "-")])

    def test_finds_packages_without_entry(self):
        packages = check_licences.libraries(["# build tools\n", "cmake\n", "# libraries\n", "libitk5-dev\n",
                                             "libnew-dev | libnew2-dev   # why\n", "# to run\n", "xvfb\n"])
        self.assertEqual(check_licences.unlisted(self.LISTED, packages), ["libnew-dev"])

    def test_finds_linked_libraries_without_entry(self):
        self.assertEqual(check_licences.unknown(self.LISTED, ["libc.so.6", "libitkx.so.1", "libnew.so.2"]),
                         ["libnew.so.2"])


class LayersTest(Tree):
    """check_layers.py"""

    ALLOWED = [
        ("app/main.cpp", "<QApplication>"),
        ("app/main.cpp", '"ui/widgets/window/main_window.h"'),
        ("app/main.cpp", "<QVTKOpenGLNativeWidget.h>"),
        ("app/cli/command.cpp", "<CLI/CLI.hpp>"),
        ("app/cli/sweep.cpp", '"core/pipeline/sweep.h"'),
        ("ui/widgets/view.cpp", "<vtkRenderer.h>"),
        ("ui/widgets/view.h", "<QWidget>"),
        ("ui/document/layers.h", "<QAbstractListModel>"),
        ("ui/document/layers.h", "<QImage>"),
        ("ui/render/slice.cpp", '"core/image/image_io.h"'),
        ("core/pipeline/a.cpp", '"core/nn/torch_runtime.h"'),
        ("core/train/a.cpp", '"core/nn/detail/unet.h"'),
        ("core/train/a.cpp", "<torch/torch.h>"),
        ("core/nn/a.cpp", "<ATen/Parallel.h>"),
        ("core/image/a.cpp", "<itkImage.h>"),
        ("core/base/parallel.cpp", "<oneapi/tbb/parallel_for.h>"),
        ("core/model/a.cpp", "<nlohmann/json.hpp>"),
        ("core/engine/a.cpp", "<immintrin.h>"),
        ("core/engine/a.cpp", "<vector>"),
        ("core/engine/a.cpp", '"core/engine/detail/plan.h"'),
    ]
    FORBIDDEN = [
        ("core/quant/a.cpp", '"core/model/model.h"', "core/quant may not include core/model"),
        ("core/engine/a.cpp", '"core/nn/torch_runtime.h"', "core/engine may not include core/nn"),
        ("core/engine/a.cpp", '"core/eval/dice.h"', "core/engine may not include core/eval"),
        ("core/phantom/a.h", '"core/quant/q_format.h"', "core/phantom may not include core/quant"),
        ("core/pipeline/a.cpp", '"core/train/train.h"', "core/pipeline may not include core/train"),
        ("core/pipeline/a.cpp", '"core/nn/detail/unet.h"', "belongs to core/nn alone"),
        ("core/eval/a.cpp", '"ui/document/layers.h"', "core/eval may not include ui/document"),
        ("core/base/a.cpp", '"app/version.h"', "core/base may not include app"),
        ("ui/render/a.cpp", '"core/engine/integer_engine.h"', "ui/render may not include core/engine"),
        ("ui/document/a.cpp", '"ui/render/slice.h"', "ui/document may not include ui/render"),
        ("ui/jobs/a.cpp", '"ui/widgets/view.h"', "ui/jobs may not include ui/widgets"),
        ("app/cli/a.cpp", '"ui/document/layers.h"', "app/cli may not include ui/document"),
        ("core/base/a.cpp", "<QString>", "Qt (QString)"),
        ("core/base/a.cpp", "<QtCore/QString>", "Qt (QtCore/QString)"),
        ("core/image/a.cpp", "<vtkImageData.h>", "VTK (vtkImageData.h)"),
        ("core/eval/a.cpp", '"itkImage.h"', "ITK, GDCM or DCMTK (itkImage.h)"),
        ("core/eval/a.cpp", "<dcmtk/config/osconfig.h>", "ITK, GDCM or DCMTK"),
        ("core/engine/a.cpp", "<torch/torch.h>", "LibTorch (torch/torch.h)"),
        ("core/pipeline/a.h", "<c10/util/Half.h>", "LibTorch (c10/util/Half.h)"),
        ("ui/widgets/a.cpp", "<torch/script.h>", "LibTorch (torch/script.h)"),
        ("core/engine/a.cpp", "<tbb/parallel_for.h>", "oneTBB"),
        ("core/engine/a.cpp", "<nlohmann/json.hpp>", "JSON"),
        ("core/model/a.cpp", "<CLI/CLI.hpp>", "CLI11"),
        ("app/cli/main.cpp", "<CLI/CLI.hpp>", "CLI11"),
        ("ui/render/a.cpp", "<QColor>", "Qt (QColor)"),
        ("ui/render/a.cpp", "<QVTKOpenGLNativeWidget.h>", "Qt (QVTKOpenGLNativeWidget.h)"),
        ("ui/document/a.h", "<QWidget>", "Qt Widgets (QWidget)"),
        ("ui/document/a.h", "<QtWidgets/QLabel>", "Qt Widgets (QtWidgets/QLabel)"),
        ("ui/document/a.cpp", "<vtkImageData.h>", "VTK (vtkImageData.h)"),
        ("app/cli/a.cpp", "<QString>", "Qt (QString)"),
        ("ui/widgets/a.cpp", "<QTest>", "Qt Test (QTest)"),
        ("core/quant/a.cpp", '"../base/error.h"', 'without ".."'),
        ("core/quant/a.cpp", '"tests/support/x.h"', "no product code includes tests"),
        ("core/newcomer/a.cpp", "<vector>", "has no place in ARROWS"),
    ]

    def test_allowed(self):
        """What the arrows allow is not reported."""
        for path, header in self.ALLOWED:
            with self.subTest(path=path, header=header):
                self.write(path, f"#include {header}\n")
                self.assertEqual(self.rules(), [])
                os.remove(os.path.join(self.folder.name, path))

    def test_forbidden(self):
        """Each forbidden include is reported with its line and rule."""
        for path, header, rule in self.FORBIDDEN:
            with self.subTest(path=path, header=header):
                self.write(path, f"// first line\n#  include {header}\n")
                rules = self.rules()
                self.assertEqual(len([r for r in rules if rule in r]), 1, rules)
                self.assertTrue(rules[0].startswith(f"{path}:"))
                os.remove(os.path.join(self.folder.name, path))

    def test_torch_must_not_leak_through_headers(self):
        """A header that other folders include may not bring LibTorch, not even indirectly."""
        self.write("core/nn/detail/net.h", "#include <torch/torch.h>\n")
        self.write("core/nn/facade.h", '#include "core/nn/detail/net.h"\n')
        self.write("core/train/loop.cpp", '#include "core/nn/facade.h"\n')
        self.assertEqual(self.rules(), [])
        self.write("core/pipeline/float.cpp", '#include "core/nn/facade.h"\n')
        rules = self.rules()
        self.assertEqual(len(rules), 1)
        self.assertIn("core/pipeline/float.cpp:1: core/nn/facade.h brings LibTorch", rules[0])
        self.assertIn("through core/nn/detail/net.h", rules[0])

    def test_sibling_without_folder(self):
        """A quoted include of a file beside must name the whole path."""
        self.write("core/base/b.h", "")
        self.write("core/base/a.cpp", '#include "b.h"\n')
        self.assertIn('"core/base/b.h"', self.rules()[0])

    def test_exit_codes(self):
        """0 for a clean tree, 1 for a faulty one and for one without sources."""
        self.assertEqual(check_layers.main([self.folder.name]), 1)
        self.write("core/base/a.cpp", "#include <vector>\n")
        self.assertEqual(check_layers.main([self.folder.name]), 0)
        self.write("core/base/a.cpp", "#include <QString>\n")
        self.assertEqual(check_layers.main([self.folder.name]), 1)


class FilesTest(Tree):
    """check_files.py"""

    HEAD = ("// SPDX-FileCopyrightText: 2026 The Halftone Authors\n"
            "// SPDX-License-Identifier: Apache-2.0\n#pragma once\n")

    def faults(self, text, path="core/base/a.h"):
        """The faults of one file with this text."""
        self.write(path, text)
        return [fault for _, _, fault in check_files.check(self.folder.name)]

    def test_good(self):
        """A file with everything has no fault."""
        self.assertEqual(self.faults(self.HEAD + "int x;\n" * 397), [])

    def test_faults(self):
        """Each fault is seen."""
        self.assertIn("SPDX", self.faults("#pragma once\n")[0])
        self.assertIn("pragma", self.faults(self.HEAD.replace("#pragma once\n", ""))[0])
        self.assertIn("401 lines", self.faults(self.HEAD + "int x;\n" * 398)[0])
        self.assertIn("outside ASCII", self.faults(self.HEAD + "// caf\u00e9\n")[0])
        self.assertIn("merge", self.faults(self.HEAD + "<<<<<<< ours\n")[0])

    def test_path_text(self):
        """The text of a path is UTF-8, not what string() gives."""
        for text in ("path.string()", "path.filename().string()", "entry->path().string()",
                     "(a / b).string()", "path.generic_string()"):
            with self.subTest(text=text):
                self.assertIn("toUtf8", self.faults(self.HEAD + f"use({text});\n")[0])
        self.assertEqual(self.faults(self.HEAD + "use(toUtf8(path), json.str(), string());\n"), [])
        os.remove(os.path.join(self.folder.name, "core/base/a.h"))
        self.assertEqual(self.faults(self.HEAD + "use(path.string());\n", "tests/base/a.h"), [])

    def test_operating_system(self):
        """Only core/base/platform asks for the operating system."""
        for text in ("#ifdef _WIN32", "#if defined(__APPLE__)", "#  elif defined(_WIN32)"):
            with self.subTest(text=text):
                self.assertIn("core/base/platform", self.faults(self.HEAD + f"{text}\n#endif\n")[0])
        os.remove(os.path.join(self.folder.name, "core/base/a.h"))
        self.assertEqual(self.faults(self.HEAD + "#ifdef _WIN32\n#endif\n",
                                     "core/base/platform/a.h"), [])

    def test_reason_for_length(self):
        """A long file may say why."""
        reason = "// Longer than 400 lines because it is one table.\n"
        self.assertEqual(self.faults(self.HEAD + reason + "int x;\n" * 500), [])


class SummaryTest(unittest.TestCase):
    """summarize_tests.py"""

    LOG = """1/4 Testing: base.error
PASS   : ErrorTest::initTestCase()
PASS   : ErrorTest::message(empty)
PASS   : ErrorTest::message(long)
SKIP   : ErrorTest::data() HALFTONE_DATA is absent
PASS   : ErrorTest::cleanupTestCase()
Test Passed.
2/4 Testing: engine.plan
FAIL!  : PlanTest::arena(w=3) Compared values are not the same
Test Failed.
3/4 Testing: ui.window
Test Timeout after 10.00 sec.
4/4 Testing: engine.selfcheck
Test Passed.
"""

    def test_counts(self):
        """Programs, single tests, skips with their reason, and failures are counted."""
        counts = summarize_tests.Counts()
        summarize_tests.read_log(self.LOG.splitlines(True), counts)
        self.assertEqual((counts.programs, counts.passed_programs, counts.passed), (4, 2, 2))
        self.assertEqual(counts.skipped,
                         [("base.error ErrorTest::data()", "HALFTONE_DATA is absent")])
        self.assertEqual(counts.failed, ["engine.plan PlanTest::arena(w=3)",
                                         "engine.plan (failed)",
                                         "ui.window (timeout after 10.00 sec)"])

    def test_nothing_ran(self):
        """No log, or an empty one, is a failure."""
        self.assertEqual(summarize_tests.main(["/nonexistent/LastTest.log"]), 1)
        self.assertEqual(summarize_tests.main([]), 1)


class SlowestStepsTest(unittest.TestCase):
    """slowest_steps.py"""

    def read(self, text):
        """The durations of a log of this text."""
        with tempfile.NamedTemporaryFile("w", suffix=".log") as file:
            file.write(text)
            file.flush()
            return slowest_steps.read_log(file.name)

    def test_counts_a_step_once(self):
        """A later run replaces an earlier one, and two outputs of a step are one."""
        log = ("# ninja log v5\n0\t900\t1\ta.o\tabc\n10\t30\t1\ta.o\tabc\n"
               "40\t90\t1\tb.h\tdef\n40\t90\t1\tb.cpp\tdef\n")
        self.assertEqual(self.read(log), {"a.o": 20, "b.h": 50})

    def test_refuses_other_files(self):
        """A file that is no log is an error, not an empty table."""
        for text in ("", "0\t1\t2\ta.o\tx\n", "# ninja log v5\nnonsense\n"):
            with self.assertRaises(ValueError):
                self.read(text)

    def test_names_kinds(self):
        """Objects count for their folder."""
        self.assertEqual(slowest_steps.kind_of("core/base/CMakeFiles/x.dir/error.cpp.o"), "core/base")
        self.assertEqual(slowest_steps.kind_of("CMakeFiles/x.dir/cmake_pch.hxx.gch"),
                         "precompiled headers")
        self.assertEqual(slowest_steps.kind_of("tests/base/moc/tst_image.moc"), "moc")
        self.assertEqual(slowest_steps.kind_of("bin/halftone"), "linking and the rest")


if __name__ == "__main__":
    unittest.main(verbosity=2)
