// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/parallel.h"
#include "core/engine/integer_engine.h"
#include "core/model/model.h"

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

/// Networks, weights and inputs for tests of the engine, and the comparison with the reference.
/// Without Qt: the self-check and the fuzzer use it too.
namespace halftone::testing {

enum class Weights {
    Random,      ///< over the whole range of codes
    AllMax,      ///< every weight +127
    AllMin,      ///< every weight -127
    Alternating, ///< +127, -127 in turn
};

enum class Input {
    Random,
    AllMax, ///< every code 255
};

/// What to run. `seed` determines weights, tables and input completely.
struct EngineCase {
    model::Network network;
    quant::Precision precision;
    int height = 8;
    int width = 8;
    std::uint32_t seed = 1;
    Weights weights = Weights::Random;
    Input input = Input::Random;
    bool zeroPoints = false; ///< draws them, of the input and of every value that may have one
};

/// Adds nodes one after the other; every call returns the index of the new value.
class NetworkBuilder {
public:
    int conv(std::vector<int> inputs, int outChannels, int kernel = 3);
    int pool(int input);
    int upsample(int input);
    /// Any convolution; its input channels are counted here.
    int conv(std::vector<int> inputs, model::Conv conv);
    /// Sum of two values of one shape.
    int sum(int first, int second, bool relu);
    /// An operation of one input and without fields.
    int apply(const model::Op& op, int input);
    [[nodiscard]] const model::Network& network() const { return m_network; }
    /// Adds the head and returns the network.
    [[nodiscard]] model::Network finish(std::vector<int> inputs, int classes, int kernel = 1);

private:
    int add(model::Node node);
    model::Network m_network;
};

/// A network of up to `maxNodes` nodes that model::validate accepts.
[[nodiscard]] model::Network randomNetwork(std::mt19937& random, int maxNodes, int maxChannels);

/// The same with all operations that imported networks have: strides, kernels of any size, sums,
/// values of both signs, shuffles, interpolation.
[[nodiscard]] model::Network randomImportedNetwork(std::mt19937& random, int maxNodes,
                                                   int maxChannels);

/// The model of a case: one table, of the case's precision, with multipliers of both signs, shifts
/// over the whole range and entries that saturate at both ends, those of sums too. Passes
/// model::validate.
[[nodiscard]] std::shared_ptr<const model::Model> makeModel(const EngineCase& engineCase);

/// Input codes [1,height,width].
[[nodiscard]] std::vector<std::uint8_t> makeInput(const EngineCase& engineCase);

/// A case with the reference's answer, computed once.
class ReferenceRun {
public:
    explicit ReferenceRun(EngineCase engineCase);

    /// Runs the engine and compares every layer and the logits, tolerance 0. Empty if all are
    /// equal, else the first difference: node, channel, y, x, reference, got, shape, ISA, threads,
    /// algorithm, seed.
    [[nodiscard]] std::string compare(const engine::EngineOptions& options) const;
    /// compare() for every available ISA, every algorithm it has and 1, 2 and 3 threads; adds how
    /// many these were to `compared`.
    [[nodiscard]] std::string compareAll(std::size_t* compared = nullptr) const;

    [[nodiscard]] const std::vector<std::int32_t>& logits() const { return m_logits; }

private:
    [[nodiscard]] TensorView<const std::uint8_t> inputView() const;
    [[nodiscard]] std::string describe(const engine::EngineOptions& options) const;

    EngineCase m_case;
    std::shared_ptr<const model::Model> m_model;
    std::vector<std::uint8_t> m_input;
    std::vector<std::int32_t> m_logits;
    std::vector<engine::LayerTrace> m_trace;
};

/// Uniform in [low, high]; the same on every machine, which std:: distributions do not promise.
[[nodiscard]] int uniform(std::mt19937& random, int low, int high);

} // namespace halftone::testing
