// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/pdf_texts.h"
#include "window_fixture.h"

#include "ui/document/path_text.h"
#include "ui/session/case_report.h"
#include "ui/widgets/window/actions.h"
#include "ui/widgets/window/export_report.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QTimer>

#include <functional>

using namespace halftone;
using namespace halftone::ui;
using test::kSmallSample;
using test::kTimeoutMs;

/// Reports on what is open, as a page and as a PDF, and the table that is copied.
class TestExportReport : public test::WindowTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        m_models = std::make_unique<test::RandomModelFolder>(test::kModelWidth);
        const phantom::Sample sample = phantom::make(phantom::Kind::Em, kSmallSample);
        image::writeImage(path("scan.nii").toStdString(), sample.image);
        image::writeLabelMap(path("labels.nii").toStdString(), sample.labels);
        makeWindow();
        OpenRequest request;
        request.image = path("scan.nii").toStdString();
        request.reference = path("labels.nii").toStdString();
        session().open(request);
        QTRY_VERIFY_WITH_TIMEOUT(session().active() != nullptr && active().hasReference(),
                                 kTimeoutMs);
        session().precision().setPrecision({4, 6});
        waitUntilSettled();
    }
    void cleanupTestCase() { m_window.reset(); }

    void bothHaveTheNumbersOfTheCore()
    {
        session().setSlice(1);
        waitUntilSettled();
        const QByteArray page = written("r.html");
        const QByteArray pdf = written("r.pdf");
        const QByteArray paper = test::pdfTexts(pdf);
        QVERIFY(page.startsWith("<!DOCTYPE html>") && pdf.startsWith("%PDF-"));
        const auto inBoth = [&](const QByteArray& cell) {
            QVERIFY2(page.contains("<td>" + cell + "</td>"), cell);
            QVERIFY2(paper.contains('\n' + cell + '\n'), paper);
        };
        QVERIFY(session().tradeoff().points().size() > 3);
        for (const quant::Precision precision : {quant::Precision{4, 6}, quant::Precision{8, 8}}) {
            inBoth(formatPrecision(precision).toUtf8());
            inBoth(QByteArray::number(diceByCore(segmentByCore(precision, 1)), 'f', 4));
        }
        for (const char* text : {"scan.nii", "labels.nii", "W4A6", "Research use only"}) {
            QVERIFY2(page.contains(text) && paper.contains(text), text);
        }
        const QByteArray slice("of the visible slice alone: slice 2 of 3");
        QVERIFY2(page.contains(slice) && paper.contains(slice), paper);
        const QByteArray sum =
            QCryptographicHash::hash(bytesOf(path("scan.nii")), QCryptographicHash::Sha256).toHex();
        QVERIFY2(page.contains(sum) && paper.contains(sum.left(30)), sum);
        QVERIFY(page.contains("slice 2 of 3</td>") && paper.contains("\nslice 2 of 3\n"));
        QVERIFY(page.contains("Slices are numbered as the window counts them, from 1."));
        // Charts over size and time, a profile; outlines and errors at two precisions.
        QCOMPARE(page.count("<svg"), 3);
        QCOMPARE(page.count("<figure>"), 4);
        QVERIFY(page.contains("Dice of each slice: scan.nii"));
        for (const char* outward : {"http", "href", "url(", "<script", "<link"}) {
            QVERIFY2(!page.contains(outward), outward);
        }
        QVERIFY(!page.contains(QFileInfo(path("scan.nii")).path().toUtf8())); // no folder
    }

    void theVolumeIsJudgedOverAllItsSlices()
    {
        for (int slice = 0; slice < 3; ++slice) {
            session().setSlice(slice);
            waitUntilSettled();
        }
        const CaseReport report = *collectReport(session());
        const auto point =
            std::find_if(report.points.begin(), report.points.end(), [&](const auto& candidate) {
                return candidate.precision == report.precision;
            });
        QVERIFY(point != report.points.end() && point->volumeDice);
        const QByteArray fact = "<dt>Dice of the volume</dt><dd>"
                                + QByteArray::number(point->volumeDice->value, 'f', 4)
                                + " (W4A6, voxels of 3 of 3 slices together";
        const QByteArray page = written("volume.html");
        QVERIFY2(page.contains(fact), fact);
        QVERIFY(page.contains("<dt>Reference</dt><dd>given</dd>"));
    }

    void theWindowGoesOnMeanwhile()
    {
        // What is opened while a report is written does not change it.
        session().setSlice(0);
        waitUntilSettled();
        ReportWriter& writer = reportWriterOf(*m_window);
        QSignalSpy done(&writer, &ReportWriter::written);
        writer.write(toPath(path("first.html")), *collectReport(session()), {});
        QVERIFY(writer.isBusy() && done.isEmpty()); // it came back at once
        session().setSlice(2);
        QVERIFY(done.wait(kTimeoutMs));
        QVERIFY(bytesOf(path("first.html")).contains("alone: slice 1 of 3"));
    }

    void openFilesAreKept()
    {
        ReportWriter& writer = reportWriterOf(*m_window);
        QSignalSpy failed(&writer, &ReportWriter::failed);
        QVERIFY(QFile::link(path("scan.nii"), path("linked.html")));
        writer.write(toPath(path("linked.html")), *collectReport(session()), openFiles(document()));
        QCOMPARE(failed.count(), 1); // before any work
        QVERIFY(failed[0][0].toString().contains(QStringLiteral("scan.nii")));
        writer.write(toPath(path("r.txt")), *collectReport(session()), {});
        QCOMPARE(failed.count(), 2);
        QVERIFY(failed[1][0].toString().contains(QStringLiteral(".html or .pdf")));
        writer.write(toPath(path("no/r.pdf")), *collectReport(session()), {});
        QVERIFY(failed.count() == 3 || failed.wait(kTimeoutMs));
        QVERIFY(m_window->banners()
                    .sentences()
                    .join(QChar(u' '))
                    .contains(QStringLiteral(".html or .pdf")));
        QVERIFY(bytesOf(path("scan.nii")).size() > 352);
    }

    void theMenuAsksWhere()
    {
        waitUntilSettled();
        QString proposed;
        auto* timer = new QTimer(m_window.get());
        connect(timer, &QTimer::timeout, timer, [&] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            if (dialog == nullptr) {
                return;
            }
            timer->stop();
            proposed = dialog->selectedFiles().value(0);
            test::keepPicture(dialog->grab().toImage(), QStringLiteral("export-report"));
            dialog->selectNameFilter(QStringLiteral("PDF (*.pdf)"));
            Q_EMIT dialog->filterSelected(QStringLiteral("PDF (*.pdf)"));
            dialog->findChild<QListView*>(QStringLiteral("listView"))->clearSelection();
            dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))
                ->setText(QStringLiteral("named"));
            static_cast<QDialog*>(dialog)->accept(); // public there
        });
        timer->start(20);
        ReportWriter& writer = reportWriterOf(*m_window);
        QSignalSpy done(&writer, &ReportWriter::written);
        askToExportReport(*m_window);
        QVERIFY(done.count() == 1 || done.wait(kTimeoutMs));
        QCOMPARE(proposed, path("scan-random-em-W4A6-report.html"));
        QVERIFY(bytesOf(path("named.pdf")).startsWith("%PDF-"));
        QVERIFY(m_window->banners()
                    .sentences()
                    .join(QChar(u' '))
                    .contains(QStringLiteral("named.pdf")));
    }

    void theCopiedTableSaysWhereItIsFrom()
    {
        QApplication::clipboard()->clear();
        QSignalSpy made(&reportWriterOf(*m_window), &ReportWriter::csvMade);
        copyTradeoff(*m_window);
        QVERIFY(made.wait(kTimeoutMs));
        const QString csv = QApplication::clipboard()->text();
        const QStringList rows = csv.split(QChar(u'\n'), Qt::SkipEmptyParts);
        QCOMPARE(rows.size(), static_cast<qsizetype>(session().tradeoff().points().size()) + 1);
        QVERIFY2(rows[0].contains(QStringLiteral(",model_sha256,inputs,")), qPrintable(rows[0]));
        QVERIFY2(rows[1].contains(QStringLiteral("halftone scan.nii --model")),
                 qPrintable(rows[1]));
        QVERIFY2(rows[1].contains(QString::fromStdString(active().model()->hash)),
                 qPrintable(rows[1]));
    }

    void anEmptyReferenceIsSaid()
    {
        phantom::Sample sample = phantom::make(phantom::Kind::Em, kSmallSample);
        const std::size_t voxels = sample.labels.geometry.sliceVoxels();
        std::fill_n(sample.labels.voxels.begin(), voxels, std::uint8_t{0});
        image::writeLabelMap(path("hole.nii").toStdString(), sample.labels);
        OpenRequest request;
        request.image = path("scan.nii").toStdString();
        request.reference = path("hole.nii").toStdString();
        session().open(request);
        const auto isOpen = [&] {
            return session().active() != nullptr && active().hasReference()
                   && active().loaded().nativeReference
                   && !active().loaded().nativeReference->files.empty()
                   && active().loaded().nativeReference->files.front().filename() == "hole.nii";
        };
        QTRY_VERIFY_WITH_TIMEOUT(isOpen(), kTimeoutMs);
        session().setSlice(0);
        waitUntilSettled();
        const QByteArray page = written("hole.html");
        QVERIFY(page.contains("given; reference empty on this slice: agreement with full precision "
                              "is shown"));
        QVERIFY(page.contains("Agreement with full precision over the size"));
        QVERIFY(!page.contains("(no reference)")); // there is one
        QVERIFY(page.contains("Dice of each slice: scan.nii"));
    }

private:
    [[nodiscard]] QString path(const char* name) const
    {
        return m_models->filePath(QString::fromUtf8(name));
    }

    static QByteArray bytesOf(const QString& name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QByteArray written(const char* name)
    {
        ReportWriter& writer = reportWriterOf(*m_window);
        QSignalSpy done(&writer, &ReportWriter::written);
        writer.write(toPath(path(name)), *collectReport(session()), openFiles(document()));
        if (!done.wait(kTimeoutMs)) {
            return {};
        }
        const QByteArray bytes = bytesOf(path(name));
        if (const QByteArray folder = qgetenv("HALFTONE_TEST_PICTURES"); !folder.isEmpty()) {
            QFile kept(QString::fromUtf8(folder) + QChar(u'/') + QString::fromUtf8(name));
            if (kept.open(QIODevice::WriteOnly)) {
                kept.write(bytes);
            }
        }
        return bytes;
    }
};

HALFTONE_GUI_TEST_MAIN(TestExportReport)
#include "tst_export_report.moc"
