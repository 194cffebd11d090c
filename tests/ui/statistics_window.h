// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layers_window.h"

#include "core/report/csv.h"
#include "ui/widgets/window/statistics_dialog.h"

#include <QTableView>

#include <map>

/// A CT volume with a reference and a label file of two labels, and the table of their statistics.
namespace halftone::test {

inline const Geometry kStatisticsGrid = patientGrid({40, 36, 6}, {0.8, 1.1, 2.5});

class StatisticsWindow : public LayersWindow {
protected:
    /// Keys go to the window that is active.
    void pressInWindow(Qt::Key key)
    {
        m_window->activateWindow();
        // QTest::qWaitForWindowActive() takes a window for active whose dialog is.
        QTRY_COMPARE(QApplication::activeWindow(), static_cast<QWidget*>(m_window.get()));
        press(key);
    }

    StatisticsDialog* dialog() { return m_window->findChild<StatisticsDialog*>(); }
    QTableView* table(const char* name)
    {
        return dialog()->findChild<QTableView*>(QString::fromLatin1(name));
    }

    void openCase()
    {
        makeWindow();
        openVolume(volume(kStatisticsGrid,
                          [](int i, int j, int k) { return -80 + (i * 7 + j * 5 + k * 11) % 300; }),
                   "base.nii.gz");
        waitUntilSettled();
        image::writeLabelMap(toPath(path("truth.nii.gz")),
                             labelMap(kStatisticsGrid, [](int i, int j) {
                                 return isWithin(i, 6, 24) && isWithin(j, 5, 30) ? 1 : 0;
                             }));
        change([&] { openReference(path("truth.nii.gz")); });
        addLabels("rater.nii.gz", labelMap(kStatisticsGrid, [](int i, int j) {
                      return isWithin(i, 8, 20) && j < 22 ? 1 : isWithin(i, 25, 33) ? 2 : 0;
                  }));
        waitUntilSettled();
        QCOMPARE(formatPrecision(session().precision().precision()), QStringLiteral("W4A6"));
    }

    void openTable()
    {
        press(Qt::Key_T, Qt::ShiftModifier);
        QTRY_VERIFY(dialog() != nullptr && dialog()->isVisible());
        QVERIFY(QTest::qWaitForWindowActive(dialog()));
        QTRY_VERIFY_WITH_TIMEOUT(dialog()->study().isComplete(), kTimeoutMs);
        QTRY_COMPARE(dialog()->findChild<QLabel*>(QStringLiteral("statisticsState"))->text(),
                     QString());
    }

    KnownMask known(MaskSource::Kind kind)
    {
        for (const KnownMask& mask : dialog()->study().masks()) {
            if (mask.source.kind == kind) {
                return mask;
            }
        }
        return {};
    }

    QString text(int row, int column)
    {
        return table("statisticsTable")->model()->index(row, column).data().toString();
    }

    int rowOf(const QString& mask, const char* label)
    {
        const QAbstractItemModel* model = table("statisticsTable")->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (text(row, StatisticsModel::Mask) == mask
                && text(row, StatisticsModel::Label) == QString::fromLatin1(label)) {
                return row;
            }
        }
        return -1;
    }
    int rowOf(const char* mask, const char* label)
    {
        return rowOf(QString::fromLatin1(mask), label);
    }

    /// By mask (and label where a mask has several), then by heading.
    static std::map<std::string, std::map<std::string, std::string>> cellsOf(report::CsvReader& csv)
    {
        std::map<std::string, std::map<std::string, std::string>> rows;
        const std::vector<std::string> headings = csv.next()->cells;
        while (const auto record = csv.next()) {
            std::map<std::string, std::string> row;
            for (std::size_t n = 0; n < headings.size(); ++n) {
                row[headings[n]] = record->cells.at(n);
            }
            const bool again = rows.count(row["mask"]) > 0;
            rows[again ? row["mask"] + "/" + row["label"] : row["mask"]] = row;
        }
        return rows;
    }

    /// Mean and deviation of the image where a mask on its grid has a label.
    void checkValues(const LabelMap& mask, int label, const PartStatistics& found)
    {
        std::vector<double> values;
        for (std::size_t i = 0; i < mask.voxels.size(); ++i) {
            if (mask.voxels[i] == label) {
                values.push_back(active().image()->value(i));
            }
        }
        const Summary expected = summarize(values);
        QCOMPARE(found.values.n, expected.n);
        QVERIFY(std::abs(found.values.mean - expected.mean) < 1e-6);
        QVERIFY(std::abs(found.values.sd - expected.sd) < 1e-6);
    }
};

} // namespace halftone::test
