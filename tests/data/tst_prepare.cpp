// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/prepare.h"
#include "core/image/grid/preprocess.h"
#include "tests/data/prepare_folders.h"
#include "tests/support/expect_error.h"

#include <QFile>
#include <QTest>

#include <cmath>

using namespace halftone;
using namespace halftone::test;
using data::Dataset;
using data::SliceGroup;
using data::Split;

namespace {

constexpr int kSide = 40;

/// Grey values that differ between sections, and a membrane whose place names the section.
int emGrey(int x, int y, int z)
{
    return (7 * x + 3 * y + 11 * z) % 200 + 20;
}

bool emMembrane(int x, int /*y*/, int z)
{
    return x == z;
}

int emCells(int x, int y, int z)
{
    return emMembrane(x, y, z) ? 0 : 255;
}

void writeIsbiStacks(const Folder& folder)
{
    writeVoxels(folder / "train-volume.tif", plainGrid(kSide, kSide, 30), emGrey);
    writeVoxels(folder / "train-labels.tif", plainGrid(kSide, kSide, 30), emCells);
}

std::uint32_t crcOf(const QByteArray& bytes)
{
    std::uint32_t crc = 0xffffffffU;
    for (const char byte : bytes) {
        crc ^= static_cast<std::uint8_t>(byte);
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
        }
    }
    return ~crc;
}

QByteArray bigEndian(std::uint32_t value)
{
    QByteArray bytes;
    for (int shift = 24; shift >= 0; shift -= 8) {
        bytes.append(static_cast<char>((value >> shift) & 0xffU));
    }
    return bytes;
}

QByteArray chunk(const QByteArray& name, const QByteArray& data)
{
    return bigEndian(static_cast<std::uint32_t>(data.size())) + name + data
           + bigEndian(crcOf(name + data));
}

/// 8-bit grey, every row unfiltered.
bool writePng(const std::filesystem::path& path, int section, const VoxelFn& value)
{
    QByteArray rows;
    for (int y = 0; y < kSide; ++y) {
        rows.append('\0');
        for (int x = 0; x < kSide; ++x) {
            rows.append(static_cast<char>(value(x, y, section)));
        }
    }
    const QByteArray header =
        bigEndian(kSide) + bigEndian(kSide) + QByteArray::fromHex("0800000000");
    QFile file(QString::fromStdString(path.string()));
    // qCompress() writes the length before the zlib stream.
    const QByteArray bytes = QByteArray::fromHex("89504e470d0a1a0a") + chunk("IHDR", header)
                             + chunk("IDAT", qCompress(rows).mid(4)) + chunk("IEND", {});
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

/// True where slice k of a group has its membrane in column `section` and nowhere else.
bool showsSection(const SliceGroup& group, std::size_t k, int section)
{
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            const std::size_t i =
                (k * kSide + static_cast<std::size_t>(y)) * kSide + static_cast<std::size_t>(x);
            if (group.labels[i] != (emMembrane(x, y, section) ? 1 : 0)) {
                return false;
            }
        }
    }
    return true;
}

/// A cord in the middle with grey matter in its middle: inside a square of `half` pixels.
VoxelFn square(int side, int half, int value)
{
    return [=](int x, int y, int) {
        const int middle = side / 2;
        return std::abs(x - middle) <= half && std::abs(y - middle + 3) <= half ? value : 0;
    };
}

struct Session {
    const char* name;
    int side;
    double spacingMm;
};

constexpr Session kSessions[] = {{"sub-10062Ses1", 40, 0.5},
                                 {"sub-10062Ses2", 44, 0.5},
                                 {"sub-9418", 40, 0.5},
                                 {"sub-9604", 30, 0.75}};

/// Sessions of 4 slices; slice 3 lacks the grey matter.
void writeChallenge2018(const Folder& folder)
{
    for (const Session& session : kSessions) {
        const std::string stem = std::string("gm/gm_challenge_2018/") + session.name;
        const Geometry grid = patientGrid(session.side, 4, session.spacingMm);
        const VoxelFn grey = square(session.side, 3, 1);
        const auto image = [&](int x, int y, int z) {
            return 20 + x + 2 * y + 40 * grey(x, y, z) + z;
        };
        writeVoxels(folder / (stem + "_run-1_T2starw.nii.gz"), grid, image);
        writeVoxels(folder / (stem + "_run-2_T2starw.nii.gz"), grid, image);
        writeVoxels(folder / (stem + "_run-1_cordseg-manual.nii.gz"), grid,
                    square(session.side, 7, 1));
        // Headers of labels are rounded: a twentieth of a voxel off is still the same grid.
        Geometry rounded = grid;
        rounded.originMm[0] += 0.05 * session.spacingMm;
        writeVoxels(folder / (stem + "_run-1_gmseg-manual.nii.gz"), rounded,
                    [&](int x, int y, int z) { return z < 3 ? grey(x, y, z) : 0; });
    }
}

void writeScgm(const Folder& folder, int subjects)
{
    for (int n = 1; n <= subjects; ++n) {
        for (const char* site : {"site1", "site3"}) {
            const std::string stem =
                std::string(site) + "-sc" + (n < 10 ? "0" : "") + std::to_string(n);
            const Geometry grid = patientGrid(32, 3, 0.5);
            writeVoxels(folder / (stem + "-image.nii.gz"), grid,
                        [&](int x, int y, int z) { return 30 + x + y + z; });
            // Grey matter 1 in the middle of white matter 2. Raters 1 and 2 see the grey matter
            // larger and the cord smaller than 3 and 4; rater 4 sees no grey matter.
            for (int rater = 1; rater <= 4; ++rater) {
                const VoxelFn white = square(32, rater <= 2 ? 6 : 7, 2);
                const VoxelFn grey = square(32, rater <= 2 ? 4 : 2, 1);
                writeVoxels(folder / (stem + "-mask-r" + std::to_string(rater) + ".nii.gz"), grid,
                            [&](int x, int y, int z) {
                                return rater < 4 && grey(x, y, z) != 0 ? 1 : white(x, y, z);
                            });
            }
        }
    }
    writeVoxels(folder / "site1-sc11-image.nii.gz", patientGrid(32, 3, 0.5),
                [](int x, int, int) { return x; }); // of the test set: no masks
}

} // namespace

class PrepareTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isbiStacksAsDistributed()
    {
        const Folder folder;
        writeIsbiStacks(folder);
        const Dataset dataset = prepareReal("em", folder);
        QCOMPARE(dataset.groups.size(), std::size_t{2});
        const SliceGroup* train = findGroup(dataset, "isbi2012", Split::Train);
        const SliceGroup* validation = findGroup(dataset, "isbi2012", Split::Validation);
        QVERIFY(train != nullptr && validation != nullptr);
        QCOMPARE(train->slices(), std::size_t{20});
        QCOMPARE(validation->slices(), std::size_t{5});
        for (int k = 0; k < 25; ++k) {
            const auto slice = static_cast<std::size_t>(k < 20 ? k : k - 20);
            QVERIFY2(showsSection(k < 20 ? *train : *validation, slice, k),
                     qPrintable(QString::number(k)));
        }
        QCOMPARE(train->cases.front(), std::string("isbi2012-0")); // judged section by section
        QCOMPARE(validation->cases.back(), std::string("isbi2012-24"));
        QVERIFY(dataset.card.nonCommercial);
        QVERIFY(hasShippedRules(dataset));
        QVERIFY(!mixesCases(dataset));
        QVERIFY(dataset.card.trainingData.find("synthetic") == std::string::npos);
    }

    void isbiSingleSectionsAreTheSame()
    {
        const Folder stacks;
        writeIsbiStacks(stacks);
        const Folder pages;
        for (int k = 0; k < 30; ++k) {
            const std::string name = std::to_string(k) + ".png";
            QVERIFY(writePng(pages / ("train/image/" + name), k, emGrey));
            QVERIFY(writePng(pages / ("train/label/" + name), k, emCells));
        }
        const Dataset a = prepareReal("em", stacks);
        const Dataset b = prepareReal("em", pages);
        QCOMPARE(b.groups.size(), a.groups.size());
        for (std::size_t n = 0; n < a.groups.size(); ++n) {
            QVERIFY(a.groups[n].images == b.groups[n].images);
            QVERIFY(a.groups[n].labels == b.groups[n].labels);
        }
        QVERIFY(writePng(pages / "train/label/7.png", 7, [](int x, int, int) { return x; }));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "grey levels", prepareReal("em", pages));
    }

    void emMixesItsSourcesAsPromised()
    {
        const Folder folder;
        const auto membrane = [](int x, int y, int z) { return emMembrane(x, y, z) ? 255 : 0; };
        writeVoxels(folder / "em/isbi2012/image_z00-24.tif", plainGrid(kSide, kSide, 25), emGrey);
        writeVoxels(folder / "em/isbi2012/membrane_z00-24.tif", plainGrid(kSide, kSide, 25),
                    membrane);
        const std::string fly = "em/flyem_medulla_fib25/";
        writeVoxels(folder / (fly + "image_z000-199.tif"), plainGrid(24, 20, 200), emGrey);
        // Two pixels wide, at 10 nm.
        writeVoxels(folder / (fly + "membrane_z000-199.tif"), plainGrid(24, 20, 200),
                    [](int x, int, int) { return x == 10 || x == 11 ? 255 : 0; });
        const Dataset dataset = data::prepare("em", folder.root(), {}, {});
        const SliceGroup* large = findGroup(dataset, "flyem-4nm", Split::Train);
        const SliceGroup* small = findGroup(dataset, "flyem-10nm", Split::Train);
        QVERIFY(large != nullptr && small != nullptr);
        QVERIFY(findGroup(dataset, "flyem-4nm", Split::Validation) == nullptr);
        QCOMPARE(large->slices(), std::size_t{59}); // 0, 3, ... 174
        QCOMPARE(small->slices(), std::size_t{59});
        QVERIFY(large->width == 60 && large->height == 50);
        QVERIFY(small->width == 24 && small->height == 20);
        QVERIFY(!large->synthetic && !small->synthetic);
        QCOMPARE(countLabel(*small, 1), std::size_t{59 * 20 * 2});
        QCOMPARE(countLabel(*large, 1), std::size_t{59 * 50 * 5});
        QVERIFY(std::abs(shareOf(dataset, "isbi2012") - 0.75) < 1e-9);
        QVERIFY(std::abs(shareOf(dataset, "flyem-4nm") - 0.08) < 1e-9);
        QVERIFY(std::abs(shareOf(dataset, "flyem-10nm") - 0.04) < 1e-9);
        QVERIFY(std::abs(shareOf(dataset, "phantom") - 0.13) < 1e-9);
        QVERIFY(findGroup(dataset, "phantom", Split::Validation) != nullptr);
        QVERIFY(!mixesCases(dataset));
        for (const char* fact : {"sections 0-19 for training and sections 20-24 for validation",
                                 "59 of sections 0-174", "13 % of the training slices drawn"}) {
            QVERIFY2(dataset.card.trainingData.find(fact) != std::string::npos, fact);
        }
    }

    void cordsAreSplitBySubject()
    {
        const Folder folder;
        writeChallenge2018(folder);
        const Dataset dataset = prepareReal("gm", folder);
        QVERIFY(casesOf(dataset, Split::Validation) == std::set<std::string>{"sub-9604"});
        QVERIFY((casesOf(dataset, Split::Train) == std::set<std::string>{"sub-10062", "sub-9418"}));
        // 3 labelled slices a run; the second runs of 10062 reuse the masks of the first.
        QCOMPARE(slicesOf(dataset, "sub-10062"), std::size_t{12});
        QCOMPARE(slicesOf(dataset, "sub-9418"), std::size_t{3});
        QCOMPARE(slicesOf(dataset, "sub-9604"), std::size_t{3});
        QVERIFY(std::abs(shareOf(dataset, "sub-10062") - 0.5) < 1e-9);
        const SliceGroup* one = findGroup(dataset, "sub-9418", Split::Train);
        QVERIFY(one != nullptr);
        QCOMPARE(one->width, 80); // 0.5 mm to 0.25 mm
        QCOMPARE(findGroup(dataset, "sub-9604", Split::Validation)->width, 90);
        const std::size_t grey = countLabel(*one, 2);
        const std::size_t white = countLabel(*one, 1);
        QVERIFY2(grey >= 3 * 14 * 14 && grey <= 3 * 15 * 15, qPrintable(QString::number(grey)));
        QVERIFY(white + grey >= 3 * 30 * 30 && white + grey <= 3 * 31 * 31);
        QVERIFY(!dataset.card.nonCommercial);
        QVERIFY(hasShippedRules(dataset));
        QCOMPARE(dataset.card.unions.size(), std::size_t{1});
        QCOMPARE(dataset.card.unions[0].name, std::string("cord"));
    }

    void anySubjectCanBeLeftOut()
    {
        const Folder folder;
        writeChallenge2018(folder);
        for (const char* subject : {"sub-10062", "9418"}) {
            const Dataset dataset = prepareReal("gm", folder, {subject});
            const auto validation = casesOf(dataset, Split::Validation);
            QCOMPARE(validation.size(), std::size_t{1});
            QVERIFY(validation.begin()->ends_with(QString(subject).remove("sub-").toStdString()));
            QVERIFY(!mixesCases(dataset));
            QVERIFY(casesOf(dataset, Split::Train).contains("sub-9604"));
        }
        // Validated on its first runs alone.
        QCOMPARE(slicesOf(prepareReal("gm", folder, {"10062"}), "sub-10062"), std::size_t{6});
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "sub-10062, sub-9418, sub-9604",
                              prepareReal("gm", folder, {"9999"}));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "'8888'",
                              prepareReal("gm", folder, {"9418", "8888"}));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "none is left",
                              prepareReal("gm", folder, {"10062", "9418", "9604"}));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "no subjects",
                              prepareReal("em", folder, {"9418"}));
    }

    void storedOrientationDoesNotMatter()
    {
        const Folder folder;
        writeChallenge2018(folder);
        const Dataset expected = prepareReal("gm", folder);
        for (const char* end : {"T2starw", "gmseg-manual"}) { // the cord's stays LPS
            const auto path =
                folder / ("gm/gm_challenge_2018/sub-9418_run-1_" + std::string(end) + ".nii.gz");
            image::writeImage(path, image::reorient(image::readImage(path), "RAS"));
        }
        const Dataset turned = prepareReal("gm", folder);
        const SliceGroup* a = findGroup(expected, "sub-9418", Split::Train);
        const SliceGroup* b = findGroup(turned, "sub-9418", Split::Train);
        QVERIFY(a->images == b->images);
        QVERIFY(a->labels == b->labels);
    }

    void scgmAsDistributed()
    {
        const Folder folder;
        writeScgm(folder, 10);
        const Dataset dataset = prepareReal("gm", folder);
        QVERIFY((casesOf(dataset, Split::Validation)
                 == std::set<std::string>{"site1-sc09", "site1-sc10", "site3-sc09", "site3-sc10"}));
        QCOMPARE(casesOf(dataset, Split::Train).size(), std::size_t{16});
        QVERIFY(!mixesCases(dataset));
        const SliceGroup* one = findGroup(dataset, "site3-sc02", Split::Train);
        QCOMPARE(one->slices(), std::size_t{3});
        // Two votes against two: grey before white in the middle, 9 pixels wide, and white before
        // neither at the cord's edge, 15 pixels wide.
        const std::size_t grey = countLabel(*one, 2);
        QVERIFY2(grey >= 3 * 17 * 17 && grey <= 3 * 19 * 19, qPrintable(QString::number(grey)));
        const std::size_t cord = grey + countLabel(*one, 1);
        QVERIFY2(cord >= 3 * 29 * 29 && cord <= 3 * 31 * 31, qPrintable(QString::number(cord)));
        QVERIFY(dataset.card.nonCommercial);
        QVERIFY(std::abs(shareOf(dataset, "site3-sc02") - 1.0 / 16) < 1e-9);
    }

    void faultsAreNamed()
    {
        const Folder empty;
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "train-volume.tif",
                              prepareReal("em", empty));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "site*-sc*-image.nii.gz",
                              prepareReal("gm", empty));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "TCIA_pancreas_labels",
                              prepareReal("pancreas", empty));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "em, gm, pancreas",
                              prepareReal("liver", empty));
        const Folder half;
        writeVoxels(half / "train-volume.tif", plainGrid(kSide, kSide, 30), emGrey);
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "train-labels.tif", prepareReal("em", half));
        writeVoxels(half / "train-labels.tif", plainGrid(kSide, kSide, 29), emCells);
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "found 30 and 29", prepareReal("em", half));
        const Folder strange;
        writeScgm(strange, 9);
        writeVoxels(strange / "site1-sc01-mask-r2.nii.gz", patientGrid(32, 3, 0.5),
                    [](int x, int, int) { return x; });
        HALFTONE_EXPECT_ERROR(ErrorCode::FileFormat, "site1-sc01-mask-r2.nii.gz",
                              prepareReal("gm", strange));
        const Folder few;
        writeScgm(few, 2);
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "--validation: site1-sc01",
                              prepareReal("gm", few));
        const Folder other;
        writeChallenge2018(other);
        writeVoxels(other / "gm/gm_challenge_2018/sub-9418_run-1_cordseg-manual.nii.gz",
                    patientGrid(39, 4, 0.5), square(39, 7, 1));
        HALFTONE_EXPECT_ERROR(ErrorCode::ShapeMismatch, "cordseg", prepareReal("gm", other));
    }
};

QTEST_GUILESS_MAIN(PrepareTest)
#include "tst_prepare.moc"
