// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "volume_window.h"

#include "core/image/mask_file.h"
#include "ui/widgets/views/plane_words.h"
#include "ui/widgets/views/slice_bar.h"
#include "ui/widgets/window/part_chooser.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>

using namespace halftone;
using namespace halftone::ui;
using namespace halftone::test;

namespace {

constexpr int kSide = 32;
constexpr int kSlices = 40;
constexpr std::size_t kSliceBytes = std::size_t{kSide} * kSide * 2;

} // namespace

/// Images that need more memory than there is: which part of them is opened is asked.
class TestPartChoice : public VolumeWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        installModels();
        // Each slice has its own value; as a stack of pages it says no place.
        const Image image = volume(patientGrid({kSide, kSide, kSlices}, {1, 1, 2}, {5, 6, 7}),
                                   [](int, int, int k) { return 10 * k; });
        for (const char* name : {"stack.tif", "scan.nii"}) {
            image::writeImage(toPath(path(name)), image);
        }
        LabelMap labels;
        labels.geometry = image.geometry;
        labels.labels = {{1, "1"}};
        for (int k = 0; k < kSlices; ++k) { // of slice 21 alone
            labels.voxels.insert(labels.voxels.end(), std::size_t{kSide} * kSide,
                                 k == 20 ? std::uint8_t{1} : std::uint8_t{0});
        }
        for (const char* name : {"stack-labels.tif", "scan-labels.nii"}) {
            image::writeLabelMap(toPath(path(name)), labels);
        }
        labels.geometry.size[2] = kSlices / 2;
        labels.voxels.resize(labels.geometry.voxels());
        image::writeLabelMap(toPath(path("other-labels.tif")), labels);
    }
    void init()
    {
        makeWindow();
        m_room = 20 * kSliceBytes;
        session().opener().setAvailableBytes([this] { return m_room; });
    }
    void cleanup() { m_window.reset(); }

    void asManySlicesAsFitAroundTheMiddle()
    {
        open("stack.tif");
        QVERIFY(session().active() == nullptr);
        const QString question =
            chooser()->findChild<QLabel*>(QStringLiteral("partQuestion"))->text();
        for (const char* said : {"stack.tif", "32 \u00d7 32 \u00d7 40", "81.9 kB", "41.0 kB"}) {
            QVERIFY2(question.contains(QString::fromUtf8(said)), qPrintable(question));
        }
        QVERIFY(some()->isChecked());
        QCOMPARE(number("partFirst")->value(), 13); // 15 of 40, as masks need memory, too
        QCOMPARE(number("partLast")->value(), 27);
        QVERIFY(openButton()->isEnabled());
        keepPicture(chooser()->grab().toImage(), QStringLiteral("choose_part"));
        number("partFirst")->setValue(5);
        QVERIFY(!openButton()->isEnabled()); // 23 slices
        QVERIFY(needs().contains(QStringLiteral("more than there is room for")));
        number("partFirst")->setValue(28);
        QVERIFY(!openButton()->isEnabled());
        QVERIFY(needs().contains(QStringLiteral("before the first")));
        number("partFirst")->setValue(21);
        number("partLast")->setValue(30);
        QVERIFY(openButton()->isEnabled());
    }

    void thatPartAloneIsOpened()
    {
        openSlices("stack.tif", 21, 30);
        const Image& image = *active().image();
        QCOMPARE(image.geometry.size, (std::array<int, 3>{kSide, kSide, 10}));
        QCOMPARE(image.value(0), 200.0);
        const QString said = QStringLiteral("stack.tif, slices 21 to 30 of 40");
        QCOMPARE(m_window->windowTitle(), said + QStringLiteral(" - Halftone"));
        QVERIFY(label("studySummary").startsWith(said));
        QVERIFY(m_window->banners().sentences().contains(
            QStringLiteral("Only slices 21 to 30 of 40 were opened.")));
    }

    void slicesHaveTheirNumbersInTheFile_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("pages") << "stack.tif";
        QTest::newRow("in the patient") << "scan.nii";
    }
    void slicesHaveTheirNumbersInTheFile()
    {
        QFETCH(QString, file);
        openSlices(file.toUtf8().constData(), 21, 30);
        change([&] { session().useModel(*modelNamed("c-ct")); });
        session().setSlice(0);
        QCOMPARE(label("sliceNumber"), QStringLiteral("slice 21 of 40"));
        session().setSlice(9);
        QCOMPARE(label("sliceNumber"), QStringLiteral("slice 30 of 40"));
        const QString plane = planeName(document(), session(), Plane::Axial);
        QVERIFY2(plane.endsWith(QStringLiteral("30 of 40")), qPrintable(plane));
        QVERIFY(planeName(document(), session(), Plane::Coronal)
                    .endsWith(QStringLiteral("of %1").arg(kSide)));
        waitUntilSettled();
        const QString shown = texts();
        QVERIFY2(shown.contains(QStringLiteral("SLICE 30")), qPrintable(shown));
        keepPicture(m_window->picture(), QStringLiteral("part_opened_") + file.left(4));
    }

    void allOfItCoarser()
    {
        open("scan.nii");
        coarser()->setChecked(true);
        QCOMPARE(number("partStep")->value(), 2);
        QVERIFY(needs().contains(QStringLiteral("16 \u00d7 16 \u00d7 20")));
        keepPicture(chooser()->grab().toImage(), QStringLiteral("choose_coarser"));
        change([&] { openButton()->click(); });
        const Image& image = *active().image();
        QCOMPARE(image.geometry.size, (std::array<int, 3>{16, 16, 20}));
        QCOMPARE(image.geometry.spacingMm, (std::array<double, 3>{2, 2, 4}));
        QCOMPARE(image.geometry.originMm, (std::array<double, 3>{5, 6, 7}));
        QCOMPARE(m_window->windowTitle(),
                 QStringLiteral("scan.nii, one voxel in 2 along each axis - Halftone"));
        session().setSlice(3);
        QCOMPARE(label("sliceNumber"), QStringLiteral("slice 7 of 40"));
    }

    void whereNoSliceFitsItIsCoarser()
    {
        m_room = kSliceBytes / 2;
        open("stack.tif");
        QVERIFY(coarser()->isChecked());
        QVERIFY(number("partStep")->value() > 2 && openButton()->isEnabled());
        some()->setChecked(true);
        QVERIFY(!openButton()->isEnabled());
    }

    void cancelKeepsWhatWasOpen()
    {
        openVolume(volume(patientGrid({16, 16, 3}, {1, 1, 1}), [](int, int, int) { return 7; }),
                   "before.nii.gz");
        const auto before = active().image();
        open("stack.tif");
        QTest::keyClick(chooser(), Qt::Key_Escape);
        QTRY_VERIFY(chooser() == nullptr);
        QCOMPARE(active().image(), before);
    }

    void whatFitsAsksNothing()
    {
        m_room = kSlices * kSliceBytes;
        change([&] { m_window->openPath(path("stack.tif")); });
        QVERIFY(chooser() == nullptr);
        QCOMPARE(active().image()->geometry.size[2], kSlices);
        QVERIFY(!active().image()->part);
    }

    void referencesOfTheWholeAreCropped_data()
    {
        QTest::addColumn<QString>("image");
        QTest::addColumn<QString>("labels");
        QTest::newRow("pages") << "stack.tif"
                               << "stack-labels.tif";
        QTest::newRow("in the patient") << "scan.nii"
                                        << "scan-labels.nii";
    }
    void referencesOfTheWholeAreCropped()
    {
        QFETCH(QString, image);
        QFETCH(QString, labels);
        openSlices(image.toUtf8().constData(), 19, 30);
        change([&] { session().useModel(*modelNamed("c-ct")); });
        change([&] { openReference(path(labels.toUtf8().constData())); });
        QVERIFY(active().hasReference());
        for (int slice = 0; slice < active().slices(); ++slice) {
            QCOMPARE(int(active().referenceSlice(slice).front()),
                     active().sliceNumbers().of(slice) == 21 ? 1 : 0);
        }
        // As one layer more, too.
        QSignalSpy added(&document(), &Document::layerAdded);
        session().opener().readLabels({toPath(path(labels.toUtf8().constData()))},
                                      active().image());
        QVERIFY(!added.isEmpty() || added.wait(kTimeoutMs));
        const auto& layer = *document().last<LabelsContent>();
        const LabelMap& map = *layer.as<LabelsContent>()->labels;
        for (int slice = 0; slice < active().slices(); ++slice) {
            const auto mm = image::toMm(active().image()->geometry, {0, 0, double(slice)});
            const auto at = voxelAt(map.geometry, mm);
            QVERIFY(at.has_value());
            QCOMPARE(int(map.voxels[flatIndex(map.geometry, *at)]), slice == 2 ? 1 : 0);
        }
    }

    void referencesOfOtherSlicesAreRefused()
    {
        openSlices("stack.tif", 19, 30);
        QSignalSpy failed(&session(), &Session::failed);
        openReference(path("other-labels.tif"));
        QVERIFY(failed.wait(kTimeoutMs));
        QVERIFY(failed.front().front().toString().contains(QStringLiteral("slices 19 to 30")));
        QVERIFY(!active().hasReference());
    }

private:
    std::size_t m_room = 0;

    PartChooser* chooser() { return m_window->findChild<PartChooser*>(); }
    QRadioButton* some() { return chooser()->findChild<QRadioButton*>(QStringLiteral("partSome")); }
    QRadioButton* coarser()
    {
        return chooser()->findChild<QRadioButton*>(QStringLiteral("partCoarser"));
    }
    QSpinBox* number(const char* name)
    {
        return chooser()->findChild<QSpinBox*>(QString::fromLatin1(name));
    }
    QString needs() { return chooser()->findChild<QLabel*>(QStringLiteral("partNeeds"))->text(); }
    QPushButton* openButton()
    {
        return chooser()->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Open);
    }
    QString label(const char* name)
    {
        return m_window->findChild<QLabel*>(QString::fromLatin1(name))->text();
    }
    QString texts()
    {
        QStringList all;
        for (const QLabel* one : m_window->findChildren<QLabel*>()) {
            all << one->text();
        }
        return all.join(QChar(u'|'));
    }
    std::shared_ptr<const model::Model> modelNamed(const char* name)
    {
        for (const pipeline::InstalledModel& one : session().opener().library().models) {
            if (one.model->card.name == name) {
                return one.model;
            }
        }
        return nullptr;
    }

    void open(const char* name)
    {
        m_window->openPath(path(name));
        QTRY_VERIFY_WITH_TIMEOUT(chooser() != nullptr && chooser()->isVisible(), kTimeoutMs);
    }

    void openSlices(const char* name, int first, int last)
    {
        open(name);
        number("partFirst")->setValue(first);
        number("partLast")->setValue(last);
        change([&] { openButton()->click(); });
        QTRY_VERIFY(chooser() == nullptr);
    }
};

HALFTONE_GUI_TEST_MAIN(TestPartChoice)
#include "tst_part_choice.moc"
