#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Lets every write, sync, rename, ... of halftone-cli fail once, and a sample of its allocations.

usage: inject_faults.py --cli PROGRAM --library FAIL_CALLS.so [--quick] [--only OPERATION] ...

Each command of operations.py runs once undisturbed, which counts its calls and gives the outputs
that are right; then once for each fault (fail_calls.h). After each of these runs

- the program has ended by itself: 0, or 1 with a sentence on standard error, which for a file has
  its name and the system's reason;
- with 0 all outputs are right; with 1 each is right, or what it was before, or not there if it
  was not there before;
- no temporary file is left; where removing it is what failed, none after the next run;
- the next run, undisturbed, succeeds.

Prints a table of what came of them and a line for every run that broke one of these rules, of which
each is a failure.
"""
import argparse
import collections
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from operations import operations, prepare  # noqa: E402

# What can fail how. Reading and opening: of inputs, see unreadable_inputs.py for the sentences.
WRITING = [("write", "ENOSPC"), ("write", "EIO"), ("write", "SHORT"), ("write", "FULL"),
           ("truncate", "EIO"), ("sync", "EIO"), ("close", "EIO"), ("create", "ENOSPC"),
           ("create", "EACCES"), ("rename", "EIO"), ("link", "EIO"), ("unlink", "EIO"),
           ("mkdir", "ENOSPC")]
READING = [("open", "EACCES"), ("read", "EIO")]
REASONS = {"ENOSPC": "No space left on device", "FULL": "No space left on device",
           "EIO": "Input/output error", "EACCES": "Permission denied", "ENOMEM": "memory"}
TIME_LIMIT = 300  # far more than any run takes, for machines that do much else
# How many calls of a kind fail, spread over all of them.
FULL = {"other": 1000, "read": 40, "open": 20, "memory": 50}
SLOW = {"other": 1000, "write": 10, "read": 8, "open": 8, "memory": 10}
QUICK = {"other": 3, "read": 2, "open": 2, "memory": 3}
# The order in which fail_calls.h counts; behind them the calls that failed.
KINDS = ("write", "truncate", "sync", "close", "create", "open", "read", "rename", "link", "unlink",
         "mkdir", "memory", "thread")


class Run:
    """One run of the program: how it ended, what it said and what it asked of the system."""

    def __init__(self, arguments, folder, library, fault="", below=""):
        base = os.path.dirname(os.path.dirname(folder))  # with the inputs
        report = os.path.join(base, "report")
        if os.path.exists(report):
            os.remove(report)
        with open(report, "wb") as file:
            file.write(bytes(8 * (len(KINDS) + 1)))
        environment = dict(os.environ, LD_PRELOAD=library, HALFTONE_FAULT_BELOW=below or base,
                           HALFTONE_FAULT_REPORT=report, HALFTONE_FAULT=fault)
        try:
            done = subprocess.run(arguments, cwd=folder, env=environment, capture_output=True,
                                  timeout=TIME_LIMIT, check=False, stdin=subprocess.DEVNULL)
            self.code, self.said = done.returncode, done.stderr.decode(errors="replace")
            self.printed = done.stdout
        except subprocess.TimeoutExpired:
            self.code, self.said, self.printed = "no end", "", b""
        with open(report, "rb") as file:
            *counts, failed = struct.unpack(f"{len(KINDS) + 1}q", file.read())
        self.counts = dict(zip(KINDS, counts))
        self.reached = failed > 0


def content(path):
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        return file.read()


def leftovers(folder):
    return [name for _, _, names in os.walk(folder) for name in names
            if name.startswith(".halftone-")]


def sentence_faults(said, kind, how):
    """What is missing in what the program said when it failed."""
    lines = [line for line in said.splitlines() if line.startswith("halftone-cli: ")]
    if not lines:
        return ["no sentence"]
    faults = []
    if kind != "memory":
        if REASONS[how] not in said:
            faults.append("no reason of the system")
        if "'" not in lines[-1] or ".halftone-" in lines[-1]:
            faults.append("no name of the file")
    if "eport it" in said:
        faults.append("asks for a report")
    return faults


class Judge:
    """Runs an operation with faults and keeps what came of them."""

    def __init__(self, operation, folder, options):
        self.operation, self.folder, self.options = operation, folder, options
        self.rows = collections.defaultdict(collections.Counter)
        self.broken = []
        self.reset()
        self.old = {name: content(os.path.join(folder, name)) for name in operation.outputs}
        first = self.run()
        if first.code != 0:
            raise SystemExit(f"{operation.name} fails undisturbed: {first.said}")
        self.counts = first.counts
        self.right = {name: content(os.path.join(folder, name)) for name in operation.outputs}

    def reset(self):
        self.operation.reset(self.folder)

    def run(self, fault=""):
        arguments = [self.options.cli] + self.operation.arguments
        return Run(arguments, self.folder, self.options.library, fault)

    def output_faults(self, failed):
        faults = []
        for name in self.operation.outputs:
            found = content(os.path.join(self.folder, name))
            right = found is not None and self.operation.is_right(name, found, self.right[name])
            if right or (failed and found == self.old[name]):
                continue
            if failed and found is not None and self.operation.may_be_left(name, found,
                                                                           self.right[name]):
                continue
            faults.append(f"{name} is " + ("lost" if found is None else "neither old nor new"))
        return faults

    def judge(self, kind, number, how):
        self.reset()
        run = self.run(f"{kind}:{number}:{how}")
        column = "refused" if run.code == 1 else "done" if run.code == 0 else "broken"
        faults = [] if run.code in (0, 1) else [f"ended with {run.code}"]
        if not run.reached and run.code in (0, 1):
            column = "not reached"
        if run.code == 1:
            faults += sentence_faults(run.said, kind, how)
        # A folder of slices is read without those that cannot be, with a warning and a mark.
        if "could not be read and were left out" not in run.said:
            faults += self.output_faults(failed=run.code != 0)
        if kind != "unlink" and leftovers(self.folder):
            faults.append("a temporary file is left")
        if run.code != 0 or kind == "unlink":
            again = self.run()
            if again.code != 0:
                faults.append("the next run fails: " + again.said.strip())
            faults += ["next run: " + fault for fault in self.output_faults(failed=False)]
            if leftovers(self.folder):
                faults.append("the next run leaves a temporary file")
        if faults:
            column = "broken"
            self.broken.append(f"{self.operation.name} {kind}:{number}:{how}: "
                               + "; ".join(faults) + " | " + run.said.strip()[-300:])
            print("BROKEN", self.broken[-1], flush=True)
        self.rows[(kind, how)][column] += 1

    def judge_all(self):
        most = QUICK if self.options.quick else SLOW if self.operation.slow else FULL
        for kind, how in WRITING + READING + [("memory", "ENOMEM")]:
            for number in sample(self.counts[kind], most.get(kind, most["other"])):
                self.judge(kind, number, how)


def sample(count, most):
    """All of 1 to count, or `most` of them, spread evenly, the first and the last included."""
    if count <= most:
        return range(1, count + 1)
    if most < 2:
        return range(count, count + 1 if most == 1 else count)
    return sorted({1 + round(i * (count - 1) / (most - 1)) for i in range(most)})


def print_table(judges):
    columns = ["refused", "done", "not reached", "broken"]
    print(f"{'operation':24}{'fault':18}{'calls':>9}" + "".join(f"{c:>13}" for c in columns))
    for judge in judges:
        for (kind, how), row in judge.rows.items():
            print(f"{judge.operation.name:24}{kind + ' ' + how:18}{judge.counts[kind]:>9}"
                  + "".join(f"{row[c]:>13}" for c in columns))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cli", required=True, type=os.path.abspath)
    parser.add_argument("--library", required=True, type=os.path.abspath)
    parser.add_argument("--quick", action="store_true", help="few faults of few operations")
    parser.add_argument("--only", action="append", default=[], help="operations, by name")
    options = parser.parse_args()
    start = time.monotonic()
    judges = []
    with tempfile.TemporaryDirectory(prefix="halftone-faults-") as folder:
        folder = os.path.realpath(folder)
        prepare(options.cli, folder)
        for operation in operations(folder):
            if options.only and operation.name not in options.only:
                continue
            if options.quick and not options.only and not operation.quick:
                continue
            work = os.path.join(folder, "work", operation.name.replace(" ", "-"))
            os.makedirs(work)
            judge = Judge(operation, work, options)
            judge.judge_all()
            judges.append(judge)
            shutil.rmtree(work)
    print_table(judges)
    runs = sum(sum(row.values()) for judge in judges for row in judge.rows.values())
    broken = sum(len(judge.broken) for judge in judges)
    print(f"{runs} faults, {broken} of them broke a rule; {time.monotonic() - start:.0f} s")
    return 1 if broken or not runs else 0


if __name__ == "__main__":
    sys.exit(main())
