// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/detail/package_test.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/nn/torch_runtime.h"

#include <algorithm>
#include <cmath>

namespace halftone::pipeline::detail {
namespace {

namespace graph = model::graph;

/// [C,H,W] of a test tensor [1,C,H,W].
struct Planes {
    int channels = 0;
    int height = 0;
    int width = 0;

    [[nodiscard]] std::size_t pixels() const
    {
        return static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
    }
};

Planes planesOf(const import::NpyArray& array, const std::string& what)
{
    constexpr std::int64_t kMostSide = 1 << 15;
    const std::vector<std::int64_t>& shape = array.shape;
    const bool fits = shape.size() == 4 && shape[0] == 1
                      && std::all_of(shape.begin(), shape.end(), [](std::int64_t side) {
                             return side >= 1 && side <= kMostSide;
                         });
    if (!fits) {
        throw Error(ErrorCode::FileFormat,
                    "its " + what + " is not one image [1, channels, height, width].");
    }
    return {static_cast<int>(shape[1]), static_cast<int>(shape[2]), static_cast<int>(shape[3])};
}

/// What the file ends with, which the graph leaves out.
void applyHead(graph::Head head, std::size_t pixels, std::vector<float>& values)
{
    if (head == graph::Head::Sigmoid) {
        std::transform(values.begin(), values.end(), values.begin(),
                       [](float v) { return 1 / (1 + std::exp(-v)); });
    }
    for (std::size_t p = 0; head == graph::Head::Softmax && p < pixels; ++p) {
        float most = values[p];
        for (std::size_t i = p; i < values.size(); i += pixels) {
            most = std::max(most, values[i]);
        }
        double sum = 0;
        for (std::size_t i = p; i < values.size(); i += pixels) {
            sum += std::exp(double{values[i]} - most);
        }
        for (std::size_t i = p; i < values.size(); i += pixels) {
            values[i] = static_cast<float>(std::exp(double{values[i]} - most) / sum);
        }
    }
}

double largestDifference(const std::vector<float>& found, const Planes& from,
                         const std::vector<float>& expected, const Planes& to)
{
    if (to.channels != from.channels || to.height > from.height || to.width > from.width) {
        throw Error(ErrorCode::FileFormat, "its test output has another size than the network's.");
    }
    const int top = (from.height - to.height) / 2;
    const int left = (from.width - to.width) / 2;
    double most = 0;
    std::size_t at = 0;
    for (int c = 0; c < to.channels; ++c) {
        for (int y = 0; y < to.height; ++y) {
            const std::size_t row =
                (static_cast<std::size_t>(c) * static_cast<std::size_t>(from.height)
                 + static_cast<std::size_t>(y + top))
                    * static_cast<std::size_t>(from.width)
                + static_cast<std::size_t>(left);
            for (int x = 0; x < to.width; ++x, ++at) {
                const double difference =
                    std::abs(double{found[row + static_cast<std::size_t>(x)]} - expected[at]);
                most = std::isnan(difference) ? INFINITY : std::max(most, difference);
            }
        }
    }
    return most;
}

PackageTest computed(const import::Package& package, const ForeignModel& foreign)
{
    const Planes in = planesOf(*package.testInput, "test input");
    const Planes out = planesOf(*package.testOutput, "test output");
    if (in.channels != foreign.graph->inputChannels) {
        throw Error(ErrorCode::FileFormat, "its test input has " + std::to_string(in.channels)
                                               + " channels, not those of the network.");
    }
    std::vector<float> values = package.testInput->values;
    import::applySteps(package.before, in.pixels(), values);
    std::vector<float> found =
        nn::TorchRuntime::load()->runGraph(*foreign.graph, values, in.height, in.width);
    applyHead(foreign.graph->head, in.pixels(), found);
    import::applySteps(package.after, in.pixels(), found);
    PackageTest test;
    test.largestDifference = largestDifference(found, {foreign.facts.classes, in.height, in.width},
                                               package.testOutput->values, out);
    return test;
}

} // namespace

void runPackageTest(const import::Package& package, ForeignModel& foreign)
{
    if (!package.testInput || !package.testOutput) {
        return; // a finding says so
    }
    if (!nn::TorchRuntime::isInstalled()) {
        foreign.findings.push_back(
            {Severity::Note,
             {"package-not-tested", "The package's own test was not run: it takes LibTorch.", {}}});
        return;
    }
    try {
        foreign.test = computed(package, foreign);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled) {
            throw;
        }
        foreign.findings.push_back({Severity::Warning,
                                    {"package-not-tested",
                                     "The package's own test could not be run: {0}",
                                     {error.what()}}});
        return;
    }
    if (!foreign.test->passed()) {
        foreign.findings.push_back(
            {Severity::Severe,
             {"package-test-failed",
              "The network does not give here what the package says that it gives: a value differs "
              "by {0}, more than {1}. Its masks may mean nothing.",
              {formatSignificant(foreign.test->largestDifference, 2),
               formatSignificant(foreign.test->tolerance, 2)}}});
    }
}

} // namespace halftone::pipeline::detail
