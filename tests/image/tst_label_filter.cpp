// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/labels/label_filter.h"

#include "tests/image/naive_filters.h"
#include "tests/image/test_images.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace halftone;
using namespace halftone::image;
using namespace halftone::test;

namespace {

constexpr std::uint8_t kLabel = 2;
constexpr std::array<int, 3> kSize{17, 13, 9};

std::vector<int> naiveFilter(Naive mask, const LabelFilter& filter,
                             const std::array<int, 3>& radius)
{
    switch (filter.kind) {
    case LabelFilterKind::FillHoles:
        for (const auto& part : mask.parts(0)) {
            for (const std::size_t voxel : part.voxels) {
                mask.on[voxel] = part.touches ? 0 : 1;
            }
        }
        return mask.on;
    case LabelFilterKind::KeepLargest:
    case LabelFilterKind::RemoveSmall: {
        const auto parts = mask.parts(1);
        const auto largest = std::max_element( // the first of equals
            parts.begin(), parts.end(), [](const auto& one, const auto& other) {
                return one.voxels.size() < other.voxels.size();
            });
        for (auto part = parts.begin(); part != parts.end(); ++part) {
            const bool stays = filter.kind == LabelFilterKind::RemoveSmall
                                   ? part->voxels.size() >= filter.minimumVoxels
                                   : part == largest;
            for (const std::size_t voxel : part->voxels) {
                mask.on[voxel] = stays ? 1 : 0;
            }
        }
        return mask.on;
    }
    case LabelFilterKind::Smooth: {
        std::vector<int> result(mask.on.size());
        const int whole = (2 * radius[0] + 1) * (2 * radius[1] + 1) * (2 * radius[2] + 1);
        mask.forAll([&](int i, int j, int k) {
            int count = 0;
            for (int c = -radius[2]; c <= radius[2]; ++c) {
                for (int b = -radius[1]; b <= radius[1]; ++b) {
                    for (int a = -radius[0]; a <= radius[0]; ++a) {
                        count += mask.on[mask.at(std::clamp(i + a, 0, mask.size[0] - 1),
                                                 std::clamp(j + b, 0, mask.size[1] - 1),
                                                 std::clamp(k + c, 0, mask.size[2] - 1))];
                    }
                }
            }
            result[mask.at(i, j, k)] = 2 * count > whole ? 1 : 0;
        });
        return result;
    }
    case LabelFilterKind::Close: {
        // With room around, so that the edge of the volume erodes nothing.
        Naive roomy;
        for (std::size_t a = 0; a < 3; ++a) {
            roomy.size[a] = mask.size[a] + 2 * radius[a];
        }
        roomy.on.resize(static_cast<std::size_t>(roomy.size[0] * roomy.size[1] * roomy.size[2]));
        mask.forAll([&](int i, int j, int k) {
            roomy.on[roomy.at(i + radius[0], j + radius[1], k + radius[2])] =
                mask.on[mask.at(i, j, k)];
        });
        const auto inside = [&](int i, int j, int k) {
            return roomy.holds(i, j, k) ? roomy.on[roomy.at(i, j, k)] : 0;
        };
        roomy.on = roomy.looked(radius, true, inside, false);
        const auto orFull = [&](int i, int j, int k) {
            return roomy.holds(i, j, k) ? roomy.on[roomy.at(i, j, k)] : 1;
        };
        roomy.on = roomy.looked(radius, true, orFull, true);
        mask.forAll([&](int i, int j, int k) {
            mask.on[mask.at(i, j, k)] =
                roomy.on[roomy.at(i + radius[0], j + radius[1], k + radius[2])];
        });
        return mask.on;
    }
    case LabelFilterKind::Open: {
        const auto orFull = [&](int i, int j, int k) {
            return mask.holds(i, j, k) ? mask.on[mask.at(i, j, k)] : 1;
        };
        mask.on = mask.looked(radius, true, orFull, true);
        const auto inside = [&](int i, int j, int k) {
            return mask.holds(i, j, k) ? mask.on[mask.at(i, j, k)] : 0;
        };
        return mask.looked(radius, true, inside, false);
    }
    }
    return {};
}

LabelMap blobs(std::uint32_t seed)
{
    LabelMap map;
    map.geometry = obliqueGeometry(kSize);
    map.geometry.spacingMm = {1, 1, 2};
    std::mt19937 random(seed);
    std::array<double, 4> phase{};
    for (double& each : phase) {
        each = double(random() % 100) / 10;
    }
    for (int k = 0; k < kSize[2]; ++k) {
        for (int j = 0; j < kSize[1]; ++j) {
            for (int i = 0; i < kSize[0]; ++i) {
                const double wave = std::sin(i * 0.9 + phase[0]) + std::sin(j * 0.8 + phase[1])
                                    + std::sin(k * 0.9 + phase[2])
                                    + 0.4 * std::sin(i * j + phase[3]);
                const bool speck = random() % 23 == 0;
                map.voxels.push_back(random() % 40 == 0 ? 3 : (wave > 0.3) != speck ? kLabel : 0);
            }
        }
    }
    return map;
}

LabelFilter filterOf(LabelFilterKind kind, std::optional<int> across = {},
                     std::optional<int> slice = {})
{
    LabelFilter filter;
    filter.kind = kind;
    filter.label = kLabel;
    filter.slicesAcross = across;
    filter.slice = slice;
    filter.minimumVoxels = 6;
    filter.radiusMm = 2;
    return filter;
}

std::vector<std::uint8_t> run(const LabelMap& map, const LabelFilter& filter)
{
    SlicedLabels labels(snapshotOf(std::make_shared<const LabelMap>(map)));
    filtered(labels.snapshot(), filter).apply(labels);
    return labels.snapshot().toLabelMap().voxels;
}

/// The rule about other labels, around the definitions.
std::vector<std::uint8_t> expected(const LabelMap& map, const LabelFilter& filter)
{
    std::array<int, 3> radius{2, 2, 1}; // 2 mm
    std::vector<std::uint8_t> result = map.voxels;
    const auto take = [&](std::array<int, 3> first, std::array<int, 3> size) {
        Naive mask{size, {}};
        const auto place = [&](int i, int j, int k) {
            return static_cast<std::size_t>(((k + first[2]) * kSize[1] + j + first[1]) * kSize[0]
                                            + i + first[0]);
        };
        mask.forAll([&](int i, int j, int k) {
            mask.on.push_back(map.voxels[place(i, j, k)] == kLabel ? 1 : 0);
        });
        const std::vector<int> on = naiveFilter(mask, filter, radius);
        mask.forAll([&](int i, int j, int k) {
            std::uint8_t& voxel = result[place(i, j, k)];
            const bool is = on[mask.at(i, j, k)] != 0;
            voxel = voxel == kLabel && !is ? std::uint8_t{0} : voxel == 0 && is ? kLabel : voxel;
        });
    };
    if (!filter.slicesAcross) {
        take({0, 0, 0}, kSize);
        return result;
    }
    const auto axis = static_cast<std::size_t>(*filter.slicesAcross);
    radius[axis] = 0;
    for (int n = 0; n < kSize[axis]; ++n) {
        if (!filter.slice || *filter.slice == n) {
            std::array<int, 3> first{};
            std::array<int, 3> size = kSize;
            first[axis] = n;
            size[axis] = 1;
            take(first, size);
        }
    }
    return result;
}

} // namespace

/// Filters of labels against their definitions.
class TestLabelFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filtersAreThoseOfTheDefinitions_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("fill holes") << int(LabelFilterKind::FillHoles);
        QTest::newRow("keep largest") << int(LabelFilterKind::KeepLargest);
        QTest::newRow("remove small") << int(LabelFilterKind::RemoveSmall);
        QTest::newRow("smooth") << int(LabelFilterKind::Smooth);
        QTest::newRow("close") << int(LabelFilterKind::Close);
        QTest::newRow("open") << int(LabelFilterKind::Open);
    }
    void filtersAreThoseOfTheDefinitions()
    {
        QFETCH(int, kind);
        int changed = 0;
        for (std::uint32_t seed = 1; seed <= 4; ++seed) {
            const LabelMap map = blobs(seed);
            std::vector<LabelFilter> filters{filterOf(LabelFilterKind(kind))};
            for (const int across : {0, 1, 2}) {
                filters.push_back(filterOf(LabelFilterKind(kind), across));
                filters.push_back(filterOf(LabelFilterKind(kind), across, 4));
            }
            for (const LabelFilter& filter : filters) {
                const std::vector<std::uint8_t> found = run(map, filter);
                QVERIFY2(found == expected(map, filter),
                         qPrintable(QStringLiteral("seed %1, across %2")
                                        .arg(seed)
                                        .arg(filter.slicesAcross.value_or(-1))));
                changed += found != map.voxels ? 1 : 0;
            }
        }
        QVERIFY(changed >= 20); // of 28
    }

    void aHollowBallIsFilledButForWhatLiesInIt()
    {
        LabelMap map;
        map.geometry = obliqueGeometry({30, 30, 30});
        const auto radius = [](int i, int j, int k) {
            return std::hypot(i - 14.0, j - 14.0, k - 14.0);
        };
        std::size_t hollow = 0;
        for (int k = 0; k < 30; ++k) {
            for (int j = 0; j < 30; ++j) {
                for (int i = 0; i < 30; ++i) {
                    const double r = radius(i, j, k);
                    map.voxels.push_back(r < 4 ? 5 : r < 8 ? 0 : r < 11 ? kLabel : 0);
                    hollow += r >= 4 && r < 8 ? 1 : 0;
                }
            }
        }
        LabelFilter filter = filterOf(LabelFilterKind::FillHoles);
        const auto snapshot = snapshotOf(std::make_shared<const LabelMap>(map));
        QCOMPARE(filtered(snapshot, filter).voxels(), hollow);
        map.voxels[static_cast<std::size_t>((14 * 30 + 14) * 30)] = 0; // outside: no matter
        for (int i = 14; i < 26; ++i) {                                // a way out
            map.voxels[static_cast<std::size_t>((14 * 30 + 14) * 30 + i)] = 0;
        }
        const auto open = snapshotOf(std::make_shared<const LabelMap>(map));
        QCOMPARE(filtered(open, filter).voxels(), std::size_t{0});
        filter.slicesAcross = 2; // in the other slices it is closed
        QVERIFY(filtered(open, filter).voxels() > 1000);
    }

    void imagesOfOneSliceAreFilteredInIt()
    {
        LabelMap map;
        map.geometry = obliqueGeometry({5, 5, 1});
        map.voxels = {0, 0, 0, 0, 0, 0, 2, 2, 2, 0, 0, 2, 0, 2, 0, 0, 2, 2, 2, 0, 0, 0, 0, 0, 0};
        QCOMPARE(run(map, filterOf(LabelFilterKind::FillHoles))[12], kLabel);
    }

    void aLabelThatIsNotThereStays()
    {
        LabelMap map = blobs(1);
        std::replace(map.voxels.begin(), map.voxels.end(), kLabel, std::uint8_t{0});
        for (const auto kind : {LabelFilterKind::FillHoles, LabelFilterKind::KeepLargest,
                                LabelFilterKind::Smooth, LabelFilterKind::Close}) {
            QVERIFY(run(map, filterOf(kind)) == map.voxels);
        }
    }

    void whatMakesNoSenseIsRefused()
    {
        const LabelSnapshot labels = emptySnapshot(obliqueGeometry());
        const auto refused = [&](const LabelFilter& filter, const char* words) {
            HALFTONE_EXPECT_ERROR(ErrorCode::InvalidArgument, words, filtered(labels, filter));
        };
        LabelFilter filter = filterOf(LabelFilterKind::Smooth);
        filter.label = 0;
        refused(filter, "0 is background");
        filter = filterOf(LabelFilterKind::Smooth);
        filter.radiusMm = 0;
        refused(filter, "radius");
        refused(filterOf(LabelFilterKind::Smooth, 3), "axes");
        refused(filterOf(LabelFilterKind::Smooth, {}, 1), "axis");
        refused(filterOf(LabelFilterKind::Smooth, 2, 4), "does not exist");
    }

    void filtersCanBeStopped()
    {
        LabelMap map;
        map.geometry = obliqueGeometry({96, 96, 96});
        std::mt19937 random(1);
        for (std::size_t n = 0; n < map.geometry.voxels(); ++n) {
            map.voxels.push_back(random() % 2 == 0 ? kLabel : 0);
        }
        const auto labels = snapshotOf(std::make_shared<const LabelMap>(map));
        for (const auto kind : {LabelFilterKind::Smooth, LabelFilterKind::KeepLargest,
                                LabelFilterKind::Close, LabelFilterKind::FillHoles}) {
            for (const std::optional<int> across : {std::optional<int>(), std::optional<int>(2)}) {
                StopSource stop;
                double last = 0;
                int calls = 0;
                HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "",
                                      filtered(
                                          labels, filterOf(kind, across),
                                          [&](double fraction, std::string_view) {
                                              last = std::max(last, fraction);
                                              ++calls;
                                              stop.requestStop();
                                          },
                                          stop.token()));
                QVERIFY(calls > 0 && last < 1);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestLabelFilter)
#include "tst_label_filter.moc"
