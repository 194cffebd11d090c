#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Counts what CTest ran: programs, and the single tests inside the Qt Test programs.

usage: summarize_tests.py LastTest.log...

Prints the counts and every skipped test with its reason. Exit code 1 if anything failed or
nothing ran at all.
"""
import re
import sys

PROGRAM = re.compile(r"^\d+/\d+ Testing: (.*)$")
RESULT = re.compile(r"^Test (Passed|Failed|Timeout.*|Not Run.*|Skipped.*)\.$")
SINGLE = re.compile(r"^(PASS|FAIL!|XPASS|SKIP)\s*: (\S+?)\((.*?)\)(?: (.*))?$")
# Qt Test reports these two for every program, whether or not it has such functions.
FRAME = ("::initTestCase", "::cleanupTestCase")


class Counts:
    """What was read from the logs so far."""

    def __init__(self):
        self.programs = self.passed_programs = self.passed = 0
        self.failed = []
        self.skipped = []


def read_log(lines, counts):
    """Adds one LastTest.log to `counts`."""
    program = ""
    for line in lines:
        line = line.rstrip("\n")
        if match := PROGRAM.match(line):
            program = match.group(1)
            counts.programs += 1
        elif match := RESULT.match(line):
            if match.group(1) == "Passed":
                counts.passed_programs += 1
            elif match.group(1).startswith("Skipped"):
                counts.skipped.append((program, "the program asked to be skipped"))
            else:
                counts.failed.append(f"{program} ({match.group(1).lower()})")
        elif match := SINGLE.match(line):
            kind, name, row, reason = match.groups()
            if kind == "PASS":
                if not name.endswith(FRAME):
                    counts.passed += 1
            elif kind == "SKIP":
                counts.skipped.append((f"{program} {name}({row})", reason or "no reason given"))
            else:
                counts.failed.append(f"{program} {name}({row})")


def main(paths):
    """Prints the summary of all logs; returns the exit code."""
    counts = Counts()
    for path in paths:
        try:
            with open(path, encoding="utf-8", errors="replace") as log:
                read_log(log, counts)
        except FileNotFoundError:
            counts.failed.append(f"{path} was not written: no test ran")
    print()
    for name, reason in counts.skipped:
        print(f"skipped: {name}: {reason}")
    for name in counts.failed:
        print(f"FAILED:  {name}")
    print(f"{counts.programs} test programs, {counts.passed_programs} passed; "
          f"in them {counts.passed} single Qt tests passed, {len(counts.skipped)} skipped; "
          f"{len(counts.failed)} failures")
    return 1 if counts.failed or counts.programs == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
