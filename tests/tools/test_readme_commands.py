#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Tests of readme_commands.py: what it finds on a page, and that the pages are as it wants them."""
import contextlib
import io
import os
import stat
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import readme_commands  # noqa: E402
from readme_commands import Fault  # noqa: E402

PAGE = """Look at `halftone-cli info FILE`.

    git clone https://halftone.example/a     # from there
    halftone-cli phantom em -o sample   # a sample
    halftone-cli segment sample/a.tif \\
        -o mask.tif

```
halftone-cli train a.json
# nothing
```
"""
LEFT_OUT = (("git clone ", "needs a network"),)
NOT_RUN = (("halftone-cli train ", "takes hours"),)
# Stands for halftone-cli: writes what -o names, and knows one option.
PROGRAM = """#!/bin/sh
[ "$1" = refuse ] && { echo "it refused"; exit 3; }
case " $* " in *" --help "*) echo "  -o,--output FILE  where to"; exit 0 ;; esac
while [ $# -gt 1 ]; do
    [ "$1" = -o ] && { mkdir -p "$2"; : >"$2/synthetic-cord-image.nii.gz"; : >"$2/synthetic-cord-labels.nii.gz"; }
    shift
done
"""


class Pages(unittest.TestCase):
    """What is found."""

    def test_commands_are_sorted_out(self):
        run, read = readme_commands.sort_out({"a.md": PAGE, "b.md": PAGE}, NOT_RUN, LEFT_OUT)
        self.assertEqual(run, ["halftone-cli phantom em -o sample", "halftone-cli segment sample/a.tif -o mask.tif"])
        self.assertEqual(read, ["halftone-cli train a.json", "halftone-cli info FILE"])

    def test_unknown_lines_and_useless_entries_are_faults(self):
        with self.assertRaisesRegex(Fault, "nothing tries 'rm -r all'"):
            readme_commands.sort_out({"a.md": PAGE + "\n    rm -r all\n"}, NOT_RUN, LEFT_OUT)
        with self.assertRaisesRegex(Fault, "no page has 'cd'"):
            readme_commands.sort_out({"a.md": PAGE}, NOT_RUN, (*LEFT_OUT, ("cd ", "")))
        with self.assertRaisesRegex(Fault, "nothing tries 'git clone"):
            readme_commands.sort_out({"a.md": PAGE}, NOT_RUN, ())
        with self.assertRaisesRegex(Fault, "no page has a command"):
            readme_commands.sort_out({"a.md": "Nothing.\n"}, (), ())

    def test_another_address_is_a_fault(self):
        readme_commands.check_address(PAGE, "a: b\nrepository-code: https://halftone.example/a\n")
        with self.assertRaisesRegex(Fault, "CITATION.cff says https://other.example"):
            readme_commands.check_address(PAGE, "repository-code: https://other.example\n")

    def test_the_pages_are_known(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = readme_commands.main([])
        self.assertEqual(code, 0, out.getvalue())

    def test_the_script_is_one_for_any_shell(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            self.assertEqual(readme_commands.main(["--print"]), 0)
        subprocess.run(["sh", "-n"], input=out.getvalue(), text=True, check=True)
        self.assertIn("\nhalftone-cli phantom cord -o sample\n", out.getvalue())


class Runs(unittest.TestCase):
    """What is done with them."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.program = os.path.join(folder.name, "program")
        with open(self.program, "w", encoding="utf-8") as file:
            file.write(PROGRAM)
        os.chmod(self.program, os.stat(self.program).st_mode | stat.S_IXUSR)

    def try_all(self, run, read):
        with contextlib.redirect_stdout(io.StringIO()) as out:
            readme_commands.try_all(self.program, run, read)
        return out.getvalue()

    def test_what_works_is_told(self):
        self.assertEqual(self.try_all(["halftone-cli phantom em -o sample"], ["halftone-cli train a -o b"]),
                         "ran   halftone-cli phantom em -o sample\nread  halftone-cli train a -o b\n")

    def test_failures_are_faults(self):
        with self.assertRaisesRegex(Fault, "exit code 3 of: halftone-cli refuse\nit refused"):
            self.try_all(["halftone-cli refuse"], [])
        with self.assertRaisesRegex(Fault, "a.html was not written"):
            self.try_all(["halftone-cli sweep --report a.html"], [])
        with self.assertRaisesRegex(Fault, "--colour is no option"):
            self.try_all([], ["halftone-cli train --colour"])


if __name__ == "__main__":
    unittest.main()
