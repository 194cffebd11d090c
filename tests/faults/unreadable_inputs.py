#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Inputs that the system does not give: no permission, or a disk that fails in their midst.

usage: unreadable_inputs.py --cli PROGRAM --library FAIL_CALLS.so

Every kind of file that halftone-cli reads is refused by a sentence with its name and the system's
reason; nothing is called damaged, and nothing is taken for a shorter file.
"""
import argparse
import os
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from inject_faults import REASONS, Run  # noqa: E402
from operations import prepare  # noqa: E402
from operations import run as run_quietly  # noqa: E402


LEFT_OUT = "DICOM sub-folder"


def inputs(cli, folder):
    """(what, file that is not given, command that reads it)"""
    def at(*names):
        return os.path.join(folder, *names)
    image = at("em0", "synthetic-em-image.nii.gz")
    labels = at("em0", "synthetic-em-labels.nii.gz")
    os.makedirs(at("written"))
    found = []
    for end in ("nii", "nii.gz", "nrrd", "mha", "tif"):
        mask = at("written", "mask." + end)
        run_quietly(cli, "segment", image, "--model", "em-membrane", "-o", mask, "--threads", "1",
                    "--preview", at("written", "view.png"))
        found.append((end, mask, ["evaluate", "--prediction", mask, "--reference", mask]))
    picture = at("written", "view.png")
    found.append(("png", picture, ["info", picture]))
    # A header is enough to be taken for a JPEG, and nothing behind it is read here.
    jpeg = at("written", "picture.jpg")
    with open(jpeg, "wb") as file:
        file.write(b"\xff\xd8\xff\xe0" + bytes(4096))
    found.append(("jpeg", jpeg, ["info", jpeg]))
    lone = at("lone", "slice.dcm")
    os.makedirs(at("lone"))
    shutil.copy(at("cord", "synthetic-cord-dicom", "slice-001.dcm"), lone)
    # One slice of a series is in a folder below, which a volume without it does not pass over.
    parted = at("parted")
    shutil.copytree(at("cord", "synthetic-cord-dicom"), parted)
    os.makedirs(os.path.join(parted, "below"))
    os.rename(os.path.join(parted, "slice-001.dcm"), os.path.join(parted, "below", "slice-001.dcm"))
    model = at("written", "packed.halftone")
    run_quietly(cli, "export", "em-membrane", "-o", model, "--weights", "4", "--activations", "4")
    dataset = at("data", "small.dataset")
    list_file = at("cases", "cases.csv")
    config = at("trained", "config-in.json")
    found += [
        ("DICOM", lone, ["info", lone]),
        (LEFT_OUT, os.path.join(parted, "below"), ["info", parted]),
        ("model", model, ["info", model]),
        ("model of segment", model, ["segment", image, "--model", model, "-o", "m.nrrd"]),
        ("dataset", dataset, ["info", dataset]),
        ("CSV", list_file, ["prepare", "folder", at("cases"), "-o", "d.dataset",
                              "--force"]),
        ("reference", labels, ["sweep", image, "--reference", labels, "--model", "em-membrane",
                               "--weights", "4", "--activations", "4", "--no-peak-rss"]),
    ]
    checkpoint = at("trained", "run", "best.checkpoint")
    if os.path.exists(checkpoint):
        found += [("configuration", config, ["train", config]),
                  ("checkpoint", checkpoint, ["export", checkpoint, "-o", "m.halftone"])]
    return found


def faults_of(run, what, name, how):
    said = [line for line in run.said.splitlines() if line.startswith("halftone-cli: ")]
    faults = []
    if what == LEFT_OUT and run.code == 0:
        said = [line for line in run.printed.decode(errors="replace").splitlines()
                if "read and were left out" in line]
    elif run.code != 1:
        faults.append(f"ended with {run.code}")
    if len(said) != 1:
        return faults + [f"{len(said)} sentences"]
    for words in (REASONS[how], os.path.basename(name)):
        if words not in said[0]:
            faults.append(f"does not say '{words}'")
    for words in ("damaged", "truncated", "eport it", "wrong extension"):
        if words in said[0]:
            faults.append(f"says '{words}'")
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cli", required=True, type=os.path.abspath)
    parser.add_argument("--library", required=True, type=os.path.abspath)
    options = parser.parse_args()
    broken = runs = 0
    with tempfile.TemporaryDirectory(prefix="halftone-faults-") as folder:
        folder = os.path.realpath(folder)
        work = os.path.join(folder, "work", "here")
        os.makedirs(work)
        prepare(options.cli, folder)
        for what, name, command in inputs(options.cli, folder):
            tried = [("open", 1, "EACCES")]
            undisturbed = Run([options.cli] + command, work, options.library, below=name)
            counts = undisturbed.counts
            # The first bytes, those in the midst, and the last, which may be read ahead of any need:
            # then the result is the same.
            tried += [("read", number, "EIO")
                      for number in sorted({1, (counts["read"] + 1) // 2, counts["read"]})]
            if not counts["open"] or not counts["read"]:
                print(f"BROKEN {what}: is not read at all")
                broken += 1
            for kind, number, how in tried:
                run = Run([options.cli] + command, work, options.library,
                          f"{kind}:{number}+:{how}", below=name)
                unneeded = run.code == 0 and run.printed == undisturbed.printed
                faults = [] if unneeded and number > 1 else faults_of(run, what, name, how)
                runs += 1
                if faults:
                    broken += 1
                print(f"{'BROKEN' if faults else 'ok':7}{what:18}{kind}:{number}+:{how:8}"
                      + "; ".join(faults) + " | " + run.said.strip().replace(folder, "")[-200:])
    print(f"{runs} faults, {broken} of them broke a rule")
    return 1 if broken or not runs else 0


if __name__ == "__main__":
    sys.exit(main())
