// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/label_colours.h"
#include "core/model/model_file.h"
#include "ui/document/layer.h"
#include "ui/render/overlay.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <map>
#include <string>
#include <vector>

using namespace halftone;
using namespace halftone::ui;

namespace {

Colour colourOf(const Rgb& rgb)
{
    return {rgb.red, rgb.green, rgb.blue};
}

Colour colourOf(QRgb rgb)
{
    return {static_cast<std::uint8_t>(qRed(rgb)), static_cast<std::uint8_t>(qGreen(rgb)),
            static_cast<std::uint8_t>(qBlue(rgb))};
}

/// Of new masks.
constexpr double kOpacity = 0.55;

/// Side by side, and at the opacity of new masks over greys of an image.
double overAnImage(const Colour& a, const Colour& b, Eye eye)
{
    double least = colourDistance(a, b, eye);
    for (const int grey : {0, 64, 128, 192, 255}) {
        const auto below = static_cast<std::uint8_t>(grey);
        least = std::min(least, colourDistance(colourOver(a, below, kOpacity),
                                               colourOver(b, below, kOpacity), eye));
    }
    return least;
}

/// Everything that is drawn over an image.
std::map<std::string, Colour> everyColour()
{
    std::map<std::string, Colour> all{{"only here", colourOf(kOnlyHereColour)},
                                      {"missed", colourOf(kMissedColour)},
                                      {"fragile", colourOf(kFragileColour)},
                                      {"reference", colourOf(kReferenceColour)}};
    for (std::size_t n = 0; n < kModelLabelColours.size(); ++n) {
        all["model " + std::to_string(n + 1)] = kModelLabelColours[n];
    }
    for (std::size_t n = 0; n < kFileLabelColours.size(); ++n) {
        all["file " + std::to_string(n + 1)] = kFileLabelColours[n];
    }
    return all;
}

} // namespace

/// Errors and what agrees must not look alike to anybody. 10 in CIELAB is seen at a glance side by
/// side; on an image more is wanted.
class TestErrorColours : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void coloursStayApart_data()
    {
        QTest::addColumn<int>("eye");
        for (const Eye eye : kEyes) {
            QTest::newRow(toString(eye)) << static_cast<int>(eye);
        }
    }

    void coloursStayApart()
    {
        QFETCH(int, eye);
        const auto check = [&](const Colour& a, const Colour& b, const char* what) {
            const double plain = colourDistance(a, b, static_cast<Eye>(eye));
            const double least = overAnImage(a, b, static_cast<Eye>(eye));
            qInfo("%s: %.1f, over an image at least %.1f", what, plain, least);
            QVERIFY(plain >= 40);
            QVERIFY(least >= 20);
        };
        const Colour onlyHere = colourOf(kOnlyHereColour);
        const Colour missed = colourOf(kMissedColour);
        check(onlyHere, missed, "only here, missed");
        check(kModelLabelColours[0], onlyHere, "agree (amber), only here");
        check(kModelLabelColours[0], missed, "agree (amber), missed");
        check(kModelLabelColours[1], onlyHere, "agree (teal), only here");
        check(kModelLabelColours[1], missed, "agree (teal), missed");
        check(kModelLabelColours[0], kModelLabelColours[1], "amber, teal");
    }

    void shippedModelsHaveTheFirstOfThem()
    {
        for (const char* name : {"em-membrane", "cord-gray-matter", "ct-pancreas"}) {
            const model::Model model = model::readModel(
                std::filesystem::path(HALFTONE_SHIPPED_MODELS) / (std::string(name) + ".halftone"));
            for (const Label& label : model.card.labels) {
                QVERIFY2(label.colour == kModelLabelColours[0]
                             || label.colour == kModelLabelColours[1],
                         name);
            }
        }
    }

    void labelsStayApart_data() { coloursStayApart_data(); }

    /// From each other, from errors, fragile voxels and references, whichever come together.
    void labelsStayApart()
    {
        QFETCH(int, eye);
        const std::map<std::string, Colour> all = everyColour();
        double least = 1000;
        double leastOver = 1000;
        std::string who;
        for (auto a = all.begin(); a != all.end(); ++a) {
            for (auto b = std::next(a); b != all.end(); ++b) {
                const double apart = colourDistance(a->second, b->second, static_cast<Eye>(eye));
                if (apart < least) {
                    least = apart;
                    who = a->first + ", " + b->first;
                }
                leastOver =
                    std::min(leastOver, overAnImage(a->second, b->second, static_cast<Eye>(eye)));
                QVERIFY2(apart >= 17,
                         (a->first + ", " + b->first + ": " + std::to_string(apart)).c_str());
            }
        }
        qInfo("%zu colours: at least %.1f (%s), over an image %.1f", all.size(), least, who.c_str(),
              leastOver);
        QVERIFY(leastOver >= 8);
    }

    void labelsAreNotGrey()
    {
        for (const auto& [name, colour] : everyColour()) {
            double least = 1000;
            for (int grey = 0; grey < 256; ++grey) {
                const auto value = static_cast<std::uint8_t>(grey);
                least = std::min(least, colourDistance(colour, {value, value, value}, Eye::Normal));
            }
            QVERIFY2(least >= 28, (name + ": " + std::to_string(least)).c_str());
        }
    }

    void hatchesFallWhereOnlyHereAndRiseWhereMissed()
    {
        // Two areas of 20 x 10 voxels, a voxel 2 high by 1 wide.
        constexpr int kColumns = 50;
        constexpr int kRows = 12;
        std::vector<Paint> paints(kColumns * kRows, kClear);
        for (int y = 1; y < 11; ++y) {
            for (int x = 2; x < 22; ++x) {
                paints[static_cast<std::size_t>(y * kColumns + x)] = kOnlyHere;
                paints[static_cast<std::size_t>(y * kColumns + x + 26)] = kMissed;
            }
        }
        paints[5 * kColumns + 30] = 1; // a voxel that agrees
        const std::vector<EdgeRun> strokes = hatchesOf(paints, kColumns, kRows, 3, 2);
        double only = 0;
        double missed = 0;
        for (const EdgeRun& stroke : strokes) {
            const double dx = stroke.x1 - stroke.x0;
            const double dy = 2 * (stroke.y1 - stroke.y0); // widths of a voxel
            QVERIFY(dx > 0);
            QVERIFY(std::abs(std::abs(dy) - dx) < 1e-3); // 45 degrees
            QCOMPARE(stroke.paint, dy > 0 ? kOnlyHere : kMissed);
            (dy > 0 ? only : missed) += std::hypot(dx, dy);
            for (double t = 0.01; t < 1; t += 0.02) {
                const int x = static_cast<int>(std::lround(stroke.x0 + t * dx));
                const int y = static_cast<int>(std::lround(stroke.y0 + t * dy / 2));
                QCOMPARE(paints[static_cast<std::size_t>(y * kColumns + x)], stroke.paint);
            }
        }
        // So many lines of that distance that they cover an area by their length times distance.
        QVERIFY(std::abs(only * 3 - 20 * 20) < 40);
        QVERIFY(std::abs(missed * 3 - (20 * 20 - 2)) < 40);
        QVERIFY(hatchesOf(std::vector<Paint>(kColumns * kRows, 7), kColumns, kRows, 3, 2).empty());
    }
};

QTEST_GUILESS_MAIN(TestErrorColours)
#include "tst_error_colours.moc"
