// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/same_file.h"

#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <vector>

using namespace halftone;
namespace fs = std::filesystem;

class TestSameFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_root = m_folder.path().toStdString();
        fs::create_directories(m_root / "sub");
        std::ofstream(m_root / "a.nrrd") << "a";
        std::ofstream(m_root / "b.nrrd") << "a"; // an equal file is another file
    }

    void pathsOfOneFile()
    {
        const fs::path file = m_root / "a.nrrd";
        QVERIFY(isSameFile(file, m_root / "sub/../a.nrrd"));
        QVERIFY(isSameFile(file, m_root / "./a.nrrd"));
        QVERIFY(!isSameFile(file, m_root / "b.nrrd"));
        fs::create_hard_link(file, m_root / "hard.nrrd");
        QVERIFY(isSameFile(file, m_root / "hard.nrrd"));
    }

    void pathsOfAFileToCome()
    {
        QVERIFY(isSameFile(m_root / "new", m_root / "sub/../new"));
        QVERIFY(!isSameFile(m_root / "new", m_root / "sub/new"));
        QVERIFY(!isSameFile(m_root / "new", m_root / "a.nrrd"));
#ifdef Q_OS_UNIX
        fs::create_symlink("a.nrrd", m_root / "soft.nrrd");
        fs::create_symlink("new", m_root / "to-new");
        fs::create_directory_symlink("sub", m_root / "other");
        QVERIFY(isSameFile(m_root / "a.nrrd", m_root / "soft.nrrd"));
        QVERIFY(isSameFile(m_root / "new", m_root / "to-new"));
        QVERIFY(isSameFile(m_root / "sub/new", m_root / "other/new"));
#endif
    }

    void outputsOverInputsAreRefused()
    {
        const std::vector<FileRole> image = {{"the image", m_root / "a.nrrd"}, {"the model", {}}};
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "would replace the image",
                              (check({{"the mask", m_root / "sub/../a.nrrd"}}, image), 0));
        HALFTONE_EXPECT_ERROR(
            ErrorCode::InvalidArgument, "The mask and the picture would be one file",
            (check({{"the mask", m_root / "x"}, {"the picture", m_root / "sub/../x"}}, image), 0));
        check({{"the mask", m_root / "b.nrrd"}, {"the picture", {}}, {"the page", {}}}, image);
    }

    void outputsAmongSlicesAreRefused()
    {
        const fs::path slices = m_root / "slices";
        fs::create_directory(slices);
        std::ofstream(slices / "1.png") << "x";
        const std::vector<FileRole> image = {{"the image", slices}};
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "among files of its kind",
                              (check({{"the picture", slices / "2.PNG"}}, image), 0));
        check({{"the mask", slices / "mask.nrrd"}}, image);
        check({{"the picture", m_root / "2.png"}}, image);
        std::ofstream(slices / "mask.nrrd") << "x"; // of an earlier run
        check({{"the mask", slices / "mask.nrrd"}}, image);
    }

private:
    static void check(const std::vector<FileRole>& outputs, const std::vector<FileRole>& inputs)
    {
        requireDistinct(outputs, inputs);
    }

    QTemporaryDir m_folder;
    fs::path m_root;
};

QTEST_GUILESS_MAIN(TestSameFile)
#include "tst_same_file.moc"
