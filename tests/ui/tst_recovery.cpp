// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "volume_window.h"

#include "core/base/atomic_file.h"
#include "core/base/input_file.h"
#include "ui/widgets/window/missing_file.h"
#include "ui/widgets/window/recovery_dialog.h"

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QPushButton>

using namespace halftone;
using namespace halftone::ui;
using test::kTimeoutMs;

namespace {

constexpr std::array<int, 3> kSize{48, 40, 6};

Image gradient(int seed)
{
    return test::volume(test::patientGrid(kSize, {1, 1, 2}),
                        [seed](int i, int j, int k) { return i * 20 + j * 3 + k + seed; });
}

} // namespace

/// What comes back of unsaved edits after a process ended that could not save them.
class TestRecovery : public test::VolumeWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        installModels();
        image::writeImage(toPath(path("scan.nii")), gradient(0));
    }
    void init() { QVERIFY(QDir(root()).removeRecursively()); }
    void cleanup() { m_window.reset(); }

    /// Kills a process that paints, and counts what is missing of what it had painted ten seconds
    /// before.
    void killedProcessLosesAtMostTenSeconds()
    {
        constexpr qint64 kMostLostMs = 10'000;
        QProcess victim;
        victim.start(QStringLiteral(HALFTONE_RECOVERY_VICTIM), {path("scan.nii"), root()});
        QVERIFY(victim.waitForStarted());
        std::vector<std::pair<int, qint64>> painted; // how many, and when
        QElapsedTimer clock;
        clock.start();
        QByteArray rest;
        while (clock.elapsed() < 3 * kMostLostMs / 2 + 5000) {
            victim.waitForReadyRead(100);
            rest += victim.readAllStandardOutput();
            while (rest.contains('\n')) {
                const QList<QByteArray> words = rest.left(rest.indexOf('\n')).split(' ');
                rest = rest.mid(rest.indexOf('\n') + 1);
                painted.emplace_back(words[0].toInt(), words[1].toLongLong());
            }
        }
        QCOMPARE(victim.state(), QProcess::Running);
        const qint64 killed = QDateTime::currentMSecsSinceEpoch();
        victim.kill(); // SIGKILL: nothing of it runs any more
        QVERIFY(victim.waitForFinished());
        QVERIFY(painted.size() > 100);

        makeRecoveringWindow();
        RecoveryDialog* dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = offers()) != nullptr, kTimeoutMs);
        QVERIFY(wordsOf(dialog).contains(QStringLiteral("Recover the edits of scan.nii, ")));
        test::keepPicture(dialog->grab().toImage(), QStringLiteral("recovery"));
        QSignalSpy recovered(m_window->recovery(), &Recovery::recovered);
        QTest::mouseClick(button(dialog, "recoveryRecover"), Qt::LeftButton);
        QVERIFY(recovered.wait(kTimeoutMs));
        QCOMPARE(QString::fromStdString(active().image()->name), QStringLiteral("scan.nii"));
        const Layer* layer = document().last<EditedContent>();
        QVERIFY(layer != nullptr);
        QCOMPARE(layer->name, QStringLiteral("mine"));
        QCOMPARE(document().edits().unsaved(), std::vector<LayerId>{layer->id});
        const LabelMap mask = document().edits().snapshot(layer->id)->toLabelMap();
        const auto count = static_cast<int>(std::count(mask.voxels.begin(), mask.voxels.end(), 1));
        qint64 lost = 0;
        for (const auto& [number, when] : painted) {
            if (number > count) {
                lost = killed - when;
                break;
            }
        }
        qInfo("%d of %d strokes came back; %lld ms were lost", count, painted.back().first,
              static_cast<long long>(lost));
        QVERIFY(lost <= kMostLostMs);
        // They are those that were painted first, and nothing else.
        for (std::size_t i = 0; i < mask.voxels.size(); ++i) {
            QCOMPARE(static_cast<int>(mask.voxels[i]), static_cast<int>(i) < count ? 1 : 0);
        }
        test::keepPicture(m_window->picture(), QStringLiteral("recovery-window"));
        // The window keeps it itself by and by, and the old journal goes.
        const QString own = QString::number(processId()) + QChar(u'-');
        QTRY_VERIFY_WITH_TIMEOUT(journals().size() == 1 && journals().front().startsWith(own),
                                 kTimeoutMs);
        // What is saved needs no journal.
        session().saveEdited(layer->id, toPath(path("saved.nii.gz")));
        QTRY_VERIFY_WITH_TIMEOUT(journals().isEmpty(), kTimeoutMs);
        m_window.reset();
        QVERIFY(QDir(root()).entryList(QDir::NoDotAndDotDot | QDir::AllEntries).isEmpty());
    }

    /// A stroke that goes on, on the image that took the place of another: neither is lost, nor are
    /// they mixed up.
    void firstStrokeIsKeptWithItsOwnImage()
    {
        image::writeImage(toPath(path("next.nii")), gradient(9));
        paintInWindow(); // what is to be kept of it waits for the timer
        OpenRequest request;
        request.image = toPath(path("next.nii"));
        change([&] { session().open(request); });
        const LayerId layer =
            document().add(emptyEditedLayer(*active().image(), QStringLiteral("next"),
                                            {{1, QStringLiteral("one"), qRgb(1, 2, 3)}}));
        QVERIFY(document().edits().beginStroke(
            layer, {image::BrushShape::Round, 6}, {}, test::Plane::Axial,
            image::toMm(active().image()->geometry, {20, 20, 3})));
        QCOMPARE(document().edits().unsaved(), std::vector<LayerId>{layer});
        QTRY_COMPARE_WITH_TIMEOUT(journals().size(), 1, kTimeoutMs);
        const RecoveryJournal kept =
            readJournal(toPath(root() + QChar(u'/') + journals().front()), {});
        QVERIFY(kept.image.file()->path == toPath(path("next.nii")));
        QCOMPARE(kept.mask.name, QStringLiteral("next"));
        QVERIFY(kept.mask.edited);
        document().edits().cancelStroke(); // there is nothing to be kept any more
        QVERIFY(document().edits().unsaved().empty());
        QTRY_VERIFY_WITH_TIMEOUT(journals().isEmpty(), kTimeoutMs);
    }

    void onlyTheUserCanReadIt()
    {
        paintInWindow();
        QTRY_COMPARE_WITH_TIMEOUT(journals().size(), 1, kTimeoutMs);
        constexpr QFile::Permissions kOthers = QFile::ReadGroup | QFile::WriteGroup
                                               | QFile::ExeGroup | QFile::ReadOther
                                               | QFile::WriteOther | QFile::ExeOther;
        QVERIFY((QFile::permissions(root()) & kOthers) == QFile::Permissions());
        const QDir folder(root() + QChar(u'/') + journals().front().section(QChar(u'/'), 0, 0));
        QVERIFY((QFile::permissions(folder.path()) & kOthers) == QFile::Permissions());
        const QString file = root() + QChar(u'/') + journals().front();
        QVERIFY((QFile::permissions(file) & (kOthers | QFile::ExeOwner)) == QFile::Permissions());
    }

    void livingWindowsAreNotTouched()
    {
        paintInWindow();
        QTRY_COMPARE_WITH_TIMEOUT(journals().size(), 1, kTimeoutMs);
        const QStringList before = journals();
        QVERIFY(findLeft(toPath(root())).empty());
        QCOMPARE(journals(), before);
        m_window.reset(); // a normal end
        QVERIFY(journals().isEmpty());
    }

    void laterKeepsAndDiscardRemoves()
    {
        leaveJournal();
        makeRecoveringWindow();
        RecoveryDialog* dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = offers()) != nullptr, kTimeoutMs);
        QVERIFY(findLeft(toPath(root())).empty()); // it is offered here alone
        QTest::mouseClick(button(dialog, "recoveryLater"), Qt::LeftButton);
        QTRY_VERIFY(offers() == nullptr);
        QCOMPARE(journals().size(), 1);
        m_window.reset();
        QCOMPARE(journals().size(), 1);

        makeRecoveringWindow();
        QTRY_VERIFY_WITH_TIMEOUT((dialog = offers()) != nullptr, kTimeoutMs);
        QTest::mouseClick(button(dialog, "recoveryDiscard"), Qt::LeftButton);
        QTRY_VERIFY(offers() == nullptr);
        QVERIFY(QDir(root()).entryList(QDir::NoDotAndDotDot | QDir::AllEntries).isEmpty());
        QVERIFY(session().active() == nullptr);
    }

    void damagedJournalsAreRefusedWithASentence()
    {
        const QString file = leaveJournal();
        std::string bytes = readBytes(toPath(file), std::size_t{1} << 30);
        bytes[bytes.size() / 2] ^= 1;
        writeAtomically(toPath(file), bytes);
        makeRecoveringWindow();
        RecoveryDialog* dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = offers()) != nullptr, kTimeoutMs);
        QVERIFY2(wordsOf(dialog).contains(QStringLiteral("is damaged: ")),
                 qPrintable(wordsOf(dialog)));
        QVERIFY(button(dialog, "recoveryRecover") == nullptr);
        QVERIFY(button(dialog, "recoveryDiscard") != nullptr);
    }

    void anotherImageIsNotTakenForIt()
    {
        leaveJournal();
        image::writeImage(toPath(path("scan.nii")), gradient(1)); // as large
        makeRecoveringWindow();
        RecoveryDialog* dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = offers()) != nullptr, kTimeoutMs);
        QTest::mouseClick(button(dialog, "recoveryRecover"), Qt::LeftButton);
        MissingFile* question = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((question = m_window->findChild<MissingFile*>()) != nullptr,
                                 kTimeoutMs);
        QVERIFY(question->findChild<QLabel*>(QStringLiteral("missingSentence"))
                    ->text()
                    .contains(QStringLiteral("its content is another")));
        QTest::keyClick(question, Qt::Key_Escape);
        QTRY_VERIFY(m_window->findChild<MissingFile*>() == nullptr);
        QVERIFY(session().active() == nullptr);
        QCOMPARE(journals().size(), 1); // it stays
        image::writeImage(toPath(path("scan.nii")), gradient(0));
    }

    void unsavedEditsOfAnotherImageAreNotLostForIt()
    {
        leaveJournal();
        image::writeImage(toPath(path("third.nii")), gradient(5));
        makeRecoveringWindow();
        RecoveryDialog* dialog = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT((dialog = offers()) != nullptr, kTimeoutMs);
        paint("third.nii");
        const LayerId mine = document().last<EditedContent>()->id;
        QSignalSpy failed(m_window->recovery(), &Recovery::failed);
        QTest::mouseClick(button(dialog, "recoveryRecover"), Qt::LeftButton);
        QVERIFY(failed.wait(kTimeoutMs));
        QVERIFY(document().find(mine) != nullptr);
        QVERIFY(journals().size() >= 1);
    }

    void everySliceComesBackAndUnchangedOnesAreNotPackedAgain()
    {
        constexpr int kSide = 512;
        RecoveryJournal journal;
        journal.image.from = SampleSource{phantom::Kind::Em, {}};
        journal.when = QDateTime::currentDateTime();
        const Geometry grid = test::patientGrid({kSide, kSide, kSide}, {1, 1, 1});
        auto labels = std::make_shared<LabelMap>();
        labels->geometry = grid;
        labels->voxels.assign(grid.voxels(), 0);
        for (int k = 100; k < 400; ++k) { // a ball with a rough border
            for (int j = 0; j < kSide; ++j) {
                for (int i = 0; i < kSide; ++i) {
                    const int r = (i - 256) * (i - 256) + (j - 256) * (j - 256)
                                  + (k - 250) * (k - 250) + (i * 31 + j * 17 + k * 7) % 900;
                    if (r < 150 * 150) {
                        labels->voxels[test::flatIndex(grid, {i, j, k})] = r < 8000 ? 2 : 1;
                    }
                }
            }
        }
        image::SlicedLabels edited(image::snapshotOf(labels));
        journal.mask.voxels = edited.snapshot();
        const std::filesystem::path file = toPath(path("large.mask"));
        RecoveryWriter writer;
        QElapsedTimer clock;
        clock.start();
        const std::size_t bytes = writer.write(file, journal);
        const qint64 first = clock.elapsed();
        edited.writable(200)[1234] = 7;
        journal.mask.voxels = edited.snapshot();
        clock.start();
        writer.write(file, journal);
        const qint64 second = clock.elapsed();
        clock.start();
        const RecoveryJournal read = readJournal(file, {});
        qInfo("512^3: %zu bytes, first %lld ms, one slice more %lld ms, read %lld ms", bytes,
              static_cast<long long>(first), static_cast<long long>(second),
              static_cast<long long>(clock.elapsed()));
        const LabelMap back = read.mask.voxels.toLabelMap();
        labels->voxels[std::size_t{200} * kSide * kSide + 1234] = 7;
        QVERIFY(back.voxels == labels->voxels);
        QVERIFY(back.geometry == grid);
        QVERIFY(read.mask.voxels.slices[0] == nullptr
                || read.mask.voxels.slice(0).size() == std::size_t{kSide} * kSide);
        QVERIFY(second < first);
    }

    void journalsThatAreCutAreRefused()
    {
        RecoveryJournal journal;
        journal.image.from = SampleSource{phantom::Kind::Em, {}};
        auto labels = std::make_shared<LabelMap>();
        labels->geometry = test::patientGrid({9, 7, 3}, {1, 1, 1});
        labels->voxels.assign(labels->geometry.voxels(), 3);
        journal.mask.voxels = image::snapshotOf(labels);
        journal.mask.labels = {{3, QStringLiteral("three"), qRgb(1, 2, 3)}};
        journal.when = QDateTime::currentDateTime();
        const std::filesystem::path file = toPath(path("cut.mask"));
        RecoveryWriter().write(file, journal);
        const std::string bytes = readBytes(file, std::size_t{1} << 20);
        QVERIFY(readJournal(file, {}).mask.voxels.toLabelMap().voxels == labels->voxels);
        for (std::size_t length = 0; length < bytes.size(); length += 7) {
            writeAtomically(file, std::string_view(bytes).substr(0, length));
            QVERIFY_EXCEPTION_THROWN(static_cast<void>(readJournal(file, {})), Error);
        }
    }

private:
    QString root() { return m_folder.filePath(QStringLiteral("recovery")); }

    /// As people have it: with a folder for unsaved edits.
    void makeRecoveringWindow()
    {
        m_window = std::make_unique<MainWindow>(
            WindowOptions{quietRuntime(), QStringLiteral("test"), false, false, toPath(root())});
        m_window->resize(1280, 860);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QSignalSpy library(&session().opener(), &Opener::libraryChanged);
        session().opener().start();
        QVERIFY(library.wait(kTimeoutMs));
    }

    void paint(const char* image)
    {
        OpenRequest request;
        request.image = toPath(path(image));
        change([&] { session().open(request); });
        const LayerId layer =
            document().add(emptyEditedLayer(*active().image(), QStringLiteral("mine"),
                                            {{1, QStringLiteral("one"), qRgb(1, 2, 3)}}));
        QVERIFY(document().edits().beginStroke(
            layer, {image::BrushShape::Round, 6}, {}, test::Plane::Axial,
            image::toMm(active().image()->geometry, {20, 20, 3})));
        document().edits().endStroke();
    }

    void paintInWindow()
    {
        makeRecoveringWindow();
        paint("scan.nii");
    }

    /// As a process that was killed leaves it. Gives the journal.
    QString leaveJournal()
    {
        paintInWindow();
        QSignalSpy kept(m_window->recovery(), &Recovery::kept);
        // The second one has the sum of the image.
        for (int i = 0; i < 2; ++i) {
            if (!kept.wait(kTimeoutMs)) {
                return {};
            }
            document().edits().beginStroke(
                document().last<EditedContent>()->id, {image::BrushShape::Round, 3}, {},
                test::Plane::Axial, image::toMm(active().image()->geometry, {5.0 + i, 5, 1}));
            document().edits().endStroke();
        }
        const QString journal = journals().front();
        const QString kept_ = m_folder.filePath(QStringLiteral("kept.mask"));
        QFile::remove(kept_);
        QFile::copy(root() + QChar(u'/') + journal, kept_);
        m_window.reset();
        QDir(root()).mkpath(QStringLiteral("1-dead"));
        QFile lock(root() + QStringLiteral("/1-dead.lock"));
        if (!lock.open(QIODevice::WriteOnly)) {
            return {};
        }
        const QString left = root() + QStringLiteral("/1-dead/3.mask");
        QFile::copy(kept_, left);
        return left;
    }

    QStringList journals()
    {
        QStringList found;
        for (const QString& folder : QDir(root()).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const QDir inside(root() + QChar(u'/') + folder);
            for (const QString& file : inside.entryList({QStringLiteral("*.mask")}, QDir::Files)) {
                found << folder + QChar(u'/') + file;
            }
        }
        return found;
    }

    RecoveryDialog* offers() { return m_window->findChild<RecoveryDialog*>(); }
    static QPushButton* button(RecoveryDialog* dialog, const char* name)
    {
        return dialog->findChild<QPushButton*>(QString::fromLatin1(name));
    }
    static QString wordsOf(RecoveryDialog* dialog)
    {
        QStringList words;
        for (const QLabel* label : dialog->findChildren<QLabel*>()) {
            words << label->text();
        }
        return words.join(QChar(u'\n'));
    }
};

HALFTONE_GUI_TEST_MAIN(TestRecovery)
#include "tst_recovery.moc"
