#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Finds the sentences that core makes for people, as patterns with {0}, {1}, ... for what it puts in.

A pattern is what the sources show: the text of a Message, or a chain of + in which a literal stands
("Case '" + name + "' has no image." is "Case '{0}' has no image."). core knows no translation; the
window recognises its sentences by these patterns (ui/document/finding_text.h).
"""
import os
import re

# What of core speaks to the window. The rest speaks to the command line, or writes files.
SOURCES = ("core/base", "core/image", "core/model/model_file.cpp", "core/model/model_catalog.cpp",
           "core/model/safetensors.cpp", "core/model/parse_json.h", "core/model/model.cpp", "core/pipeline", "core/quant", "core/phantom/phantom.cpp",
           "core/report/csv.cpp", "core/report/definitions.cpp", "core/report/document", "core/data/cases.cpp",
           "core/data/cohort_folder.cpp", "core/engine/integer_engine.cpp",
           "core/engine/integer_predictor.cpp", "core/nn/torch_runtime.cpp",
           "ui/session/cohort_repeats.cpp")
# Texts of those files that nobody reads: words of formats, what is glued into file names.
SILENT_TEXT = re.compile(r"^,\S|,$|\||^CPU |^(RGBA? colours|Artificial|Binary labelmap|Source image|TIFF stack|"
                         r"DICOM (segmentation|series|structure)|GLIBC|SPACE=|Halftone\b|CCITT|Random weights|"
                         r"Check that you may|Check the name|Choose another by|The description$|its space( \w+)?$|its sizes$|"
                         r"float |head biases|weight codes|old-style|raw camera|model name|model sha|"
                         r"lists of|JPEG of|lossy JPEG of|no reason|unknown (reason|spacing|values)|untyped|"
                         r"single bits|signed int|unsigned int|complex|three numbers|two numbers|true or|"
                         r"missed: |too much, or|times? more|to find it|per cent|one or two|one input$|"
                         r"reference frame|research only|integer engine|numbered from|plane unknown|range or|"
                         r"A table's|128-bit|fractions of|an object|a list of words|at most 64|tables exist|"
                         r"tensors are|zlib|best of|at \{0\} ms|exit code|page \{0\}|volume \{0\}|"
                         r"\{0\}: \{1\} at|\{0\}channel|.*\(code$|.*kind \($|.*that it is$|it looks like$|"
                         r"The record is no record of a case:|\{0\} entries|the grey levels|no orientation|"
                         r"The same \(|voxels? of|CT, MR)")
SILENT = re.compile(r"core/pipeline/(sweep_(report|csv|output)|report_tables|outside_checks|provenance_json|"
                    r"reproduction|results|network_csv|preview|cohort_output)\.cpp$|_windows\.cpp$|"
                    r"core/report/document/(html|page|pdf_text|css)|core/base/(statistics|version|random)|"
                    r"core/image/(dicom/dicom_write|process/serve)")
# Said, but too short to be told from words of formats.
SHORT = ("Note: {0}", "Warning: {0}", "Case '{0}': {1}", "not {0}", "{0} to {1}", "reading {0}", "ready", "done",
         "integer engine, {0}, 1 thread", "integer engine, {0}, {1} threads")
TOKEN = re.compile(r'''(?P<skip>\s+|//[^\n]*|/\*.*?\*/|^[ \t]*\#(?:[^\n\\]|\\.|\\\n)*)
    |(?P<raw>R"(?P<fence>[^()\\ ]*)\((?P<rawtext>.*?)\)(?P=fence)")
    |(?P<text>(?:u8)?"(?:[^"\\]|\\.)*")
    |(?P<char>'(?:[^'\\]|\\.)+')
    |(?P<word>[A-Za-z_]\w*)|(?P<number>\d[\w.']*)
    |(?P<mark>::|->|\+\+|--|\+=|==|!=|<=|>=|<<|&&|\|\||.)''', re.X | re.S | re.M)
OPEN, CLOSE = "([{", ")]}"
ENDS = {",", ";", "?", ":", "=", "+=", "return", "<<", "&&", "||", "throw", "case", "==", "!="}
ROLE = re.compile(r"(the|an?) [a-z ]+")
ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "'": "'"}


def tokens(source):
    """[(kind, text)]; literals that stand side by side are one."""
    result = []
    for match in TOKEN.finditer(source):
        kind = match.lastgroup if match.lastgroup != "rawtext" else "raw"
        if match.group("skip") is not None:
            continue
        if match.group("raw") is not None:
            result.append(("raw", match.group("rawtext")))
        elif match.group("text") is not None:
            text = re.sub(r"\\(x[0-9a-fA-F]{2}|.)", lambda m: ESCAPES.get(m[1], ""),
                          match.group("text").split('"', 1)[1][:-1])
            if result and result[-1][0] == "text":
                text = result.pop()[1] + text
            result.append(("text", text))
        else:
            result.append((kind, match.group()))
    return result


def expression(all_tokens, at):
    """(first, end) of the chain of operands around the token."""
    first, depth = at, 0
    while first > 0:
        word = all_tokens[first - 1][1] if all_tokens[first - 1][0] != "text" else ""
        if depth == 0 and (word in ENDS or (word and word in OPEN)):
            break
        depth += (word != "" and word in CLOSE) - (word != "" and word in OPEN)
        first -= 1
    end, depth = at + 1, 0
    while end < len(all_tokens):
        word = all_tokens[end][1] if all_tokens[end][0] != "text" else ""
        if depth == 0 and (word in ENDS or (word and word in CLOSE)):
            break
        depth += (word != "" and word in OPEN) - (word != "" and word in CLOSE)
        end += 1
    return first, end


def operands(part):
    """The tokens between the + of a chain."""
    result, depth = [[]], 0
    for kind, word in part:
        if kind == "mark" and word in OPEN:
            depth += 1
        if kind == "mark" and word in CLOSE:
            depth -= 1
        if kind == "mark" and word == "+" and depth == 0:
            result.append([])
        else:
            result[-1].append((kind, word))
    return result


def literal(operand):
    """The text of "..." or std::string("..."), else None."""
    words = [word for kind, word in operand if kind != "text"]
    texts = [word for kind, word in operand if kind == "text"]
    if len(texts) == 1 and words in ([], ["std", "::", "string", "(", ")"],
                                     ["std", "::", "string_view", "(", ")"]):
        return texts[0]
    return None


def pattern_of(part):
    """What a chain of operands says; None where no text stands in it alone."""
    parts = [literal(operand) for operand in operands(part)]
    if not any(parts) or (None in parts and any(re.search(r"\{\d\}", one or "") for one in parts)):
        return None  # no text, or a pattern that is made longer
    count = 0
    text = ""
    for one in parts:
        if one is None:
            text += "{%d}" % count
            count += 1
        else:
            text += one
    return text


def is_said(text):
    """Words for people, and none of a file's."""
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\{\d+\}|'[^']*'", " ", text))
    return (len(words) >= 2 and re.search(r"[a-z] |[a-z][.,:;)]|^[^a-z]* [a-z]", text) is not None
            and not re.search(r"[\n\t<>\\]|\":|%[ds]|^[/.\w-]+$|^--|::|\bDICOM tag\b", text))


def of_source(path, source):
    """The patterns of one file, in its order."""
    all_tokens = tokens(source)
    seen = set()
    for at, (kind, word) in enumerate(all_tokens):
        if kind != "text":
            continue
        before = all_tokens[at - 1][1] if at else ""
        if path.startswith("ui/") and path not in SOURCES:
            if (ROLE.fullmatch(word) and before in ("{", ",", "(")
                    and all_tokens[at - 2][1] != "tr" and all_tokens[at - 4][1] != "QT_TRANSLATE_NOOP"):
                yield word
                yield word[0].upper() + word[1:]
            continue
        if path.endswith("definitions.cpp"):
            yield word
            continue
        first, end = expression(all_tokens, at)
        if (first, end) in seen:
            continue
        seen.add((first, end))
        text = pattern_of(all_tokens[first:end])
        if text is not None and is_said(text) and not SILENT_TEXT.search(text):
            yield text.strip()


def find(root):
    """All patterns below `root`, sorted, each once."""
    found = set(SHORT)
    paths = []
    for top in (*SOURCES, "ui"):
        if os.path.isfile(os.path.join(root, top)):
            paths.append(top)
        for folder, _, names in os.walk(os.path.join(root, top)):
            paths += [os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")
                      for name in names if name.endswith((".cpp", ".h"))]
    for path in sorted(set(paths)):
        if not SILENT.search(path):
            with open(os.path.join(root, path), encoding="utf-8") as file:
                found.update(of_source(path, file.read()))
    return sorted(found)


if __name__ == "__main__":
    here = os.path.dirname(os.path.abspath(__file__))
    print("\n".join(find(os.path.dirname(os.path.dirname(here)))))
