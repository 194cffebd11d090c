// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/prepare.h"
#include "core/image/dicom/dicom_write.h"
#include "core/image/grid/preprocess.h"
#include "core/phantom/phantom.h"
#include "tests/data/prepare_folders.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <cmath>
#include <fstream>

using namespace halftone;
using namespace halftone::test;
using data::Dataset;
using data::SliceGroup;
using data::Split;

namespace {

constexpr int kSide = 40;
constexpr const char* kGroup = "nih-pancreas-ct";

/// Hounsfield units: a bright organ towards the upper left, fat elsewhere.
bool isOrgan(int x, int y)
{
    return x >= 6 && x < 20 && y >= 4 && y < 12;
}

int hounsfield(int x, int y, int z)
{
    return isOrgan(x, y) ? 90 + z : -100;
}

/// The gathered slices: two subjects for training, one for validation; one slice was cropped.
void writeGathered(const Folder& folder)
{
    const std::string base = "pancreas/nih_pancreas_ct/";
    std::ofstream index(folder / (base + "index.csv"));
    index << "file,subject,slice_index,source_kind,valid_border_px,mask_px,split\n";
    const auto add = [&](const std::string& subject, int slice, int border, const char* split) {
        const std::string file = subject + "_z" + std::to_string(slice) + ".tif";
        index << file << ',' << subject << ',' << slice << ",full," << border << ",0," << split
              << '\n';
        writeVoxels(folder / (base + "images/" + file), plainGrid(kSide, kSide, 1),
                    [&](int x, int y, int) { return std::max(0, hounsfield(x, y, slice)); });
        writeVoxels(folder / (base + "masks/" + file), plainGrid(kSide, kSide, 1),
                    [&](int x, int y, int) { return isOrgan(x, y) ? 255 : 0; });
    };
    add("PANCREAS_0001", 1, 0, "train");
    add("PANCREAS_0001", 2, 0, "train");
    add("PANCREAS_0002", 1, 6, "train");
    add("PANCREAS_0008", 1, 0, "val");
    add("PANCREAS_0005", 1, 0, "holdout");
}

/// A series of 8 slices with class 7 on the lowest two.
void writeSample(const Folder& folder)
{
    Image image = imageOf<std::int16_t>(patientGrid(kSide, 8, 0.8), hounsfield);
    image.modality = Modality::CT;
    image.synthetic = true;
    image::writeDicomSeries(folder / "loaders/ct_dicom_j2k", image);
    writeVoxels(folder / "loaders/ct_dicom_seg_totalsegmentator.nii.gz", image.geometry,
                [](int x, int y, int z) { return isOrgan(x, y) ? (z < 2 ? 7 : 5) : (x > 30); });
}

struct TciaOptions {
    bool directions = true;     ///< the label's header tells them
    const char* stored = "LAS"; ///< directions of the label file's axes
    VoxelFn mask = [](int x, int y, int) { return isOrgan(x, y) ? 1 : 0; };
};

void writeTcia(const Folder& folder, const std::string& number, const TciaOptions& options)
{
    Image image = imageOf<std::int16_t>(patientGrid(kSide, 7, 0.8), hounsfield);
    image.modality = Modality::CT;
    image.synthetic = true;
    image::writeDicomSeries(folder / ("Pancreas-CT/PANCREAS_" + number + "/study/series"), image);
    Image labels = imageOf<std::uint8_t>(image.geometry, options.mask);
    labels = image::reorient(labels, options.stored);
    labels.geometry.orientationKnown = options.directions;
    image::writeImage(folder / ("TCIA_pancreas_labels-02-05-2017/label" + number + ".nii.gz"),
                      labels);
}

} // namespace

class PreparePancreasTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gatheredSlices()
    {
        const Folder folder;
        writeGathered(folder);
        writeSample(folder);
        const Dataset dataset = prepareReal("pancreas", folder);
        QVERIFY(hasShippedRules(dataset));
        const SliceGroup* train = findGroup(dataset, kGroup, Split::Train);
        const SliceGroup* validation = findGroup(dataset, kGroup, Split::Validation);
        QVERIFY(train != nullptr && validation != nullptr);
        QCOMPARE(train->slices(), std::size_t{3});
        QCOMPARE(train->width, kSide / 2); // 0.8 mm are assumed, 1.6 mm wanted
        QVERIFY(casesOf(dataset, Split::Validation) == std::set<std::string>{"PANCREAS_0008"});
        QCOMPARE(slicesOf(dataset, "PANCREAS_0005"), std::size_t{0});
        QVERIFY(!mixesCases(dataset));
        // Two by two pixels become one.
        QCOMPARE(countLabel(*validation, 1), std::size_t{7 * 4});
        QCOMPARE(countLabel(*validation, 255), std::size_t{0});
        QCOMPARE(int{validation->images[2 * 20 + 3]}, 91);
        QCOMPARE(int{validation->images[2 * 20 + 2]}, 0);
    }

    void croppedBordersAreIgnored()
    {
        const Folder folder;
        writeGathered(folder);
        const Dataset dataset = prepareReal("pancreas", folder);
        const SliceGroup* train = findGroup(dataset, kGroup, Split::Train);
        const auto cropped = static_cast<std::size_t>(
            std::find(train->cases.begin(), train->cases.end(), "PANCREAS_0002")
            - train->cases.begin());
        for (int y = 0; y < 20; ++y) {
            for (int x = 0; x < 20; ++x) {
                const bool border = std::min({x, y, 19 - x, 19 - y}) < 3; // 6 pixels at 0.8 mm
                const std::size_t i = cropped * 400 + static_cast<std::size_t>(y * 20 + x);
                QCOMPARE(train->labels[i] == 255, border);
            }
        }
        QCOMPARE(countLabel(*train, 255), std::size_t{400 - 14 * 14});
    }

    void someSlicesHoldNoPancreas()
    {
        const Folder folder;
        writeGathered(folder);
        writeSample(folder);
        const Dataset dataset = prepareReal("pancreas", folder);
        const SliceGroup* free = findGroup(dataset, "pancreas-free-ct", Split::Train);
        QVERIFY(free != nullptr);
        // 8 slices, two with pancreas, one next to them.
        QCOMPARE(free->slices(), std::size_t{5});
        QCOMPARE(countLabel(*free, 0), free->labels.size());
        // Fat outside the window is as black as in the 8-bit slices, also at the organ's edge.
        QCOMPARE(int{free->images[2 * 20 + 3]}, 93);
        QCOMPARE(int{free->images[2 * 20 + 2]}, 0);
        QVERIFY(findGroup(dataset, "pancreas-free-ct", Split::Validation) == nullptr);
        // Without phantoms their share falls to the others in proportion.
        QVERIFY(std::abs(shareOf(dataset, kGroup) - 0.75 / 0.85) < 1e-9);
        QVERIFY(std::abs(shareOf(dataset, "pancreas-free-ct") - 0.10 / 0.85) < 1e-9);
    }

    void phantomStacksReachBeyondThePancreas()
    {
        // As prepare() makes them; all of them would take half a minute.
        const LabelMap labels = phantom::make(phantom::Kind::Abdomen, {1001, 0, 40}).labels;
        const auto plane = static_cast<std::ptrdiff_t>(labels.geometry.sliceVoxels());
        int empty = 0;
        for (int k = 0; k < 40; ++k) {
            const auto start = labels.voxels.begin() + k * plane;
            empty += std::count(start, start + plane, 1) == 0 ? 1 : 0;
        }
        QVERIFY2(empty >= 8 && empty <= 20, qPrintable(QString::number(empty)));
    }

    void subjectsCanBeChosen()
    {
        const Folder folder;
        writeGathered(folder);
        const Dataset dataset = prepareReal("pancreas", folder, {"0001"});
        QVERIFY(casesOf(dataset, Split::Validation) == std::set<std::string>{"PANCREAS_0001"});
        QVERIFY((casesOf(dataset, Split::Train)
                 == std::set<std::string>{"PANCREAS_0002", "PANCREAS_0008"}));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "'PANCREAS_0005'",
                              prepareReal("pancreas", folder, {"PANCREAS_0005"}));
    }

    void tciaAsDistributed_data()
    {
        QTest::addColumn<bool>("directions");
        QTest::addColumn<QString>("stored");
        QTest::newRow("rows flipped, header says so") << true << "LAS";
        QTest::newRow("rows and columns flipped, header says so") << true << "RAS";
        QTest::newRow("rows flipped, header says nothing") << false << "LAS";
        QTest::newRow("rows as in the series") << true << "LPS";
    }
    void tciaAsDistributed()
    {
        QFETCH(bool, directions);
        QFETCH(QString, stored);
        const Folder folder;
        TciaOptions options;
        options.directions = directions;
        const std::string code = stored.toStdString();
        options.stored = code.c_str();
        for (const char* number : {"0001", "0007", "0008"}) {
            writeTcia(folder, number, options);
        }
        writeTcia(folder, "0013",
                  {true, "LAS", [](int, int, int) { return 1; }}); // left out unread
        const Dataset dataset = prepareReal("pancreas", folder);
        QVERIFY(casesOf(dataset, Split::Validation) == std::set<std::string>{"PANCREAS_0008"});
        QVERIFY((casesOf(dataset, Split::Train)
                 == std::set<std::string>{"PANCREAS_0001", "PANCREAS_0007"}));
        QCOMPARE(slicesOf(dataset, "PANCREAS_0001"), std::size_t{3}); // 0, 3 and 6 of 7
        const SliceGroup* validation = findGroup(dataset, kGroup, Split::Validation);
        QCOMPARE(validation->width, 20);
        for (std::size_t i = 0; i < validation->labels.size(); ++i) {
            QCOMPARE(validation->labels[i] == 1, validation->images[i] > 80);
        }
        QCOMPARE(countLabel(*validation, 1), std::size_t{3 * 7 * 4});
    }

    void labelsThatDoNotFitAreRefused()
    {
        const Folder folder;
        TciaOptions misplaced;
        misplaced.mask = [](int x, int, int) { return x > 25 ? 1 : 0; };
        writeTcia(folder, "0001", misplaced);
        writeTcia(folder, "0002", {});
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "label0001.nii.gz",
                              prepareReal("pancreas", folder, {"0002"}));
        writeVoxels(folder / "TCIA_pancreas_labels-02-05-2017/label0001.nii.gz",
                    patientGrid(kSide, 6, 0.8), [](int x, int, int) { return x > 20 ? 1 : 0; });
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "6 slices",
                              prepareReal("pancreas", folder, {"0002"}));
    }

    void brokenIndexIsNamed()
    {
        const Folder folder;
        std::ofstream(folder / "pancreas/nih_pancreas_ct/index.csv") << "file,split\na.tif,train\n";
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "'subject'", prepareReal("pancreas", folder));
    }
};

QTEST_GUILESS_MAIN(PreparePancreasTest)
#include "tst_prepare_pancreas.moc"
