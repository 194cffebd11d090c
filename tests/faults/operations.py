# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""What inject_faults.py disturbs: commands of halftone-cli on small synthetic images."""
import gzip
import json
import os
import shutil
import struct
import subprocess

# Of these the bytes differ from run to run: they hold times.
VARYING = (".csv", ".html", ".pdf", ".json", ".svg", ".checkpoint", ".halftone", ".dataset")
# Every step adds a row to these; the next run goes on behind those that a failed one left. All of a
# row but the minutes it took is the same in every run.
GROWING = ("run/log.csv", "run/evaluation.csv")
OLD = b"what was here before\n"


def is_whole_safetensors(data):
    """Whether the file ends where its header says."""
    if len(data) < 8:
        return False
    length = struct.unpack("<Q", data[:8])[0]
    try:
        header = json.loads(data[8:8 + length])
    except ValueError:
        return False
    ends = [entry["data_offsets"][1] for name, entry in header.items() if name != "__metadata__"]
    return len(data) == 8 + length + max(ends, default=0)


def is_whole(name, data, right):
    """Whether a file whose bytes may differ is complete: as long a table, or ended as it should."""
    if name.endswith((".checkpoint", ".halftone", ".dataset")):
        return is_whole_safetensors(data)
    if name.endswith(".csv"):
        return data.endswith(b"\n") and data.count(b"\n") == right.count(b"\n")
    if name.endswith(".json"):
        try:
            return isinstance(json.loads(data), dict)
        except ValueError:
            return False
    if name.endswith(".pdf"):
        return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")
    return data.rstrip().endswith(b"</svg>" if name.endswith(".svg") else b"</html>")


def rows_of(table):
    """Of a table that grows, without the minutes; the last one is empty if it ends as it should."""
    rows = [row.split(",") for row in table.decode(errors="replace").split("\n")]
    if "minutes" in rows[0]:
        column = rows[0].index("minutes")
        rows = [row[:column] + row[column + 1:] for row in rows]
    return rows


class Operation:
    """A command, which runs in a folder of its own, and the files that it writes there."""

    def __init__(self, name, arguments, outputs, start=None, old=True, quick=False, slow=False):
        self.name, self.arguments, self.outputs, self.quick = name, arguments, outputs, quick
        self.slow = slow    # starts LibTorch
        self.start = start  # a folder to begin with, copied
        self.old = old      # whether the outputs are there before

    def reset(self, folder):
        shutil.rmtree(folder, ignore_errors=True)
        if self.start:
            shutil.copytree(self.start, folder)
            return
        os.makedirs(folder)
        for name in self.outputs if self.old else []:
            os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
            with open(os.path.join(folder, name), "wb") as file:
                file.write(OLD)

    @staticmethod
    def may_be_left(name, data, right):
        """Whether a run that failed may leave this: of tables that grow, the right rows up to there."""
        if name not in GROWING or right is None:
            return False
        *rows, end = rows_of(data)
        return rows != [] and end == [""] and rows == rows_of(right)[:len(rows)]

    @staticmethod
    def is_right(name, data, right):
        if data == OLD:
            return False
        if name in GROWING:
            return rows_of(data) == rows_of(right)
        if name.endswith(VARYING):
            return is_whole(name, data, right)
        return data == right


def run(cli, *arguments):
    done = subprocess.run([cli, *arguments], capture_output=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(arguments)}: {done.stderr.decode(errors='replace')}")


def prepare(cli, folder):
    """The inputs: a sample in all formats, a data set, a short training and its model."""
    def at(*names):
        return os.path.join(folder, *names)
    for number in range(2):
        run(cli, "phantom", "em", "-o", at(f"em{number}"), "--size", "64", "--slices", "2",
            "--seed", str(number + 1))
    run(cli, "phantom", "cord", "-o", at("cord"), "--size", "48", "--slices", "3", "--dicom")
    os.makedirs(at("cases"))
    rows = ["case,image,reference"]
    for number in range(2):
        for what in ("image", "labels"):
            shutil.copy(at(f"em{number}", f"synthetic-em-{what}.nii.gz"),
                        at("cases", f"{what}{number}.nii.gz"))
        rows.append(f"c{number},image{number}.nii.gz,labels{number}.nii.gz")
    with open(at("cases", "cases.csv"), "w", encoding="ascii") as file:
        file.write("\n".join(rows) + "\n")
    with gzip.open(at("em0", "synthetic-em-image.nii.gz")) as packed:
        with open(at("em0", "image.nii"), "wb") as file:
            file.write(packed.read())
    os.makedirs(at("data"))
    run(cli, "prepare", "folder", at("cases"), "-o", at("data", "small.dataset"), "--window", "0:255")
    os.makedirs(at("trained"))
    write_config(at("trained", "config-in.json"), at("data", "small.dataset"), 2)
    if has_torch(cli, at("trained", "config-in.json"), at("trained")):
        run(cli, "export", at("trained", "run", "best.checkpoint"), "-o", at("model.halftone"))
        write_config(at("trained", "config-in.json"), at("data", "small.dataset"), 4)
        os.makedirs(at("untrained"))
        shutil.copy(at("trained", "config-in.json"), at("untrained"))


def write_config(path, dataset, steps):
    config = {"dataset": dataset, "output": "run", "steps": steps, "width": 4, "crop": 32, "batch": 1,
              "evaluate_steps": 1, "pairs": [{"precision": "W8A8", "weight": 1}], "threads": 1,
              "checkpoint_minutes": 0.01}
    with open(path, "w", encoding="ascii") as file:
        json.dump(config, file)


def has_torch(cli, config, folder):
    done = subprocess.run([cli, "train", config], cwd=folder, capture_output=True, check=False)
    if done.returncode != 0 and b"LibTorch" not in done.stderr:
        raise SystemExit(f"train: {done.stderr.decode(errors='replace')}")
    return done.returncode == 0


def operations(folder):
    def at(*names):
        return os.path.join(folder, *names)
    trained = os.path.exists(at("model.halftone"))
    model = ["--model", at("model.halftone") if trained else "em-membrane", "--weights", "4",
             "--activations", "4", "--threads", "1"]
    image = at("em0", "synthetic-em-image.nii.gz")
    labels = at("em0", "synthetic-em-labels.nii.gz")
    segment = ["segment", image] + model + ["-o"]
    found = [
        Operation("segment nii.gz", segment + ["m.nii.gz"], ["m.nii.gz"], quick=True),
        Operation("segment nii", ["segment", at("em0", "image.nii")] + model + ["-o", "m.nii"],
                  ["m.nii"]),
        Operation("segment nrrd", segment + ["m.nrrd"], ["m.nrrd"]),
        Operation("segment mha", segment + ["m.mha"], ["m.mha"]),
        Operation("segment tif",
                  ["segment", at("em0", "synthetic-em-image.tif")] + model + ["-o", "m.tif"],
                  ["m.tif"]),
        Operation("segment DICOM", ["segment", at("cord", "synthetic-cord-dicom"), "--model",
                                    "cord-gray-matter", "--threads", "1", "-o", "m.nii.gz"],
                  ["m.nii.gz"]),
        Operation("segment all", segment + ["m.nrrd", "--probabilities", "p.nii.gz", "--preview",
                                            "v.png"], ["m.nrrd", "p.nii.gz", "v.png"], quick=True),
        Operation("evaluate", ["evaluate", "--prediction", labels, "--reference", labels], []),
        Operation("sweep", ["sweep", image, "--reference", labels, "--model", model[1], "--weights",
                            "4", "--activations", "4", "--threads", "1", "--no-peak-rss", "--csv",
                            "s.csv", "--report", "s.pdf"], ["s.csv", "s.pdf"], quick=True),
        Operation("export packed", ["export", model[1], "-o", "p.halftone", "--weights", "4",
                                    "--activations", "4"], ["p.halftone"], quick=True),
        Operation("phantom", ["phantom", "em", "-o", "out", "--size", "48", "--slices", "2"],
                  [f"out/synthetic-em-{what}{end}" for what in ("image", "labels")
                   for end in (".nii.gz", ".tif")], old=False),
        Operation("phantom DICOM", ["phantom", "cord", "-o", "out", "--size", "32", "--slices", "2",
                                    "--dicom"],
                  [f"out/synthetic-cord-dicom/slice-00{n}.dcm" for n in (1, 2)], old=False),
        Operation("prepare", ["prepare", "folder", at("cases"), "-o", "d.dataset", "--force",
                              "--window", "0:255"], ["d.dataset", "d.json"]),
    ]
    if trained:
        run_files = ["run/" + name for name in ("last.checkpoint", "best.checkpoint", "log.csv",
                                                "evaluation.csv", "run.json", "config.json",
                                                "curves.svg")]
        found += [
            Operation("export", ["export", at("trained", "run", "best.checkpoint"), "-o",
                                 "m.halftone"], ["m.halftone"], slow=True),
            # No other run begins where one left off but a resumed one.
            Operation("train", ["train", "config-in.json", "--resume"], run_files,
                      start=at("untrained"), slow=True),
            Operation("train resumed", ["train", "config-in.json", "--resume"], run_files,
                      start=at("trained"), slow=True),
        ]
    return found
