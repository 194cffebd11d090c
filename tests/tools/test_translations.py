#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Halftone Authors
# SPDX-License-Identifier: Apache-2.0
"""Checks the catalogues of translations: complete for the sources as they are, and sound.

Every text that lupdate finds and every sentence of core has a finished translation, with the same
placeholders, markup, file filters and blanks at its ends; mnemonics only where the English has one.
"""
import contextlib
import io
import os
import re
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "resources", "translations"))
import update  # noqa: E402  (beside the catalogues)

PLACES = re.compile(r"%L?\d+|%n|\{\d+\}")
TAGS = re.compile(r"</?[a-z]+>")
FILTERS = re.compile(r"\((?:\*[^)]*)\)|;;")
MNEMONIC = re.compile(r"&(?=\w)")


def faults_of(source, translation):
    """What a translation has otherwise than its source, in words."""
    same = {"placeholders": PLACES, "markup": TAGS, "file filters": FILTERS}
    for name, pattern in same.items():
        if sorted(pattern.findall(source)) != sorted(pattern.findall(translation)):
            yield f"its {name} differ"
    for end in (r"^\s*", r"\s*$"):
        if re.search(end, source).group() != re.search(end, translation).group():
            yield "the blanks at its ends differ"
    mine, its = len(MNEMONIC.findall(translation)), len(MNEMONIC.findall(source))
    if mine > its or mine > 1:
        yield "it has a mnemonic too many"
    if source.count("\n") != translation.count("\n"):
        yield "it has another number of lines"
    if source.endswith("...") != translation.endswith("..."):
        yield "only one of both opens a dialog (...)"


class Catalogues(unittest.TestCase):
    """The files as they are."""

    def test_they_are_complete(self):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            code = update.main(["--check"])
        self.assertEqual(code, 0, said.getvalue()
                         + "Run resources/translations/update.py, then translate what it calls unfinished.")

    def test_translations_fit_their_sources(self):
        count = 0
        for language in update.LANGUAGES:
            for (source, _), (plural, forms) in update.messages_of(update.catalogue(language)).items():
                self.assertTrue(forms, f"{language}: '{source}' is not translated")
                self.assertEqual(len(forms), 2 if plural else 1, source)
                for form in forms:
                    faults = list(faults_of(source, form))
                    self.assertFalse(faults, f"{language}: '{source}' / '{form}': {', '.join(faults)}")
                    count += 1
        self.assertGreater(count, 1000)

    def test_they_name_no_place(self):
        for language in update.LANGUAGES:
            with open(update.catalogue(language), encoding="utf-8") as file:
                text = file.read()
            self.assertNotIn("<location", text)
            self.assertNotIn(ROOT, text)


class Checks(unittest.TestCase):
    """That they find what they are for."""

    def test_faults_are_found(self):
        for source, wrong in (("%1 of %2", "%1 von %1"), ("<p>a</p>", "<p>a"), ("a ", "a"),
                              ("Open", "&Open"), ("Open...", "Open"), ("'{0}' is", "ist"),
                              ("PNG (*.png)", "PNG (*.jpg)")):
            self.assertTrue(list(faults_of(source, wrong)), source)
        self.assertFalse(list(faults_of("&Open %1...", "%1 &oeffnen...")))

    def test_a_missing_translation_is_unfinished(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "de.ts")
            with open(path, "w", encoding="utf-8") as file:
                file.write(update.text_of("de", {("One", ""): False, ("Two", ""): False},
                                          {("One", ""): (False, ["Eins"])}))
            found = update.messages_of(path)
        self.assertEqual(found[("One", "")], (False, ["Eins"]))
        self.assertEqual(found[("Two", "")], (False, None))

    def test_sentences_of_core_are_found_as_patterns(self):
        source = '''
            throw Error(ErrorCode::FileFormat, "The file '" + name + "' has "
                                                   + std::to_string(n) + " slices, not one.");
            return Message{"empty-file", "the file is " // comment
                           "empty", {}};
            log("a/b.c"); call("key", 3);
        '''
        found = list(update.core_sentences.of_source("core/image/x.cpp", source))
        self.assertEqual(found, ["The file '{0}' has {1} slices, not one.", "the file is empty"])


if __name__ == "__main__":
    unittest.main()
