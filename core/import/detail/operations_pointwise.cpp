// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// What is done to every pixel alike.
#include "core/import/detail/fold.h"
#include "core/import/detail/operations.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace halftone::import::detail {
namespace {

namespace graph = model::graph;
using graph::Curve;

/// A node of one input that changes no shape.
Map pointwise(const Call& call, graph::Op op, const Map& map)
{
    Map made = call.add(std::move(op), {map});
    made.axes = map.axes;
    made.groups = map.groups;
    return made;
}

Values curve(const Call& call, Curve kind, std::vector<float> slopes = {})
{
    return {pointwise(call, graph::Activation{kind, std::move(slopes)}, call.map(0))};
}

std::vector<float> filled(const Map& map, double value)
{
    return std::vector<float>(static_cast<std::size_t>(map.channels()), static_cast<float>(value));
}

Map negated(const Call& call, const Map& map)
{
    return pointwise(call, graph::Affine{filled(map, -1), filled(map, 0)}, map);
}

Values withConstant(const Call& call, std::size_t mapInput, const Map& map)
{
    const std::string_view type = call.node().type;
    const Array array = call.array(1 - mapInput);
    const std::vector<float> values = byChannel(call, array, map);
    graph::Affine op{filled(map, 1), filled(map, 0)};
    if (type == "Add" || type == "Sum") {
        op.offset = values;
    } else if (type == "Sub" && mapInput == 0) {
        std::transform(values.begin(), values.end(), op.offset.begin(), std::negate<>());
    } else if (type == "Sub") {
        op = {filled(map, -1), values};
    } else if (type == "Mul") {
        op.scale = values;
    } else {
        call.require(mapInput == 0, "divides a constant by a map");
        for (std::size_t c = 0; c < values.size(); ++c) {
            call.require(values[c] != 0, "divides by 0");
            op.scale[c] = static_cast<float>(1 / double{values[c]});
        }
    }
    return {pointwise(call, std::move(op), map)};
}

Values ofMaps(const Call& call)
{
    const std::string_view type = call.node().type;
    call.require(type != "Div", "divides a map by a map");
    std::vector<Map> maps;
    bool sameOrder = true;
    for (std::size_t i = 0; i < call.inputCount(); ++i) {
        maps.push_back(call.map(i));
        sameOrder = sameOrder && maps[i].axes == maps[0].axes && maps[i].groups == 0;
    }
    const std::vector<int> axes = maps[0].axes;
    if (!sameOrder) {
        for (std::size_t i = 0; i < maps.size(); ++i) {
            maps[i] = call.plainMap(i);
        }
    }
    if (type == "Sub") {
        maps[1] = negated(call, maps[1]);
    }
    Map made = type == "Mul" ? call.add(graph::Multiply{}, maps) : call.add(graph::Add{}, maps);
    if (sameOrder) {
        made.axes = axes;
    }
    return {made};
}

} // namespace

std::vector<float> byChannel(const Call& call, const Array& array, const Map& map)
{
    call.require(map.groups == 0 && array.dims.size() <= map.axes.size(),
                 "computes with a constant of more dimensions than the map");
    const std::size_t missing = map.axes.size() - array.dims.size();
    for (std::size_t i = 0; i < array.dims.size(); ++i) {
        call.require(array.dims[i] == 1
                         || (map.axes[missing + i] == 1 && array.dims[i] == map.channels()),
                     "computes with a constant that differs from pixel to pixel");
    }
    std::vector<float> values = filled(map, 0);
    for (std::size_t c = 0; c < values.size(); ++c) {
        const Sample& sample = array.values[array.values.size() == 1 ? 0 : c];
        call.require(isConstant(sample), "computes with a number that depends on the image's size");
        values[c] = static_cast<float>(sample[0]);
        call.require(std::isfinite(values[c]), "computes with a number that no float holds");
    }
    return values;
}

Values translateActivation(const Call& call)
{
    const auto slope = [&call](const char* name, double otherwise) {
        return static_cast<float>(call.number(name, otherwise));
    };
    const std::string_view type = call.node().type;
    if (type == "Relu") {
        return curve(call, Curve::Relu);
    }
    if (type == "LeakyRelu") {
        return curve(call, Curve::LeakyRelu, {slope("alpha", 0.01)});
    }
    if (type == "Elu") {
        return curve(call, Curve::Elu, {slope("alpha", 1)});
    }
    if (type == "HardSigmoid") {
        return curve(call, Curve::HardSigmoid, {slope("alpha", 0.2), slope("beta", 0.5)});
    }
    if (type == "Gelu") {
        const std::string_view kind = call.text("approximate", "none");
        call.require(kind == "none", "is an approximation of Gelu");
        return curve(call, Curve::Gelu);
    }
    return curve(call, type == "Tanh" ? Curve::Tanh : Curve::Sigmoid);
}

Values translatePRelu(const Call& call)
{
    const Map map = call.plainMap(0);
    std::vector<float> slopes = byChannel(call, call.array(1), map);
    if (std::adjacent_find(slopes.begin(), slopes.end(), std::not_equal_to<>()) == slopes.end()) {
        slopes.resize(1);
    }
    return {pointwise(call, graph::Activation{Curve::PRelu, std::move(slopes)}, map)};
}

Values translateClip(const Call& call)
{
    constexpr float kMost = std::numeric_limits<float>::max();
    std::vector<float> bounds{-kMost, kMost};
    const char* const names[] = {"min", "max"};
    for (std::size_t i = 0; i < 2; ++i) {
        if (call.has(i + 1)) { // since opset 11
            const std::vector<float> value = call.floats(i + 1);
            call.require(value.size() == 1, "has a bound that is no single number");
            bounds[i] = value.front();
        } else {
            bounds[i] = static_cast<float>(
                std::clamp<double>(call.number(names[i], bounds[i]), -kMost, kMost));
        }
    }
    if (bounds[0] == 0 && bounds[1] == kMost) {
        return curve(call, Curve::Relu);
    }
    return curve(call, Curve::Clip, bounds);
}

Values translateHardSwish(const Call& call)
{
    const Map map = call.plainMap(0);
    const Map gate =
        call.add(graph::Activation{Curve::HardSigmoid, {static_cast<float>(1.0 / 6), 0.5F}}, {map});
    return {call.add(graph::Multiply{}, {map, gate})};
}

Values translateSoftmax(const Call& call)
{
    const Map map = call.map(0);
    const bool isFlat = call.opset() < 13; // then over all axes from this one on
    const std::size_t at = call.axis(call.integer("axis", isFlat ? 1 : -1), map.axes.size());
    call.require(map.groups == 0 && map.axes[at] == 1,
                 "takes the softmax of another axis than the channels");
    call.require(!isFlat || at + 1 == map.axes.size() || map.isOnePixel(),
                 "takes the softmax of all pixels together, as it does before opset 13");
    return curve(call, Curve::Softmax);
}

Values translateArithmetic(const Call& call)
{
    const std::size_t count = call.inputCount();
    if (call.node().type == "Neg") {
        return {negated(call, call.map(0))};
    }
    call.require(count == 2 || (count > 2 && call.node().type == "Sum"),
                 "has an impossible number of inputs");
    for (std::size_t i = 0; i < count; ++i) {
        if (!call.isMap(i)) {
            call.require(count == 2, "adds maps and constants at once");
            return withConstant(call, 1 - i, call.map(1 - i));
        }
    }
    return ofMaps(call);
}

Values translateArgMax(const Call& call)
{
    Map map = call.map(0);
    const std::size_t at = call.axis(call.integer("axis", 0), map.axes.size());
    call.require(map.groups == 0 && map.axes[at] == 1,
                 "looks for the largest value along another axis than the channels");
    map.isLabels = true;
    return {map};
}

} // namespace halftone::import::detail
