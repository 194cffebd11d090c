// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "core/model/model_file.h"
#include "ui/document/path_text.h"
#include "ui/session/session.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace halftone;
using namespace halftone::ui;

namespace fs = std::filesystem;

/// A mask is saved over nothing that is open, whatever it is called.
class TestSaveOver : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        model::Model model = model::makeRandomModel(model::makeUNet(4, 1, 1), 3);
        model.card.name = "test";
        model.card.labels = {{1, "membrane", {1, 2, 3}}};
        model.card.preprocess.modality = Modality::EM;
        model::writeModel(path("m.halftone"), model);
        write("voxels.nii", QByteArray(64 * 64, 'v'));
        write("image.nhdr", "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 64 64 1\nencoding: raw\n"
                            "data file: voxels.nii\n");
        LabelMap labels;
        labels.geometry.size = {64, 64, 1};
        labels.voxels.resize(labels.geometry.voxels(), 1);
        for (const char* name : {"reference.nii", "more.nii"}) {
            image::writeLabelMap(path(name), labels);
        }
        fs::create_hard_link(path("m.halftone"), path("model.nii"));
        fs::create_symlink("reference.nii", path("link.nii"));
    }

    void openFilesAreKept_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"voxels.nii", "reference.nii", "link.nii", "more.nii", "model.nii",
                                 "absent/../voxels.nii", "./more.nii"}) {
            QTest::newRow(name) << QString::fromUtf8(name);
        }
    }

    void openFilesAreKept()
    {
        QFETCH(QString, name);
        Document document;
        Session session(pipeline::makeRuntime(1), document);
        open(session);
        if (QTest::currentTestFailed()) {
            return;
        }
        std::map<fs::path, QByteArray> before;
        for (const auto& entry : fs::directory_iterator(m_folder.path().toStdString())) {
            before[entry.path()] = read(entry.path());
        }
        QSignalSpy failed(&session, &Session::failed);
        QSignalSpy saved(&session.saver(), &MaskSaver::saved);
        fs::create_directories(path("absent"));
        session.saveMask(toPath(m_folder.filePath(name)));
        fs::remove(path("absent"));
        QCOMPARE(failed.size(), 1);
        QVERIFY2(failed.at(0).at(0).toString().contains(QLatin1String("they are one file")),
                 qPrintable(failed.at(0).at(0).toString()));
        QVERIFY(!session.saver().isBusy() && saved.isEmpty());
        for (const auto& [file, bytes] : before) {
            QVERIFY2(read(file) == bytes, file.c_str());
        }
    }

    void otherFilesAreWritten()
    {
        Document document;
        Session session(pipeline::makeRuntime(1), document);
        open(session);
        QSignalSpy saved(&session.saver(), &MaskSaver::saved);
        session.saveMask(path("new.nii"));
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, 60000);
        session.saveMask(path("new.nii")); // over one's own
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 2, 60000);
    }

private:
    /// Image, model, reference and one more layer of labels.
    void open(Session& session) const
    {
        QTRY_VERIFY_WITH_TIMEOUT(startedOpener(session), 60000);
        OpenRequest request;
        request.image = path("image.nhdr");
        request.reference = path("reference.nii");
        request.model = path("m.halftone").string();
        session.open(request);
        QTRY_VERIFY_WITH_TIMEOUT(session.active() != nullptr && session.active()->canSegment(),
                                 60000);
        const std::size_t layers = session.document().layers().size();
        session.opener().readLabels({path("more.nii")}, session.active()->image());
        QTRY_VERIFY_WITH_TIMEOUT(session.document().layers().size() > layers, 60000);
    }

    /// Opening waits for the installed models to be known.
    static bool startedOpener(Session& session)
    {
        QSignalSpy known(&session.opener(), &Opener::libraryChanged);
        session.opener().start();
        return known.wait(60000);
    }

    [[nodiscard]] fs::path path(const char* name) const
    {
        return fs::path(m_folder.path().toStdString()) / name;
    }
    void write(const char* name, const QByteArray& bytes) const
    {
        QFile file(toQString(path(name)));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    [[nodiscard]] static QByteArray read(const fs::path& path)
    {
        QFile file(toQString(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestSaveOver)
#include "tst_save_over.moc"
