// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/colour_vision.h"
#include "ui/render/probability_colours.h"

#include <QTest>

using namespace halftone;
using namespace halftone::ui;

namespace {

Colour colourOf(const Rgb& rgb)
{
    return {rgb.red, rgb.green, rgb.blue};
}

double apart(const Rgb& a, const Rgb& b, Eye eye)
{
    return colourDistance(colourOf(a), colourOf(b), eye);
}

} // namespace

/// Colours that are read off have to be read by everybody.
class TestProbabilityColours : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalStepsLookEquallyLarge()
    {
        double least = 1e9;
        double most = 0;
        for (int n = 0; n < 10; ++n) {
            const double step =
                apart(probabilityColour(n / 10.0), probabilityColour((n + 1) / 10.0), Eye::Normal);
            least = std::min(least, step);
            most = std::max(most, step);
        }
        qInfo("a step of 0.1: %.1f to %.1f in CIELAB", least, most);
        QVERIFY(least > 10);
        QVERIFY(most < 1.1 * least);
    }

    void everyEyeSeesMoreAsLighter()
    {
        for (const Eye eye : kEyes) {
            for (int n = 0; n < 50; ++n) {
                const double here = lightness(colourOf(probabilityColour(n / 50.0)), eye);
                const double next = lightness(colourOf(probabilityColour((n + 1) / 50.0)), eye);
                QVERIFY(next > here);
            }
            // The line of the cut is seen on all of them.
            for (int n = 0; n <= 50; ++n) {
                QVERIFY(apart(probabilityColour(n / 50.0), kCutColour, eye) > 20);
            }
        }
    }

    void whatIsOutsideIsClamped()
    {
        QCOMPARE(probabilityColour(-1), probabilityColour(0));
        QCOMPARE(probabilityColour(2), probabilityColour(1));
    }
};

QTEST_GUILESS_MAIN(TestProbabilityColours)
#include "tst_probability_colours.moc"
