// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/preprocess.h"
#include "core/image/image_io.h"
#include "core/phantom/phantom.h"
#include "tests/image/reader_main.h"
#include "tests/image/test_images.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

const phantom::Sample& abdomen()
{
    static const phantom::Sample sample = phantom::make(phantom::Kind::Abdomen, {3, 128, 4});
    return sample;
}

const phantom::Sample& cord()
{
    static const phantom::Sample sample = phantom::make(phantom::Kind::Cord, {4, 128, 3});
    return sample;
}

std::shared_ptr<const Image> shared(Image image)
{
    return std::make_shared<const Image>(std::move(image));
}

/// As the shipped model of CT.
PreprocessSpec ctSpec(double high = 255)
{
    PreprocessSpec spec;
    spec.modality = Modality::CT;
    spec.orientation = "LPS";
    spec.low = 0;
    spec.high = high;
    spec.expectedMin = -1024;
    spec.expectedMax = 1000;
    return spec;
}

PreprocessSpec mrSpec()
{
    PreprocessSpec spec;
    spec.modality = Modality::MR;
    spec.orientation = "LPS";
    spec.window = WindowKind::Percentile;
    spec.low = 0.5;
    spec.high = 99.5;
    spec.expectedMax = 65535;
    return spec;
}

using Change = std::function<double(double value, int i, int j)>;

/// Every value of a sample replaced.
template <typename T = std::int16_t>
Image changed(const Image& image, const Change& change)
{
    Image result = image;
    std::vector<T> voxels;
    const auto [columns, rows, slices] = image.geometry.size;
    for (std::size_t n = 0; n < image.geometry.voxels(); ++n) {
        const int i = static_cast<int>(n) % columns;
        const int j = static_cast<int>(n) / columns % rows;
        voxels.push_back(static_cast<T>(change(image.value(n), i, j)));
    }
    result.voxels = std::move(voxels);
    return result;
}

/// The abdomen, which fills its picture, with air around it.
const Image& ct()
{
    static const Image image = changed(abdomen().image, [](double v, int i, int j) {
        const bool inside = std::hypot((i - 64) / 58.0, (j - 64) / 44.0) < 1;
        return inside ? v : -1000 + (i * 7 + j * 5) % 41 - 20;
    });
    return image;
}

bool isOutsideField(int i, int j)
{
    return std::hypot(i - 63.5, j - 63.5) > 63.5;
}

std::vector<std::string> kinds(const Image& image, const PreprocessSpec& spec)
{
    std::vector<std::string> result;
    const PreparedImage prepared(shared(image), spec);
    for (const Finding& finding : prepared.findings()) {
        result.push_back(finding.message.kind);
    }
    return result;
}

using Kinds = std::vector<std::string>;

Finding only(const Image& image, const PreprocessSpec& spec)
{
    const Findings findings = PreparedImage(shared(image), spec).findings();
    return findings.size() == 1 ? findings.front() : Finding{};
}

} // namespace

/// What is said of values that do not look like what the model expects, and when nothing is.
class FindingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void soundImagesRaiseNone_data()
    {
        QTest::addColumn<Image>("image");
        const auto add = [](const char* name, const Change& change) {
            QTest::addRow("%s", name) << changed(ct(), change);
            QTest::addRow("%s, a body that fills the picture", name)
                << changed(abdomen().image, change);
        };
        add("as it is", [](double v, int, int) { return v; });
        for (const int padding : {-1024, -2000, -3024, -32768, 0}) {
            add(("outside of the field " + std::to_string(padding)).c_str(),
                [=](double v, int i, int j) { return isOutsideField(i, j) ? padding : v; });
        }
        add("windowed for soft tissue",
            [](double v, int, int) { return std::clamp(v, -160.0, 240.0); });
        add("metal", [](double v, int i, int j) { return i == 60 && j < 70 ? 3071 : v; });
        add("lung alone, the rest blank",
            [](double v, int i, int j) { return std::hypot(i - 64, j - 64) < 40 ? v - 850 : 0; });
    }
    void soundImagesRaiseNone()
    {
        QFETCH(Image, image);
        const PreparedImage prepared(shared(image), ctSpec());
        for (const Finding& finding : prepared.findings()) {
            QFAIL(finding.text().c_str());
        }
    }

    void anAddedOffsetIsFound()
    {
        for (const Image* image : {&ct(), &abdomen().image}) {
            for (const int padding : {0, -1024, -2000}) {
                for (const int offset : {1000, 1024}) {
                    const Image added = changed(*image, [=](double v, int i, int j) {
                        return isOutsideField(i, j) ? padding : std::max(-1024.0, v) + offset;
                    });
                    const Finding finding = only(added, ctSpec());
                    QCOMPARE(finding.message.kind, std::string("ct-offset"));
                    QVERIFY(finding.severity == Severity::Severe);
                    const int tissue = std::stoi(finding.message.arguments.front());
                    QVERIFY2(tissue > offset - 100 && tissue < offset + 100,
                             finding.text().c_str());
                }
            }
        }
        const Image stored = changed<std::uint16_t>(
            ct(), [](double v, int, int) { return std::max(0.0, v + 1024); });
        // A model that adapts its window does not care.
        PreprocessSpec adapting = ctSpec();
        adapting.window = WindowKind::Percentile;
        adapting.high = 99;
        QCOMPARE(kinds(stored, adapting), Kinds{});
    }

    void picturesAreNotHounsfieldUnits()
    {
        const auto level = [](double v) { return std::clamp((v + 160) / 400, 0.0, 1.0); };
        const Image grey = changed<std::uint8_t>(
            ct(), [&](double v, int, int) { return std::round(255 * level(v)); });
        const Finding finding = only(grey, ctSpec());
        QCOMPARE(finding.message.kind, std::string("ct-as-picture"));
        QVERIFY(finding.severity == Severity::Warning);
        QVERIFY(finding.text().find("grey levels of a picture") != std::string::npos);
        const Image percent =
            changed<float>(ct(), [&](double v, int, int) { return 100 * level(v); });
        QVERIFY(only(percent, ctSpec()).text().find("per cent") != std::string::npos);
        const Image fractions = changed<float>(ct(), [&](double v, int, int) { return level(v); });
        QVERIFY(only(fractions, ctSpec()).text().find("fractions") != std::string::npos);
        // Slices as pictures, cut at the model's own window: what it was trained on.
        Image png = changed<std::uint8_t>(
            ct(), [](double v, int, int) { return std::clamp(v, 0.0, 255.0); });
        png.geometry.spacingKnown = false;
        QCOMPARE(kinds(png, ctSpec()), Kinds{});
        QCOMPARE(kinds(png, ctSpec(240)), Kinds{"ct-as-picture"});
    }

    void invertedGreyIsFound()
    {
        const Image negative = changed(ct(), [](double v, int, int) { return -v; });
        const Finding finding = only(negative, ctSpec());
        QCOMPARE(finding.message.kind, std::string("inverted"));
        QVERIFY(finding.severity == Severity::Severe);
        double brightest = 0;
        for (std::size_t n = 0; n < cord().image.geometry.voxels(); ++n) {
            brightest = std::max(brightest, cord().image.value(n));
        }
        QCOMPARE(kinds(cord().image, mrSpec()), Kinds{});
        // Around the neck is air in this one, as in most.
        const Change framed = [](double v, int i, int j) {
            return std::min({i, j, 127 - i, 127 - j}) < 20 ? 3 + (i + j) % 5 : v;
        };
        QCOMPARE(kinds(changed(cord().image, framed), mrSpec()), Kinds{});
        const Image inverted = changed(
            cord().image, [&](double v, int i, int j) { return brightest - framed(v, i, j); });
        QCOMPARE(kinds(inverted, mrSpec()), Kinds{"inverted"});
    }

    void otherRangesAreFound()
    {
        const Image tenfold = changed(ct(), [](double v, int, int) { return 10 * v; });
        const Finding finding = only(tenfold, ctSpec());
        QCOMPARE(finding.message.kind, std::string("unexpected-values"));
        QVERIFY(finding.text().find("Hounsfield") != std::string::npos);
        Image mr = changed(cord().image, [](double v, int, int) { return v - 50; });
        QCOMPARE(kinds(mr, mrSpec()), Kinds{"unexpected-values"});
    }

    void whatIsNoNumberIsCounted()
    {
        constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
        const Image some = changed<float>(abdomen().image, [](double v, int i, int j) {
            return i == 5 && j < 3    ? kNan
                   : i == 6 && j == 0 ? std::numeric_limits<double>::infinity()
                                      : v;
        });
        const Finding finding = only(some, ctSpec());
        QCOMPARE(finding.message.kind, std::string("not-finite"));
        QCOMPARE(finding.message.arguments.front(), std::string("16"));
        const Image all = changed<float>(abdomen().image, [](double, int, int) { return kNan; });
        QCOMPARE(kinds(all, ctSpec()), Kinds{"no-values"});
        const Image flat = changed<float>(abdomen().image, [](double, int, int) { return 40; });
        QCOMPARE(kinds(flat, ctSpec()), Kinds{"constant"});
    }

    void whatReadingFoundComesFirstAndIsNotRepeated()
    {
        Image image = changed(abdomen().image, [](double, int, int) { return 7; });
        image.findings = {{Severity::Note, {"lossy", "Lossy.", {}}},
                          {Severity::Severe, {"constant", "Said by the reader.", {}}}};
        const PreparedImage prepared(shared(image), ctSpec());
        QVERIFY(prepared.findings() == image.findings);
        Image other = cord().image;
        other.findings = image.findings;
        const Findings findings = PreparedImage(shared(other), ctSpec()).findings();
        QCOMPARE(findings.front().message.kind, std::string("lossy"));
        QVERIFY(findKind(findings, "wrong-modality")->severity == Severity::Severe);
    }

    void theFileOfAMaskNamesSevereFindings_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"mask.nii", "mask.nrrd", "mask.mha"}) {
            QTest::addRow("%s", name) << QString::fromLatin1(name);
        }
    }
    void theFileOfAMaskNamesSevereFindings()
    {
        QFETCH(QString, name);
        QTemporaryDir folder;
        const auto path = pathIn(folder, name.toUtf8().constData());
        LabelMap mask{cord().image.geometry, cord().labels.voxels, {}};
        mask.findings = {{Severity::Warning, {"lossy", "Lossy.", {}}}};
        writeLabelMap(path, mask);
        QVERIFY(!readBytes(path).contains("check before use"));
        mask.findings.push_back({Severity::Severe, {"gantry-tilt", "Tilted.", {}}});
        mask.findings.push_back({Severity::Severe, {"ct-offset", "Added.", {}}});
        writeLabelMap(path, mask);
        QVERIFY(readBytes(path).contains("Halftone: check before use: gantry-tilt, ct-offset"));
        QVERIFY(readLabelMap(path).voxels == mask.voxels);
        for (int n = 0; n < 20; ++n) {
            mask.findings.push_back({Severity::Severe, {"more-and-more", "More.", {}}});
        }
        writeLabelMap(path, mask);
        QVERIFY(readBytes(path).contains("more-and-more, ..."));
        QVERIFY(readLabelMap(path).voxels == mask.voxels);
    }
};

HALFTONE_READING_TEST_MAIN(FindingsTest)
#include "tst_findings.moc"
