// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/prepare_folder.h"
#include "tests/data/nnunet_folder.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <limits>

using namespace halftone;
using namespace halftone::data;
using namespace halftone::test;

namespace {

const Geometry kGrid = patientGrid(kSide, kSlices, 0.8);

// Images a, b, c, ... with labels a-labels, ...
void writeScans(const Folder& folder, const std::string& names)
{
    for (const char name : names) {
        image::writeImage(folder / (std::string(1, name) + ".nii.gz"), scan(kGrid, name - 'a'));
        writeVoxels(folder / (std::string(1, name) + "-labels.nii.gz"), kGrid, labelAt);
    }
}

bool contains(const QString& text, const QStringList& parts)
{
    return std::all_of(parts.begin(), parts.end(),
                       [&](const QString& part) { return text.contains(part); });
}

} // namespace

/// What a folder of one's own may have wrong without anybody seeing it in the result.
class TestPrepareFolderRefusals : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCaseWithoutReference()
    {
        Folder folder;
        writeScans(folder, "abc");
        for (const std::string split : {"train", "validation"}) {
            writeText(folder / "cases.csv", "case,image,reference,split\n"
                                            "a,a.nii.gz,a-labels.nii.gz,train\n"
                                            "b,b.nii.gz,b-labels.nii.gz,validation\n"
                                            "c,c.nii.gz,,"
                                                + split + "\n");
            HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "The case 'c' has no reference",
                                  prepared(folder));
        }
    }

    void labelsOfAnotherPlace_data()
    {
        QTest::addColumn<Geometry>("grid");
        QTest::addColumn<QStringList>("words");
        const QString image = QStringLiteral("24 x 24 x 6 voxels of 0.8 x 0.8 x 3 mm from "
                                             "(-10, 20, 30) mm along LPS");
        Geometry grid = kGrid;
        grid.originMm[0] += 100;
        QTest::newRow("shifted") << grid << QStringList{QStringLiteral("(90, 20, 30)"), image};
        grid = kGrid;
        grid.spacingMm = {1.6, 1.6, 3};
        QTest::newRow("spacing") << grid << QStringList{QStringLiteral("1.6 x 1.6 x 3 mm"), image};
        grid = kGrid;
        grid.spacingMm = {1, 1, 1};
        grid.originMm = {0, 0, 0};
        QTest::newRow("identity") << grid << QStringList{QStringLiteral("(0, 0, 0)"), image};
        grid = kGrid;
        grid.direction = {-1, 0, 0, 0, -1, 0, 0, 0, 1}; // but the same origin: other voxels
        QTest::newRow("flipped") << grid << QStringList{QStringLiteral("along RAS"), image};
        grid = kGrid;
        grid.direction = {0.96, -0.28, 0, 0.28, 0.96, 0, 0, 0, 1};
        QTest::newRow("turned") << grid << QStringList{QStringLiteral("axes of other directions")};
        grid = kGrid;
        grid.size = {kSide, kSide - 1, kSlices};
        QTest::newRow("size") << grid << QStringList{QStringLiteral("24 x 23 x 6 voxels"), image};
    }

    void labelsOfAnotherPlace()
    {
        QFETCH(Geometry, grid);
        QFETCH(QStringList, words);
        for (const std::string wrong : {"case_2", "case_5"}) { // to train and to validate on
            Folder folder;
            writeNnunet(folder, kVersion2);
            writeVoxels(folder / ("labelsTr/" + wrong + ".nii.gz"), grid, labelAt);
            FolderOptions options;
            options.validationSubjects = {"case_5"};
            const QString found = errorOf([&] { static_cast<void>(prepared(folder, options)); });
            const QString file = QString::fromStdString(wrong + ".nii.gz' has ");
            QVERIFY2(contains(found, words + QStringList{file}), qPrintable(found));
        }
    }

    void aMaskOfAnotherPlaceIsNamed()
    {
        Folder folder;
        writeScans(folder, "ab");
        Geometry shifted = kGrid;
        shifted.originMm[2] += 3;
        for (const std::string name : {"a", "b"}) {
            writeVoxels(folder / (name + "1.nii.gz"), kGrid,
                        [](int x, int y, int z) { return labelAt(x, y, z) == 1 ? 1 : 0; });
            writeVoxels(folder / (name + "2.nii.gz"), name == "a" ? kGrid : shifted,
                        [](int x, int y, int z) { return labelAt(x, y, z) == 2 ? 1 : 0; });
        }
        writeText(folder / "cases.csv", "case,image,reference:one,reference:two\n"
                                        "a,a.nii.gz,a1.nii.gz,a2.nii.gz\n"
                                        "b,b.nii.gz,b1.nii.gz,b2.nii.gz\n");
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "b2.nii.gz' has", prepared(folder));
    }

    // The same voxels written in another order, and labels that do not say how large they are.
    void labelsOfTheSameVoxelsAreTaken()
    {
        Folder folder;
        writeNnunet(folder, kVersion2);
        FolderOptions options;
        options.validationSubjects = {"case_5"};
        const Dataset expected = prepared(folder, options);
        Geometry turned = kGrid;
        turned.direction = {-1, 0, 0, 0, 1, 0, 0, 0, 1};
        turned.originMm[0] += 0.8 * (kSide - 1);
        writeVoxels(folder / "labelsTr/case_1.nii.gz", turned,
                    [](int x, int y, int z) { return labelAt(kSide - 1 - x, y, z); });
        QCOMPARE(prepared(folder, options).groups.front().labels, expected.groups.front().labels);

        Folder listed;
        writeScans(listed, "ab");
        writeVoxels(listed / "plain.tif", plainGrid(kSide, kSide, kSlices), labelAt);
        writeText(listed / "cases.csv", "case,image,reference\na,a.nii.gz,plain.tif\n"
                                        "b,b.nii.gz,b-labels.nii.gz\n");
        QCOMPARE(prepared(listed).card.labels.size(), std::size_t{2});
    }

    void aFileOfTwoCases_data()
    {
        QTest::addColumn<std::string>("rows");
        QTest::addColumn<QString>("file");
        QTest::newRow("image") << std::string("a,a.nii.gz,a-labels.nii.gz\n"
                                              "b,./a.nii.gz,b-labels.nii.gz\n")
                               << QStringLiteral("a.nii.gz'");
        QTest::newRow("labels") << std::string("a,a.nii.gz,a-labels.nii.gz\n"
                                               "b,b.nii.gz,a-labels.nii.gz\n")
                                << QStringLiteral("a-labels.nii.gz'");
    }

    void aFileOfTwoCases()
    {
        QFETCH(std::string, rows);
        QFETCH(QString, file);
        Folder folder;
        writeScans(folder, "abc");
        writeText(folder / "cases.csv",
                  "case,image,reference\n" + rows + "c,c.nii.gz,c-labels.nii.gz\n");
        const QString found = errorOf([&] { static_cast<void>(prepared(folder)); });
        QVERIFY2(contains(found, {QStringLiteral("The cases 'a' and 'b' both have"), file}),
                 qPrintable(found));
    }

    void outputsThatAreInputs()
    {
        Folder folder;
        writeNnunet(folder, kVersion2);
        std::filesystem::create_directory(folder / "sub");
        for (const char* name : {"dataset.json", "imagesTr/case_1_0000.nii.gz",
                                 "labelsTr/case_5.nii.gz", "sub/../dataset.json"}) {
            HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "-prepared.dataset",
                                  (requireInputsKept(folder.root(), {folder.root() / name}), 0));
        }
        requireInputsKept(folder.root(), {folder / "new.dataset", folder / "new.json"});
        writeText(folder / "old.dataset", "of a former run");
        requireInputsKept(folder.root(), {folder / "old.dataset"});
    }

    // A DICOM series is an image that is a folder: its slices are inputs as well.
    void outputsThatAreSlices()
    {
        Folder folder;
        writeScans(folder, "ab");
        writeText(folder / "series/1.dcm", "a slice");
        writeText(folder / "cases.csv", "case,image,reference\na,series,a-labels.nii.gz\n"
                                        "b,b.nii.gz,b-labels.nii.gz\n");
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "series/1.dcm' would be replaced",
                              (requireInputsKept(folder.root(), {folder / "series/1.dcm"}), 0));
    }

    void noLabelInAnyTrainingCase()
    {
        Folder folder;
        writeNnunet(folder, kVersion2);
        for (int n = 1; n <= 4; ++n) {
            writeVoxels(folder / ("labelsTr/case_" + std::to_string(n) + ".nii.gz"), kGrid,
                        [](int, int, int) { return 0; });
        }
        FolderOptions options;
        options.validationSubjects = {"case_5"};
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "no voxel of the references is liver, tumour",
                              prepared(folder, options));
        options.validationSubjects = {"case_1"};
        QCOMPARE(prepared(folder, options).card.labels.size(), std::size_t{2});
    }

    void numbersThatAreNone()
    {
        Folder folder;
        writeNnunet(folder, kVersion2);
        constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
        constexpr double kEndless = std::numeric_limits<double>::infinity();
        for (const double number : {kNone, kEndless, -1.0}) {
            FolderOptions options;
            options.spacingMm = number;
            HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "spacing", prepared(folder, options));
            options = {};
            options.validationFraction = number;
            HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "fraction",
                                  prepared(folder, options));
        }
        for (const auto& window : {std::pair{kNone, 1.0}, std::pair{0.0, kEndless}}) {
            FolderOptions options;
            options.window = window;
            HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "window", prepared(folder, options));
        }
    }

    void labelsThatNoModelMayHave_data()
    {
        QTest::addColumn<std::string>("labels");
        QTest::addColumn<std::string>("words");
        QTest::newRow("version 1") << std::string(R"({"0": "background", "1": "a", "2": "a"})")
                                   << std::string("name 'a', the values 1 and 2");
        QTest::newRow("background") << std::string(R"({"0": "a", "1": "a", "2": "b"})")
                                    << std::string("name 'a', the values 0 and 1");
        QTest::newRow("version 2")
            << std::string(R"({"background": 0, "a": 2, "b": 1, "a": 2})") << std::string("'a'");
        QTest::newRow("capitals") << std::string(R"({"background": 0, "Liver": 1, "liver": 2})")
                                  << std::string("capitals alone");
        QTest::newRow("path") << std::string(R"({"background": 0, "kidney/left": 1})")
                              << std::string("label 'kidney/left'");
        QTest::newRow("empty") << std::string(R"({"background": 0, "": 1})")
                               << std::string("label ''");
    }

    void labelsThatNoModelMayHave()
    {
        QFETCH(std::string, labels);
        QFETCH(std::string, words);
        Folder folder;
        writeNnunet(folder, R"({"channel_names": {"0": "CT"}, "file_ending": ".nii.gz",
            "labels": )" + labels
                                + "}");
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, words.c_str(), prepared(folder));
    }

    void casesLeftOutAreNamed()
    {
        Folder folder;
        writeNnunet(folder, kVersion2);
        for (const char* name : {"imagesTr/.hidden_0000.nii.gz", "imagesTr/.DS_Store",
                                 "labelsTr/other.nrrd", "labelsTr/case_1.json"}) {
            writeText(folder / name, "");
        }
        for (const char* name : {"m1", "m2", "m3", "m4", "m5", "m6", "m7"}) {
            writeText(folder / ("imagesTr/" + std::string(name) + "_0000.nii.gz"), "");
        }
        std::vector<std::string> notes;
        static_cast<void>(prepared(folder, {}, &notes));
        const std::vector<std::string> expected{
            "1 files of imagesTr have a name that begins with a dot and were left out: "
            ".hidden_0000.nii.gz.",
            "1 files of labelsTr do not end in .nii.gz, as dataset.json has it, and were left out: "
            "other.nrrd.",
            "7 images of imagesTr have no labels and were left out: m1_0000, m2_0000, m3_0000, "
            "m4_0000, m5_0000 and 2 more."};
        QCOMPARE(notes, expected);
    }
};

QTEST_GUILESS_MAIN(TestPrepareFolderRefusals)
#include "tst_prepare_folder_refusals.moc"
