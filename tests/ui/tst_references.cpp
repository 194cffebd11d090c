// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "layers_window.h"

#include "ui/session/value_memory.h"
#include "ui/widgets/window/references.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QTableWidget>
#include <QToolButton>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

namespace {

const Geometry kGrid = patientGrid({32, 30, 4}, {1, 1, 2});

/// 52 in one corner, 7 in another.
int twoCorners(int i, int j)
{
    return isWithin(i, 2, 10) && isWithin(j, 2, 12)     ? 52
           : isWithin(i, 20, 28) && isWithin(j, 15, 25) ? 7
                                                        : 0;
}

} // namespace

/// Label files whose values are not the model's, and several at once.
class TestReferences : public LayersWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { installModels(); }
    void init()
    {
        makeWindow();
        openVolume(volume(kGrid, [](int i, int j, int) { return 200 + (i * 7 + j * 5) % 300; }),
                   "base.nii.gz");
        waitUntilSettled();
    }
    void cleanup() { m_window.reset(); }

    void valuesAreAskedForAndScored()
    {
        openUnknown("unknown.nii.gz");
        auto* table = dialog()->findChild<QTableWidget*>(QStringLiteral("valueTable"));
        QCOMPARE(table->rowCount(), 3);
        QCOMPARE(table->item(2, 0)->text(), QStringLiteral("52"));
        QCOMPARE(table->item(2, 2)->text(), QStringLiteral("320"));
        for (const int value : {0, 7, 52}) { // nothing is guessed
            QCOMPARE(meaning(value)->currentText(), QStringLiteral("background"));
        }
        QVERIFY(!compare()->isEnabled());
        QVERIFY(!problem().isEmpty());
        QVERIFY(!active().hasReference());
        keepPicture(dialog()->grab().toImage(), QStringLiteral("reference_values"));
        QTRY_COMPARE(QApplication::focusWidget(), meaning(0));
        QTest::keyClick(meaning(0), Qt::Key_Tab);
        QTest::keyClick(meaning(7), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), meaning(52));
        QTest::keyClick(meaning(52), Qt::Key_P); // by its name
        QCOMPARE(meaning(52)->currentText(), QStringLiteral("pancreas"));
        QVERIFY(compare()->isEnabled());
        change([&] { QTest::keyClick(meaning(52), Qt::Key_Return); });
        QVERIFY(active().hasReference());
        expectShown(52);
        waitUntilSettled();
        QVERIFY(said().contains(QStringLiteral("52 pancreas")));
        keepPicture(m_window->picture(), QStringLiteral("reference_explained"));
    }

    void whatWasSaidIsRemembered()
    {
        openUnknown("again.nii.gz");
        choose(7);
        change([&] { QTest::mouseClick(compare(), Qt::LeftButton); });
        QTRY_VERIFY(dialog() == nullptr);
        openVolume(volume(kGrid, [](int i, int, int) { return 10 * i; }), "another.nii.gz");
        writeUnknown("other name.nii.gz");
        change([&] { openReferences(*m_window, {path("other name.nii.gz")}); });
        QVERIFY(dialog() == nullptr);
        expectShown(7);
        // And can be said anew.
        QVERIFY(said().contains(QStringLiteral("7 pancreas")));
        QTest::mouseClick(button(QStringLiteral("Change...")), Qt::LeftButton);
        QTRY_VERIFY(dialog() != nullptr && dialog()->isVisible());
        QCOMPARE(meaning(7)->currentText(), QStringLiteral("pancreas"));
        choose(7, "background");
        choose(52);
        change([&] { QTest::mouseClick(compare(), Qt::LeftButton); });
        expectShown(52);
    }

    void escapeLeavesItOpen()
    {
        openUnknown("open.nii.gz");
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(dialog() == nullptr);
        QVERIFY(!active().hasReference());
        QVERIFY(document().reference() != nullptr); // its labels are seen all the same
        QVERIFY(said().contains(QStringLiteral("not compared")));
        QTest::mouseClick(button(QStringLiteral("Say What They Mean...")), Qt::LeftButton);
        QTRY_VERIFY(dialog() != nullptr && dialog()->isVisible());
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(dialog() == nullptr);
        // By the menu of the layer, too.
        clickRow("reference", Part::Name);
        auto* list = m_window->findChild<QListView*>(QStringLiteral("layerList"));
        Q_EMIT list->customContextMenuRequested(QPoint(5, 5));
        auto* menu = m_window->findChild<QMenu*>(QStringLiteral("layerMenu"));
        QVERIFY(menu != nullptr);
        QStringList names;
        QAction* ask = nullptr;
        for (QAction* action : menu->actions()) {
            names << action->text().remove(QChar(u'&'));
            ask = names.back() == QStringLiteral("What the Reference Shows...") ? action : ask;
        }
        QVERIFY2(ask != nullptr && ask->isEnabled(), qPrintable(names.join(QChar(u','))));
        menu->close();
        ask->trigger();
        QTRY_VERIFY(dialog() != nullptr && dialog()->isVisible());
    }

    void namesOfTheFileAreProposed()
    {
        LabelMap labels = labelMap(kGrid, [](int i, int j) { return twoCorners(i, j) / 7; });
        labels.labels = {{1, "liver", {200, 0, 0}}, {7, "pancreas", {0, 200, 0}}};
        image::writeLabelMap(toPath(path("named.seg.nrrd")), labels);
        change([&] { openReferences(*m_window, {path("named.seg.nrrd")}); });
        QTRY_VERIFY(dialog() != nullptr && dialog()->isVisible());
        QCOMPARE(meaning(7)->currentText(), QStringLiteral("pancreas"));
        QCOMPARE(meaning(1)->currentText(), QStringLiteral("background"));
        QVERIFY(compare()->isEnabled());
    }

    void severalValuesMeanOneLabel()
    {
        openUnknown("several.nii.gz");
        choose(7);
        choose(52);
        keepPicture(dialog()->grab().toImage(), QStringLiteral("several_values"));
        change([&] { QTest::mouseClick(compare(), Qt::LeftButton); });
        QVERIFY2(said().contains(QStringLiteral("7 + 52 pancreas")), qPrintable(said()));
        const LabelMap expected = labelMap(kGrid, twoCorners);
        const std::vector<std::uint8_t>& found = active().loaded().reference->voxels;
        QCOMPARE(found.size(), expected.voxels.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            QCOMPARE(found[i] != 0, expected.voxels[i] != 0);
        }
    }

    void eachLabelHasItsValues()
    {
        openUnknown("two.nii.gz");
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(dialog() == nullptr);
        change([&] { openModel("b-cord"); });
        askForValues(*m_window);
        QTRY_VERIFY(dialog() != nullptr && dialog()->isVisible());
        QVERIFY(!compare()->isEnabled());
        choose(7, "white-matter");
        QVERIFY(compare()->isEnabled());
        choose(52, "grey-matter");
        change([&] { QTest::mouseClick(compare(), Qt::LeftButton); });
        QCOMPARE(active().loaded().scored.size(), std::size_t{2});
    }

    void theWheelChangesNoAnswer()
    {
        openUnknown("wheel.nii.gz");
        choose(7);
        QComboBox* box = meaning(7);
        const QPointF at = box->rect().center();
        QWheelEvent event(at, box->mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(box, &event);
        QCOMPARE(box->currentText(), QStringLiteral("pancreas"));
        QTest::keyClick(dialog(), Qt::Key_Escape);
    }

    void severalAtOnceAndWhichOneIsScored()
    {
        putSquare("first.nii.gz", 4);
        putSquare("second.nii.gz", 12);
        putSquare("third.nii.gz", 20);
        QSignalSpy read(&session().opener(), &Opener::labelsLoaded);
        drop({path("first.nii.gz"), path("second.nii.gz"), path("third.nii.gz")});
        QTRY_COMPARE_WITH_TIMEOUT(read.size(), 2, kTimeoutMs);
        QTRY_VERIFY_WITH_TIMEOUT(active().hasReference(), kTimeoutMs);
        waitUntilSettled();
        QCOMPARE(detailOf("reference"), QStringLiteral("first.nii.gz"));
        QVERIFY(rowNames().contains(QStringLiteral("second.nii.gz")));
        QVERIFY(rowNames().contains(QStringLiteral("third.nii.gz")));
        expectSquare(4);
        clickRow("second.nii.gz", Part::Name);
        change([&] { press(Qt::Key_R, Qt::ShiftModifier); });
        waitUntilSettled();
        QCOMPARE(detailOf("reference"), QStringLiteral("second.nii.gz"));
        expectSquare(12);
        QVERIFY(rowNames().contains(QStringLiteral("first.nii.gz"))); // is a layer now
        QVERIFY(!rowNames().contains(QStringLiteral("second.nii.gz")));
        QCOMPARE(rowNames().filter(QStringLiteral(".nii.gz")).size(), 3); // with the image
        const QString tip = rowNamed("reference").data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QStringLiteral("second.nii.gz")), qPrintable(tip));
        keepPicture(m_window->picture(), QStringLiteral("several_references"));
        // A file that is opened takes its place in the same way.
        putSquare("fourth.nii.gz", 8);
        change([&] { openReference(path("fourth.nii.gz")); });
        waitUntilSettled();
        expectSquare(8);
        QVERIFY(rowNames().contains(QStringLiteral("second.nii.gz")));
    }

    void withoutAnImageLabelsWait()
    {
        m_window.reset();
        makeWindow();
        drop({path("first.nii.gz"), path("second.nii.gz")});
        QVERIFY(session().active() == nullptr);
        QVERIFY2(said().contains(QStringLiteral("no image is open")), qPrintable(said()));
    }

    void memoryOutlivesTheProgram()
    {
        LabelMap map = labelMap(kGrid, twoCorners);
        map.labels = {{7, "7", {}}, {52, "52", {}}};
        const model::Model& model = *active().model();
        const pipeline::ValueMeanings both{{"pancreas", {7, 52}}};
        ValueMemory(false).remember(map, model, both);
        QVERIFY(!ValueMemory(true).recall(map, model));
        ValueMemory(true).remember(map, model, both);
        QVERIFY(ValueMemory(true).recall(map, model) == std::optional(both));
        // What versions that knew one value a label have left.
        QSettings settings;
        settings.beginGroup(QStringLiteral("referenceValues"));
        settings.setValue(settings.childKeys().front(),
                          QVariantMap{{QStringLiteral("pancreas"), 52}});
        settings.endGroup();
        QVERIFY((ValueMemory(true).recall(map, model)
                 == std::optional(pipeline::ValueMeanings{{"pancreas", {52}}})));
        QVERIFY(!ValueMemory(false).recall(map, model));
        map.labels[0].name = "spleen"; // another kind of file
        QVERIFY(!ValueMemory(true).recall(map, model));
        QSettings().remove(QStringLiteral("referenceValues"));
    }

private:
    void writeUnknown(const char* name)
    {
        image::writeLabelMap(toPath(path(name)), labelMap(kGrid, twoCorners));
    }
    void openUnknown(const char* name)
    {
        writeUnknown(name);
        change([&] { openReferences(*m_window, {path(name)}); });
        QTRY_VERIFY_WITH_TIMEOUT(dialog() != nullptr && dialog()->isVisible(), kTimeoutMs);
        dialog()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(dialog()));
    }
    void putSquare(const char* name, int from)
    {
        image::writeLabelMap(toPath(path(name)), labelMap(kGrid, [from](int i, int j) {
                                 return isWithin(i, from, from + 6) && isWithin(j, 5, 15) ? 1 : 0;
                             }));
    }

    /// Masks are compared with that value of the file.
    void expectShown(int value)
    {
        const LabelMap expected = labelMap(kGrid, twoCorners);
        const LabelMap& found = *active().loaded().reference;
        QCOMPARE(found.voxels.size(), expected.voxels.size());
        for (std::size_t i = 0; i < found.voxels.size(); ++i) {
            QCOMPARE(found.voxels[i] != 0, expected.voxels[i] == value);
        }
    }
    void expectSquare(int from)
    {
        const std::vector<std::uint8_t>& voxels = active().loaded().reference->voxels;
        for (int i = 0; i < kGrid.size[0]; ++i) {
            QCOMPARE(voxels[static_cast<std::size_t>(10 * kGrid.size[0] + i)] != 0,
                     isWithin(i, from, from + 6));
        }
    }

    void drop(const QStringList& paths) { QVERIFY(test::dropFiles(*m_window, paths)); }

    QDialog* dialog() { return m_window->findChild<QDialog*>(QStringLiteral("referenceValues")); }
    QComboBox* meaning(int value)
    {
        return dialog()->findChild<QComboBox*>(QStringLiteral("meaningOf-%1").arg(value));
    }
    void choose(int value, const char* label = "pancreas")
    {
        meaning(value)->setCurrentIndex(meaning(value)->findText(QString::fromLatin1(label)));
    }
    QPushButton* compare()
    {
        return dialog()->findChild<QPushButton*>(QStringLiteral("compareByValues"));
    }
    QString problem()
    {
        return dialog()->findChild<QLabel*>(QStringLiteral("valueProblem"))->text();
    }
    QString said() { return m_window->banners().sentences().join(QChar(u' ')); }
    QString detailOf(const char* row)
    {
        return rowNamed(row).data(LayersModel::DetailRole).toString();
    }
    QToolButton* button(const QString& text)
    {
        for (QToolButton* each : m_window->banners().findChildren<QToolButton*>()) {
            if (each->text() == text && each->isVisible()) {
                return each;
            }
        }
        return nullptr;
    }
};

HALFTONE_GUI_TEST_MAIN(TestReferences)
#include "tst_references.moc"
