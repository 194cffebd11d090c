#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Parses sources with another compiler than the one they are built with.

usage: parse_all.py BUILD --compiler NAME [--flags FLAGS] [--jobs N] REGEX...

Takes include folders, definitions and instruction sets from BUILD/compile_commands.json and runs the
compiler with -fsyntax-only over every file whose path from the project's root begins with a REGEX.
Warnings of the project's own list are errors. Exit code 1 if a file is not parsed.
"""
import argparse
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# Of the command of GCC: what another compiler has no use for.
DROPPED = re.compile(r"^(-c|-Winvalid-pch|-Wno-restrict|-Wno-dangling-reference|-Wno-maybe-uninitialized"
                     r"|-fno-trapping-math|-fno-tree-[\w-]+|-ffixed-\w+|-g\d?)$")
DROPPED_WITH_VALUE = ("-o", "-MF", "-MT", "-MQ")
# Makes Clang read an ITK that was installed for GCC.
ITK = os.path.join(ROOT, "packaging", "cmake", "itk_for_clang.h")


def translated(command, compiler, flags):
    """The command of compile_commands.json for the other compiler."""
    words = shlex.split(command)
    result = [compiler, *flags, "-fsyntax-only", "-Werror"]
    if "clang" in compiler:
        result += ["-include", ITK]
    skip = True  # the compiler itself, and a launcher in front of it
    words = iter(words)
    for word in words:
        if skip and not word.startswith("-"):
            continue
        skip = False
        if word in DROPPED_WITH_VALUE:
            next(words)
        elif word == "-include":
            header = next(words)
            # The precompiled header is GCC's, and what it includes is only there to save time.
            if not header.endswith("cmake_pch.hxx"):
                result += [word, header]
        elif not DROPPED.match(word):
            result.append(word)
    return result


def parse(entry, compiler, flags):
    """(file, what the compiler complained about)"""
    path = os.path.relpath(entry["file"], ROOT)
    command = translated(entry["command"], compiler, flags)
    if path.startswith("core/engine/cpu/"):
        # GCC's intrinsics take shifts as int, Clang's as unsigned int.
        command.append("-Wno-sign-conversion")
    done = subprocess.run(command, cwd=entry["directory"], capture_output=True, text=True,
                          check=False)
    return path, done.stderr if done.returncode else ""


def main(arguments):
    """Parses what is asked for; returns the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--flags", default="")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("regex", nargs="+")
    options = parser.parse_args(arguments)
    with open(os.path.join(options.build, "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    wanted = re.compile("|".join(f"(?:{regex})" for regex in options.regex))
    chosen = {}
    for entry in entries:
        if wanted.match(os.path.relpath(entry["file"], ROOT)):
            chosen.setdefault(entry["file"], entry)
    failed = []
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        flags = options.flags.split()
        for path, text in pool.map(lambda e: parse(e, options.compiler, flags), chosen.values()):
            if text:
                failed.append(path)
                print(f"-- {path}\n{text}", flush=True)
    for path in failed:
        print(f"not parsed: {path}")
    print(f"parse_all: {len(chosen)} files, {len(failed)} not parsed")
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
