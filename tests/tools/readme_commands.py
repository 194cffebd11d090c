#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Runs the commands of README.md and of resources/help/*.md, as a reader would type them.

usage: readme_commands.py                 checks alone that every line of a code block is known here
       readme_commands.py --cli PROGRAM   runs them, one by one, in an empty folder; PROGRAM is halftone-cli
       readme_commands.py --print         writes them as a shell script, for systems without Python

Code blocks are indented by four blanks or fenced. A line that begins with halftone-cli is run, unless NOT_RUN
has a reason not to; then, as for commands within sentences, its command and options have to be those that
`halftone-cli COMMAND --help` tells. Any other line has to begin with one of LEFT_OUT. A command that stands in
several places is run once. An entry of these lists that no page needs is a fault, too, and so is a clone address that
is not the one of CITATION.cff.
"""
import glob
import os
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CLI = "halftone-cli"
LONGEST = 300  # seconds of one command

# Beginnings of commands that are read, not run, and why.
NOT_RUN = (
    ("halftone-cli train ", "takes hours and LibTorch; tests/cli/tst_own_folder.cpp runs it with few steps"),
    ("halftone-cli export mine-training", "needs that training"),
    ("halftone-cli segment scan.nii.gz --model mine.halftone", "needs that training"),
    ("halftone-cli import net.onnx", "needs a network and LibTorch; tests/cli/tst_import.cpp"),
    ("halftone-cli segment scan.nii.gz --model net.halftone", "needs that network"),
)
# Beginnings of lines that are no halftone-cli, and who tries them.
LEFT_OUT = (
    ("git clone ", "needs a network"),
    ("./app/run.sh", "builds; tests/tools/test_first_window.py"),
    ("./tests/run.sh", "is what runs this"),
    ("sudo apt install ", "needs packages; packaging/test_packages.sh"),
    ("sudo rpm -i ", "needs packages; packaging/test_packages.sh"),
    ("sh halftone-", "needs packages; packaging/test_packages.sh"),
    ("tar -xzf halftone-", "needs packages; packaging/test_packages.sh"),
    ("halftone scan.nii.gz", "needs a display; tests/ui/tst_application.cpp"),
)
# What stands for a reader's own files: phantoms under the names that the pages use.
OWN_FILES = """\
halftone-cli phantom cord -o own --seed 2
cp own/synthetic-cord-image.nii.gz scan.nii.gz
cp own/synthetic-cord-labels.nii.gz labels.nii.gz
mkdir MY_IMAGES
halftone-cli phantom cord -o MY_IMAGES/one --seed 3 --size 64 --slices 4
halftone-cli phantom cord -o MY_IMAGES/two --seed 4 --size 64 --slices 4
printf 'case,image,reference\\none,one/synthetic-cord-image.nii.gz,one/synthetic-cord-labels.nii.gz\\n\
two,two/synthetic-cord-image.nii.gz,two/synthetic-cord-labels.nii.gz\\n' >MY_IMAGES/cases.csv
rm -r own
"""


class Fault(Exception):
    """Something is wrong with a page or a command; the text says what."""


def pages():
    """The paths of all pages whose commands are tried, README.md first."""
    return [os.path.join(ROOT, "README.md"), *sorted(glob.glob(os.path.join(ROOT, "resources", "help", "*.md")))]


def lines_of_blocks(text):
    """The lines of all code blocks, without comments; those that end in a backslash are joined."""
    fenced = False
    pending = ""
    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
            continue
        if not fenced and not line.startswith("    "):
            continue
        line = re.sub(r"(^|\s+)#.*$", "", line).strip()
        if line.endswith("\\"):
            pending += line[:-1].rstrip() + " "
        elif line or pending:
            yield pending + line
            pending = ""


def inline_commands(text):
    """Commands within sentences: `halftone-cli info FILE`."""
    return re.findall(rf"`({CLI} [^`\n]+)`", text)


def sort_out(texts, not_run=NOT_RUN, left_out=LEFT_OUT):
    """(commands to run, commands to read alone) of {page: text}, each once; a Fault names every unknown line."""
    run, read, faults = [], [], []
    needed = set()
    for page, text in texts.items():
        for line in lines_of_blocks(text):
            is_command = line.split()[0] == CLI
            known = next((entry for entry in (not_run if is_command else left_out) if line.startswith(entry[0])), None)
            needed.add(known)
            if known is None and not is_command:
                faults.append(f"{page}: nothing tries '{line}'")
            elif is_command:
                (run if known is None else read).append(line)
        read += inline_commands(text)
    faults += [f"no page has '{entry[0].strip()}': take it out of the list"
               for entry in (*not_run, *left_out) if entry not in needed]
    if not run:
        faults.append("no page has a command to run")
    if faults:
        raise Fault("\n".join(faults))
    return list(dict.fromkeys(run)), list(dict.fromkeys(read))


def check_address(text, citation):
    """The address to clone from is the one that the packages name."""
    wanted = re.search(r"^repository-code: *(\S+)", citation, re.MULTILINE).group(1)
    for found in re.findall(r"git clone (\S+)", text):
        if found != wanted:
            raise Fault(f"README.md is cloned from {found}, CITATION.cff says {wanted}")


def read_pages():
    """{name: text} of all pages."""
    texts = {}
    for path in pages():
        with open(path, encoding="utf-8") as file:
            texts[os.path.relpath(path, ROOT)] = file.read()
    return texts


def as_script(commands):
    """All of them as a shell script that stops at the first that fails."""
    lines = ["#!/bin/sh", "# Made by tests/tools/readme_commands.py --print; runs in an empty folder.", "set -eu",
             OWN_FILES.rstrip("\n")]
    for command in commands:
        lines += [f"echo {shlex.quote('$ ' + command)}", command]
        lines += [f"test -s {shlex.quote(file)} || test -d {shlex.quote(file)}" for file in written_by(command)]
    return "\n".join(lines) + "\n"


def written_by(command):
    """Files and folders that a command says it writes."""
    words = shlex.split(command)
    return [words[i + 1] for i, word in enumerate(words[:-1])
            if word in ("-o", "--output", "--report", "--csv", "--probabilities")]


def quietly(arguments, folder, environment, shell=False):
    """Runs a program; a Fault holds what it said if it fails."""
    done = subprocess.run(arguments, cwd=folder, env=environment, shell=shell, timeout=LONGEST, check=False,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        what = arguments if shell else shlex.join(arguments)
        raise Fault(f"exit code {done.returncode} of: {what}\n{done.stdout}")
    return done.stdout


def check_usage(command, helps):
    """A command that is read alone: known, with options that its --help tells."""
    words = shlex.split(command)
    if words[1].startswith("-"):
        told, options = helps(""), words[1:]
    else:
        told, options = helps(words[1]), words[2:]
    for option in options:
        option = option.strip("[]")
        if option.startswith("-") and not re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", told):
            raise Fault(f"{option} is no option of: {command}")


def try_all(cli, run, read):
    """Runs and reads the commands; a Fault lists those that failed."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        place = os.path.join(folder, "empty")
        programs = os.path.join(folder, "bin")
        os.mkdir(place)
        os.mkdir(programs)
        # A name in PATH and nothing else of the folder that it was built in.
        os.symlink(os.path.abspath(cli), os.path.join(programs, CLI))
        environment = dict(os.environ, PATH=programs + os.pathsep + os.environ["PATH"], HOME=folder)
        known = {}

        def helps(name):
            if name not in known:
                known[name] = quietly([CLI, *([name] if name else []), "--help"], place, environment)
            return known[name]

        quietly("set -e\n" + OWN_FILES, place, environment, shell=True)
        for command in run:
            try:
                quietly(shlex.split(command), place, environment)
                missing = [file for file in written_by(command) if not os.path.exists(os.path.join(place, file))]
                if missing:
                    raise Fault(f"{', '.join(missing)} was not written by: {command}")
                print(f"ran   {command}", flush=True)
            except (Fault, subprocess.TimeoutExpired) as fault:
                faults.append(str(fault))
        for command in read:
            try:
                check_usage(command, helps)
                print(f"read  {command}")
            except Fault as fault:
                faults.append(str(fault))
    if faults:
        raise Fault("\n".join(faults))


def main(arguments):
    """Does what the arguments ask; returns the exit code."""
    try:
        texts = read_pages()
        run, read = sort_out(texts)
        with open(os.path.join(ROOT, "CITATION.cff"), encoding="utf-8") as file:
            check_address(texts["README.md"], file.read())
        if not arguments:
            print(f"readme_commands: {len(run)} to run, {len(read)} to read")
        elif arguments == ["--print"]:
            sys.stdout.write(as_script(run))
        elif len(arguments) == 2 and arguments[0] == "--cli":
            try_all(arguments[1], run, read)
        else:
            print(__doc__, file=sys.stderr)
            return 2
    except (Fault, OSError) as fault:
        print(f"readme_commands.py: {fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
