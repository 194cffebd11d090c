// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "layer_samples.h"

#include "ui/document/colour_by.h"
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

/// What a click on the box of a row does.
bool check(LayersModel& model, int row, bool on)
{
    return model.setData(model.index(row), static_cast<int>(on ? Qt::Checked : Qt::Unchecked),
                         Qt::CheckStateRole);
}

/// "+" for every row that is shown, "-" for every one that is not.
QString checks(const LayersModel& model)
{
    QString result;
    for (int row = 0; row < model.rowCount(); ++row) {
        const int state = model.index(row).data(Qt::CheckStateRole).toInt();
        result += QChar(state == static_cast<int>(Qt::Checked) ? u'+' : u'-');
    }
    return result;
}

constexpr auto kReportFailures = QAbstractItemModelTester::FailureReportingMode::QtTest;

} // namespace

class TestItemModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tradeoffTable()
    {
        TradeoffTableModel model;
        const QAbstractItemModelTester tester(&model, kReportFailures);
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
                     .data(TradeoffTableModel::kValueRole)
                     .toDouble(),
                 0.56);
        model.clear(false);
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("Agreement with full"));
    }

    void layersAreRows()
    {
        Document document;
        LayersModel model(document);
        const QAbstractItemModelTester tester(&model, kReportFailures);
        QCOMPARE(model.rowCount(), 0);
        const LayerId base = document.open(test::smallImage("scan"));
        const LayerId prediction = document.add(test::cordPrediction(base));
        const LayerId reference = document.add(test::cordReference());
        document.userAdds(imageLayer(test::smallImage("second")));
        document.userAdds(test::vesselLabels());
        const LayerId vessels = document.layers().back().id;
        document.userAdds(labelsLayer(test::labelMap({1, 7, 7}, {{1, "1", {}}, {7, "tumour", {}}}),
                                      QStringLiteral("organs.nii"), 1));
        // Errors are no row: "colour by" chooses them.
        setColourBy(document, ColourBy::ErrorAgainstReference);
        QVERIFY(document.last<ComparisonContent>() != nullptr);
        const QStringList expected{
            QStringLiteral("white-matter"),  QStringLiteral("grey-matter"),
            QStringLiteral("reference"),     QStringLiteral("vessels.nii"),
            QStringLiteral("organs.nii: 1"), QStringLiteral("organs.nii: tumour"),
            QStringLiteral("second"),        QStringLiteral("scan")};
        QCOMPARE(text(model), expected);
        QCOMPARE(model.rowOf(prediction).row(), 0);
        QCOMPARE(model.rowOf(reference).row(), 2);
        QCOMPARE(model.index(3).data(LayersModel::LayerRole).toInt(), vessels);
        QCOMPARE(model.rowOf(base).row(), 7);
        QVERIFY(!model.rowOf(document.last<ComparisonContent>()->id).isValid());

        const auto colour = [&](int row) {
            return model.index(row).data(Qt::DecorationRole).value<QColor>();
        };
        QCOMPARE(colour(0), QColor(10, 20, 30));
        QCOMPARE(colour(1), QColor(40, 50, 60));
        QCOMPARE(colour(2), QColor(kReferenceColour));
        // Labels of files are told apart by their colours.
        QVERIFY(colour(3) != colour(4) && colour(4) != colour(5) && colour(3) != colour(5));

        document.undoStack().undo();
        QCOMPARE(model.rowCount(), 6);
        document.remove(prediction);
        QCOMPARE(model.rowCount(), 4);
        document.open(test::smallImage("next"));
        QCOMPARE(text(model), QStringList{QStringLiteral("next")});
    }

    void rowsSayWhatIsSeen()
    {
        Document document;
        LayersModel model(document);
        const QAbstractItemModelTester tester(&model, kReportFailures);
        document.add(test::cordPrediction(document.open(test::smallImage())));
        document.add(test::cordReference());
        document.userAdds(imageLayer(test::smallImage("second")));
        const auto detail = [&](int row) {
            return model.index(row).data(LayersModel::DetailRole).toString();
        };
        const auto pending = [&](int row) {
            return model.index(row).data(LayersModel::PendingRole).toBool();
        };
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setDetails(QStringLiteral("W4A6"), false, false);
        model.setDetails(QStringLiteral("W4A6"), false, false);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(detail(0), QStringLiteral("W4A6"));
        QCOMPARE(detail(1), QStringLiteral("W4A6"));
        QVERIFY(!pending(0));
        QCOMPARE(detail(2), QString());
        QCOMPARE(detail(3), QStringLiteral("image"));
        QCOMPARE(detail(4), QStringLiteral("image"));

        model.setDetails(QStringLiteral("W4A6"), true, false);
        QCOMPARE(changed.size(), 2);
        QVERIFY(pending(0) && pending(1));
        QVERIFY(!pending(2) && !pending(3) && !pending(4)); // they are as they are
        QCOMPARE(detail(0), QStringLiteral("W4A6"));
        // Rows that come later say the same.
        document.add(test::vesselLabels());
        QVERIFY(pending(1));
        QVERIFY(!pending(3));
        QCOMPARE(detail(1), QStringLiteral("W4A6"));
    }

    void labelsAreSwitchedOneByOne()
    {
        Document document;
        LayersModel model(document);
        const QAbstractItemModelTester tester(&model, kReportFailures);
        LayerId base = document.open(test::smallImage());
        const LayerId id = document.add(test::cordPrediction(base));
        const LayerId reference = document.add(test::cordReference());
        QCOMPARE(checks(model), QStringLiteral("++++"));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QVERIFY(check(model, 1, false));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(checks(model), QStringLiteral("+-++"));
        QVERIFY(document.find(id)->isLabelVisible(1));
        QVERIFY(!document.find(id)->isLabelVisible(2));
        QVERIFY(document.find(reference)->style.visible);
        // A reference and an image are switched as a whole.
        QVERIFY(check(model, 2, false));
        QVERIFY(check(model, 3, false));
        QVERIFY(!document.find(reference)->style.visible);
        QVERIFY(!document.base()->style.visible);
        QCOMPARE(checks(model), QStringLiteral("+---"));
        QVERIFY(!model.setData(model.index(0), QStringLiteral("name"), Qt::DisplayRole));
        QVERIFY(!check(model, 4, true)); // there is no such row

        // The next image keeps what was switched off; without a reference there is no such row.
        base = document.open(test::smallImage());
        const LayerId next = document.add(test::cordPrediction(base));
        QCOMPARE(checks(model), QStringLiteral("+-+"));
        QVERIFY(!document.find(next)->isLabelVisible(2));
    }

    void aHiddenLayerComesBackWithTheLabelThatIsAskedFor()
    {
        Document document;
        LayersModel model(document);
        const LayerId id = document.add(test::cordPrediction(document.open(test::smallImage())));
        LayerStyle style = document.find(id)->style;
        style.visible = false;
        document.setStyle(id, style);
        QCOMPARE(checks(model), QStringLiteral("--+"));
        QVERIFY(check(model, 1, true));
        QCOMPARE(checks(model), QStringLiteral("-++"));
        QVERIFY(check(model, 0, true));
        QCOMPARE(checks(model), QStringLiteral("+++"));
        // All labels off is not a hidden layer: one more shows itself alone as well.
        QVERIFY(check(model, 0, false));
        QVERIFY(check(model, 1, false));
        QVERIFY(document.find(id)->style.visible);
        QVERIFY(check(model, 0, true));
        QCOMPARE(checks(model), QStringLiteral("+-+"));
    }

    void windowsOfImagesAreNoRows()
    {
        Document document;
        LayersModel model(document);
        const LayerId base = document.open(test::smallImage());
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        document.setWindow(base, {1, 2}); // at every move of a drag
        QCOMPARE(changed.size() + reset.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestItemModels)
#include "tst_item_models.moc"
