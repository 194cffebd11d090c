// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "volume_window.h"

#include "core/base/atomic_file.h"
#include "ui/session/mask_folder.h"
#include "ui/widgets/window/missing_file.h"
#include "ui/widgets/window/workspaces.h"

#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTimer>

using namespace halftone;
using namespace halftone::ui;
using test::kTimeoutMs;

namespace {

constexpr std::array<int, 3> kSize{40, 32, 12};

} // namespace

/// Edited masks beside a workspace: none is lost, and none lies on another image.
class TestWorkspaceMasks : public test::VolumeWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        installModels();
        LabelMap labels;
        labels.geometry = test::patientGrid(kSize, {1, 1, 2});
        labels.voxels.assign(labels.geometry.voxels(), 1);
        image::writeLabelMap(toPath(path("labels.nii.gz")), labels);
    }
    void cleanup() { m_window.reset(); }

    void layersComeBackInTheirOrder()
    {
        openScan();
        paint("below");
        readLabels();
        const LayerId top = paint("above");
        LayerStyle style = document().find(top)->style;
        style.outlineWidth = 4;
        document().setStyle(top, style);
        QVERIFY(document().setColour(top, 1, qRgb(90, 91, 92)));
        const QStringList before = names();
        save("order.halftone-workspace");
        m_window.reset();
        makeWindow();
        open("order.halftone-workspace");
        QCOMPARE(names(), before);
        const Layer* back = document().last<EditedContent>();
        QCOMPARE(back->style.outlineWidth, 4);
        QCOMPARE(back->style.labels.front().colour, qRgb(90, 91, 92));
        QVERIFY(back->style.labels.front().ownColour == qRgb(1, 2, 3));
        QVERIFY(document().edits().unsaved().empty());
        QVERIFY(m_window->workspaces().path() == toPath(path("order.halftone-workspace")));
    }

    /// Whatever cannot be read is kept, and never what a save leaves out.
    void masksThatCannotBeOpenedAreKept()
    {
        openScan();
        paint("mine");
        save("kept.halftone-workspace");
        const QDir masks(path("kept.halftone-masks"));
        const QString mask = masks.entryList(QDir::Files).value(0);
        m_window.reset();
        writeAtomically(toPath(masks.filePath(mask)), std::string_view("damaged"));
        makeWindow();
        QSignalSpy restored(&keeper(), &WorkspaceKeeper::restored);
        m_window->openPath(path("kept.halftone-workspace"));
        MissingFile* question = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((question = m_window->findChild<MissingFile*>()) != nullptr,
                                 kTimeoutMs);
        QTest::mouseClick(question->findChild<QPushButton*>(QStringLiteral("missingUse")),
                          Qt::LeftButton);
        QVERIFY(!restored.isEmpty() || restored.wait(kTimeoutMs));
        QVERIFY(document().last<EditedContent>() == nullptr);
        QVERIFY(m_window->banners().sentences().join(u' ').contains(
            QStringLiteral("Not all edited masks")));
        QVERIFY(keeper().path().empty()); // saving asks for a name
        save("kept.halftone-workspace");  // even there
        QCOMPARE(masks.entryList(QDir::Files), QStringList(mask));
    }

    void namesWithDotsAreTwoWorkspaces()
    {
        openScan();
        paint("mine");
        for (const char* name : {"cord.v1", "cord.v2"}) {
            QSignalSpy saved(&keeper().saver(), &WorkspaceSaver::saved);
            QTimer::singleShot(0, this, [&] { answerFileDialog(path(name)); });
            askToSaveWorkspace(*m_window);
            QVERIFY(saved.count() == 1 || saved.wait(kTimeoutMs));
            const QString stem = path(name);
            QVERIFY(QFile::exists(stem + QStringLiteral(".halftone-workspace")));
            QCOMPARE(QDir(stem + QStringLiteral(".halftone-masks")).entryList(QDir::Files).size(),
                     1);
        }
    }

    /// Pictures tell no spacing, and their folder may get one more.
    void masksOfPicturesComeBackUnlessTheirFolderIsAnother()
    {
        QVERIFY(QDir().mkpath(path("slices")));
        for (int number = 1; number <= 3; ++number) {
            writeSlice(number);
        }
        makeWindow();
        OpenRequest request;
        request.image = toPath(path("slices"));
        change([&] { session().open(request); });
        QVERIFY(!active().image()->geometry.spacingKnown);
        const LayerId layer = paint("mine");
        const LabelMap painted = document().edits().snapshot(layer)->toLabelMap();
        save("slices.halftone-workspace");
        m_window.reset();
        makeWindow();
        open("slices.halftone-workspace");
        const Layer* back = document().last<EditedContent>();
        QVERIFY(back != nullptr);
        QVERIFY(document().edits().snapshot(back->id)->toLabelMap().voxels == painted.voxels);
        m_window.reset();

        writeSlice(4);
        makeWindow();
        QSignalSpy failed(&keeper(), &WorkspaceKeeper::failed);
        m_window->openPath(path("slices.halftone-workspace"));
        QVERIFY(failed.wait(kTimeoutMs));
        QVERIFY2(failed.front().front().toString().contains(QStringLiteral("(4 now, 3 then)")),
                 qPrintable(failed.front().front().toString()));
        QVERIFY(session().active() != nullptr);
        QVERIFY(document().last<EditedContent>() == nullptr);
        QVERIFY(keeper().path().empty());
    }

    /// The user stays with what is open: nothing of the workspace comes later.
    void whoStaysHasNothingOfIt()
    {
        openScan();
        save("stays.halftone-workspace");
        document().setLayout(Layout::FourViews);
        int asked = 0;
        session().setLeaving([&](const auto&, const auto& stay) {
            ++asked;
            stay();
        });
        QSignalSpy restored(&keeper(), &WorkspaceKeeper::restored);
        m_window->openPath(path("stays.halftone-workspace"));
        QTRY_COMPARE_WITH_TIMEOUT(asked, 1, kTimeoutMs);
        QVERIFY(!session().isLeaving());
        OpenRequest other;
        other.model = "b-cord";
        change([&] { session().open(other); });
        QCOMPARE(restored.count(), 0);
        QVERIFY(document().layout() == Layout::FourViews);
    }

    /// The answer may take as long as saving does.
    void whoSavesFirstHasAllOfIt()
    {
        openScan();
        paint("mine");
        save("late.halftone-workspace");
        std::vector<std::function<void()>> answers;
        session().setLeaving(
            [&](const std::function<void()>& goOn, const auto&) { answers.push_back(goOn); });
        QSignalSpy restored(&keeper(), &WorkspaceKeeper::restored);
        m_window->openPath(path("late.halftone-workspace"));
        for (std::size_t i = 0; i < 2; ++i) { // before it is read, and before it is shown
            QTRY_COMPARE_WITH_TIMEOUT(answers.size(), i + 1, kTimeoutMs);
            QTest::qWait(50); // what would forget it has come
            QVERIFY(session().isLeaving());
            answers[i]();
        }
        QVERIFY(!restored.isEmpty() || restored.wait(kTimeoutMs));
        QVERIFY(document().last<EditedContent>() != nullptr);
    }

    /// A model that is chosen takes the place of what is read.
    void modelThatIsChosenMeanwhileEndsIt()
    {
        openScan();
        save("model.halftone-workspace");
        m_window.reset();
        makeWindow();
        connect(&session().opener(), &Opener::started, this, [this, done = false]() mutable {
            if (!std::exchange(done, true)) {
                QMetaObject::invokeMethod(
                    this,
                    [this] {
                        OpenRequest model;
                        model.model = "a-em";
                        session().open(model);
                    },
                    Qt::QueuedConnection);
            }
        });
        QSignalSpy chosen(&session().opener(), &Opener::modelChosen);
        m_window->openPath(path("model.halftone-workspace"));
        QTRY_VERIFY_WITH_TIMEOUT(!chosen.isEmpty() || session().active() != nullptr, kTimeoutMs);
    }

    void whatLiesInNoFileIsNamed()
    {
        openScan();
        auto labels = std::make_shared<LabelMap>();
        labels->geometry = active().image()->geometry;
        labels->voxels.assign(labels->geometry.voxels(), 1);
        document().add(labelsLayer(labels, QStringLiteral("cut at 0.5"), 0));
        save("without.halftone-workspace");
        QVERIFY(m_window->banners().sentences().join(u' ').contains(
            QStringLiteral("that lie in no file: cut at 0.5")));
    }

private:
    WorkspaceKeeper& keeper() { return m_window->workspaces(); }

    void openScan()
    {
        makeWindow();
        openVolume(test::volume(test::patientGrid(kSize, {1, 1, 2}),
                                [](int i, int j, int k) { return i * 20 + j * 3 + k; }),
                   "scan.nii.gz");
    }

    void readLabels()
    {
        QSignalSpy read(&session().opener(), &Opener::labelsLoaded);
        session().opener().readLabels({toPath(path("labels.nii.gz"))}, active().image());
        QVERIFY(read.wait(kTimeoutMs));
        waitUntilSettled();
    }

    LayerId paint(const char* name)
    {
        const LayerId layer =
            document().add(emptyEditedLayer(*active().image(), QString::fromLatin1(name),
                                            {{1, QStringLiteral("one"), qRgb(1, 2, 3)}}));
        document().edits().beginStroke(layer, {image::BrushShape::Round, 6}, {}, test::Plane::Axial,
                                       image::toMm(active().image()->geometry, {20, 20, 1}));
        document().edits().endStroke();
        return layer;
    }

    void writeSlice(int number)
    {
        QImage slice(48, 40, QImage::Format_Grayscale8);
        slice.fill(QColor(40 * number, 40 * number, 40 * number));
        QVERIFY(slice.save(path("slices/%1.png").arg(number)));
    }

    void save(const char* name)
    {
        QSignalSpy saved(&keeper().saver(), &WorkspaceSaver::saved);
        keeper().saver().save(toPath(path(name)), QStringLiteral("image"), {});
        QVERIFY(saved.wait(kTimeoutMs));
    }

    void open(const char* name)
    {
        QSignalSpy restored(&keeper(), &WorkspaceKeeper::restored);
        m_window->openPath(path(name));
        QVERIFY(restored.wait(kTimeoutMs));
    }

    void answerFileDialog(const QString& file)
    {
        QFileDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget()))
                    != nullptr);
        dialog->setDirectory(QFileInfo(file).path());
        dialog->findChild<QListView*>(QStringLiteral("listView"))->clearSelection();
        dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))
            ->setText(QFileInfo(file).fileName());
        static_cast<QDialog*>(dialog)->accept(); // public there
    }

    QStringList names()
    {
        QStringList names;
        for (const Layer& layer : document().layers()) {
            names << layer.name;
        }
        return names;
    }
};

HALFTONE_GUI_TEST_MAIN(TestWorkspaceMasks)
#include "tst_workspace_masks.moc"
