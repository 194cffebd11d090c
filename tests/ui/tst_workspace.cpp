// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "volume_window.h"

#include "core/base/atomic_file.h"
#include "core/base/input_file.h"
#include "ui/session/mask_folder.h"
#include "ui/session/workspace_state.h"
#include "ui/widgets/network/network_page.h"
#include "ui/widgets/window/missing_file.h"

#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>

using namespace halftone;
using namespace halftone::ui;
using quant::Precision;
using test::kTimeoutMs;

namespace {

constexpr std::array<int, 3> kSize{40, 32, 12};

Image gradient(int seed)
{
    return test::volume(test::patientGrid(kSize, {1.0, 1.5, 4.0}, {-20, -24, -22}),
                        [seed](int i, int j, int k) { return i * 20 + j * 3 + k + seed; });
}

LabelMap boxOf(std::uint8_t value)
{
    LabelMap labels;
    labels.geometry = test::patientGrid(kSize, {1.0, 1.5, 4.0}, {-20, -24, -22});
    labels.voxels.assign(labels.geometry.voxels(), 0);
    for (int k = 3; k < 9; ++k) {
        for (int j = 8; j < 24; ++j) {
            for (int i = 10; i < 30; ++i) {
                labels.voxels[test::flatIndex(labels.geometry, {i, j, k})] = value;
            }
        }
    }
    return labels;
}

} // namespace

/// A study that is saved as a workspace, and what comes back of it.
class TestWorkspace : public test::VolumeWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        installModels();
        image::writeImage(toPath(path("second.nii.gz")), gradient(100));
        image::writeLabelMap(toPath(path("truth.nii.gz")), boxOf(1));
        image::writeLabelMap(toPath(path("other.nii.gz")), boxOf(1));
    }
    void cleanup() { m_window.reset(); }

    void everythingComesBack()
    {
        openStudy();
        lookAtItOtherwise();
        const std::optional<Workspace> before = captured();
        saveByKeys("all.halftone-workspace");
        QVERIFY(before);

        m_window.reset();
        makeWindow();
        openWorkspace("all.halftone-workspace");
        const std::optional<Workspace> after = captured();
        QVERIFY(after);
        QCOMPARE(QString::fromStdString(toJson(*after, {})),
                 QString::fromStdString(toJson(*before, {})));
        QCOMPARE(m_window->banners().sentences().filter(QStringLiteral("workspace")),
                 QStringList());
        QVERIFY(!document().undoStack().canUndo()); // opening is no step
        waitUntilSettled();
        QVERIFY(session().shown()->precision == (Precision{3, 5}));
        QVERIFY(active().hasReference());
        // Saved again, it goes to the same file, without a question.
        QSignalSpy saved(&saver(), &WorkspaceSaver::saved);
        press(Qt::Key_S, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(saved.count() == 1 || saved.wait(kTimeoutMs));
        keep("workspace-restored");
    }

    void editedMasksLieBeside()
    {
        openStudy();
        const LayerId layer =
            document().add(emptyEditedLayer(*active().image(), QStringLiteral("mine"),
                                            {{2, QStringLiteral("two"), qRgb(9, 8, 7)}}));
        image::PaintRule rule;
        rule.label = 2;
        const image::Point at = image::toMm(active().image()->geometry, {12, 13, 5});
        QVERIFY(document().edits().beginStroke(layer, {image::BrushShape::Round, 4}, rule,
                                               test::Plane::Axial, at));
        document().edits().endStroke();
        const LabelMap painted = document().edits().snapshot(layer)->toLabelMap();
        QCOMPARE(document().edits().unsaved(), std::vector<LayerId>{layer});
        saveByKeys("edited.halftone-workspace");
        QVERIFY(document().edits().unsaved().empty()); // it lies in a file
        const QDir masks(path("edited.halftone-masks"));
        QCOMPARE(masks.entryList(QDir::Files).size(), 1);
        const QString first = masks.entryList(QDir::Files).front();

        m_window.reset();
        makeWindow();
        openWorkspace("edited.halftone-workspace");
        const Layer* restored = document().last<EditedContent>();
        QVERIFY(restored != nullptr);
        QCOMPARE(restored->name, QStringLiteral("mine"));
        QCOMPARE(restored->style.labels.front().name, QStringLiteral("two"));
        QVERIFY(document().edits().snapshot(restored->id)->toLabelMap().voxels == painted.voxels);
        QVERIFY(document().edits().unsaved().empty());
        // The next state replaces the file.
        document().edits().beginStroke(restored->id, {image::BrushShape::Round, 9}, rule,
                                       test::Plane::Axial, at);
        document().edits().endStroke();
        QSignalSpy saved(&saver(), &WorkspaceSaver::saved);
        press(Qt::Key_S, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(saved.count() == 1 || saved.wait(kTimeoutMs));
        QTRY_COMPARE(masks.entryList(QDir::Files).size(), 1);
        QVERIFY(masks.entryList(QDir::Files).front() != first);
    }

    void sampleComesBackWithoutTheReferenceThatWasRemoved()
    {
        makeWindow();
        openSampleOf(phantom::Kind::Em, {7, 64, 3});
        QVERIFY(document().reference() != nullptr);
        change([&] { document().userRemoves(document().reference()->id); });
        saveByKeys("sample.halftone-workspace");
        m_window.reset();
        makeWindow();
        openWorkspace("sample.halftone-workspace");
        QTRY_VERIFY(document().reference() == nullptr);
        QVERIFY(active().image()->geometry.size == (std::array<int, 3>{64, 64, 3}));
    }

    void fileThatMovedIsAskedForAndLocated()
    {
        openStudy();
        saveByKeys("moved.halftone-workspace");
        m_window.reset();
        QVERIFY(QDir().mkpath(path("new")));
        QVERIFY(QFile::rename(path("other.nii.gz"), path("new/other.nii.gz")));
        makeWindow();
        m_window->openPath(path("moved.halftone-workspace"));
        MissingFile* question = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((question = ask()) != nullptr, kTimeoutMs);
        QVERIFY(sentence(question).contains(QStringLiteral("other.nii.gz")));
        QVERIFY(sentence(question).contains(QStringLiteral("is not where it was")));
        QVERIFY(button(question, "missingUse") == nullptr);
        QVERIFY(session().active() == nullptr); // nothing is open before that is known
        test::keepPicture(question->grab().toImage(), QStringLiteral("workspace-missing"));
        QSignalSpy restored(&m_window->workspaces(), &WorkspaceKeeper::restored);
        QTimer::singleShot(0, this, [&] { answerFileDialog(path("new/other.nii.gz")); });
        QTest::mouseClick(button(question, "missingLocate"), Qt::LeftButton);
        QVERIFY(!restored.isEmpty() || restored.wait(kTimeoutMs));
        QVERIFY(layerNamed("other.nii.gz") != nullptr);
        QVERIFY(QFile::rename(path("new/other.nii.gz"), path("other.nii.gz")));
    }

    void changedFileIsNeverTakenInSilence_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::newRow("use") << QStringLiteral("missingUse");
        QTest::newRow("leave out") << QStringLiteral("missingLeaveOut");
        QTest::newRow("cancel") << QStringLiteral("missingCancel");
    }

    void changedFileIsNeverTakenInSilence()
    {
        QFETCH(QString, answer);
        image::writeLabelMap(toPath(path("changing.nii.gz")), boxOf(1));
        openStudy("changing.nii.gz");
        saveByKeys("changed.halftone-workspace");
        const Image* before = active().image().get();
        image::writeLabelMap(toPath(path("changing.nii.gz")), boxOf(2));
        m_window->openPath(path("changed.halftone-workspace"));
        MissingFile* question = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((question = ask()) != nullptr, kTimeoutMs);
        QVERIFY(sentence(question).contains(QStringLiteral("its content is another")));
        test::keepPicture(question->grab().toImage(), QStringLiteral("workspace-changed"));
        QSignalSpy restored(&m_window->workspaces(), &WorkspaceKeeper::restored);
        QTest::mouseClick(button(question, answer.toLatin1().constData()), Qt::LeftButton);
        if (answer == QStringLiteral("missingCancel")) {
            QTRY_VERIFY(ask() == nullptr);
            QTest::qWait(100); // what would open would begin now
            QCOMPARE(restored.count(), 0);
            QCOMPARE(active().image().get(), before);
            return;
        }
        QVERIFY(!restored.isEmpty() || restored.wait(kTimeoutMs));
        const QStringList said =
            m_window->banners().sentences().filter(QStringLiteral("changing.nii.gz"));
        QVERIFY2(said.size() == 1, qPrintable(said.join(u' ')));
        QCOMPARE(layerNamed("changing.nii.gz") != nullptr, answer == QStringLiteral("missingUse"));
    }

    void theImageCannotBeLeftOut()
    {
        image::writeImage(toPath(path("gone.nii.gz")), gradient(3));
        makeWindow();
        OpenRequest request;
        request.image = toPath(path("gone.nii.gz"));
        change([&] { session().open(request); });
        saveByKeys("gone.halftone-workspace");
        QVERIFY(QFile::remove(path("gone.nii.gz")));
        m_window->openPath(path("gone.halftone-workspace"));
        MissingFile* question = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((question = ask()) != nullptr, kTimeoutMs);
        QVERIFY(button(question, "missingLeaveOut") == nullptr);
        QTest::keyClick(question, Qt::Key_Escape);
        QTRY_VERIFY(ask() == nullptr);
        QVERIFY(session().active() != nullptr);
    }

    void damagedFileLosesNothing()
    {
        openStudy();
        const Image* before = active().image().get();
        const std::size_t layers = document().layers().size();
        writeAtomically(toPath(path("bad.halftone-workspace")), std::string_view("{\"format\": 7"));
        QSignalSpy failed(&m_window->workspaces(), &WorkspaceKeeper::failed);
        m_window->openPath(path("bad.halftone-workspace"));
        QVERIFY(failed.wait(kTimeoutMs));
        QVERIFY(m_window->banners().sentences().join(u' ').contains(
            QStringLiteral("The workspace 'bad.halftone-workspace' is not valid JSON: line 1")));
        QCOMPARE(active().image().get(), before);
        QCOMPARE(document().layers().size(), layers);
        QVERIFY(m_window->workspaces().path().empty());
    }

    void savesOverNoFileThatIsOpen()
    {
        openStudy();
        const QByteArray bytes = contentOf("truth.nii.gz");
        QSignalSpy failed(&saver(), &WorkspaceSaver::failed);
        saver().save(toPath(path("truth.nii.gz")), QStringLiteral("image"), {});
        QVERIFY(failed.wait(kTimeoutMs));
        QCOMPARE(contentOf("truth.nii.gz"), bytes);
    }

    void windowAnswersWhileFilesAreCompared()
    {
        openStudy();
        saveByKeys("large.halftone-workspace");
        // A file of a gigabyte that takes no place on the disk.
        Workspace workspace = *captured();
        const std::filesystem::path sparse = toPath(path("sparse.nii"));
        writeAtomically(sparse, std::string_view("x"));
        std::filesystem::resize_file(sparse, std::uintmax_t{1} << 30);
        for (const NamedFile& file : filesIn(workspace)) {
            addSum(*file.stamp, {});
        }
        WorkspaceLayer large{WorkspaceLayerKind::Labels, {}, stampOf(sparse, {}), {}, {}, {}, {}};
        large.file->bytes = std::uint64_t{1} << 30;
        large.file->sha256 = std::string(64, '0');
        workspace.layers.push_back(large);
        writeAtomically(toPath(path("large.halftone-workspace")), toJson(workspace, {}));
        test::LoopWatch watch;
        waitUntilSettled();
        watch.reset();
        m_window->openPath(path("large.halftone-workspace"));
        MissingFile* question = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((question = ask()) != nullptr, kTimeoutMs);
        qInfo("longest gap while 1 GB was compared: %.0f ms", watch.longestGapMs());
        QVERIFY2(watch.longestGapMs() < 200, qPrintable(QString::number(watch.longestGapMs())));
        question->reject();
    }

private:
    void openStudy(const char* labels = "other.nii.gz")
    {
        makeWindow();
        openVolume(gradient(0), "scan.nii.gz");
        openReferenceFile();
        QSignalSpy image(&session().opener(), &Opener::imageLoaded);
        session().opener().readImage(toPath(path("second.nii.gz")));
        QVERIFY(image.wait(kTimeoutMs));
        QSignalSpy read(&session().opener(), &Opener::labelsLoaded);
        session().opener().readLabels({toPath(path(labels))}, active().image());
        QVERIFY(read.wait(kTimeoutMs));
        waitUntilSettled();
    }

    void openReferenceFile()
    {
        change([&] { openReference(path("truth.nii.gz")); });
    }

    void lookAtItOtherwise()
    {
        session().precision().setPrecision({3, 5});
        session().precision().setLinked(true);
        document().setOther(OtherLabels{layerNamed("other.nii.gz")->id});
        document().setCompareMode(CompareMode::Wipe);
        document().setErrorsHatched(true);
        setColourBy(document(), ColourBy::ErrorAgainstOther);
        document().setCursor(image::toMm(active().image()->geometry, {7, 9, 4}));
        document().setLayout(Layout::ThreePlanes);
        document().setView(test::Plane::Coronal, {false, 3.5, 11, 6});
        document().setWindow(document().base()->id, {10, 700, true});
        LayerStyle style = layerNamed("other.nii.gz")->style;
        style.opacity = 0.3;
        style.outlined = true;
        style.labels.front().colour = qRgb(1, 200, 30);
        document().setStyle(layerNamed("other.nii.gz")->id, style);
        document().userMeasures(measure(MeasurementKind::Ruler, test::Plane::Axial,
                                        {{0, 0, 2}, {5, 5, 2}}, *active().image()));
        TradeoffChoice& choice = session().tradeoff().choice();
        choice.setAxes({QualityAxis::Agreement, CostAxis::Memory});
        choice.setMostCost(true, 3e6);
        m_window->showPage(&m_window->networkPage());
    }

    /// Files without sums, as sums take time; layers by name.
    std::optional<Workspace> captured() { return captureWorkspace(session()); }

    WorkspaceSaver& saver() { return m_window->workspaces().saver(); }

    /// Ctrl+Alt+S on what has no file yet asks for one.
    void saveByKeys(const char* name)
    {
        QFile::remove(path(name));
        QSignalSpy saved(&saver(), &WorkspaceSaver::saved);
        QTimer::singleShot(0, this, [&] { answerFileDialog(path(name)); });
        press(Qt::Key_S, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(saved.count() == 1 || saved.wait(kTimeoutMs));
        QVERIFY(QFile::exists(path(name)));
    }

    void answerFileDialog(const QString& file)
    {
        QFileDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget()))
                    != nullptr);
        dialog->findChild<QLineEdit*>()->setText(file);
        static_cast<QDialog*>(dialog)->accept(); // public there
    }

    void openWorkspace(const char* name)
    {
        QSignalSpy restored(&m_window->workspaces(), &WorkspaceKeeper::restored);
        m_window->openPath(path(name));
        QVERIFY(restored.wait(kTimeoutMs));
    }

    MissingFile* ask() { return m_window->findChild<MissingFile*>(); }
    static QString sentence(MissingFile* question)
    {
        return question->findChild<QLabel*>(QStringLiteral("missingSentence"))->text();
    }
    static QPushButton* button(MissingFile* question, const char* name)
    {
        return question->findChild<QPushButton*>(QString::fromLatin1(name));
    }

    const Layer* layerNamed(const char* name)
    {
        for (const Layer& layer : document().layers()) {
            if (layer.name == QString::fromLatin1(name)) {
                return &layer;
            }
        }
        return nullptr;
    }

    QByteArray contentOf(const char* name)
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    void keep(const char* name)
    {
        test::keepPicture(m_window->picture(), QString::fromLatin1(name));
    }
};

HALFTONE_GUI_TEST_MAIN(TestWorkspace)
#include "tst_workspace.moc"
