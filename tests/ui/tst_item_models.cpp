// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/document/layers_model.h"
#include "ui/session/tradeoff_table_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace halftone;
using namespace halftone::ui;

namespace {

pipeline::TradeoffPoint point(int weights, int activations, double dice, double milliseconds,
                              std::size_t bytes)
{
    pipeline::TradeoffPoint result;
    result.precision = {weights, activations};
    result.dice = dice;
    result.latency.medianMs = milliseconds;
    result.weightBytes = bytes;
    return result;
}

/// The table as text, a row a line, so that a test reads like the data.
QStringList text(const QAbstractItemModel& model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) {
            cells.push_back(model.index(row, column).data().toString());
        }
        lines.push_back(cells.join(QStringLiteral(" | ")));
    }
    return lines;
}

Study cordStudy(bool reference)
{
    model::Model model;
    model.card.labels = {{1, "white-matter", {10, 20, 30}}, {2, "grey-matter", {40, 50, 60}}};
    Study study;
    study.image = std::make_shared<const Image>();
    study.model = std::make_shared<const model::Model>(model);
    study.reference = reference ? std::make_shared<const LabelMap>() : nullptr;
    return study;
}

} // namespace

class TestItemModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tradeoffTable()
    {
        TradeoffTableModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.clear(true);
        model.upsert(point(4, 6, 0.807, 11.4, 158'000));
        model.upsert(point(32, 32, 0.8072, 69.5, 1'210'000));
        model.upsert(point(1, 1, 0.55, 12, 40'000));
        const QStringList expected{
            QStringLiteral("FP32 | 0.807 | 69.5 ms | 1.2 MB | 0 B | float, measured"),
            QStringLiteral("W4A6 | 0.807 | 11.4 ms | 158 kB | 0 B | integer, measured"),
            QStringLiteral("W1A1 | 0.550 | 12.0 ms | 40.0 kB | 0 B | integer, measured")};
        QCOMPARE(text(model), expected);
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("Dice"));

        model.upsert(point(1, 1, 0.56, 9, 40'000));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(2, TradeoffTableModel::Quality)
                     .data(TradeoffTableModel::ValueRole)
                     .toDouble(),
                 0.56);
        model.clear(false);
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("Agreement with full"));
    }

    void layers()
    {
        LayersModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setStudy(cordStudy(true));
        model.setPrecision({4, 6});
        const QStringList expected{QStringLiteral("white-matter"), QStringLiteral("grey-matter"),
                                   QStringLiteral("reference")};
        QCOMPARE(text(model), expected);
        QCOMPARE(model.index(1).data(LayersModel::DetailRole).toString(), QStringLiteral("W4A6"));
        QCOMPARE(model.index(0).data(Qt::DecorationRole).value<QColor>(), QColor(10, 20, 30));
        QVERIFY(model.isLabelVisible(2));
        QVERIFY(!model.isLabelVisible(3));

        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QVERIFY(model.setData(model.index(1), static_cast<int>(Qt::Unchecked), Qt::CheckStateRole));
        QCOMPARE(changed.size(), 1);
        QVERIFY(!model.isLabelVisible(2));
        QVERIFY(model.isReferenceVisible());

        // The next image keeps what was switched off; without a reference there is no such row.
        model.setStudy(cordStudy(false));
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(!model.isLabelVisible(2));
        QVERIFY(!model.isReferenceVisible());
        model.setStudy({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(TestItemModels)
#include "tst_item_models.moc"
