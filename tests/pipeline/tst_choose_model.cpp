// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "core/phantom/phantom.h"
#include "core/pipeline/choose_model.h"

#include <QDir>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace halftone;
using namespace halftone::pipeline;

namespace {

using ModelPtr = std::shared_ptr<const model::Model>;

ModelPtr modelFor(Modality modality, const char* title)
{
    model::Model model = model::makeRandomModel(model::makeUNet(2, 1, 1), 1);
    model.card.title = title;
    model.card.preprocess.modality = modality;
    model.card.preprocess.assumedSpacingMm = modality == Modality::CT ? 0.8 : 0;
    return std::make_shared<const model::Model>(std::move(model));
}

/// A sample as a PNG would bring it: 8 bits, one slice, no word about pixels or modality.
Image asPicture(const Image& sample, double low, double high)
{
    Image picture;
    picture.geometry.size = {sample.geometry.size[0], sample.geometry.size[1], 1};
    std::vector<std::uint8_t> voxels;
    for (std::size_t i = 0; i < picture.geometry.voxels(); ++i) {
        const double level = 255 * (sample.value(i) - low) / (high - low);
        voxels.push_back(static_cast<std::uint8_t>(std::clamp(level, 0.0, 255.0)));
    }
    picture.voxels = std::move(voxels);
    return picture;
}

Image sampleOf(phantom::Kind kind)
{
    phantom::Options options;
    options.slices = 1;
    return phantom::make(kind, options).image;
}

/// As a NIfTI file: everything but the modality.
Image withoutModality(Image image)
{
    image.modality = Modality::Unknown;
    return image;
}

} // namespace

class TestChooseModel : public QObject {
    Q_OBJECT

private:
    const ModelPtr m_cord = modelFor(Modality::MR, "Cord");
    const ModelPtr m_pancreas = modelFor(Modality::CT, "Pancreas");
    const ModelPtr m_membrane = modelFor(Modality::EM, "Membranes");
    const std::vector<ModelPtr> m_models{m_cord, m_pancreas, m_membrane};

private Q_SLOTS:
    void aStatedModalityDecides()
    {
        for (const auto& [kind, model] :
             {std::pair{phantom::Kind::Em, m_membrane}, std::pair{phantom::Kind::Cord, m_cord},
              std::pair{phantom::Kind::Abdomen, m_pancreas}}) {
            const Image image = sampleOf(kind);
            const ModelChoice choice = chooseModel(image, m_models, {nullptr, m_cord});
            QVERIFY(choice.model == model);
            QVERIFY(choice.note.empty());
        }
        // The user's model for another modality steps back, and that is said.
        const Image ct = sampleOf(phantom::Kind::Abdomen);
        const ModelChoice other = chooseModel(ct, m_models, {m_membrane, m_membrane});
        QVERIFY(other.model == m_pancreas);
        QCOMPARE(other.note, std::string("This is a CT image: 'Pancreas' segments it, not "
                                         "'Membranes'."));
        // Of several for one modality: the user's, the last, the first.
        const ModelPtr second = modelFor(Modality::CT, "Liver");
        const std::vector<ModelPtr> two{m_pancreas, second};
        QVERIFY(chooseModel(ct, two).model == m_pancreas);
        QVERIFY(chooseModel(ct, two, {nullptr, second}).model == second);
        QVERIFY(chooseModel(ct, two, {second, m_pancreas}).model == second);
        // None for it: nothing, unless the user asked for one.
        const std::vector<ModelPtr> none{m_membrane};
        QVERIFY(chooseModel(ct, none).model == nullptr);
        QVERIFY(chooseModel(ct, none, {m_membrane, nullptr}).model == m_membrane);
        QVERIFY(chooseModel(ct, {}).model == nullptr);
    }

    void filesWithoutModalityAreLookedAt()
    {
        const auto choose = [&](const Image& image, const ModelHabit& habit = {}) {
            return chooseModel(image, m_models, habit);
        };
        const ModelChoice nanometres = choose(withoutModality(sampleOf(phantom::Kind::Em)));
        QVERIFY(nanometres.model == m_membrane);
        QVERIFY(nanometres.note.find("4 nm") != std::string::npos);
        QVERIFY(nanometres.note.find("'Membranes' was chosen") != std::string::npos);
        // Certain evidence outweighs what was used last; the user's own choice outweighs all.
        const Image hounsfield = withoutModality(sampleOf(phantom::Kind::Abdomen));
        QVERIFY(choose(hounsfield, {nullptr, m_cord}).model == m_pancreas);
        QVERIFY(choose(hounsfield, {m_cord, nullptr}).model == m_cord);
        QVERIFY(choose(hounsfield, {m_cord, nullptr}).note.empty());
        const Image axial = withoutModality(sampleOf(phantom::Kind::Cord));
        QVERIFY(choose(axial).model == m_cord);
        QVERIFY(choose(axial, {nullptr, m_pancreas}).model == m_pancreas);
    }

    void picturesAreToldApart()
    {
        const Image em = asPicture(sampleOf(phantom::Kind::Em), 0, 255);
        const Image ct = asPicture(sampleOf(phantom::Kind::Abdomen), 0, 255);
        const auto choose = [&](const Image& image, const ModelHabit& habit = {}) {
            return chooseModel(image, m_models, habit).model;
        };
        QVERIFY(choose(em) == m_membrane);
        QVERIFY(choose(em, {nullptr, m_pancreas}) == m_membrane);
        // A body in black: what was used last, else a model that takes files without a pixel size.
        QVERIFY(choose(ct) == m_pancreas);
        QVERIFY(choose(ct, {nullptr, m_cord}) == m_cord);
        const std::vector<ModelPtr> plain{m_cord, m_membrane};
        const ModelChoice first = chooseModel(ct, plain);
        QVERIFY(first.model == m_cord);
        QVERIFY(first.note.find("first of those installed") != std::string::npos);
        // With one model there is nothing to explain, unless it is the wrong one.
        QVERIFY(chooseModel(ct, std::vector<ModelPtr>{m_cord}).note.empty());
        QVERIFY(chooseModel(ct, std::vector<ModelPtr>{m_cord}).model == m_cord);
        const ModelChoice wrong = chooseModel(em, std::vector<ModelPtr>{m_cord});
        QVERIFY(wrong.model == m_cord);
        QVERIFY(wrong.note.find("looks like EM") != std::string::npos);
        Image flat = em; // nothing to see: no evidence
        flat.voxels = std::vector<std::uint8_t>(flat.geometry.voxels(), 7);
        QVERIFY(guessModality(flat).modality == Modality::Unknown);
    }

    void realFiles_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("modality");
        const auto row = [](const char* file, Modality modality) {
            QTest::newRow(file) << QString::fromLatin1(file) << static_cast<int>(modality);
        };
        row("em/isbi2012/image_z00-24.tif", Modality::EM);
        row("em/flyem_medulla_fib25/image_z000-199.tif", Modality::EM);
        row("em/vnc_gerhard2013/image_z00-16.tif", Modality::EM);
        row("em/gala_example/train_image.tif", Modality::EM);
        row("gm/gm_challenge_2018/sub-9604_run-1_T2starw.nii.gz", Modality::MR);
        row("gm/gm_challenge_2018/sub-9418_run-1_T2starw.nii.gz", Modality::MR);
        row("pancreas/nih_pancreas_ct/images/PANCREAS_0008_z090.png", Modality::Unknown);
        row("pancreas/totalsegmentator_example/example_ct_int16.nii.gz", Modality::CT);
    }
    void realFiles()
    {
        QFETCH(QString, file);
        QFETCH(int, modality);
        const QString named = qEnvironmentVariable("HALFTONE_DATA");
        const QDir data(named.isEmpty() ? QStringLiteral(HALFTONE_DEFAULT_DATA) : named);
        if (!data.exists(file)) {
            QSKIP("no real images: HALFTONE_DATA does not hold this file");
        }
        const Image image = image::readImage(data.filePath(file).toStdString());
        QVERIFY(image.modality == Modality::Unknown);
        QCOMPARE(static_cast<int>(guessModality(image).modality), modality);
    }
};

QTEST_GUILESS_MAIN(TestChooseModel)
#include "tst_choose_model.moc"
