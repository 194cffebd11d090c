// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "core/pipeline/read_cases.h"
#include "core/pipeline/sweep.h"
#include "tests/support/expect_error.h"

#include <QTemporaryDir>
#include <QTest>

using namespace halftone;
using namespace halftone::pipeline;
namespace fs = std::filesystem;

namespace {

constexpr int kWidth = 20;
constexpr int kHeight = 16;
constexpr int kSlices = 4;
constexpr std::size_t kPlane = std::size_t{kWidth} * kHeight;

std::shared_ptr<const model::Model> twoLabelModel()
{
    model::Model model = model::makeRandomModel(model::makeUNet(4, 1, 3), 8);
    model.card.labels = {{1, "white", {1, 2, 3}}, {2, "grey", {3, 2, 1}}};
    model.card.unions = {{"cord", {1, 2}}};
    model.card.preprocess.orientation.clear();
    return std::make_shared<const model::Model>(std::move(model));
}

// Labels of slices 1 and 2 only.
LabelMap twoLabels()
{
    LabelMap labels;
    labels.geometry.size = {kWidth, kHeight, kSlices};
    labels.geometry.spacingKnown = true;
    labels.geometry.orientationKnown = true;
    labels.voxels.resize(kPlane * kSlices);
    labels.voxels[kPlane + 5] = 1;
    labels.voxels[2 * kPlane + 7] = 2;
    return labels;
}

} // namespace

class TestReadCases : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        const LabelMap labels = twoLabels();
        Image image;
        image.geometry = labels.geometry;
        std::vector<std::uint8_t> voxels(labels.voxels.size());
        for (std::size_t i = 0; i < voxels.size(); ++i) {
            voxels[i] = static_cast<std::uint8_t>(i * 7);
        }
        image.voxels = std::move(voxels);
        image::writeImage(file("image.nii.gz"), image);
        image::writeLabelMap(file("labels.nii.gz"), labels);
        LabelMap grey = labels;
        for (std::uint8_t& voxel : grey.voxels) {
            voxel = voxel == 2 ? 1 : 0;
        }
        image::writeLabelMap(file("grey.nii.gz"), grey);
    }

    void filesOfOneCase()
    {
        const CaseDescription description = describe({{"", file("labels.nii.gz")}});
        const SweepCase loaded = loadCase(description, *m_model, {}, {});
        QCOMPARE(loaded.name, std::string("someone"));
        QCOMPARE(loaded.slices, (std::vector<int>{1, 2})); // those the reference labels
        QVERIFY(loaded.scored.empty());
        QCOMPARE(loaded.reference->voxels, twoLabels().voxels);
        QCOMPARE(loaded.caseOf(2), std::string("someone"));
        CaseDescription bySlice = description;
        bySlice.sliceIsCase = true;
        QCOMPARE(loadCase(bySlice, *m_model, {}, {}).caseOf(2), std::string("someone-2"));
    }

    void referenceOfOneLabelIsScoredAlone()
    {
        const SweepCase loaded =
            loadCase(describe({{"grey", file("grey.nii.gz")}}), *m_model, {}, {});
        QCOMPARE(loaded.scored, std::vector<std::string>{"grey"});
        QCOMPARE(loaded.slices, std::vector<int>{2});
        HALFTONE_EXPECT_ERROR(
            ErrorCode::InvalidArgument, "one kind",
            loadCase(describe({{"", file("labels.nii.gz")}, {"grey", file("grey.nii.gz")}}),
                     *m_model, {}, {}));
    }

    void whatIsFoundNamesItsFile()
    {
        LabelMap grey = twoLabels();
        std::replace(grey.voxels.begin(), grey.voxels.end(), std::uint8_t{1}, std::uint8_t{0});
        image::writeLabelMap(file("only-grey.nii.gz"), grey);
        Image flat = image::readImage(file("image.nii.gz"));
        flat.voxels = std::vector<std::uint8_t>(flat.geometry.voxels(), 7);
        image::writeImage(file("flat.nii.gz"), flat);
        CaseDescription description = describe({{"", file("only-grey.nii.gz")}});
        description.files.image = file("flat.nii.gz");
        Findings findings;
        const FindingFn take = [&](const Finding& finding) { findings.push_back(finding); };
        (void)loadCase(description, *m_model, take, {});
        QCOMPARE(findings.size(), std::size_t{2});
        QCOMPARE(findings[0].message.kind, std::string("constant"));
        QCOMPARE(findings[0].file, file("flat.nii.gz").string());
        QCOMPARE(findings[1].message.kind, std::string("reference-of-one-label"));
        QCOMPARE(findings[1].file, file("only-grey.nii.gz").string());
        description.volume = 2;
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "one volume",
                              loadCase(description, *m_model, take, {}));
    }

    void sourceReadsACaseWhenItIsItsTurn()
    {
        CaseDescription missing = describe({});
        missing.slices = {};
        missing.files.image = file("gone.nii.gz");
        CaseDescription there = describe({});
        there.slices = {data::SliceChoice::Kind::Range, 0, 1};
        const CaseSource source = caseSource({there, missing}, m_model, {});
        QCOMPARE(source.names, (std::vector<std::string>{"image.nii.gz", "gone.nii.gz"}));
        QCOMPARE(source.load(0, {}).chosenSlices(), (std::vector<int>{0, 1}));
        HALFTONE_EXPECT_ERROR(ErrorCode::FileNotFound, "gone.nii.gz", source.load(1, {}));
    }

    // Synthetic and training slices are left out; slices of one case become one image; what nobody
    // labelled is background.
    void validationSlicesOfADataset()
    {
        auto dataset = std::make_shared<data::Dataset>();
        dataset->card = m_model->card;
        const std::vector<std::string> cases{"a", "a", "b"};
        for (const auto& [split, synthetic] :
             {std::pair{data::Split::Train, false}, std::pair{data::Split::Validation, true},
              std::pair{data::Split::Validation, false}}) {
            data::SliceGroup group;
            group.split = split;
            group.synthetic = synthetic;
            group.height = kHeight;
            group.width = kWidth;
            group.cases = cases;
            group.images.resize(kPlane * cases.size());
            group.labels.resize(kPlane * cases.size());
            for (std::size_t i = 0; i < group.images.size(); ++i) {
                group.images[i] = static_cast<std::uint8_t>(i % 251);
            }
            group.labels[kPlane] = data::kIgnoredLabel;
            group.labels[kPlane + 1] = 2;
            dataset->groups.push_back(std::move(group));
        }
        const CaseSource source = caseSource(dataset);
        QCOMPARE(source.names, (std::vector<std::string>{"a", "b"}));
        const std::vector<SweepCase> loaded{source.load(0, {}), source.load(1, {})};
        QCOMPARE(loaded[0].image.slices(), 2);
        QCOMPARE(loaded[1].image.slices(), 1);
        const auto& codes = dataset->groups[2].images;
        QCOMPARE(loaded[0].image.slice(1),
                 std::vector<std::uint8_t>(codes.begin() + kPlane, codes.begin() + 2 * kPlane));
        QCOMPARE(int(loaded[0].reference->voxels[kPlane]), 0);
        QCOMPARE(int(loaded[0].reference->voxels[kPlane + 1]), 2);
    }

    // Each slice gets a row of its own, as if it were an image.
    void slicesAreScoredAsCases()
    {
        qputenv("HALFTONE_TORCH_MODULE", "no-such-module.so");
        CaseDescription description = describe({{"", file("labels.nii.gz")}});
        description.sliceIsCase = true;
        SweepOptions options;
        options.precisions = {{8, 8}};
        options.compareWithFull = false;
        const std::vector<TradeoffPoint> points =
            sweep(makeRuntime(1), m_model, caseSource({description}, m_model, {}), options, {}, {});
        QCOMPARE(points[0].dicePerCase.size(), std::size_t{2});
        QVERIFY(points[0].dicePerCase.contains("someone-1"));
        QVERIFY(points[0].dicePerCase.contains("someone-2"));
    }

private:
    [[nodiscard]] fs::path file(const std::string& name) const
    {
        return fs::path(m_folder.path().toStdString()) / name;
    }

    [[nodiscard]] CaseDescription describe(std::map<std::string, fs::path> references) const
    {
        CaseDescription description;
        description.files = {"someone", file("image.nii.gz"), std::move(references)};
        description.slices.kind = data::SliceChoice::Kind::Labelled;
        return description;
    }

    QTemporaryDir m_folder;
    std::shared_ptr<const model::Model> m_model = twoLabelModel();
};

QTEST_GUILESS_MAIN(TestReadCases)
#include "tst_read_cases.moc"
