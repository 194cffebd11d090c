#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Parses sources with Clang that are built with GCC.

usage: parse_all.py BUILD [--compiler clang++] [--flags FLAGS] [--jobs N] REGEX...

Takes include folders, definitions and instruction sets from BUILD/compile_commands.json and runs
Clang with -fsyntax-only over every file whose path from the project's root begins with a REGEX.
Warnings of the project's own list are errors. Exit code 1 if a file is not parsed.
"""
import argparse
import concurrent.futures
import re
import subprocess
import sys

from clang_commands import path_of, read_database, translated


def parse(entry, compiler, flags):
    """(file, what the compiler complained about)"""
    command = translated(entry, compiler, ["-Werror", *flags])
    done = subprocess.run(command, cwd=entry["directory"], capture_output=True, text=True,
                          check=False)
    return path_of(entry), done.stderr if done.returncode else ""


def main(arguments):
    """Parses what is asked for; returns the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--compiler", default="clang++")
    parser.add_argument("--flags", default="")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("regex", nargs="+")
    options = parser.parse_args(arguments)
    wanted = re.compile("|".join(f"(?:{regex})" for regex in options.regex))
    chosen = [entry for entry in read_database(options.build) if wanted.match(path_of(entry))]
    failed = []
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        flags = options.flags.split()
        for path, text in pool.map(lambda e: parse(e, options.compiler, flags), chosen):
            if text:
                failed.append(path)
                print(f"-- {path}\n{text}", flush=True)
    for path in failed:
        print(f"not parsed: {path}")
    print(f"parse_all: {len(chosen)} files, {len(failed)} not parsed")
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
