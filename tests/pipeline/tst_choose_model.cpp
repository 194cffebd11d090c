// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "core/phantom/phantom.h"
#include "core/pipeline/choose_model.h"
#include "tests/pipeline/image_kinds.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <vector>

using namespace halftone;
using namespace halftone::pipeline;

namespace {

using ModelPtr = std::shared_ptr<const model::Model>;

model::Model modelFor(Modality modality, const char* name)
{
    model::Model model = model::makeRandomModel(model::makeUNet(2, 1, 1), 1);
    model.card.name = name;
    model.card.preprocess.modality = modality;
    return model;
}

ModelPtr shared(model::Model model)
{
    return std::make_shared<const model::Model>(std::move(model));
}

ModelPtr cordModel()
{
    model::Model model = modelFor(Modality::MR, "cord");
    model.card.preprocess.window = WindowKind::Percentile;
    model.card.preprocess.low = 1;
    model.card.preprocess.high = 99;
    model.card.preprocess.orientation = "LPS";
    model.card.images.spacingMm = {0.25, 1};
    model.card.images.sliceSpacingMm = {1.5, 12};
    model.card.images.extentMm = {20, 260};
    model.card.images.slices = {1, 100};
    model.card.images.bodyParts = {"spine", "neck"};
    model.card.images.sequences = {"T2*", "T2star", "GRE"};
    model.card.images.otherBodyParts = {"head", "brain"};
    model.card.images.otherSequences = {"T1w", "TSE"};
    return shared(std::move(model));
}

ModelPtr pancreasModel()
{
    model::Model model = modelFor(Modality::CT, "pancreas");
    model.card.preprocess.orientation = "LPS";
    model.card.preprocess.expectedMin = -1024;
    model.card.preprocess.expectedMax = 1000;
    model.card.preprocess.assumedSpacingMm = 0.8;
    model.card.images.spacingMm = {0.4, 3.2};
    model.card.images.extentMm = {260, 700};
    model.card.images.bodyParts = {"abdomen"};
    model.card.images.otherBodyParts = {"head", "chest"};
    return shared(std::move(model));
}

ModelPtr membraneModel()
{
    model::Model model = modelFor(Modality::EM, "membrane");
    model.card.preprocess.window = WindowKind::Percentile;
    model.card.preprocess.low = 1;
    model.card.preprocess.high = 99;
    model.card.preprocess.trainedSpacingMm = 4e-6;
    return shared(std::move(model));
}

const std::vector<ModelPtr>& models()
{
    static const std::vector<ModelPtr> all{cordModel(), pancreasModel(), membraneModel()};
    return all;
}

/// "cord good: MR, 0.5 mm, neck, T2*"
QString best(const Image& image)
{
    const ModelFit fit = rankModels(factsOf(image), models()).front();
    return QString::fromStdString(fit.model->card.name + " " + toString(fit.fit) + ": "
                                  + fit.reason);
}

/// What is said of one of them.
QString of(const char* name, const Image& image)
{
    for (const ModelFit& fit : rankModels(factsOf(image), models())) {
        if (fit.model->card.name == name) {
            return QString::fromStdString(std::string(toString(fit.fit)) + ": " + fit.reason);
        }
    }
    return {};
}

} // namespace

class TestChooseModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatTheFileStatesDecides();
    void wordsSpeakForAModelAndAgainstIt();
    void aBodyPartOutweighsFreeTexts();
    void sizesRuleModelsOut();
    void filesWithoutModalityAreLookedAt();
    void stacksOfTissueLookLikeMicroscopy();
    void labelsAreNoImages();
    void aDescriptionBesideTheFileIsRead();
    void whatWasUsedLastBreaksTiesAlone();
    void modelsWithoutRulesTakePart();
    void aHeaderSaysTheSameWhereItStatesTheModality();
};

void TestChooseModel::whatTheFileStatesDecides()
{
    Image cord = test::cordKind();
    cord.modality = Modality::MR;
    QCOMPARE(best(cord), QStringLiteral("cord fair: MR, 0.5 mm, body part not stated"));
    cord.tags.protocol = "t2star_tra";
    QCOMPARE(best(cord), QStringLiteral("cord fair: MR, 0.5 mm, T2*"));
    cord.tags.bodyPart = "CSPINE";
    QCOMPARE(best(cord), QStringLiteral("cord good: MR, 0.5 mm, spine, T2*"));
    QVERIFY(of("membrane", cord).startsWith(QStringLiteral("no: MR, not EM")));
    QVERIFY(of("pancreas", cord).startsWith(QStringLiteral("no: MR, not CT")));

    Image abdomen = test::abdomenKind();
    abdomen.modality = Modality::CT;
    abdomen.tags.bodyPart = "ABDOMEN";
    QCOMPARE(best(abdomen), QStringLiteral("pancreas good: CT, 0.8 mm, abdomen"));
    QCOMPARE(of("cord", abdomen).left(14), QStringLiteral("no: CT, not MR"));

    QCOMPARE(best(phantom::make(phantom::Kind::Em, {1, 64, 2}).image),
             QStringLiteral("membrane good: EM, 4 nm"));
}

void TestChooseModel::wordsSpeakForAModelAndAgainstIt()
{
    Image image = test::cordKind();
    image.modality = Modality::MR;
    const auto fitNamed = [&](const char* words) {
        image.tags.protocol = words;
        return of("cord", image).section(QChar(u':'), 0, 0);
    };
    QCOMPARE(fitNamed("t2_gre_tra"), QStringLiteral("fair"));
    QCOMPARE(fitNamed("progress"), QStringLiteral("fair")); // no GRE in it: words of 3 stand alone
    QVERIFY(of("cord", image).endsWith(QStringLiteral("body part not stated")));
    QCOMPARE(fitNamed("C-SPINE t2*"), QStringLiteral("good"));
    QCOMPARE(fitNamed("t2_tse_tra"), QStringLiteral("no"));
    QCOMPARE(fitNamed("brain gre"), QStringLiteral("no")); // the sequence is no body part
    QCOMPARE(fitNamed("spine tse"), QStringLiteral("no"));
    QCOMPARE(fitNamed("head and neck gre"), QStringLiteral("good"));
    // The name of the file counts as such words.
    image.tags = {};
    image.files = {"patient/sub-1_T1w.nii.gz"};
    QVERIFY(of("cord", image).contains(QStringLiteral("'T1w'")));
    image.files = {"brain/sub-1_T2starw.nii.gz"}; // its folder does not
    QCOMPARE(of("cord", image), QStringLiteral("fair: MR, 0.5 mm, T2*"));
}

void TestChooseModel::aBodyPartOutweighsFreeTexts()
{
    Image image = test::cordKind();
    image.modality = Modality::MR;
    image.tags = {"HEAD", "neck t2star"};
    QCOMPARE(of("cord", image), QStringLiteral("no: body part HEAD"));
    image.tags.bodyPart = "HEADNECK";
    QVERIFY(of("cord", image).startsWith(QStringLiteral("good")));
    for (const char* vague : {"WHOLEBODY", "PARTIALBODY", "UNKNOWN", " "}) {
        image.tags = {vague, ""};
        QVERIFY2(of("cord", image).startsWith(QStringLiteral("fair")), vague);
    }
    image.tags.bodyPart = "KNIE"; // in another language: not ruled out, not segmented unasked
    QCOMPARE(of("cord", image),
             QStringLiteral("unclear: body part KNIE, which the model does not name"));
    image.tags.bodyPart = "KN\x1b[2JIE";
    QVERIFY(!of("cord", image).contains(QChar(0x1b)));
}

void TestChooseModel::sizesRuleModelsOut()
{
    Image image = test::cordKind();
    image.modality = Modality::MR;
    const auto isOut = [&](const char* reason) {
        return of("cord", image).startsWith(QStringLiteral("no: "))
               && of("cord", image).contains(QString::fromLatin1(reason));
    };
    image.geometry.spacingMm = {0.5, 2, 5};
    QVERIFY2(isOut("pixels of 2 mm, the model is for 0.25 mm to 1 mm"),
             qPrintable(of("cord", image)));
    image.geometry.spacingMm = {0.5, 0.5, 1};
    QVERIFY(isOut("slices 1 mm apart"));
    image.geometry.spacingMm = {1, 1, 5};
    image.geometry.size = {320, 100, 20};
    QVERIFY(isOut("slices 320 mm wide"));
    image.geometry.size = {64, 64, 101};
    QVERIFY(isOut("101 slices"));
    // Stored as sagittal slices, but read as axial ones: what counts are the axes of the model.
    Image sagittal = test::cordKind();
    sagittal.modality = Modality::MR;
    sagittal.geometry.direction = {0, 0, 1, 1, 0, 0, 0, -1, 0}; // i along P, j along I, k along L
    sagittal.geometry.size = {128, 6, 128};
    sagittal.geometry.spacingMm = {0.5, 5, 0.5};
    QVERIFY(of("cord", sagittal).startsWith(QStringLiteral("fair")));
    sagittal.geometry.spacingMm = {0.5, 0.5, 5};
    QVERIFY(of("cord", sagittal).startsWith(QStringLiteral("no: pixels of 5 mm")));
    // One slice lies apart from none.
    image.geometry = test::cordKind().geometry;
    image.geometry.size[2] = 1;
    image.geometry.spacingMm[2] = 1;
    QVERIFY(of("cord", image).startsWith(QStringLiteral("fair")));
}

void TestChooseModel::filesWithoutModalityAreLookedAt()
{
    QCOMPARE(best(test::abdomenKind()).section(QChar(u','), 0, 0),
             QStringLiteral("pancreas fair: CT by its values"));
    QVERIFY(of("cord", test::abdomenKind()).startsWith(QStringLiteral("no")));
    Image cord = test::cordKind();
    QCOMPARE(best(cord), QStringLiteral("cord appearance: MR, 0.5 mm"));
    QVERIFY(of("membrane", cord).startsWith(QStringLiteral("no: pixels of 0.5 mm")));
    QVERIFY(of("pancreas", cord).startsWith(QStringLiteral("no: slices")));
    cord.tags.protocol = "TE=14;sec=36392.4950"; // what dcm2niix leaves: an echo time
    QCOMPARE(best(cord), QStringLiteral("cord fair: MR, 0.5 mm, body part not stated"));
    Image em = phantom::make(phantom::Kind::Em, {1, 64, 2}).image;
    em.modality = Modality::Unknown;
    QCOMPARE(best(em), QStringLiteral("membrane good: EM by its pixel size, 4 nm"));
    em.geometry.spacingMm = {1e-3, 1e-3, 1e-3}; // light microscopy
    QVERIFY(of("membrane", em).startsWith(QStringLiteral("no: pixels of 1 um")));
    // Other values below zero: phases, and grey values around their mean.
    QVERIFY(best(test::withValues(cord, -4096, 4095)).startsWith(QStringLiteral("cord ")));
    QVERIFY(best(test::withValues(cord, -3, 5)).startsWith(QStringLiteral("cord ")));
}

void TestChooseModel::stacksOfTissueLookLikeMicroscopy()
{
    const Image stack = test::emStackKind();
    QCOMPARE(best(stack),
             QStringLiteral("membrane appearance: EM (8 bits, no pixel size, tissue up to every "
                            "edge)"));
    QVERIFY(of("pancreas", stack).startsWith(QStringLiteral("unclear")));
    // A photo, or a section: one picture of no microscope's format.
    Image picture = test::emStackKind(1);
    picture.format = "PNG";
    QVERIFY(best(picture).contains(QStringLiteral("unclear")));
    picture.format = "TIFF";
    QVERIFY(best(picture).startsWith(QStringLiteral("membrane appearance")));
    // With air around a body, or a slide around a section, or 16 bits, or a pixel size.
    QVERIFY(best(test::framed(stack, 0)).contains(QStringLiteral("unclear")));
    QVERIFY(best(test::framed(stack, 255)).contains(QStringLiteral("unclear")));
    Image deep = stack;
    std::vector<std::uint16_t> wide;
    for (std::size_t i = 0; i < stack.geometry.voxels(); ++i) {
        wide.push_back(static_cast<std::uint16_t>(257 * stack.value(i)));
    }
    deep.voxels = wide;
    QVERIFY(best(deep).contains(QStringLiteral("unclear")));
    Image flat = stack;
    flat.voxels = std::vector<std::uint8_t>(flat.geometry.voxels(), 7);
    QVERIFY(of("membrane", flat).startsWith(QStringLiteral("no: it holds labels")));
}

void TestChooseModel::labelsAreNoImages()
{
    for (const phantom::Kind kind :
         {phantom::Kind::Em, phantom::Kind::Cord, phantom::Kind::Abdomen}) {
        const LabelMap labels = phantom::make(kind, {2, 128, 4}).labels;
        Image image;
        image.geometry = labels.geometry;
        image.voxels = labels.voxels;
        for (const ModelFit& fit : rankModels(factsOf(image), models())) {
            QVERIFY2(fit.fit == Fit::No, fit.reason.c_str());
            QVERIFY(fit.reason.find("it holds labels") != std::string::npos);
        }
    }
}

void TestChooseModel::aDescriptionBesideTheFileIsRead()
{
    QTemporaryDir folder;
    Image image = test::cordKind();
    const auto fitWith = [&](const QByteArray& json) {
        QFile file(folder.filePath(QStringLiteral("scan.json")));
        if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size()) {
            return QString();
        }
        file.close();
        image::writeImage(folder.filePath(QStringLiteral("scan.nii.gz")).toStdString(), image);
        return of("cord",
                  image::readImage(folder.filePath(QStringLiteral("scan.nii.gz")).toStdString()));
    };
    QCOMPARE(fitWith(R"({"Modality":"MR","BodyPartExamined":"CSPINE",
                         "SeriesDescription":["t2star"]})"),
             QStringLiteral("good: MR, 0.5 mm, spine, T2*"));
    QCOMPARE(fitWith(R"({"Modality":"MR","BodyPartExamined":"BRAIN"})"),
             QStringLiteral("no: body part BRAIN"));
    QVERIFY(fitWith(R"({"Modality":"CT"})").startsWith(QStringLiteral("no: CT, not MR")));
    for (const char* useless : {"", "[1]", "{", "{\"Modality\":{}}", "{\"Modality\":\"XA\"}"}) {
        QCOMPARE(fitWith(useless), QStringLiteral("appearance: MR, 0.5 mm"));
    }
}

void TestChooseModel::whatWasUsedLastBreaksTiesAlone()
{
    const ModelPtr first = shared(modelFor(Modality::CT, "first"));
    const ModelPtr second = shared(modelFor(Modality::CT, "second"));
    const ModelPtr other = shared(modelFor(Modality::MR, "other"));
    const std::vector<ModelPtr> all{first, second, other};
    Image image = test::abdomenKind();
    image.modality = Modality::CT;
    const ImageFacts facts = factsOf(image);
    QVERIFY(rankModels(facts, all).front().model == first);
    QVERIFY(rankModels(facts, all, second).front().model == second);
    QVERIFY(rankModels(facts, all, other).front().model == first);
    QVERIFY(rankModels(facts, {}).empty());
}

void TestChooseModel::modelsWithoutRulesTakePart()
{
    // As `prepare folder` makes them: a modality and the pixel size of the training.
    model::Model own = modelFor(Modality::MR, "own");
    own.card.preprocess.trainedSpacingMm = 0.5;
    Image image = test::cordKind();
    image.modality = Modality::MR;
    const std::vector<ModelPtr> all{shared(own)};
    const auto fit = [&] { return rankModels(factsOf(image), all).front().fit; };
    QVERIFY(fit() == Fit::Good);
    image.tags.bodyPart = "KNEE";
    QVERIFY(fit() == Fit::Good); // it names none
    image.geometry.spacingMm[0] = 0.24;
    QVERIFY(fit() == Fit::No);
    // A model for whatever comes is asked for.
    const std::vector<ModelPtr> any{shared(modelFor(Modality::Unknown, "any"))};
    Image picture = test::emStackKind(1);
    picture.format = "PNG";
    QVERIFY(rankModels(factsOf(picture), any).front().fit == Fit::Unclear);
}

void TestChooseModel::aHeaderSaysTheSameWhereItStatesTheModality()
{
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("scan.nii.gz")).toStdString();
    Image image = test::cordKind();
    image.modality = Modality::MR;
    image.synthetic = true; // the mark tells its modality
    image::writeImage(path, image);
    const auto ofHeader = rankModels(factsOf(image::readInfo(path)), models());
    const auto ofImage = rankModels(factsOf(image::readImage(path)), models());
    for (std::size_t i = 0; i < ofImage.size(); ++i) {
        QVERIFY(ofHeader[i].model == ofImage[i].model && ofHeader[i].fit == ofImage[i].fit);
        QCOMPARE(ofHeader[i].reason, ofImage[i].reason);
    }
}

QTEST_GUILESS_MAIN(TestChooseModel)
#include "tst_choose_model.moc"
