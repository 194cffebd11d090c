// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/colour_vision.h"

#include <QTest>

#include <cmath>

using namespace halftone;

class TestColourVision : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void distancesAreThoseOfCielab()
    {
        const Colour black{0, 0, 0};
        const Colour white{255, 255, 255};
        // L* goes from 0 to 100, by definition.
        for (const Eye eye : kEyes) {
            const double distance = colourDistance(black, white, eye);
            QVERIFY2(std::abs(distance - 100) < 0.05, qPrintable(QString::number(distance)));
            QCOMPARE(colourDistance(white, white, eye), 0.0);
        }
        // Red and green of sRGB: (53.24, 80.09, 67.20) and (87.73, -86.18, 83.18).
        const double apart = colourDistance({255, 0, 0}, {0, 255, 0}, Eye::Normal);
        QVERIFY2(std::abs(apart - 170.6) < 0.2, qPrintable(QString::number(apart)));
        QCOMPARE(colourDistance({9, 80, 200}, {1, 2, 3}, Eye::Protan),
                 colourDistance({1, 2, 3}, {9, 80, 200}, Eye::Protan));
    }

    void eyesWithoutConesMixColoursUp()
    {
        // A red and an olive that lie on a line of confusion of deutan eyes.
        const Colour red{0xd8, 0x18, 0x48};
        const Colour brown{0x8c, 0x62, 0x2c};
        QVERIFY(colourDistance(red, brown, Eye::Normal) > 50);
        QVERIFY(colourDistance(red, brown, Eye::Deutan) < 10);
        QVERIFY(std::abs(leastColourDistance(red, brown) - colourDistance(red, brown, Eye::Deutan))
                < 1e-12);
        // A blue and a green are one to tritan eyes rather than to others.
        const Colour blue{0x6e, 0xc8, 0xf0};
        const Colour teal{0x60, 0xd6, 0xba};
        QVERIFY(colourDistance(blue, teal, Eye::Tritan) < 10);
        QVERIFY(colourDistance(blue, teal, Eye::Normal) > 30);
        QCOMPARE(QLatin1String(toString(Eye::Tritan)), QLatin1String("tritan"));
    }

    void coloursMixWithGreysBelow()
    {
        QCOMPARE(colourOver({200, 100, 0}, 100, 1), (Colour{200, 100, 0}));
        QCOMPARE(colourOver({200, 100, 0}, 100, 0), (Colour{100, 100, 100}));
        QCOMPARE(colourOver({200, 100, 0}, 100, 0.5), (Colour{150, 100, 50}));
    }
};

QTEST_GUILESS_MAIN(TestColourVision)
#include "tst_colour_vision.moc"
