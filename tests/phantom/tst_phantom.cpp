// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/phantom/phantom.h"
#include "tests/support/expect_error.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace halftone;
using namespace halftone::phantom;

Q_DECLARE_METATYPE(halftone::phantom::Kind)

namespace {

/// FNV-1a of the voxels and the labels.
quint64 fingerprint(const Sample& sample)
{
    quint64 hash = 0xcbf29ce484222325U;
    const auto add = [&hash](const void* data, std::size_t bytes) {
        const auto* at = static_cast<const unsigned char*>(data);
        for (std::size_t i = 0; i < bytes; ++i) {
            hash = (hash ^ at[i]) * 0x100000001b3U;
        }
    };
    std::visit([&](const auto& v) { add(v.data(), v.size() * sizeof v[0]); }, sample.image.voxels);
    add(sample.labels.voxels.data(), sample.labels.voxels.size());
    return hash;
}

double meanOf(const Sample& sample, std::uint8_t label)
{
    double sum = 0;
    double count = 0;
    for (std::size_t i = 0; i < sample.labels.voxels.size(); ++i) {
        if (sample.labels.voxels[i] == label) {
            sum += sample.image.value(i);
            ++count;
        }
    }
    return sum / count;
}

} // namespace

class PhantomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAndKinds()
    {
        for (const Kind kind : {Kind::Em, Kind::Cord, Kind::Abdomen}) {
            QCOMPARE(parseKind(toString(kind)), kind);
        }
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "expected em, cord or abdomen",
                              parseKind("liver"));
        HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, "32 to 8192", make(Kind::Em, {1, 8, 1}));
    }

    void isWhatItSays_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("slices");
        QTest::addColumn<int>("modality");
        QTest::addColumn<double>("spacing");
        QTest::addColumn<bool>("anatomy");
        QTest::newRow("em") << Kind::Em << 512 << 8 << int(Modality::EM) << 4e-6 << false;
        QTest::newRow("cord") << Kind::Cord << 192 << 12 << int(Modality::MR) << 0.5 << true;
        QTest::newRow("abdomen") << Kind::Abdomen << 512 << 24 << int(Modality::CT) << 0.8 << true;
    }
    void isWhatItSays()
    {
        QFETCH(Kind, kind);
        QFETCH(int, size);
        QFETCH(int, slices);
        QElapsedTimer timer;
        timer.start();
        const Sample sample = make(kind);
        qInfo("%s made in %lld ms", toString(kind), timer.elapsed());
        const std::array<int, 3> expected{size, size, slices};
        QCOMPARE(sample.image.geometry.size, expected);
        QVERIFY(sample.image.geometry == sample.labels.geometry);
        QTEST(int(sample.image.modality), "modality");
        QTEST(sample.image.geometry.spacingMm[0], "spacing");
        QTEST(sample.image.geometry.orientationKnown, "anatomy");
        QVERIFY(sample.image.geometry.spacingKnown);
        QVERIFY(sample.image.synthetic);
        QVERIFY(sample.image.name.starts_with("synthetic"));
        std::set<int> values(sample.labels.voxels.begin(), sample.labels.voxels.end());
        std::set<int> named{0};
        for (const Label& label : sample.labels.labels) {
            named.insert(label.value);
            QVERIFY(!label.name.empty());
        }
        QVERIFY(values == named);
    }

    void sameSeedSameBytes_data()
    {
        // The same numbers on every machine and compiler: a change here changes every sample that
        // users and tests know, and must be meant.
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<quint64>("expected");
        QTest::newRow("em") << Kind::Em << quint64{15500382208681886001U};
        QTest::newRow("cord") << Kind::Cord << quint64{12126399913088693533U};
        QTest::newRow("abdomen") << Kind::Abdomen << quint64{10508622748915959720U};
    }
    void sameSeedSameBytes()
    {
        QFETCH(Kind, kind);
        const quint64 first = fingerprint(make(kind, {5, 96, 2}));
        QCOMPARE(fingerprint(make(kind, {5, 96, 2})), first);
        QVERIFY(fingerprint(make(kind, {6, 96, 2})) != first);
        QTEST(first, "expected");
    }

    void membranesAreDarkerThanCells()
    {
        const Sample sample = make(Kind::Em, {3, 512, 2});
        const auto membrane =
            std::count(sample.labels.voxels.begin(), sample.labels.voxels.end(), 1);
        const double share = double(membrane) / double(sample.labels.voxels.size());
        QVERIFY2(share > 0.12 && share < 0.32, qPrintable(QString::number(share)));
        // As in real sections of the same kind: 44 to 60 grey levels, a little more here.
        const double contrast = meanOf(sample, 0) - meanOf(sample, 1);
        QVERIFY2(contrast > 40 && contrast < 90, qPrintable(QString::number(contrast)));
    }

    void neighbouringSectionsShowTheSameCells()
    {
        const Sample sample = make(Kind::Em, {3, 256, 2});
        const std::size_t plane = sample.image.geometry.sliceVoxels();
        std::size_t both = 0;
        std::size_t sum = 0;
        for (std::size_t i = 0; i < plane; ++i) {
            const int a = sample.labels.voxels[i];
            const int b = sample.labels.voxels[plane + i];
            both += static_cast<std::size_t>(a * b);
            sum += static_cast<std::size_t>(a + b);
        }
        const double dice = 2.0 * double(both) / double(sum);
        QVERIFY2(dice > 0.45 && dice < 0.98, qPrintable(QString::number(dice)));
    }

    void greyMatterLiesInsideWhiteMatter()
    {
        const Sample sample = make(Kind::Cord);
        const auto& v = sample.labels.voxels;
        const Geometry& g = sample.image.geometry;
        for (std::size_t i = 0; i < v.size(); ++i) {
            if (v[i] == 2) {
                for (const std::ptrdiff_t step : {-1, 1, -g.size[0], g.size[0]}) {
                    QVERIFY(v[static_cast<std::size_t>(static_cast<std::ptrdiff_t>(i) + step)]
                            != 0);
                }
            }
        }
        QVERIFY(meanOf(sample, 2) > meanOf(sample, 1));
        // Every slice shows both.
        for (int k = 0; k < g.size[2]; ++k) {
            const auto start = v.begin() + std::ptrdiff_t(g.sliceVoxels()) * k;
            const auto end = start + std::ptrdiff_t(g.sliceVoxels());
            QVERIFY(std::count(start, end, 1) > 100 && std::count(start, end, 2) > 30);
        }
    }

    void pancreasIsSoftTissueInTheMiddle()
    {
        const Sample sample = make(Kind::Abdomen);
        const double mean = meanOf(sample, 1);
        QVERIFY2(mean > 40 && mean < 120, qPrintable(QString::number(mean)));
        const Geometry& g = sample.image.geometry;
        double volume = 0;
        for (std::size_t i = 0; i < sample.labels.voxels.size(); ++i) {
            if (sample.labels.voxels[i] == 1) {
                const auto column = static_cast<int>(i % static_cast<std::size_t>(g.size[0]));
                QVERIFY(column > 120 && column < 420);
                volume += 0.8 * 0.8 * 3 / 1000;
            }
        }
        QVERIFY2(volume > 25 && volume < 160, qPrintable(QString::number(volume)));
    }

    void stopsWhenAsked()
    {
        StopSource source;
        source.requestStop();
        HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "", make(Kind::Cord, {}, {}, source.token()));
    }
};

QTEST_GUILESS_MAIN(PhantomTest)
#include "tst_phantom.moc"
