// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#ifndef Q_MOC_RUN // moc cannot parse LibTorch
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "core/nn/detail/paper_net.h"
#include "core/nn/detail/paper_quant.h"
#endif

#include <QTest>

#include <cmath>
#include <limits>
#include <set>
#include <vector>

using namespace halftone;
using namespace halftone::nn;

Q_DECLARE_METATYPE(halftone::nn::PaperQuantizer)
Q_DECLARE_METATYPE(halftone::quant::QFormat)

namespace {

constexpr auto kPowerOfTwo = PaperQuantizer::PowerOfTwo;
constexpr auto kFixedPoint = PaperQuantizer::FixedPoint;
constexpr auto kSane = PaperQuantizer::Sane;
constexpr auto kBinary = PaperQuantizer::Binary;

double quantized(double x, PaperQuantizer kind, quant::QFormat format)
{
    return paperQuantize(torch::full({1}, x), kind, format).item<double>();
}

// Every value the quantizer gives for a fine sweep over [-range, range].
std::set<float> valuesOf(PaperQuantizer kind, quant::QFormat format, double range)
{
    const torch::Tensor y =
        paperQuantize(torch::linspace(-range, range, 400'001), kind, format) + 0.0; // -0 -> 0
    const float* data = y.data_ptr<float>();
    return {data, data + y.numel()};
}

// Gradient of the sum over y(x) at x.
std::vector<float> gradientAt(std::vector<float> at, PaperQuantizer kind, quant::QFormat format)
{
    torch::Tensor x = torch::tensor(at).requires_grad_();
    paperQuantize(x, kind, format).sum().backward();
    const torch::Tensor gradient = x.grad().contiguous();
    return {gradient.data_ptr<float>(), gradient.data_ptr<float>() + gradient.numel()};
}

} // namespace

class TestPaperQuant : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void examples_data()
    {
        QTest::addColumn<PaperQuantizer>("kind");
        QTest::addColumn<quant::QFormat>("format");
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        const auto row = [](PaperQuantizer kind, quant::QFormat format, double x, double y) {
            QTest::addRow("kind %d Q%d.%d of %g", static_cast<int>(kind), format.intBits,
                          format.fracBits, x)
                << kind << format << x << y;
        };
        // EM: the nearest power of two by its logarithm, clamped; tiny values keep their own.
        row(kPowerOfTwo, {0, 4}, 0.001, 1.0 / 1024);
        row(kPowerOfTwo, {0, 4}, -0.3, -0.25);
        row(kPowerOfTwo, {0, 4}, 0.7, 0.5);
        row(kPowerOfTwo, {0, 4}, 0.708, 0.9375); // -> 1, then the clamp
        row(kPowerOfTwo, {0, 4}, 5.0, 0.9375);
        row(kPowerOfTwo, {0, 2}, -5.0, -0.75);
        row(kPowerOfTwo, {4, 0}, 1.5, 2.0);
        row(kPowerOfTwo, {4, 0}, 3.0, 4.0);
        row(kPowerOfTwo, {4, 0}, 100.0, 8.0);
        row(kPowerOfTwo, {6, 0}, 100.0, 32.0);
        row(kPowerOfTwo, {6, 0}, 1e30, 32.0);
        row(kPowerOfTwo, {8, 8}, -1000.0, -(128.0 + 255.0 / 256));
        row(kPowerOfTwo, {8, 8}, 0.0, 0.0);
        row(kPowerOfTwo, {8, 8}, 1e-40, 0.0); // denormal
        // GM and NIH: without integer bits the whole part is dropped ...
        row(kFixedPoint, {0, 4}, 1.0, 0.0);
        row(kFixedPoint, {0, 4}, 1.1, 0.125);
        row(kFixedPoint, {0, 4}, 1.5, 0.5);
        row(kFixedPoint, {0, 4}, 2.0, 0.0);
        row(kFixedPoint, {0, 4}, 0.99, 1.0); // the fraction rounds up to 1
        row(kFixedPoint, {0, 4}, -0.99, -1.0);
        row(kFixedPoint, {0, 2}, 0.125, 0.0); // ties to even
        row(kFixedPoint, {0, 2}, 0.375, 0.5);
        // ... and without fraction bits the fraction is.
        row(kFixedPoint, {4, 0}, 0.99, 0.0);
        row(kFixedPoint, {4, 0}, -0.9, 0.0);
        row(kFixedPoint, {4, 0}, 1.9, 1.0);
        row(kFixedPoint, {4, 0}, 100.0, 15.0);
        row(kFixedPoint, {6, 0}, -100.0, -63.0);
        row(kFixedPoint, {8, 0}, 1e30, 255.0);
        row(kFixedPoint, {8, 8}, 3.3, 3.0 + 77.0 / 256);
        row(kFixedPoint, {8, 8}, -1000.5, -255.5);
        // The same widths done properly.
        row(kSane, {0, 4}, 1.1, 7.0 / 16);
        row(kSane, {0, 4}, 0.03125, 1.0 / 16); // ties away from zero
        row(kSane, {0, 4}, -0.03125, -1.0 / 16);
        row(kSane, {4, 0}, 0.99, 1.0);
        row(kSane, {4, 0}, -100.0, -7.0);
        row(kBinary, {}, 0.1, 1.0);
        row(kBinary, {}, -7.0, -1.0);
        row(kBinary, {}, 0.0, 0.0);
    }
    void examples()
    {
        QFETCH(PaperQuantizer, kind);
        QFETCH(quant::QFormat, format);
        QFETCH(double, x);
        QFETCH(double, y);
        QCOMPARE(quantized(x, kind, format), y);
    }

    void fixedPointTakesMoreValuesThanItsName_data()
    {
        QTest::addColumn<quant::QFormat>("format");
        QTest::addColumn<int>("levels");
        QTest::addColumn<double>("largest");
        QTest::newRow("Q0.2") << quant::QFormat{0, 2} << 9 << 1.0;
        QTest::newRow("Q0.4") << quant::QFormat{0, 4} << 33 << 1.0;
        QTest::newRow("Q0.8") << quant::QFormat{0, 8} << 513 << 1.0;
        QTest::newRow("Q4.0") << quant::QFormat{4, 0} << 31 << 15.0;
        QTest::newRow("Q6.0") << quant::QFormat{6, 0} << 127 << 63.0;
        QTest::newRow("Q8.0") << quant::QFormat{8, 0} << 511 << 255.0;
    }
    void fixedPointTakesMoreValuesThanItsName()
    {
        QFETCH(quant::QFormat, format);
        QFETCH(int, levels);
        QFETCH(double, largest);
        const std::set<float> values = valuesOf(kFixedPoint, format, 2 * largest);
        QCOMPARE(values.size(), static_cast<std::size_t>(levels));
        QCOMPARE(paperLevels(kFixedPoint, format), std::int64_t{levels});
        QCOMPARE(static_cast<double>(*values.rbegin()), largest);
        QCOMPARE(static_cast<double>(*values.begin()), -largest);
        QCOMPARE(paperLargest(kFixedPoint, format), largest);
    }

    void saneIsTheProjectsOwnFormat()
    {
        const quant::QFormat format{2, 4};
        QCOMPARE(valuesOf(kSane, format, 10).size(), std::size_t{63}); // 6 bits, symmetric
        QCOMPARE(paperLevels(kSane, format), std::int64_t{63});
        const torch::Tensor x = torch::linspace(-4, 4, 4097);
        const torch::Tensor y = paperQuantize(x, kSane, format);
        for (std::int64_t i = 0; i < x.numel(); ++i) {
            QCOMPARE(y[i].item<double>(), format.quantize(x[i].item<double>()));
        }
    }

    void loopsAndOperatorsAgree_data()
    {
        QTest::addColumn<PaperQuantizer>("kind");
        QTest::addColumn<quant::QFormat>("format");
        for (const PaperQuantizer kind : {kPowerOfTwo, kFixedPoint, kSane, kBinary}) {
            for (const quant::QFormat format :
                 {quant::QFormat{8, 8}, quant::QFormat{6, 0}, quant::QFormat{0, 4}}) {
                QTest::addRow("kind %d Q%d.%d", static_cast<int>(kind), format.intBits,
                              format.fracBits)
                    << kind << format;
            }
        }
    }
    void loopsAndOperatorsAgree() // float goes through our loops, double through LibTorch
    {
        QFETCH(PaperQuantizer, kind);
        QFETCH(quant::QFormat, format);
        torch::manual_seed(5);
        const torch::Tensor x = torch::randn({3, 5, 64, 65}) * 20;
        for (const torch::MemoryFormat layout :
             {torch::MemoryFormat::Contiguous, torch::MemoryFormat::ChannelsLast}) {
            torch::Tensor a = x.clone(layout).requires_grad_();
            torch::Tensor b = x.to(torch::kDouble).requires_grad_();
            const torch::Tensor ya = paperQuantize(a, kind, format);
            const torch::Tensor yb = paperQuantize(b, kind, format);
            QVERIFY(ya.is_contiguous(layout));
            QVERIFY(ya.to(torch::kDouble).equal(yb));
            ya.square().sum().backward();
            yb.square().sum().backward();
            QVERIFY(at::allclose(a.grad().to(torch::kDouble), b.grad(), 1e-6));
        }
    }

    void gradientsGoStraightThrough()
    {
        const std::vector<float> at{-300, -1.1F, -0.4F, 0.001F, 0.4F, 0.99F, 2.5F, 300};
        const std::vector<float> all(at.size(), 1.0F);
        QVERIFY(gradientAt(at, kPowerOfTwo, {0, 4}) == all); // also outside the clamp
        QVERIFY(gradientAt(at, kFixedPoint, {0, 4}) == all); // also through the wrap
        QVERIFY(gradientAt(at, kSane, {0, 4}) == std::vector<float>({0, 0, 1, 1, 1, 0, 0, 0}));
        QVERIFY(gradientAt(at, kSane, {3, 0}) == std::vector<float>({0, 1, 1, 1, 1, 1, 1, 0}));
        QVERIFY(gradientAt(at, kBinary, {}) == std::vector<float>({0, 0, 1, 1, 1, 1, 0, 0}));
    }

    void whatIsNotANumberStaysSo()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        for (const PaperQuantizer kind : {kPowerOfTwo, kFixedPoint, kSane, kBinary}) {
            QVERIFY(std::isnan(quantized(nan, kind, {4, 4})));
        }
        const double infinity = std::numeric_limits<double>::infinity();
        QCOMPARE(quantized(infinity, kPowerOfTwo, {4, 0}), 8.0);
        QCOMPARE(quantized(-infinity, kSane, {4, 0}), -7.0);
    }

    void ternaryWeightsFollowTheirThreshold()
    {
        // Channel 0: mean |w| = 0.5, threshold 0.35, survivors 0.4, 0.6 and 0.9.
        torch::Tensor w = torch::tensor({0.1F, -0.4F, 0.6F, -0.9F, // mean 0.5
                                         0.0F, 0.0F, 0.0F, 0.0F});
        w = w.view({2, 1, 2, 2}).requires_grad_();
        const torch::Tensor t = ternaryWeights(w);
        const float a = 1.9F / 3.0F;
        QVERIFY(at::allclose(t[0].flatten(), torch::tensor({0.0F, -a, a, -a})));
        QVERIFY(t[1].eq(0).all().item<bool>()); // and not 0/0
        t.sum().backward();
        QVERIFY(w.grad().eq(1).all().item<bool>());
    }

    void ternaryTanhHardensWithItsSlope()
    {
        const torch::Tensor x = torch::tensor({-1.0F, -0.3F, 0.0F, 0.3F, 1.0F});
        for (const double slope : {3.0, 8.0}) {
            const torch::Tensor y = ternaryTanh(x, slope);
            for (std::int64_t i = 0; i < x.numel(); ++i) {
                const double v = x[i].item<double>();
                const double exact = 0.5 * std::tanh(2 * slope * v - slope)
                                     - 0.5 * std::tanh(-2 * slope * v - slope);
                QVERIFY(std::abs(y[i].item<double>() - exact) < 1e-6);
            }
        }
        const double soft = ternaryTanh(torch::full({1}, 0.3), 3).item<double>();
        const double hard = ternaryTanh(torch::full({1}, 0.3), 8).item<double>();
        QVERIFY(soft > 0.08 && hard < 0.002); // the plateau at 0
        QVERIFY(ternaryTanh(torch::full({1}, 0.7), 3).item<double>() < 0.93);
        QVERIFY(ternaryTanh(torch::full({1}, 0.7), 8).item<double>() > 0.998); // that at 1
        torch::Tensor at = torch::full({1}, 0.5).requires_grad_();
        ternaryTanh(at, 8).backward();
        QVERIFY(std::abs(at.grad().item<double>() - 8.0) < 0.01); // slope b in the step's middle
    }

    void theNetIsThePapers()
    {
        PaperDesign design;
        design.quantizer = kFixedPoint;
        design.activations = {6, 0};
        design.weights = {0, 4};
        PaperNet net(design, 64, 1, torch::kCPU);
        std::int64_t parameters = 0;
        for (const NamedTensor& parameter : net.parameters()) {
            parameters += parameter.tensor.numel();
        }
        QCOMPARE(parameters, std::int64_t{4'837'249});
        std::int64_t quantizedWeights = 0;
        for (const PaperNet::Conv& conv : net.convs()) {
            quantizedWeights += conv.quantized ? conv.weights.numel() : 0;
            QCOMPARE(conv.weights.abs().max().item<double>() > 0.5, conv.quantized); // U(-1,1)
        }
        QCOMPARE(quantizedWeights, std::int64_t{4'792'320});
    }

    void theNetRunsInEveryDesign()
    {
        const torch::NoGradGuard noGrad;
        const torch::Tensor x = torch::rand({1, 1, 16, 24});
        for (const PaperQuantizer kind : {PaperQuantizer::None, kPowerOfTwo, kFixedPoint, kSane,
                                          kBinary, PaperQuantizer::Ternary}) {
            for (const auto order :
                 {PaperDesign::Order::ConvReluNorm, PaperDesign::Order::ConvNormRelu}) {
                PaperDesign design;
                design.quantizer = kind;
                design.order = order;
                design.activations = {6, 0};
                design.weights = {0, 4};
                PaperNet net(design, 4, 3, torch::kCPU);
                PaperNet::Forward run;
                run.training = true;
                const torch::Tensor first = net.forward(x, run);
                QCOMPARE(first.sizes().vec(), (std::vector<std::int64_t>{1, 1, 16, 24}));
                QVERIFY(first.isfinite().all().item<bool>());
                run.arithmetic = torch::kBFloat16;
                const torch::Tensor half = net.forward(x, run);
                QCOMPARE(half.scalar_type(), torch::kFloat);
                QVERIFY(half.isfinite().all().item<bool>());
                design.upsampling = PaperDesign::Upsampling::Nearest;
                PaperNet nearest(design, 4, 3, torch::kCPU);
                run.arithmetic = torch::kFloat;
                QVERIFY(!nearest.forward(x, run).equal(first));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestPaperQuant)
#include "tst_paper_quant.moc"
