// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/network_analysis.h"

#include "core/base/error.h"
#include "core/base/latency.h"
#include "core/base/progress.h"
#include "core/base/statistics.h"
#include "core/engine/cpu/kernel_registry.h"
#include "core/engine/plan/ceiling.h"
#include "core/quant/fixed_point.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace halftone::pipeline {
namespace {

std::size_t sizeOf(const model::LayerObservation& layer)
{
    return TensorView<const float>{nullptr, layer.channels, layer.height, layer.width}.size();
}

/// Times of the nodes, one a run, over all its tiles.
class Stopwatch final : public model::PredictObserver {
public:
    struct Seen {
        model::LayerObservation layer; ///< of the last tile
        double gmac = 0;               ///< of one run, as `run`
        double run = 0;
        std::vector<double> milliseconds;
    };

    void observed(const model::LayerObservation& layer, const model::LayerOutput&) override
    {
        Seen& seen = m_seen[layer.node];
        seen.layer = layer;
        seen.run += layer.milliseconds;
        seen.gmac += layer.gmac;
        m_tiles += layer.node == m_seen.begin()->first ? 1 : 0;
    }

    void beginRun()
    {
        m_tiles = 0;
        for (auto& [node, seen] : m_seen) {
            seen.run = 0;
            seen.gmac = 0;
        }
    }
    void endRun()
    {
        for (auto& [node, seen] : m_seen) {
            seen.milliseconds.push_back(seen.run);
        }
    }
    [[nodiscard]] const std::map<int, Seen>& seen() const { return m_seen; }
    [[nodiscard]] int tiles() const { return m_tiles; }

private:
    std::map<int, Seen> m_seen;
    int m_tiles = 0;
};

/// Sums over the outputs of one convolution, x of the other network and q of this one.
struct Products {
    double xx = 0;
    double xq = 0;
    double qq = 0;
    std::size_t atLargest = 0; ///< codes q
    std::size_t count = 0;

    [[nodiscard]] double error() const
    {
        if (xx <= 0 || qq <= 0) {
            return xx <= 0 && qq <= 0 ? 0 : 1;
        }
        // With s = xq / qq the sum of squares left over is xx - xq^2 / qq; no step is negative.
        return std::sqrt(std::max(0.0, 1 - std::max(0.0, xq) * xq / (xx * qq)));
    }
};

/// Keeps what the convolutions of one tile put out: codes as bytes, all else as it is.
class Keeper final : public model::PredictObserver {
public:
    Keeper(const std::vector<LayerFigures>& layers, bool codes) : m_layers(layers), m_codes(codes)
    {
    }

    void observed(const model::LayerObservation& layer, const model::LayerOutput& output) override
    {
        if (layer.node == model::kInputValue || m_layers[at(layer.node)].conv < 0) {
            return;
        }
        m_values.resize(sizeOf(layer));
        output.copyTo(m_values);
        Kept& kept = m_kept[layer.node];
        if (m_codes && m_layers[at(layer.node)].activationBits > 0) {
            kept.codes.resize(m_values.size());
            std::transform(m_values.begin(), m_values.end(), kept.codes.begin(),
                           [](float code) { return static_cast<std::uint8_t>(code); });
        } else {
            kept.values = m_values;
        }
    }

    /// Calls see(value) for every value that was kept of a node, in order.
    template <typename See>
    void each(int node, See see) const
    {
        const Kept& kept = m_kept.at(node);
        std::for_each(kept.codes.begin(), kept.codes.end(), see);
        std::for_each(kept.values.begin(), kept.values.end(), see);
    }
    [[nodiscard]] std::size_t sizeOfNode(int node) const
    {
        const auto found = m_kept.find(node);
        return found == m_kept.end() ? 0 : found->second.codes.size() + found->second.values.size();
    }

private:
    struct Kept {
        std::vector<std::uint8_t> codes;
        std::vector<float> values;
    };

    static std::size_t at(int node) { return static_cast<std::size_t>(node); }

    const std::vector<LayerFigures>& m_layers;
    bool m_codes;
    std::map<int, Kept> m_kept;
    std::vector<float> m_values;
};

/// Compares what another network puts out with what was kept.
class Comparer final : public model::PredictObserver {
public:
    Comparer(const Keeper& kept, std::map<int, Products>& products)
        : m_kept(kept), m_products(products)
    {
    }

    void observed(const model::LayerObservation& layer, const model::LayerOutput& output) override
    {
        const std::size_t size = sizeOf(layer);
        if (m_kept.sizeOfNode(layer.node) != size) {
            return; // not a convolution
        }
        m_values.resize(size);
        output.copyTo(m_values);
        Products& sums = m_products[layer.node];
        auto other = m_values.begin();
        m_kept.each(layer.node, [&](auto value) {
            const double x = *other++;
            const auto q = static_cast<double>(value);
            sums.xx += x * x;
            sums.xq += x * q;
            sums.qq += q * q;
        });
    }

private:
    const Keeper& m_kept;
    std::map<int, Products>& m_products;
    std::vector<float> m_values;
};

/// Runs two networks on the same tiles. The masks are those of the first.
class BesideAnother final : public model::Predictor {
public:
    /// `other` may be null.
    BesideAnother(model::Predictor& mine, model::Predictor* other,
                  const std::vector<LayerFigures>& layers)
        : m_mine(mine), m_other(other), m_layers(layers)
    {
    }

    void predict(TensorView<const std::uint8_t> codes, bool wantProbabilities,
                 const StopToken& stop, model::Prediction& result) override
    {
        Keeper kept(m_layers, m_mine.precision().isInteger());
        m_mine.setObserver(&kept);
        m_mine.predict(codes, wantProbabilities, stop, result);
        m_mine.setObserver(nullptr);
        for (const LayerFigures& layer : m_layers) {
            countAtLargest(kept, layer);
        }
        if (m_other != nullptr) {
            Comparer comparer(kept, m_products);
            m_other->setObserver(&comparer);
            model::Prediction ignored;
            m_other->predict(codes, false, stop, ignored);
            m_other->setObserver(nullptr);
        }
    }
    [[nodiscard]] quant::Precision precision() const override { return m_mine.precision(); }
    [[nodiscard]] std::string description() const override { return m_mine.description(); }

    [[nodiscard]] const std::map<int, Products>& products() const { return m_products; }

private:
    void countAtLargest(const Keeper& kept, const LayerFigures& layer)
    {
        if (!m_mine.precision().isInteger() || layer.activationBits == 0) {
            return;
        }
        const int largest = quant::maxActivationCode(layer.activationBits);
        Products& sums = m_products[layer.node];
        sums.count += kept.sizeOfNode(layer.node);
        kept.each(layer.node,
                  [&](auto code) { sums.atLargest += static_cast<int>(code) == largest ? 1 : 0; });
    }

    model::Predictor& m_mine;
    model::Predictor* m_other;
    const std::vector<LayerFigures>& m_layers;
    std::map<int, Products> m_products;
};

void takeTimes(const Stopwatch& watch, const Runtime& runtime, const engine::CostModel& costs,
               NetworkAnalysis& analysis)
{
    const engine::KernelSet& kernels = engine::requireKernels(costs.isa);
    const int threads = runtime.pool ? runtime.pool->threads() : 1;
    for (const auto& [node, seen] : watch.seen()) {
        const double milliseconds = median(seen.milliseconds);
        if (node == model::kInputValue) {
            analysis.inputMilliseconds = milliseconds;
            continue;
        }
        LayerFigures& layer = analysis.layers[static_cast<std::size_t>(node)];
        layer.channels = seen.layer.channels;
        layer.height = seen.layer.height;
        layer.width = seen.layer.width;
        layer.milliseconds = milliseconds;
        layer.gmac = seen.gmac;
        layer.algorithm = seen.layer.algorithm;
        const auto named = std::find_if(
            engine::kAlgorithms.begin(), engine::kAlgorithms.end(),
            [&](engine::Algorithm each) { return layer.algorithm == engine::toString(each); });
        if (named == engine::kAlgorithms.end()) {
            continue;
        }
        const engine::Ceiling ceiling = engine::ceilingOf(kernels, costs, *named, threads);
        if (ceiling.multiplication != nullptr && milliseconds > 0) {
            layer.instruction = ceiling.multiplication->name;
            layer.shareOfCeiling = layer.gmac / (milliseconds / 1000) / ceiling.macs;
        }
    }
    analysis.tiles = watch.tiles();
}

/// What errors are told against, or null; says which and why in the analysis.
std::unique_ptr<model::Predictor> makeOther(const Runtime& runtime,
                                            const std::shared_ptr<const model::Model>& model,
                                            NetworkAnalysis& analysis)
{
    quant::Precision wanted = fullPrecision(*model);
    if (!wanted.isFloat()) {
        analysis.whyNotFull = model->hasFloatWeights()
                                  ? "The float path (LibTorch) is not installed."
                                  : "This model file holds no float weights.";
    }
    if (wanted == analysis.precision) {
        return nullptr;
    }
    try {
        analysis.against = wanted;
        return makePredictor(runtime, model, wanted);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Unsupported || !wanted.isFloat()) {
            throw;
        }
        analysis.whyNotFull = error.what();
    }
    wanted = quant::kHighestInteger;
    if (wanted == analysis.precision || model->findTable(wanted) == nullptr) {
        analysis.against.reset();
        return nullptr;
    }
    analysis.against = wanted;
    return makePredictor(runtime, model, wanted);
}

} // namespace

double decibelOf(double error)
{
    return error > 0 ? -20 * std::log10(error) : std::numeric_limits<double>::infinity();
}

double NetworkAnalysis::milliseconds() const
{
    double sum = inputMilliseconds;
    for (const LayerFigures& layer : layers) {
        sum += layer.milliseconds.value_or(0);
    }
    return sum;
}

NetworkAnalysis analyseSlice(const Runtime& runtime,
                             const std::shared_ptr<const model::Model>& model,
                             const image::PreparedImage& image,
                             const std::vector<std::uint8_t>& codes, quant::Precision precision,
                             const engine::CostModel& costs, const StopToken& stop)
{
    NetworkAnalysis analysis;
    analysis.precision = precision;
    const NetworkReach reach = reachOf(model->network);
    const auto padded = [&](int length) {
        return planTiles(length, image.spec().tile, reach).tileSize;
    };
    analysis.layers =
        describeLayers(*model, precision, padded(image.height()), padded(image.width()));
    const std::unique_ptr<model::Predictor> predictor = makePredictor(runtime, model, precision);
    const auto run = [&](model::Predictor& how) {
        static_cast<void>(segmentCodes(how, image, reach, codes, false, stop, runtime.pool.get()));
    };
    run(*predictor); // plans memory, fills caches
    Stopwatch watch;
    predictor->setObserver(&watch);
    for (analysis.runs = 0; analysis.runs < static_cast<int>(kFewestRuns); ++analysis.runs) {
        watch.beginRun();
        run(*predictor);
        watch.endRun();
    }
    predictor->setObserver(nullptr);
    analysis.engine = predictor->description();
    takeTimes(watch, runtime, costs, analysis);

    const std::unique_ptr<model::Predictor> other = makeOther(runtime, model, analysis);
    BesideAnother both(*predictor, other.get(), analysis.layers);
    run(both);
    for (const auto& [node, sums] : both.products()) {
        LayerFigures& layer = analysis.layers[static_cast<std::size_t>(node)];
        if (sums.count > 0) {
            layer.outputsClipped =
                static_cast<double>(sums.atLargest) / static_cast<double>(sums.count);
        }
        if (analysis.against) {
            layer.error = sums.error();
        }
    }
    return analysis;
}

} // namespace halftone::pipeline
