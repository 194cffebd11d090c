// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/banded_conv.h"
#include "tests/support/expect_error.h"

#include <QTest>

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

using namespace halftone;

namespace {

// Large enough for several bands: 2 * 10^9 products and more.
constexpr int kChannels = 64;
constexpr int kHeight = 96;
constexpr int kWidth = 512;

struct Case {
    const char* name;
    int kernel;
    bool transposed;
    nn::ConvGeometry geometry;
};

const Case kCases[] = {
    {"3x3", 3, false, {{1, 1}, {1, 1}, {1, 1, 1, 1}}},
    {"strided 7x7", 7, false, {{2, 2}, {1, 1}, {3, 3, 3, 3}}},
    {"uneven padding", 4, false, {{1, 1}, {1, 1}, {1, 2, 2, 1}}},
    {"dilated, unpadded", 3, false, {{1, 1}, {3, 2}, {}}},
    {"stride beyond the kernel", 5, false, {{6, 6}, {1, 1}, {2, 2, 0, 0}}},
    {"groups", 7, false, {{1, 1}, {1, 1}, {3, 3, 3, 3}, 2}},
    {"transposed 2x2", 2, true, {{2, 2}, {1, 1}, {}}},
    {"transposed 3x3", 3, true, {{2, 2}, {1, 1}, {1, 1, 1, 1}, 1, {1, 1}}},
    {"transposed 4x4, uneven", 4, true, {{2, 2}, {1, 1}, {1, 0, 2, 3}}},
    {"transposed, stride beyond the kernel", 2, true, {{3, 3}, {1, 1}, {}, 1, {2, 2}}},
    {"transposed, dilated", 3, true, {{1, 1}, {4, 4}, {2, 2, 2, 2}}},
};

} // namespace

class TestBandedConv : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bandsAreTheWhole_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(std::size(kCases)); ++i) {
            QTest::newRow(kCases[i].name) << i;
        }
    }
    void bandsAreTheWhole()
    {
        QFETCH(int, index);
        const Case& tried = kCases[index];
        const nn::ConvGeometry& geometry = tried.geometry;
        at::manual_seed(static_cast<std::uint64_t>(index));
        const at::Tensor x = at::randn({1, kChannels, kHeight, kWidth});
        const at::Tensor weights =
            at::randn({kChannels, kChannels / geometry.groups, tried.kernel, tried.kernel}) * 0.02;
        const at::Tensor bias = at::randn({kChannels});
        const std::vector<std::int64_t> strides{geometry.stride.height, geometry.stride.width};
        const std::vector<std::int64_t> dilation{geometry.dilation.height, geometry.dilation.width};
        const model::graph::Sides& pad = geometry.pad;
        const std::vector<std::int64_t> none{0, 0};
        at::Tensor expected;
        at::Tensor found;
        if (tried.transposed) {
            expected = at::conv_transpose2d(x, weights, bias, strides, none,
                                            {geometry.outputPad.height, geometry.outputPad.width},
                                            geometry.groups, dilation);
            expected = expected.narrow(2, pad.top, expected.size(2) - pad.top - pad.bottom)
                           .narrow(3, pad.left, expected.size(3) - pad.left - pad.right);
            found = nn::convolveTransposedInBands(x, weights, bias, geometry, {});
        } else {
            expected =
                at::conv2d(at::constant_pad_nd(x, {pad.left, pad.right, pad.top, pad.bottom}),
                           weights, bias, strides, none, dilation, geometry.groups);
            found = nn::convolveInBands(x, weights, bias, geometry, {});
        }
        QVERIFY(found.sizes() == expected.sizes());
        QVERIFY2(at::allclose(found, expected, 1e-4, 1e-4),
                 qPrintable(QString::number((found - expected).abs().max().item<double>())));
    }

    void bandsLookAtTheStop()
    {
        StopSource source;
        source.requestStop();
        const at::Tensor x = at::zeros({1, kChannels, kHeight, kWidth});
        const at::Tensor weights = at::zeros({kChannels, kChannels, 3, 3});
        const nn::ConvGeometry same{{1, 1}, {1, 1}, {1, 1, 1, 1}};
        HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "",
                              nn::convolveInBands(x, weights, {}, same, source.token()));
        HALFTONE_EXPECT_ERROR(ErrorCode::Cancelled, "",
                              nn::convolveTransposedInBands(x, weights, {}, same, source.token()));
    }
};

QTEST_GUILESS_MAIN(TestBandedConv)
#include "tst_banded_conv.moc"
