// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_io.h"
#include "core/model/model_file.h"
#include "core/phantom/phantom.h"
#include "core/pipeline/segment.h"

#ifdef HALFTONE_HAVE_TORCH
#include "core/nn/detail/exact_network.h"
#include "core/nn/detail/prediction_output.h"
#endif

#include <QDir>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>

using namespace halftone;
using namespace halftone::pipeline;
using quant::Precision;

namespace {

/// One of the three tasks: the name of its model, its synthetic sample, and a validation slice.
struct Task {
    const char* model;
    phantom::Kind kind;
    int sampleSize;
    const char* image; ///< below the data folder
    int slice;
};

constexpr Task kTasks[] = {
    {"em-membrane", phantom::Kind::Em, 256, "em/isbi2012/image_z00-24.tif", 20},
    {"cord-gray-matter", phantom::Kind::Cord, 192,
     "gm/gm_challenge_2018/sub-9604_run-1_T2starw.nii.gz", 10},
    {"ct-pancreas", phantom::Kind::Abdomen, 512,
     "pancreas/nih_pancreas_ct/images/PANCREAS_0008_z090.png", 0}};

constexpr Precision kPrecisions[] = {{8, 8}, {4, 6}, {3, 4}, {2, 4}, {1, 1}};

/// Codes of a slice with its edge repeated up to multiples of the network's stride.
struct Padded {
    std::vector<std::uint8_t> codes;
    int height;
    int width;

    [[nodiscard]] TensorView<const std::uint8_t> view() const
    {
        return {codes.data(), 1, height, width};
    }
};

Padded pad(const image::PreparedImage& image, int slice, int stride)
{
    const auto up = [stride](int length) { return (length + stride - 1) / stride * stride; };
    const std::vector<std::uint8_t> codes = image.slice(slice);
    Padded padded{{}, up(image.height()), up(image.width())};
    for (int y = 0; y < padded.height; ++y) {
        for (int x = 0; x < padded.width; ++x) {
            const int at =
                std::min(y, image.height() - 1) * image.width() + std::min(x, image.width() - 1);
            padded.codes.push_back(codes[static_cast<std::size_t>(at)]);
        }
    }
    return padded;
}

} // namespace

/// The promise that training and the application compute the same: exact fake quantization in
/// LibTorch (what TorchRuntime::makeFakeQuantPredictor runs) and the integer engine, on whole
/// slices, for every shipped model.
class TestBitEquality : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void realSlices_data() { addRows(); }
    void realSlices();
    void syntheticSlices_data() { addRows(); }
    void syntheticSlices();

private:
    static void addRows();
    /// Null where there is no such file.
    [[nodiscard]] std::shared_ptr<const model::Model> modelOf(const Task& task);
    void compare(const std::shared_ptr<const model::Model>& model,
                 const image::PreparedImage& image, int slice, Precision precision);

    QDir m_data;
    std::map<std::string, std::shared_ptr<const model::Model>> m_models;
};

void TestBitEquality::initTestCase()
{
#ifndef HALFTONE_HAVE_TORCH
    QSKIP("Built without LibTorch: there is no exact fake quantization to compare with.");
#endif
    const QString named = qEnvironmentVariable("HALFTONE_DATA");
    m_data.setPath(named.isEmpty() ? QStringLiteral(HALFTONE_DEFAULT_DATA) : named);
}

void TestBitEquality::addRows()
{
    QTest::addColumn<int>("task");
    QTest::addColumn<int>("precision");
    for (int task = 0; task < static_cast<int>(std::size(kTasks)); ++task) {
        for (int n = 0; n < static_cast<int>(std::size(kPrecisions)); ++n) {
            QTest::addRow("%s %s", kTasks[task].model, quant::toString(kPrecisions[n]).c_str())
                << task << n;
        }
    }
}

std::shared_ptr<const model::Model> TestBitEquality::modelOf(const Task& task)
{
    auto& model = m_models[task.model];
    // HALFTONE_MODELS: to look at models before they are shipped.
    const QString named = qEnvironmentVariable("HALFTONE_MODELS");
    const QDir folder(named.isEmpty() ? QStringLiteral(HALFTONE_SHIPPED_MODELS) : named);
    const QString file = folder.filePath(QLatin1String(task.model) + QStringLiteral(".halftone"));
    if (!model && QFile::exists(file)) {
        model = std::make_shared<const model::Model>(model::readModel(file.toStdString()));
    }
    return model;
}

void TestBitEquality::realSlices()
{
    QFETCH(int, task);
    QFETCH(int, precision);
    const Task& what = kTasks[task];
    const auto model = modelOf(what);
    QVERIFY2(model, "the shipped model is missing");
    const QString file = m_data.filePath(QLatin1String(what.image));
    if (!QFile::exists(file)) {
        QSKIP(qPrintable(QStringLiteral("no real image: HALFTONE_DATA holds no %1")
                             .arg(QLatin1String(what.image))));
    }
    const image::PreparedImage image(
        std::make_shared<const Image>(image::readImage(file.toStdString())),
        model->card.preprocess);
    compare(model, image, what.slice, kPrecisions[precision]);
}

void TestBitEquality::syntheticSlices()
{
    QFETCH(int, task);
    QFETCH(int, precision);
    const Task& what = kTasks[task];
    const auto model = modelOf(what);
    QVERIFY2(model, "the shipped model is missing");
    phantom::Options options;
    options.size = what.sampleSize;
    options.slices = 1;
    const image::PreparedImage image(
        std::make_shared<const Image>(phantom::make(what.kind, options).image),
        model->card.preprocess);
    compare(model, image, 0, kPrecisions[precision]);
}

void TestBitEquality::compare([[maybe_unused]] const std::shared_ptr<const model::Model>& model,
                              [[maybe_unused]] const image::PreparedImage& image,
                              [[maybe_unused]] int slice, [[maybe_unused]] Precision precision)
{
#ifdef HALFTONE_HAVE_TORCH
    const Padded padded = pad(image, slice, model->network.stride());
    const int classes = model->network.classes();
    QElapsedTimer clock;
    clock.start();
    const std::vector<std::int32_t> exact =
        nn::ExactNetwork(model, precision).logits(padded.view(), {}, nullptr, nullptr);
    const qint64 exactMs = clock.restart();

    const Runtime runtime = makeRuntime();
    engine::EngineOptions options;
    options.pool = runtime.pool.get();
    options.isa = runtime.isa;
    std::vector<std::int32_t> logits(exact.size());
    engine::IntegerEngine engine(model, precision, options);
    engine.run(padded.view(), {logits.data(), classes, padded.height, padded.width}, {});
    const auto differs = std::mismatch(exact.begin(), exact.end(), logits.begin());
    QVERIFY2(differs.first == exact.end(),
             qPrintable(QStringLiteral("logit %1: exact %2, engine %3")
                            .arg(differs.first - exact.begin())
                            .arg(*differs.first)
                            .arg(*differs.second)));

    // What people see of them: labels equal; probabilities are float here and double there.
    const double scale = model->requireTable(precision).logitScale;
    std::vector<double> real(exact.size());
    std::transform(exact.begin(), exact.end(), real.begin(),
                   [scale](std::int32_t sum) { return scale * sum; });
    model::Prediction wanted;
    nn::fillPrediction(real, classes, padded.height, padded.width, true, wanted);
    model::Prediction found;
    makePredictor(runtime, model, precision)->predict(padded.view(), true, {}, found);
    QVERIFY(found.labels == wanted.labels);
    float largest = 0;
    for (std::size_t i = 0; i < wanted.probabilities.size(); ++i) {
        largest = std::max(largest, std::abs(found.probabilities[i] - wanted.probabilities[i]));
    }
    QVERIFY2(largest < 1e-5F, qPrintable(QString::number(largest)));
    const auto foreground = static_cast<long>(found.labels.size())
                            - std::count(found.labels.begin(), found.labels.end(), 0);
    qInfo("%dx%d, %ld foreground pixels, fake quantization %lld ms", padded.width, padded.height,
          foreground, static_cast<long long>(exactMs));
#endif
}

QTEST_GUILESS_MAIN(TestBitEquality)
#include "tst_bit_equality.moc"
