// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "statistics_window.h"

#include "core/pipeline/reference.h"
#include "ui/session/statistics_csv.h"

#include <QClipboard>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

namespace {

bool isNearly(double a, double b)
{
    return std::isnan(a) ? std::isnan(b) : std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(b));
}

} // namespace

/// The table of statistics: what it says is what the core says of the same files.
class TestStatistics : public StatisticsWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        installModels();
        installModel("c-ct", Modality::CT, {"pancreas"}, 8, 5); // whose masks are not empty
    }
    void cleanupTestCase() { qunsetenv("HALFTONE_MODELS"); }
    void cleanup() { m_window.reset(); }

    void numbersAreThoseOfEvaluateOnTheSavedMask()
    {
        openCase();
        openTable();
        const KnownMask mask = known(MaskSource::Kind::Prediction);
        QCOMPARE(mask.source.slicesThere(), 6);
        // As halftone-cli evaluate --model does.
        QSignalSpy saved(&session().saver(), &MaskSaver::saved);
        session().saveMask(toPath(path("mask.nii.gz")));
        QVERIFY(saved.wait(kTimeoutMs));
        const LabelMap prediction = image::readLabelMap(toPath(path("mask.nii.gz")));
        const LabelMap truth = image::readLabelMap(toPath(path("truth.nii.gz")));
        const pipeline::ModelReference reference =
            pipeline::adaptReference(truth, prediction.geometry, *active().model());
        const eval::EvaluationReport report =
            eval::evaluate(prediction, reference.labels, active().structures());
        QCOMPARE(report.structures.size(), std::size_t{1});
        const eval::StructureReport& expected = report.structures.front();
        const PartStatistics& found = mask.statistics->parts.front();
        QVERIFY(expected.volumeVoxels > 0 && expected.dice > 0);
        QCOMPARE(found.voxels, expected.volumeVoxels);
        QVERIFY(found.scores.has_value());
        QVERIFY(isNearly(found.scores->dice, expected.dice));
        QVERIFY(isNearly(found.scores->hausdorff95, expected.hausdorff95));
        QVERIFY(isNearly(found.scores->meanSurface, expected.meanSurface));
        QVERIFY(isNearly(found.scores->volumeMl, expected.volumeMl));
        QCOMPARE(mask.statistics->judgedSlices, 6);
        const int row = rowOf("c-ct, W4A6", "pancreas");
        QVERIFY(row >= 0);
        QCOMPARE(text(row, StatisticsModel::Voxels), formatCount(expected.volumeVoxels));
        QCOMPARE(text(row, StatisticsModel::Volume),
                 formatVolume(kStatisticsGrid, expected.volumeVoxels));
        QVERIFY(text(row, StatisticsModel::Volume).endsWith(QStringLiteral(" ml")));
        QCOMPARE(text(row, StatisticsModel::Dice), formatScore(expected.dice));
        QCOMPARE(text(row, StatisticsModel::Hd95),
                 formatLength(kStatisticsGrid, expected.hausdorff95));
        QCOMPARE(text(row, StatisticsModel::Assd),
                 formatLength(kStatisticsGrid, expected.meanSurface));
        checkValues(prediction, 1, found);
        QCOMPARE(text(row, StatisticsModel::Values).endsWith(QStringLiteral(" HU")),
                 active().image()->modality == Modality::CT);
        // The visible slice, by hand.
        const auto shown = session().mask();
        const auto pixels = std::count(shown->begin(), shown->end(), std::uint8_t{1});
        QCOMPARE(text(row, StatisticsModel::Area),
                 formatArea(kStatisticsGrid, static_cast<double>(pixels) * 0.8 * 1.1));
    }

    void labelLayersAndReferenceHaveRowsOfTheirOwn()
    {
        openCase();
        openTable();
        const LabelMap two = image::readLabelMap(toPath(path("rater.nii.gz")));
        const LabelMap truth = image::readLabelMap(toPath(path("truth.nii.gz")));
        const eval::EvaluationReport report =
            eval::evaluate(two, truth, std::vector<eval::Structure>{{"1", {1}}});
        const KnownMask mask = known(MaskSource::Kind::Labels);
        QCOMPARE(mask.source.name, QStringLiteral("rater.nii.gz"));
        QCOMPARE(mask.statistics->parts.size(), std::size_t{2});
        for (const std::uint8_t value : {std::uint8_t{1}, std::uint8_t{2}}) {
            const PartStatistics& part = mask.statistics->parts[value - 1U];
            QCOMPARE(part.voxels, static_cast<std::size_t>(
                                      std::count(two.voxels.begin(), two.voxels.end(), value)));
            checkValues(two, value, part);
        }
        // The reference's only label goes by the model's name, the rater's are numbers: nobody
        // said that they are the same.
        QVERIFY(!mask.statistics->parts[0].scores.has_value());
        const KnownMask own = known(MaskSource::Kind::Reference);
        QVERIFY(own.source.name.contains(QStringLiteral("truth.nii.gz")));
        QVERIFY(!own.statistics->parts[0].scores.has_value());
        QCOMPARE(own.statistics->parts[0].voxels, report.structures[0].referenceVolumeVoxels);
        // A hidden label has no row, and comes back.
        QVERIFY(rowOf("rater.nii.gz", "2") >= 0);
        clickRow("rater.nii.gz: 2", Part::Eye);
        QTRY_VERIFY(rowOf("rater.nii.gz", "2") < 0);
        QVERIFY(rowOf("rater.nii.gz", "1") >= 0);
        clickRow("rater.nii.gz: 2", Part::Eye);
        QTRY_VERIFY(rowOf("rater.nii.gz", "2") >= 0);
        // And neither has a hidden layer.
        clickRow("pancreas", Part::Eye);
        QTRY_VERIFY(rowOf("c-ct, W4A6", "pancreas") < 0);
    }

    void labelsOfTheReferencesNamesAreJudged()
    {
        openCase();
        LabelMap named = image::readLabelMap(toPath(path("truth.nii.gz")));
        named.labels = {{1, "pancreas", {}}};
        std::rotate(named.voxels.begin(), named.voxels.begin() + 3, named.voxels.end());
        image::writeLabelMap(toPath(path("named.seg.nrrd")), named);
        add([&] {
            session().opener().readLabels({toPath(path("named.seg.nrrd"))},
                                          session().active()->image());
        });
        openTable();
        const LabelMap truth = image::readLabelMap(toPath(path("truth.nii.gz")));
        const eval::StructureReport expected =
            eval::evaluate(named, truth, std::vector<eval::Structure>{{"pancreas", {1}}})
                .structures.front();
        const int row = rowOf("named.seg.nrrd", "pancreas");
        QVERIFY(row >= 0);
        QVERIFY(expected.dice > 0.1 && expected.dice < 0.99);
        QCOMPARE(text(row, StatisticsModel::Dice), formatScore(expected.dice));
        QCOMPARE(text(row, StatisticsModel::Hd95),
                 formatLength(kStatisticsGrid, expected.hausdorff95));
        QCOMPARE(text(row, StatisticsModel::Assd),
                 formatLength(kStatisticsGrid, expected.meanSurface));
    }

    void aMaskThatIsNotWholeSaysSo()
    {
        openCase();
        openTable();
        session().holdBackground(true, this); // nothing but the visible slice is computed
        pressInWindow(Qt::Key_M);
        QVERIFY(session().precision().precision() == quant::kSmallest);
        QTRY_VERIFY_WITH_TIMEOUT(!session().isPending(), kTimeoutMs);
        const QString name =
            QStringLiteral("c-ct, ") + formatPrecision(session().precision().precision());
        QVERIFY(name != QStringLiteral("c-ct, W4A6"));
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(name, "pancreas") >= 0, kTimeoutMs);
        // The chart knows this slice, or a few of them, and not more.
        const int row = rowOf(name, "pancreas");
        const KnownMask mask = known(MaskSource::Kind::Prediction);
        QVERIFY(mask.source.slicesThere() < 6);
        QCOMPARE(text(row, StatisticsModel::Slices),
                 QStringLiteral("%1 of 6 slices").arg(mask.source.slicesThere()));
        for (const auto column :
             {StatisticsModel::Voxels, StatisticsModel::Volume, StatisticsModel::Values,
              StatisticsModel::Dice, StatisticsModel::Hd95, StatisticsModel::Assd}) {
            QCOMPARE(text(row, column), QString());
        }
        QVERIFY(!text(row, StatisticsModel::Area).isEmpty()); // that slice is there
        QVERIFY(dialog()
                    ->findChild<QLabel*>(QStringLiteral("statisticsState"))
                    ->text()
                    .contains(QStringLiteral("of 6 slices")));
        const report::Provenance none;
        report::CsvReader csv(
            statisticsCsv(active(), dialog()->study().masks(), session().slice(), none));
        const auto cells = cellsOf(csv);
        QCOMPARE(cells.at(name.toStdString()).at("voxels"), std::string());
        QCOMPARE(cells.at(name.toStdString()).at("volume_ml"), std::string());
        QCOMPARE(cells.at(name.toStdString()).at("slices"), std::string("6"));
        keepPicture(dialog()->grab().toImage(), QStringLiteral("statistics_not_whole"));
        session().holdBackground(false, this);
        QTRY_COMPARE_WITH_TIMEOUT(text(rowOf(name, "pancreas"), StatisticsModel::Slices),
                                  QStringLiteral("6"), kTimeoutMs);
        QTRY_VERIFY_WITH_TIMEOUT(!text(rowOf(name, "pancreas"), StatisticsModel::Hd95).isEmpty(),
                                 kTimeoutMs);
    }

    void slicesHaveAreas()
    {
        openCase();
        openTable();
        QTest::mouseClick(dialog()->findChild<QToolButton*>(QStringLiteral("areasTab")),
                          Qt::LeftButton);
        auto* areas = table("areasTable");
        QVERIFY(areas->isVisible());
        QCOMPARE(areas->model()->rowCount(), 6);
        QCOMPARE(areas->model()->columnCount(), 1 + 4); // prediction, reference, two of the rater
        const auto columnNamed = [&](const QString& name) {
            for (int column = 0; column < areas->model()->columnCount(); ++column) {
                if (areas->model()->headerData(column, Qt::Horizontal).toString() == name) {
                    return column;
                }
            }
            return -1;
        };
        const int column = columnNamed(QStringLiteral("rater.nii.gz: 2"));
        QVERIFY(column > 0);
        const LabelMap rater = image::readLabelMap(toPath(path("rater.nii.gz")));
        const std::size_t voxels = rater.geometry.sliceVoxels();
        for (int k = 0; k < 6; ++k) {
            const auto begin = rater.voxels.begin() + static_cast<std::ptrdiff_t>(voxels) * k;
            const auto pixels =
                std::count(begin, begin + static_cast<std::ptrdiff_t>(voxels), std::uint8_t{2});
            QCOMPARE(areas->model()->index(k, 0).data().toString(), QString::number(k + 1));
            QCOMPARE(areas->model()->index(k, column).data().toString(),
                     formatArea(kStatisticsGrid, static_cast<double>(pixels) * 0.8 * 1.1));
        }
        // A row leads to its slice, and the other table follows.
        doubleClick(*areas->viewport(), areas->visualRect(areas->model()->index(1, 0)).center());
        QTRY_COMPARE(session().slice(), 1);
        auto* labels = table("statisticsTable");
        QTRY_VERIFY(labels->model()
                        ->headerData(StatisticsModel::Area, Qt::Horizontal)
                        .toString()
                        .endsWith(QStringLiteral("slice 2")));
        QTRY_COMPARE(text(rowOf("rater.nii.gz", "2"), StatisticsModel::Area),
                     areas->model()->index(1, column).data().toString());
        keepPicture(dialog()->grab().toImage(), QStringLiteral("statistics_areas"));
    }

    void tablesAreCopiedAndSavedWithHowTheyCameAbout()
    {
        openCase();
        openTable();
        keepPicture(dialog()->grab().toImage(), QStringLiteral("statistics"));
        QApplication::clipboard()->clear();
        QTest::keyClick(dialog(), Qt::Key_C, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!QApplication::clipboard()->text().isEmpty(), kTimeoutMs);
        const QString copied = QApplication::clipboard()->text();
        report::CsvReader csv(copied.toStdString());
        const auto cells = cellsOf(csv);
        QCOMPARE(cells.size(), std::size_t{4});
        const auto& row = cells.at("c-ct, W4A6");
        const KnownMask prediction = known(MaskSource::Kind::Prediction);
        const PartStatistics& found = prediction.statistics->parts[0];
        QCOMPARE(row.at("voxels"), std::to_string(found.voxels));
        QCOMPARE(row.at("kind"), std::string("prediction"));
        QCOMPARE(row.at("precision"), std::string("W4A6"));
        QCOMPARE(row.at("dice"), report::csvNumber(found.scores->dice, 6));
        QCOMPARE(row.at("hausdorff95_mm"), report::csvNumber(found.scores->hausdorff95, 6));
        QCOMPARE(row.at("mean_surface_mm"), report::csvNumber(found.scores->meanSurface, 6));
        for (const char* fact : {"version", "date", "model_sha256"}) {
            const bool there = std::any_of(row.begin(), row.end(), [&](const auto& cell) {
                return cell.first == fact && !cell.second.empty();
            });
            QVERIFY2(there, fact);
        }
        QVERIFY(copied.contains(QStringLiteral("rater.nii.gz")));
        QVERIFY(!copied.contains(m_folder.path())); // no folders, which carry names
        // Saved: the same, but for the time.
        QTimer answer;
        connect(&answer, &QTimer::timeout, &answer, [&] {
            if (auto* ask = qobject_cast<QFileDialog*>(QApplication::activeModalWidget())) {
                answer.stop();
                ask->setDirectory(m_folder.path());
                ask->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))
                    ->setText(path("table.csv"));
                static_cast<QDialog*>(ask)->accept(); // public there
            }
        });
        answer.start(20);
        QSignalSpy saved(dialog(), &StatisticsDialog::saved);
        QTest::mouseClick(dialog()->findChild<QPushButton*>(QStringLiteral("saveStatistics")),
                          Qt::LeftButton);
        QVERIFY(saved.count() == 1 || saved.wait(kTimeoutMs));
        QFile file(path("table.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        report::CsvReader again(file.readAll().toStdString());
        QCOMPARE(cellsOf(again).at("c-ct, W4A6").at("dice"), row.at("dice"));
    }

    void withoutASpacingThereAreNoMillimetres()
    {
        makeWindow();
        QImage plain(48, 40, QImage::Format_Grayscale8);
        for (int y = 0; y < plain.height(); ++y) {
            for (int x = 0; x < plain.width(); ++x) {
                plain.scanLine(y)[x] = static_cast<uchar>((x * 9 + y * 5) % 256);
            }
        }
        QVERIFY(plain.save(path("plain.png")));
        QImage truth(48, 40, QImage::Format_Grayscale8);
        truth.fill(0);
        for (int y = 8; y < 30; ++y) {
            std::fill_n(truth.scanLine(y) + 10, 22, uchar{255});
        }
        QVERIFY(truth.save(path("plain_truth.png")));
        OpenRequest request;
        request.image = toPath(path("plain.png"));
        request.model = "a-em";
        request.reference = path("plain_truth.png").toStdString();
        change([&] { session().open(request); });
        waitUntilSettled();
        openTable();
        QVERIFY(!active().grid().spacingKnown);
        QVERIFY(table("statisticsTable")->model()->rowCount() >= 2);
        for (int row = 0; row < table("statisticsTable")->model()->rowCount(); ++row) {
            QVERIFY(text(row, StatisticsModel::Volume).endsWith(QStringLiteral(" voxels")));
            for (int column = 0; column <= StatisticsModel::Assd; ++column) {
                const QString cell = text(row, column);
                QVERIFY2(!cell.contains(QStringLiteral("mm"))
                             && !cell.contains(QStringLiteral(" ml")),
                         qPrintable(cell));
            }
        }
        const report::Provenance none;
        report::CsvReader csv(
            statisticsCsv(active(), dialog()->study().masks(), session().slice(), none));
        for (const auto& [mask, row] : cellsOf(csv)) {
            QCOMPARE(row.at("volume_ml"), std::string());
            QCOMPARE(row.at("area_mm2_slice"), std::string());
            QCOMPARE(row.count("hausdorff95_mm"), std::size_t{0});
            QCOMPARE(row.count("hausdorff95_voxels"), std::size_t{1});
        }
    }

    void nothingIsCountedWhereNobodyLooks()
    {
        openCase();
        openTable();
        QPointer<StatisticsDialog> shown = dialog();
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(shown.isNull());
        waitUntilSettled(); // nobody holds the background any more
        pressInWindow(Qt::Key_M);
        waitUntilSettled();
        openTable(); // anew
        QVERIFY(rowOf("c-ct, W4A6", "pancreas") < 0);
    }
};

HALFTONE_GUI_TEST_MAIN(TestStatistics)
#include "tst_statistics.moc"
