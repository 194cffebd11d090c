// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/float_graph_calls.h"

#include "core/base/error.h"
#include "core/nn/detail/float_graph_run.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace halftone::nn {
namespace {

namespace graph = model::graph;

// A graph whose owner outlives the call.
std::shared_ptr<const graph::Graph> borrowed(const graph::Graph& net)
{
    return {std::shared_ptr<const graph::Graph>(), &net};
}

void requireChannels(const graph::Graph& net, int channels)
{
    if (channels != net.inputChannels) {
        throw Error(ErrorCode::ShapeMismatch,
                    "The network reads " + std::to_string(net.inputChannels)
                        + " channel(s), and the image has " + std::to_string(channels) + ".");
    }
}

// Lows and highs of values, each widened by what is seen.
class Ranges {
public:
    explicit Ranges(std::size_t values) : m_ends(2 * values)
    {
        for (std::size_t i = 0; i < m_ends.size(); i += 2) {
            m_ends[i] = std::numeric_limits<float>::infinity();
            m_ends[i + 1] = -m_ends[i];
        }
    }
    void see(std::size_t value, const torch::Tensor& numbers, const std::string& name)
    {
        const auto [low, high] = at::aminmax(numbers);
        const auto lowest = low.item<float>();
        const auto highest = high.item<float>();
        if (!std::isfinite(lowest) || !std::isfinite(highest)) {
            throw Error(ErrorCode::Unsupported,
                        "Node '" + name
                            + "' computes numbers that are not finite on a calibration image. "
                              "Calibrate on other images.");
        }
        m_ends[2 * value] = std::min(m_ends[2 * value], lowest);
        m_ends[2 * value + 1] = std::max(m_ends[2 * value + 1], highest);
    }
    [[nodiscard]] std::vector<float> take() { return std::move(m_ends); }

private:
    std::vector<float> m_ends;
};

} // namespace

std::vector<float> runGraphOnce(const graph::Graph& net, std::span<const float> input, int height,
                                int width)
{
    const auto pixels = static_cast<std::size_t>(std::max(height, 0))
                        * static_cast<std::size_t>(std::max(width, 0));
    if (input.empty() || input.size() != static_cast<std::size_t>(net.inputChannels) * pixels) {
        throw Error(ErrorCode::ShapeMismatch,
                    "The network reads [" + std::to_string(net.inputChannels) + ","
                        + std::to_string(height) + "," + std::to_string(width) + "], and "
                        + std::to_string(input.size()) + " numbers are no such image.");
    }
    static_cast<void>(graph::shapesOf(net, height, width)); // or LibTorch would say it its way
    const c10::InferenceMode inference;
    const torch::Tensor x = torch::from_blob(const_cast<float*>(input.data()),
                                             {1, net.inputChannels, height, width}, torch::kFloat);
    const torch::Tensor logits =
        FloatGraph(borrowed(net)).run(x, {}).contiguous(torch::MemoryFormat::Contiguous);
    const auto* values = logits.data_ptr<float>();
    return {values, values + logits.numel()};
}

std::vector<float> measureGraphRanges(const graph::Graph& net,
                                      std::span<const TensorView<const std::uint8_t>> images,
                                      const StopToken& stop)
{
    if (images.empty()) {
        throw Error(ErrorCode::InvalidArgument, "Ranges are measured on one image or more.");
    }
    const c10::InferenceMode inference;
    const FloatGraph runnable(borrowed(net));
    // From the least to the largest number: percentiles would cut off what a structure of a few
    // pixels alone makes large.
    Ranges ranges(net.nodes.size() + 1);
    for (const TensorView<const std::uint8_t>& image : images) {
        requireChannels(net, image.channels);
        static_cast<void>(graph::shapesOf(net, image.height, image.width));
        const torch::Tensor x =
            torch::from_blob(const_cast<std::uint8_t*>(image.data),
                             {1, image.channels, image.height, image.width}, torch::kByte)
                .to(torch::kFloat)
                .mul_(1.0 / 255.0);
        ranges.see(0, x, "input");
        FloatGraphRun run;
        run.stop = stop;
        run.observe = [&](int node, const torch::Tensor& value) {
            const auto n = static_cast<std::size_t>(node);
            ranges.see(n + 1, value, net.nodes[n].name);
        };
        static_cast<void>(runnable.run(x, run));
    }
    return ranges.take();
}

} // namespace halftone::nn
