# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""The blocks of README.md for one shipped model, from its file and the CSV files beside it."""
import csv
import json
import os
import statistics
import struct
import textwrap

WIDTH = 110
FULL = "FP32"
SHOWN_BY_CASE = (FULL, "W8A8", "W4A6", "W2A4")
BLOCKS = ("card", "results", "notes", "outside", "folds", "paper")
OUTSIDE = {  # the outside sets of core/data/recipe.h
    "vnc-gerhard2013": "another fly larva's nerve cord, serial sections at 4.6 nm (Gerhard et al. 2013), "
                       "each section a case",
    "flyem-medulla": "FlyEM medulla, FIB-SEM at 10 nm, sections 175 to 199 of the volume whose earlier "
                     "ones are trained on, not enlarged, membranes lines of two pixels; each a case",
    "btcv": "BTCV abdominal CT (8-bit copies of every tenth slice; Hounsfield units brought back by the "
            "level of air, so only about right), each subject a case",
    "phantom-abdomen": "synthetic abdomens of seeds that no training draws, each a case",
}


class Fault(Exception):
    """Something is missing or wrong; the text says what to do."""


def read_csv(path):
    """The rows of a CSV as dictionaries; none where the file is absent."""
    if not os.path.isfile(path):
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_model(path):
    """The description in a model file's header, and the file's size."""
    with open(path, "rb") as file:
        length = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(length))
    return json.loads(header["__metadata__"]["halftone"]), os.path.getsize(path)


def megabytes(count):
    """'118.5 MB', '1.25 MB' or '307 kB', powers of ten."""
    count = int(count)
    if count < 1e6:
        return f"{count / 1e3:.0f} kB"
    return f"{count / 1e6:.1f} MB" if count >= 1e7 else f"{count / 1e6:.2f} MB"


def difference(value):
    """Four decimals; never '-0.0000'."""
    text = f"{float(value):.4f}"
    return "0.0000" if text == "-0.0000" else text


def length(millimetres):
    """'0.5 mm' or '4 nm'."""
    return f"{millimetres * 1e6:g} nm" if millimetres < 1e-3 else f"{millimetres:g} mm"


def named(precision):
    """The precision as people know it."""
    return "W2A4 (ternary)" if precision == "W2A4" else precision


def dice(row):
    """'0.8149 (sd 0.0128)'; no deviation for one case."""
    mean = float(row["dice_mean"])
    return f"{mean:.4f} (sd {float(row['dice_sd']):.4f})" if int(row["cases"]) > 1 else f"{mean:.4f}"


def table(rows):
    """Markdown lines; the first row is the heading."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return lines


def bullet(name, text):
    """A wrapped list item with a bold name."""
    return textwrap.wrap(f"- **{name}**: {text}", WIDTH, subsequent_indent="  ",
                         break_long_words=False, break_on_hyphens=False)


def labels_of(rows):
    """The labels that have goals; all where none has."""
    labels = list(dict.fromkeys(row["label"] for row in rows))
    return [label for label in labels
            if any(row["label"] == label and row["goal"] for row in rows)] or labels


def precisions_of(rows):
    """Precisions in the order they occur."""
    return list(dict.fromkeys(row["precision"] for row in rows))


def find(rows, precision, label):
    """The row of one precision and label, or None."""
    return next((row for row in rows if row["precision"] == precision and row["label"] == label), None)


class Model:
    """One shipped model and what is known of it."""

    def __init__(self, folder, name):
        self.folder = folder
        self.name = name
        self.description, self.bytes = read_model(self.path(".halftone"))
        self.card = self.description["card"]
        self.rows = read_csv(self.path(".sweep.csv"))
        self.cases = read_csv(self.path(".cases.csv"))
        self.paper = read_csv(self.path(".paper.csv"))
        self.folds = read_csv(self.path(".folds.csv"))
        self.outside = read_csv(self.path(".outside.csv"))
        if not self.rows or not self.cases:
            raise Fault(f"{name}.halftone has no {name}.sweep.csv and {name}.cases.csv beside it: copy "
                        "them from the folder of 'halftone-cli reproduce'.")
        self.require_measured_card()

    def require_measured_card(self):
        """The card in the file must say what the CSV says."""
        known = {(point["precision"], label): (value, point.get("sd", {}).get(label),
                                               point.get("cases", {}).get(label))
                 for point in self.card["measured"] for label, value in point["dice"].items()}
        wanted = {(row["precision"], row["label"]):
                  (float(row["dice_mean"]),
                   float(row["dice_sd"]) if int(row["cases"]) > 1 else None, int(row["cases"]))
                  for row in self.rows}
        if known != wanted:
            raise Fault(f"the card in {self.name}.halftone does not say what {self.name}.sweep.csv says: "
                        "copy the model too from the folder of 'halftone-cli reproduce'.")

    def path(self, ending):
        """A file of this model."""
        return os.path.join(self.folder, self.name + ending)

    def block(self, what):
        """The lines of one block."""
        return {"card": self.card_lines, "results": self.result_lines, "paper": self.paper_lines,
                "folds": self.fold_lines, "outside": self.outside_lines,
                "notes": self.note_lines}[what]()

    def card_lines(self):
        """What the card in the file says."""
        card = self.card
        weights = self.description["weights"]
        count = sum(w["shape"][0] * w["shape"][1] * w["shape"][2] * w["shape"][3] for w in weights)
        lines = []
        if os.path.isfile(self.path(".png")):
            lines += [f"![{card['title']}]({self.name}.png)", ""]
        lines += textwrap.wrap(card["description"], WIDTH)
        if card["non_commercial"]:
            lines += ["", "**Non-commercial research use only, not for diagnosis.**"]
        lines.append("")
        lines += bullet("Network", f"the paper's U-Net at width {weights[0]['shape'][0]}, "
                        f"{count / 1e6:.2f} M weights; the file has {megabytes(self.bytes)}")
        lines += bullet("Labels", self.label_text())
        lines += bullet("Input", self.input_text())
        lines += bullet("Data", card["training_data"])
        lines += bullet("Licence", card["licence"])
        trained = [t["precision"] for t in self.description["tables"] if t["trained"]]
        lines += bullet("Trained precisions", ", ".join(trained) + "; the other integer pairs have "
                        "re-estimated statistics but took no gradient step")
        return lines + self.run_lines()

    def label_text(self):
        """Labels and unions by value."""
        card = self.card
        parts = [f"{label['value']} {label['name']}" for label in card["labels"]]
        if card["background_name"]:
            parts.insert(0, f"0 {card['background_name']}")
        parts += [f"{union['name']} = " + " + ".join(str(v) for v in union["values"])
                  for union in card["unions"]]
        return ", ".join(parts)

    def input_text(self):
        """The preprocessing in words."""
        spec = self.card["preprocess"]
        low, high = f"{spec['low']:g}", f"{spec['high']:g}"
        text = spec["modality"] + ", " + (f"percentiles {low} to {high}" if
                                          spec["window"] == "percentile" else f"{low} to {high}")
        text += " as 8-bit codes"
        if spec["orientation"]:
            text += f", slices along the last axis of {spec['orientation']}"
        if spec["in_plane_spacing_mm"] > 0:
            text += f", resampled to {length(spec['in_plane_spacing_mm'])} in plane"
        if spec["trained_spacing_mm"] > 0:
            text += f"; trained near {length(spec['trained_spacing_mm'])} a pixel"
        return text

    def run_lines(self):
        """The training run, from run.json."""
        path = self.path(".run.json")
        if not os.path.isfile(path):
            return []
        with open(path, encoding="utf-8") as file:
            run = json.load(file)
        if any("config" in start for start in run["starts"]):
            raise Fault(f"{self.name}.run.json names files of the machine it ran on: make it with "
                        f"--collect-run {self.name} TRAINING_FOLDER.")
        first = run["starts"][0]
        commits = ", ".join(dict.fromkeys(start["commit"] for start in run["starts"]))
        threads = " to ".join(str(n) for n in sorted({start["threads"] for start in run["starts"]}))
        begun = "on record since" if first["resumed"] else "begun"
        return bullet("Training", f"`resources/training/{self.name}.json`, seed {first['seed']}: "
                      f"{run['steps']:,} steps in {run['minutes']:.0f} minutes, {first['device']}, threads: "
                      f"{threads}; starts: {len(run['starts'])}, {begun} {first['started'][:10]}; LibTorch "
                      f"{first['libtorch']}, Halftone {first['version']} (commit {commits})")

    def note_lines(self):
        """What was tried, by hand, from NAME.notes.md."""
        path = self.path(".notes.md")
        if not os.path.isfile(path):
            return []
        with open(path, encoding="utf-8") as file:
            return file.read().strip().splitlines()

    def outside_lines(self):
        """Images of other sources: Dice, and whether empty slices stay empty."""
        if not self.outside:
            return []
        labels = [label for label in labels_of(self.rows)
                  if any(row["label"] == label for row in self.outside)]
        any_empty = any(int(row["empty_slices"]) for row in self.outside)
        rows = [["images", "precision", "cases"] + [f"{label} Dice" for label in labels]
                + (["empty slices kept empty", "false pixels in each"] if any_empty else [])]
        names = list(dict.fromkeys(row["set"] for row in self.outside))
        for key in dict.fromkeys((row["set"], row["precision"]) for row in self.outside):
            own = [row for row in self.outside if (row["set"], row["precision"]) == key]
            first = find(own, key[1], labels[0])
            cells = [f"`{key[0]}`", named(key[1]), first["cases"]]
            cells += [dice(find(own, key[1], label)) for label in labels]
            empty = int(first["empty_slices"])
            if any_empty:
                cells += [f"{first['empty_kept']} of {empty}", first["false_pixels"]] if empty else ["", ""]
            rows.append(cells)
        lines = ["Images that were neither trained on nor used to choose anything:", ""]
        for name in names:
            lines += textwrap.wrap(f"- `{name}`: {OUTSIDE[name]}", WIDTH, subsequent_indent="  ",
                                   break_long_words=False, break_on_hyphens=False)
        return lines + [""] + table(rows)

    def result_lines(self):
        """Dice, losses against the goals, and costs."""
        labels = labels_of(self.rows)
        heading = ["precision"]
        for label in labels:
            heading += [f"{label} Dice", "loss (allowed)"]
        rows = [heading + ["weights", "activations", "a slice", "peak memory"]]
        for precision in precisions_of(self.rows):
            cells = [named(precision)]
            for label in labels:
                row = find(self.rows, precision, label)
                cells += [dice(row), self.loss_text(row)] if row else ["", ""]
            row = next(r for r in self.rows if r["precision"] == precision)
            peak = megabytes(row["peak_rss_bytes"]) if row["peak_rss_bytes"] else ""
            rows.append(cells + [megabytes(row["weight_bytes"]), megabytes(row["arena_bytes"]),
                                 f"{float(row['latency_ms_median']):.1f} ms", peak])
        return table(rows) + [""] + self.goal_lines(labels) + [""] + self.case_lines(labels)

    @staticmethod
    def loss_text(row):
        """'0.0012 (0.003)'; for full precision what was wanted."""
        if row["precision"] == FULL:
            return f"(at least {float(row['goal']):.3f})" if row["goal"] else ""
        loss = difference(row["loss"]) if row["loss"] else ""
        return f"{loss} ({float(row['goal']):.3f})" if row["goal"] else loss

    def goal_lines(self, labels):
        """Which goals are missed, by how much."""
        missed = []
        count = 0
        for row in self.rows:
            if row["label"] not in labels or not row["goal"]:
                continue
            count += 1
            goal = float(row["goal"])
            if row["precision"] == FULL:
                short = goal - float(row["dice_mean"])
                words = f"below {goal:.3f}"
            else:
                short = float(row["loss"]) - goal if row["loss"] else 0
                words = f"more lost than the {goal:.3f} allowed"
            if short > 0:
                missed.append(f"{row['label']} at {named(row['precision'])} ({short:.4f} {words})")
        if not count:
            return ["No goals were set."]
        text = f"Goals met: {count - len(missed)} of {count}."
        if missed:
            text += " Missed: " + "; ".join(missed) + "."
        return textwrap.wrap(text, WIDTH)

    def case_lines(self, labels):
        """Dice of every case at some precisions."""
        shown = [p for p in SHOWN_BY_CASE if any(c["precision"] == p for c in self.cases)]
        rows = [["case"] + [f"{label} {p}" for label in labels for p in shown]]
        values = {(c["case"], c["precision"], c["label"]): c["dice"] for c in self.cases}
        for case in dict.fromkeys(c["case"] for c in self.cases):
            cells = [values.get((case, p, label)) for label in labels for p in shown]
            rows.append([case] + [f"{float(cell):.4f}" if cell else "" for cell in cells])
        return table(rows)

    def paper_lines(self):
        """Rows of the paper's method beside ours."""
        if not self.paper:
            return []
        labels = [label for label in labels_of(self.rows)
                  if any(row["label"] == label for row in self.paper)]
        rows = [["row", "computed", "weight bits", "weights"]
                + [text for label in labels for text in (f"{label} Dice", "loss")]]
        names = list(dict.fromkeys((r["row"], r["quantizer"], r["width"], r["seed"])
                                   for r in self.paper))
        for key in names:
            own = [r for r in self.paper if (r["row"], r["quantizer"], r["width"], r["seed"]) == key]
            cells = [f"paper {key[0]} (width {key[2]})", "simulated (float path)",
                     own[0]["weight_bits_nominal"], megabytes(own[0]["weight_bytes_honest"])]
            for label in labels:
                row = next((r for r in own if r["label"] == label), None)
                full = next((r for r in self.paper if r["row"] == "FP" and r["label"] == label
                             and r["width"] == key[2]), None)
                cells += self.paper_cells(row, full)
            rows.append(cells)
        for precision in precisions_of(self.rows):
            bits = "32" if precision == FULL else precision[1:precision.index("A")]
            first = find(self.rows, precision, labels[0])
            cells = [f"Halftone {named(precision)}",
                     "float path" if precision == FULL else "integer engine", bits,
                     megabytes(first["weight_bytes"])]
            for label in labels:
                cells += self.paper_cells(find(self.rows, precision, label),
                                          find(self.rows, FULL, label))
            rows.append(cells)
        return table(rows)

    @staticmethod
    def paper_cells(row, full):
        """Dice and loss against the full precision of the same method."""
        if row is None:
            return ["", ""]
        loss = ""
        if full is not None and full is not row:
            loss = difference(float(full["dice_mean"]) - float(row["dice_mean"]))
        return [dice(row), loss]

    def fold_mean(self, precision, label):
        """Mean over the subjects that were left out, as a row of a sweep; None without folds."""
        found = [float(row["dice"]) for row in self.folds if (row["precision"], row["label"]) == (precision, label)]
        if not found:
            return None
        return {"dice_mean": statistics.fmean(found), "cases": str(len(found)),
                "dice_sd": statistics.stdev(found) if len(found) > 1 else 0}

    def fold_lines(self):
        """Leave-one-subject-out: every subject by a model that never saw it."""
        if not self.folds:
            return []
        label = labels_of(self.rows)[0]
        own = [row for row in self.folds if row["label"] == label]
        precisions = precisions_of(own)
        cases = list(dict.fromkeys(row["case"] for row in own))
        values = {(row["case"], row["precision"]): float(row["dice"]) for row in own}
        rows = [["left out"] + [f"{label} {named(p)}" for p in precisions]]
        rows += [[case] + [f"{values[case, p]:.4f}" if (case, p) in values else "" for p in precisions]
                 for case in cases]
        means = []
        losses = []
        for precision in precisions:
            found = [values[case, precision] for case in cases if (case, precision) in values]
            mean = sum(found) / len(found)
            sd = (sum((v - mean) ** 2 for v in found) / max(1, len(found) - 1)) ** 0.5
            means.append(f"{mean:.4f} (sd {sd:.4f})")
            lost = [values[case, FULL] - values[case, precision] for case in cases
                    if (case, FULL) in values and (case, precision) in values]
            losses.append(difference(sum(lost) / len(lost)) if lost and precision != FULL else "")
        return table(rows + [["mean"] + means, ["mean loss"] + losses])
