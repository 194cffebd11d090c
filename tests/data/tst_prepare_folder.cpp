// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/prepare_folder.h"
#include "tests/data/nnunet_folder.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <cmath>

using namespace halftone;
using namespace halftone::data;
using namespace halftone::test;

class TestPrepareFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nnunetOfBothVersions_data()
    {
        QTest::addColumn<std::string>("description");
        QTest::newRow("version 2") << std::string(kVersion2);
        QTest::newRow("version 1") << std::string(
            R"({"name": "Livers", "modality": {"0": "CT"}, "licence": "CC-BY-SA 4.0",
                "labels": {"0": "background", "1": "liver", "2": "tumour"}})");
    }

    void nnunetOfBothVersions()
    {
        QFETCH(std::string, description);
        Folder folder;
        writeNnunet(folder, description);
        FolderOptions options;
        options.name = "My Livers";
        options.validationSubjects = {"case_2"};
        const Dataset dataset = prepared(folder, options);

        QCOMPARE(dataset.card.name, std::string("my-livers"));
        QCOMPARE(dataset.card.labels.size(), std::size_t{2});
        QCOMPARE(dataset.card.labels[1].name, std::string("tumour"));
        QCOMPARE(int(dataset.card.labels[1].value), 2);
        QCOMPARE(casesOf(dataset, Split::Validation), std::set<std::string>{"case_2"});
        QCOMPARE(casesOf(dataset, Split::Train).size(), std::size_t{4});
        // All slices are validated on; in training the two empty ones are a group of their own.
        const SliceGroup* validation = findGroup(dataset, "my-livers", Split::Validation);
        const SliceGroup* train = findGroup(dataset, "my-livers", Split::Train);
        const SliceGroup* empty = findGroup(dataset, "my-livers-empty", Split::Train);
        QVERIFY(validation != nullptr && train != nullptr && empty != nullptr);
        QCOMPARE(validation->slices(), std::size_t{kSlices});
        QCOMPARE(train->slices(), std::size_t{4 * 4});
        QCOMPARE(empty->slices(), std::size_t{4 * 2});
        QCOMPARE(countLabel(*train, 1), std::size_t{16 * 80});
        QCOMPARE(countLabel(*train, 2), std::size_t{16 * 60});
        QVERIFY(std::abs(shareOf(dataset, "my-livers-empty") - 0.15) < 1e-9);
    }

    // CT: a window from labelled voxels of the training images alone, stated in the card.
    void preprocessingFollowsFromTheImages()
    {
        Folder folder;
        writeNnunet(folder, kVersion2);
        FolderOptions options;
        options.validationSubjects = {"case_5"}; // the brightest
        const Dataset dataset = prepared(folder, options);
        const PreprocessSpec& spec = dataset.card.preprocess;
        QCOMPARE(spec.modality, Modality::CT);
        QCOMPARE(spec.orientation, std::string("LPS"));        // slices of 3 mm
        QVERIFY(std::abs(spec.inPlaneSpacingMm - 0.8) < 1e-6); // NIfTI keeps 32 bits
        QCOMPARE(spec.window, WindowKind::Range);
        QCOMPARE(spec.low, 41.0);
        QCOMPARE(spec.high, 133.0); // 120 + 4 + 9; with case_5 it were 134
        const std::string& told = dataset.card.trainingData;
        for (const char* part : {"5 images of 5 subjects", "validation case_5", "CT", "axial",
                                 "0.8 mm", "41 to 133 HU"}) {
            QVERIFY2(told.find(part) != std::string::npos, (told + " <- " + part).c_str());
        }

        options.window = {-200, 300};
        options.spacingMm = 1.6;
        const Dataset asked = prepared(folder, options);
        QCOMPARE(asked.card.preprocess.low, -200.0);
        QCOMPARE(asked.groups.front().width, kSide / 2);
    }

    void thickSlicesDecideTheAxis()
    {
        Folder folder;
        writeNnunet(folder, kVersion2);
        Geometry coronal = patientGrid(kSide, kSlices, 0.8);
        coronal.size = {kSide, kSlices, kSide};
        coronal.spacingMm = {0.8, 4, 0.8};
        for (int n = 1; n <= 5; ++n) {
            const std::string name = "case_" + std::to_string(n);
            image::writeImage(folder / ("imagesTr/" + name + "_0000.nii.gz"), scan(coronal, n));
            writeVoxels(folder / ("labelsTr/" + name + ".nii.gz"), coronal,
                        [](int x, int y, int z) { return labelAt(x, z, y); });
        }
        const Dataset dataset = prepared(folder);
        QCOMPARE(dataset.card.preprocess.orientation, std::string("LIP"));
        QCOMPARE(dataset.groups.front().height, kSide);
        QCOMPARE(dataset.groups.front().width, kSide);
        QVERIFY(dataset.card.trainingData.find("coronal") != std::string::npos);
    }

    void listOfCasesWithSubjectsAndMasks()
    {
        Folder folder;
        std::string csv = "case,image,reference:nucleus,reference:wall,subject,split\n";
        for (int n = 0; n < 6; ++n) {
            const std::string name = "p" + std::to_string(n);
            const Geometry grid = plainGrid(kSide, kSide, 1);
            writeVoxels(folder / (name + ".tif"), grid,
                        [n](int x, int y, int) { return 50 + 60 * labelAt(x, y, 1) + n; });
            writeVoxels(folder / (name + "-wall.tif"), grid,
                        [](int x, int y, int) { return labelAt(x, y, 1) == 1 ? 255 : 0; });
            writeVoxels(folder / (name + "-nucleus.tif"), grid,
                        [](int x, int y, int) { return labelAt(x, y, 1) == 2 ? 255 : 0; });
            csv += name + "," + name + ".tif," + name + "-nucleus.tif," + name + "-wall.tif,mouse"
                   + std::to_string(n / 2) + "," + (n / 2 == 1 ? "validation" : "train") + "\n";
        }
        writeText(folder / "cases.csv", csv);
        const Dataset dataset = prepared(folder);
        QCOMPARE(dataset.card.labels.front().name, std::string("nucleus")); // alphabetical
        QCOMPARE(casesOf(dataset, Split::Validation), (std::set<std::string>{"p2", "p3"}));
        QCOMPARE(dataset.card.preprocess.window, WindowKind::Percentile);
        QCOMPARE(dataset.card.preprocess.inPlaneSpacingMm, 0.0);
        QVERIFY(dataset.card.preprocess.orientation.empty());
        const SliceGroup* train = findGroup(dataset, dataset.card.name, Split::Train);
        QVERIFY(train != nullptr);
        QCOMPARE(countLabel(*train, 1), std::size_t{4 * 60});
        QCOMPARE(countLabel(*train, 2), std::size_t{4 * 80});
        FolderOptions other;
        other.validationSubjects = {"mouse2"};
        QCOMPARE(casesOf(prepared(folder, other), Split::Validation),
                 (std::set<std::string>{"p4", "p5"}));
    }

    // A seed gives one split, whatever order the list has; another seed may give another.
    void splitIsDrawnBySeed()
    {
        Folder folder;
        std::vector<std::string> rows;
        for (int n = 0; n < 10; ++n) {
            const std::string name = "s" + std::to_string(n) + "_a";
            writeVoxels(folder / (name + ".tif"), plainGrid(16, 16, 1),
                        [](int x, int y, int) { return x + y; });
            writeVoxels(folder / (name + "-mask.tif"), plainGrid(16, 16, 1),
                        [](int x, int, int) { return x > 8 ? 1 : 0; });
            rows.push_back(name + "," + name + ".tif," + name + "-mask.tif\n");
        }
        const auto validationOf = [&](std::uint32_t seed, double fraction) {
            std::string csv = "case,image,reference\n";
            for (const std::string& row : rows) {
                csv += row;
            }
            writeText(folder / "cases.csv", csv);
            FolderOptions options;
            options.seed = seed;
            options.validationFraction = fraction;
            options.subjectPattern = "^[^_]+";
            const Dataset dataset = prepared(folder, options);
            return mixesCases(dataset) ? std::set<std::string>{}
                                       : casesOf(dataset, Split::Validation);
        };
        const std::set<std::string> drawn = validationOf(1, 0.3);
        QCOMPARE(drawn.size(), std::size_t{3});
        std::reverse(rows.begin(), rows.end());
        QCOMPARE(validationOf(1, 0.3), drawn);
        std::set<std::set<std::string>> others;
        for (const std::uint32_t seed : {2U, 3U, 4U, 5U}) {
            others.insert(validationOf(seed, 0.3));
        }
        QVERIFY(others.size() > 1);
        QCOMPARE(validationOf(1, 0.01).size(), std::size_t{1});
        QCOMPARE(validationOf(1, 0.99).size(), std::size_t{9});
    }

    void ignoredVoxelsAndImagesWithoutLabels()
    {
        Folder folder;
        writeNnunet(folder, R"({"channel_names": {"0": "T2"}, "file_ending": ".nii.gz",
            "labels": {"background": 0, "liver": 1, "ignore": 2}})");
        image::writeImage(folder / "imagesTr/more_0000.nii.gz",
                          scan(patientGrid(kSide, kSlices, 0.8), 0));
        std::vector<std::string> notes;
        const Dataset dataset = prepared(folder, {}, &notes);
        QCOMPARE(dataset.card.preprocess.modality, Modality::MR);
        QCOMPARE(dataset.card.labels.size(), std::size_t{1});
        QVERIFY(countLabel(dataset.groups.front(), kIgnoredLabel) > 0);
        QCOMPARE(countLabel(dataset.groups.front(), 2), std::size_t{0});
        QCOMPARE(notes.size(), std::size_t{1});
        QCOMPARE(notes.front(),
                 std::string("1 images of imagesTr have no labels and were left out: "
                             "more_0000."));
    }

    void descriptionsAreRefusedByName_data()
    {
        QTest::addColumn<std::string>("description");
        QTest::addColumn<std::string>("words");
        const auto row = [](const char* name, const std::string& channels,
                            const std::string& labels, const std::string& words) {
            QTest::newRow(name) << R"({"file_ending": ".nii.gz", "channel_names": )" + channels
                                       + R"(, "labels": )" + labels + "}"
                                << words;
        };
        const std::string labels = R"({"background": 0, "liver": 1, "tumour": 2})";
        const std::string ct = R"({"0": "CT"})";
        row("several channels", R"({"0": "T1", "1": "FLAIR"})", labels,
            "2 input channels (T1, FLAIR)");
        row("regions", ct, R"({"background": 0, "whole tumour": [1, 2], "core": 2})",
            "'whole tumour' is a region");
        row("gap", ct, R"({"background": 0, "liver": 1, "tumour": 3})", "no value 2");
        row("no background", ct, R"({"liver": 1})", "no value 0");
        row("only background", ct, R"({"background": 0})", "no label beside");
        row("twice", ct, R"({"background": 0, "liver": 1, "tumour": 1})", "Two labels");
        row("fraction", ct, R"({"background": 0, "liver": 1.5})", "'labels'");
        row("list", ct, R"(["liver"])", "'labels'");
        row("value in no list", ct, R"({"background": 0, "liver": 1})",
            "labelsTr/case_1.nii.gz' holds the values 0, 1, 2; dataset.json names 0 to 1 "
            "(background, liver)");
    }

    void descriptionsAreRefusedByName()
    {
        QFETCH(std::string, description);
        QFETCH(std::string, words);
        Folder folder;
        writeNnunet(folder, description);
        FolderOptions options;
        options.validationSubjects = {"case_5"};
        const QString found = errorOf([&] { static_cast<void>(prepared(folder, options)); });
        QVERIFY2(found.contains(QString::fromStdString(words)), qPrintable(found));
    }

    void filesAreRefusedByName()
    {
        Folder folder;
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "cases.csv", prepared(folder));
        writeNnunet(folder, kVersion2);
        std::filesystem::remove(folder / "imagesTr/case_3_0000.nii.gz");
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "case_3_0000.nii.gz", prepared(folder));
        const Geometry grid = patientGrid(kSide, kSlices, 0.8);
        image::writeImage(folder / "imagesTr/case_3_0000.nii.gz", scan(grid, 0));
        image::writeImage(folder / "imagesTr/case_3_0001.nii.gz", scan(grid, 0));
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "case_3_0001.nii.gz", prepared(folder));
    }

    void peopleAreRefusedByName()
    {
        Folder folder;
        writeNnunet(folder, kVersion2);
        FolderOptions options;
        options.subjectPattern = "^case"; // all of one
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "one subject, 'case'",
                              prepared(folder, options));
        options.subjectPattern = "^x";
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "no subject in the case 'case_1'",
                              prepared(folder, options));
        options.subjectPattern = "(";
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "no regular expression",
                              prepared(folder, options));
        options.subjectPattern.clear();
        options.validationSubjects = {"case_9"};
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "'case_9'", prepared(folder, options));
    }

    void tooManyLabelsAreRefused()
    {
        Folder folder;
        std::string labels = R"("background": 0)";
        for (int value = 1; value <= 255; ++value) {
            labels += ", \"part " + std::to_string(value) + "\": " + std::to_string(value);
        }
        writeNnunet(folder, R"({"channel_names": {"0": "CT"}, "file_ending": ".nii.gz",
            "labels": {)" + labels
                                + "}}");
        HALFTONE_EXPECT_ERROR(ErrorCode::Unsupported, "255 labels; a model has at most 254",
                              prepared(folder));
    }

    void overlappingMasksAreRefused()
    {
        Folder folder;
        std::string csv = "case,image,reference:a,reference:b\n";
        for (const std::string name : {"one", "two"}) {
            writeVoxels(folder / (name + ".tif"), plainGrid(16, 16, 1),
                        [](int x, int, int) { return x; });
            writeVoxels(folder / (name + "-mask.tif"), plainGrid(16, 16, 1),
                        [](int x, int, int) { return x > 8 ? 1 : 0; });
            csv += name + "," + name + ".tif," + name + "-mask.tif," + name + "-mask.tif\n";
        }
        writeText(folder / "cases.csv", csv);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "overlaps the mask of 'a'", prepared(folder));
    }
};

QTEST_GUILESS_MAIN(TestPrepareFolder)
#include "tst_prepare_folder.moc"
