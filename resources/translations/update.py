#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Renews the catalogues of translations: new texts come in, unused ones go, the others stay.

usage: update.py [--lupdate=PROGRAM] [--check]

Texts of ui/ and app/ are found by Qt's lupdate, sentences of core by core_sentences.py. All go into
one context, each English text once: a text that means two things has a comment in the source. They
are sorted and name no place in the sources, so that a change of code changes no line here, and two
branches that add texts can be merged. halftone_en.ts holds plural forms alone.

With --check nothing is written; exit code 1 where something would be, or wants a translation.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

import core_sentences

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CONTEXT = "Halftone"  # as ui/document/language.cpp has it
LANGUAGES = ("de", "en")
SENTENCES = os.path.join(HERE, "core_sentences.txt")


def catalogue(language):
    """The path of a catalogue."""
    return os.path.join(HERE, f"halftone_{language}.ts")


def find_lupdate(named=""):
    """The program; None where it is not installed."""
    places = [named, "lupdate6", "lupdate-qt6", "/usr/lib/qt6/bin/lupdate", "/usr/lib64/qt6/bin/lupdate",
              "lupdate"]
    return next((found for found in map(shutil.which, filter(None, places)) if found), None)


def messages_of(path):
    """{(source, comment): (is plural, [translations or None])} of a .ts file, whatever its contexts."""
    found = {}
    if not os.path.exists(path):
        return found
    for message in ElementTree.parse(path).getroot().iter("message"):
        key = (message.findtext("source"), message.findtext("comment") or "")
        plural = message.get("numerus") == "yes"
        translation = message.find("translation")
        forms = ([form.text or "" for form in translation.findall("numerusform")] if plural
                 else [translation.text or ""])
        done = translation.get("type") is None and all(forms)
        if key not in found or (plural and not found[key][0]):
            found[key] = (plural, forms if done else None)
    return found


def sources(lupdate, sentences):
    """{(source, comment): is plural} of all that the window says."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = os.path.join(folder, "fresh.ts")
        subprocess.run([lupdate, "-silent", "-I", ROOT, "-locations", "none", "-source-language", "en",
                        "-target-language", "de", os.path.join(ROOT, "ui"), os.path.join(ROOT, "app"),
                        "-ts", fresh], check=True, stderr=subprocess.DEVNULL)
        found = {key: plural for key, (plural, _) in messages_of(fresh).items()}
    for sentence in sentences:
        found.setdefault((sentence, ""), False)
    return found


def text_of(language, found, known):
    """What the file of a catalogue holds."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>",
             f'<TS version="2.1" language="{language}" sourcelanguage="en">', "<context>",
             f"    <name>{CONTEXT}</name>"]
    for key in sorted(found):
        source, comment = key
        plural = found[key]
        if language == "en" and not plural:
            continue
        was_plural, forms = known.get(key, (plural, None))
        forms = forms if was_plural == plural else None
        lines.append('    <message numerus="yes">' if plural else "    <message>")
        lines.append(f"        <source>{escape(source)}</source>")
        if comment:
            lines.append(f"        <comment>{escape(comment)}</comment>")
        state = "" if forms else ' type="unfinished"'
        if plural:
            lines.append(f"        <translation{state}>")
            lines += [f"            <numerusform>{escape(form)}</numerusform>" for form in forms or ["", ""]]
            lines.append("        </translation>")
        else:
            lines.append(f"        <translation{state}>{escape(forms[0]) if forms else ''}</translation>")
        lines.append("    </message>")
    return "\n".join(lines + ["</context>", "</TS>", ""])


def main(arguments):
    """Renews or checks; returns the exit code."""
    named = next((one.split("=", 1)[1] for one in arguments if one.startswith("--lupdate=")), "")
    lupdate = find_lupdate(named)
    if lupdate is None:
        print("update.py: Qt's lupdate was not found (Debian: qt6-l10n-tools).", file=sys.stderr)
        return 1
    sentences = core_sentences.find(ROOT)
    found = sources(lupdate, sentences)
    wanted = {SENTENCES: "\n".join(sentences) + "\n"}
    unfinished = 0
    for language in LANGUAGES:
        path = catalogue(language)
        wanted[path] = text_of(language, found, messages_of(path))
        unfinished += wanted[path].count('type="unfinished"')
    stale = []
    for path, text in wanted.items():
        old = ""
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                old = file.read()
        if old != text:
            stale.append(os.path.basename(path))
            if "--check" not in arguments:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
    print(f"update.py: {len(found)} texts, {unfinished} want a translation; "
          + (f"changed: {', '.join(stale)}" if stale else "nothing changed"))
    return 1 if "--check" in arguments and (stale or unfinished) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
