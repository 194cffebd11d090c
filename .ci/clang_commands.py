#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Commands with which Clang and its tools read what was configured for GCC.

usage: clang_commands.py BUILD FOLDER

Writes FOLDER/compile_commands.json with every command of BUILD/compile_commands.json, translated.
"""
import json
import os
import re
import shlex
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# Of the command of GCC: what Clang has no use for.
DROPPED = re.compile(r"^(-c|-Winvalid-pch|-Wno-restrict|-Wno-dangling-reference|-Wno-maybe-uninitialized"
                     r"|-fno-trapping-math|-fno-tree-[\w-]+|-ffixed-\w+|-g\d?)$")
DROPPED_WITH_VALUE = ("-o", "-MF", "-MT", "-MQ")
# Makes Clang read an ITK that was installed for GCC.
ITK = os.path.join(ROOT, "packaging", "cmake", "itk_for_clang.h")
LIBTORCH = re.compile(r"/torch/csrc/api/include\b")
LIBCXX = "-stdlib=libc++"


def read_database(build):
    """The entries of BUILD/compile_commands.json, one for each source."""
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    first = {}
    for entry in entries:
        first.setdefault(entry["file"], entry)
    return list(first.values())


def path_of(entry):
    """The path of an entry's source from the project's root."""
    return os.path.relpath(entry["file"], ROOT)


def translated(entry, compiler="clang++", flags=()):
    """The command of an entry as words for Clang, which is told to check the syntax alone."""
    result = [compiler, *flags, "-fsyntax-only", "-include", ITK]
    if LIBTORCH.search(entry["command"]) and LIBCXX not in flags:
        # LibTorch has vectors of types that are not complete yet, which Clang 14 does not take from
        # libstdc++ 12 as C++20.
        result.append(LIBCXX)
    skip = True  # the compiler itself, and a launcher in front of it
    words = iter(shlex.split(entry["command"]))
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
    if path_of(entry).startswith("core/engine/cpu/"):
        # GCC's intrinsics take shifts as int, Clang's as unsigned int.
        result.append("-Wno-sign-conversion")
    return result


def main(arguments):
    """Writes the database; returns the exit code."""
    if len(arguments) != 2:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    build, folder = arguments
    entries = [{"directory": entry["directory"], "file": entry["file"],
                "arguments": translated(entry)} for entry in read_database(build)]
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "compile_commands.json"), "w", encoding="utf-8") as file:
        json.dump(entries, file, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
