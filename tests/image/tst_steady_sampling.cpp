// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// The same scan stored twice gives the same codes for a model, and the same mask.
#include "core/image/grid/detail/steady_spacing.h"
#include "core/image/grid/preprocess.h"
#include "tests/image/test_images.h"

#include <QTest>

#include <memory>
#include <random>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

PreprocessSpec specOf(double targetMm)
{
    PreprocessSpec spec;
    spec.orientation = "RPI";
    spec.window = WindowKind::Percentile;
    spec.low = 0.5;
    spec.high = 99.5;
    spec.inPlaneSpacingMm = targetMm;
    return spec;
}

Image noise(double spacingMm)
{
    Image image;
    image.geometry = obliqueGeometry({131, 97, 2});
    image.geometry.spacingMm = {spacingMm, spacingMm, 3};
    std::vector<std::int16_t> voxels(image.geometry.voxels());
    std::mt19937 random(5); // the standard fixes its numbers
    for (std::int16_t& voxel : voxels) {
        voxel = static_cast<std::int16_t>(random() % 2000);
    }
    image.voxels = std::move(voxels);
    return image;
}

bool preparedAlike(const Image& a, const Image& b, double targetMm)
{
    const PreparedImage one(std::make_shared<const Image>(a), specOf(targetMm));
    const PreparedImage two(std::make_shared<const Image>(b), specOf(targetMm));
    if (one.width() != two.width() || one.height() != two.height()
        || one.slice(1) != two.slice(1)) {
        return false;
    }
    std::vector<float> scores;
    for (const std::uint8_t code : one.slice(0)) {
        scores.push_back(static_cast<float>(code) / 255);
    }
    return one.restoreClasses(scores, 1) == two.restoreClasses(scores, 1);
}

} // namespace

class SteadySamplingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundingOfAHeaderChangesNothing_data()
    {
        QTest::addColumn<double>("spacing");
        QTest::addColumn<double>("target");
        for (const double spacing :
             {0.8, 0.7, 0.33, 1.25, 0.9765625, 0.742188, 0.683594, 0.4883, 1.0 / 3, 0.859375}) {
            for (const double target : {0.25, 0.5, 0.8, 1.0}) {
                QTest::addRow("%g to %g", spacing, target) << spacing << target;
            }
        }
        QTest::newRow("nanometres") << 3.7e-6 << 8e-6;
    }
    void roundingOfAHeaderChangesNothing()
    {
        QFETCH(double, spacing);
        QFETCH(double, target);
        const Image image = noise(spacing);
        Image stored = image; // as floats, with directions that are rounded
        for (double& mm : stored.geometry.spacingMm) {
            mm = static_cast<double>(static_cast<float>(mm));
        }
        for (double& origin : stored.geometry.originMm) {
            origin += 1e-5;
        }
        std::mt19937 random(9);
        for (double& cosine : stored.geometry.direction) {
            cosine += 1e-7 * (static_cast<double>(random() % 201) / 100 - 1);
        }
        QVERIFY(preparedAlike(image, stored, target));
    }

    void anotherSpacingIsAnother() { QVERIFY(!preparedAlike(noise(0.8), noise(0.801), 0.5)); }

    void niceSpacingsAreKept_data()
    {
        QTest::addColumn<double>("spacing");
        for (const double spacing :
             {0.8, 0.5, 0.25, 0.9765625, 0.859375, 1.0, 3.0, 12.5, 4e-6, 3.7e-6, 0.035, 1234.0}) {
            QTest::addRow("%g", spacing) << spacing;
        }
    }
    void niceSpacingsAreKept()
    {
        QFETCH(double, spacing);
        const auto steady = [](double mm) { return detail::steadySpacing(mm); };
        QVERIFY(steady(spacing) == spacing); // to the last bit
        QVERIFY(steady(static_cast<double>(static_cast<float>(spacing))) == spacing);
        QVERIFY(steady(spacing * (1 + 2e-7)) == spacing);
    }

    void othersAreHardlyMoved()
    {
        std::mt19937 random(1);
        for (int n = 0; n < 1000; ++n) {
            const double mm = 0.1 + static_cast<double>(random() % 1000003) / 250000.1;
            const double steady = detail::steadySpacing(mm);
            QVERIFY(std::abs(steady / mm - 1) < 8e-6);
        }
    }

    void diagonalAxesFallOneWay()
    {
        Geometry geometry = obliqueGeometry();
        const double c = std::sqrt(0.5);
        for (const double turn : {-1e-7, 0.0, 1e-7}) {
            geometry.direction = {c - turn, -c - turn, 0, c + turn, c - turn, 0, 0, 0, 1};
            QCOMPARE(orientationCode(geometry), std::string("LPS"));
        }
    }
};

QTEST_GUILESS_MAIN(SteadySamplingTest)
#include "tst_steady_sampling.moc"
