// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/finding.h"
#include "core/base/first_of_each_kind.h"

#include <QTest>

using namespace halftone;

/// Sentences with kind and arguments.
class MessageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void argumentsFillTheirPlaces()
    {
        QCOMPARE(fillPattern("{1} of {0} {1}.", {"two", "one"}), std::string("one of two one."));
        QCOMPARE(fillPattern("{{0}}", {"x"}), std::string("{x}"));
        // What names no argument stays, and arguments are not patterns.
        QCOMPARE(fillPattern("{2} {} {a} {0", {"x"}), std::string("{2} {} {a} {0"));
        QCOMPARE(fillPattern("{0}{1}", {"{1}", "y"}), std::string("{1}y"));
        QCOMPARE(fillPattern("", {"x"}), std::string());
    }

    void anErrorKeepsItsMessage()
    {
        const Message message{"no-such-volume", "'{0}' holds {1}.", {"a.nii", "one"}};
        const Error error(ErrorCode::InvalidArgument, message);
        QCOMPARE(error.what(), "'a.nii' holds one.");
        QVERIFY(error.message() == message);
        const Error plain(ErrorCode::FileFormat, "No {0} here.");
        QCOMPARE(plain.message().kind, std::string("file-format"));
        QCOMPARE(plain.message().text(), std::string("No {0} here."));
    }

    void aFindingNamesAnotherFile()
    {
        Findings findings{{Severity::Note, {"lossy", "Lossy compression ({0}).", {"JPEG"}}},
                          {Severity::Severe, {"inverted", "Inverted.", {}}, "labels.nii"}};
        QCOMPARE(sentences(findings), (std::vector<std::string>{"Lossy compression (JPEG).",
                                                                "'labels.nii': Inverted."}));
        QCOMPARE(labelled(findings[0]), std::string("Note: Lossy compression (JPEG)."));
        QCOMPARE(labelled(findings[1]), std::string("Warning: 'labels.nii': Inverted."));
        nameFile(findings, "scan.nii");
        QCOMPARE(findings[0].file, std::string("scan.nii"));
        QCOMPARE(findings[1].file, std::string("labels.nii")); // said before
        QCOMPARE(findKind(findings, "inverted"), &findings[1]);
        QVERIFY(findKind(findings, "invert") == nullptr);
    }

    void ofManyImagesTheFirstOfEachKindIsSaid()
    {
        std::vector<std::string> lines;
        FirstOfEachKind first([&](const std::string& line) { lines.push_back(line); });
        for (const char* file : {"a", "b", "c"}) {
            first.add({Severity::Note, {"lossy", "Lossy.", {}}, file});
        }
        first.add({Severity::Warning, {"gap", "A gap.", {}}, "b"});
        first.sayHowOften();
        QCOMPARE(lines, (std::vector<std::string>{"Note: 'a': Lossy.", "Warning: 'b': A gap.",
                                                  "The same (lossy) was found 2 times more."}));
    }
};

QTEST_GUILESS_MAIN(MessageTest)
#include "tst_message.moc"
