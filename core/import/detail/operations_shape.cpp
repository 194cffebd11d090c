// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// What arranges axes and channels anew.
#include "core/import/detail/fold.h"
#include "core/import/detail/operations.h"

#include <algorithm>
#include <cmath>

namespace halftone::import::detail {
namespace {

namespace graph = model::graph;

/// A map as it is, be it of numbers of classes.
Map anyMap(const Call& call)
{
    const Map* const map = std::get_if<Map>(&call.value(0));
    call.require(map != nullptr, "computes with constants where a map of the image is expected");
    return *map;
}

std::vector<std::int64_t> axesOf(const Call& call)
{
    return call.has(1) ? call.constants(1)
                       : call.integers("axes").value_or(std::vector<std::int64_t>{});
}

/// The shape that a Reshape of a map asks for, with what it leaves open filled in.
std::vector<Sample> targetOf(const Call& call, const Map& map)
{
    std::vector<Sample> target;
    if (call.node().type == "Flatten") {
        call.refuse("flattens a map");
    }
    if (const auto attribute = call.integers("shape")) {
        for (const std::int64_t side : *attribute) {
            const auto value = static_cast<double>(side);
            target.push_back({value, value, value});
        }
    } else {
        target = call.array(1).values;
    }
    std::vector<Sample> lengths;
    for (const int axis : map.axes) {
        lengths.push_back(map.length(axis));
    }
    for (std::size_t s = 0; s < kSamples; ++s) {
        double known = 1;
        double* open = nullptr;
        for (std::size_t i = 0; i < target.size(); ++i) {
            double& side = target[i][s];
            if (side == 0 && i < lengths.size() && map.groups == 0
                && call.integer("allowzero", 0) == 0) {
                side = lengths[i][s];
            }
            if (side == -1) {
                open = &side;
            } else {
                known *= side;
            }
        }
        if (open != nullptr && known > 0) {
            const graph::Shape& shape = map.shapes[s];
            *open = double(shape.channels) * shape.height * shape.width / known;
        }
    }
    return target;
}

/// Whether sides are those of a map: for all three images, or, as constants, for the fixed one.
bool fits(const Call& call, const Sample& target, const Sample& length)
{
    return target == length || (call.isFixed() && isConstant(target) && target[0] == length[0]);
}

/// A convolution of 1x1 that puts channel `from[i]` in place i.
graph::Conv permutation(const std::vector<int>& from)
{
    graph::Conv op;
    op.inChannels = op.outChannels = static_cast<int>(from.size());
    op.weights.resize(from.size() * from.size());
    for (std::size_t i = 0; i < from.size(); ++i) {
        op.weights[i * from.size() + static_cast<std::size_t>(from[i])] = 1;
    }
    return op;
}

} // namespace

Values translateSame(const Call& call)
{
    if (call.node().type == "Dropout" && call.has(2)) {
        const Array training = call.array(2);
        call.require(std::all_of(training.values.begin(), training.values.end(),
                                 [](const Sample& sample) { return sample[0] == 0; }),
                     "drops values as in training; export the model in evaluation mode");
    }
    Map map = anyMap(call);
    if (call.node().type == "Cast" && !map.isLabels) {
        const auto to = static_cast<DataType>(call.integer("to", 1));
        call.require(to == DataType::Float || to == DataType::Double || to == DataType::Float16
                         || to == DataType::Bfloat16,
                     "rounds a map to whole numbers");
    }
    return {map};
}

Values translateReshape(const Call& call)
{
    Map map = call.map(0);
    const std::vector<Sample> target = targetOf(call, map);
    const Sample channels = map.length(1);
    const Sample one{1, 1, 1};
    const std::vector<int> plain{0, 1, 2, 3};
    const bool keepsOrder = map.groups > 0 || map.axes == plain || map.isOnePixel();
    if (target.size() == 4 && keepsOrder && fits(call, target[0], one)
        && fits(call, target[1], channels) && fits(call, target[2], map.length(2))
        && fits(call, target[3], map.length(3))) {
        map.groups = 0;
        map.axes = plain;
        return {map};
    }
    if (target.size() == 2 && map.isOnePixel() && target[0] == one && target[1] == channels) {
        map.axes = {0, 1};
        return {map};
    }
    if (target.size() == 3 && map.axes == plain && map.groups == 0 && target[0] == one
        && isConstant(target[1]) && target[1][0] >= 1 && target[1][0] <= channels[0]
        && std::fmod(channels[0], target[1][0]) == 0) {
        map.groups = static_cast<int>(target[1][0]);
        Sample rest = map.length(2);
        for (std::size_t s = 0; s < kSamples; ++s) {
            rest[s] *= channels[s] / map.groups * map.length(3)[s];
        }
        call.require(fits(call, target[2], rest), "reshapes a map to another number of values");
        return {map};
    }
    call.refuse("reshapes a map in a way that is not covered: group norms, and shapes that stay, "
                "are");
}

Values translateTranspose(const Call& call)
{
    Map map = anyMap(call);
    call.require(map.groups == 0, "transposes a map that was reshaped");
    const std::size_t rank = map.axes.size();
    std::vector<std::int64_t> order(rank);
    for (std::size_t i = 0; i < rank; ++i) {
        order[i] = static_cast<std::int64_t>(rank - 1 - i);
    }
    order = call.integers("perm").value_or(order);
    call.require(order.size() == rank, "transposes other axes than its input has");
    std::vector<int> axes;
    std::vector<bool> taken(rank, false);
    for (const std::int64_t from : order) {
        const std::size_t at = call.axis(from, rank);
        call.require(!taken[at], "names an axis twice");
        taken[at] = true;
        axes.push_back(map.axes[at]);
    }
    map.axes = axes;
    return {map};
}

Values translateSqueeze(const Call& call)
{
    Map map = anyMap(call);
    call.require(map.groups == 0, "drops axes of a map that was reshaped");
    const std::vector<std::int64_t> named = axesOf(call);
    std::vector<bool> drops(map.axes.size(), false);
    const auto isOne = [&map](std::size_t i) {
        const bool isClass = map.isLabels && map.axes[i] == 1;
        return isClass || map.length(map.axes[i]) == Sample{1, 1, 1};
    };
    for (std::size_t i = 0; i < drops.size(); ++i) {
        drops[i] = named.empty() && isOne(i);
    }
    for (const std::int64_t axis : named) {
        const std::size_t at = call.axis(axis, drops.size());
        call.require(isOne(at), "drops an axis that is longer than 1");
        drops[at] = true;
    }
    std::vector<int> axes;
    for (std::size_t i = 0; i < drops.size(); ++i) {
        if (!drops[i]) {
            axes.push_back(map.axes[i]);
        }
    }
    map.axes = axes;
    return {map};
}

Values translateUnsqueeze(const Call& call)
{
    Map map = anyMap(call);
    call.require(map.groups == 0, "adds axes to a map that was reshaped");
    const std::vector<std::int64_t> named = axesOf(call);
    const std::size_t rank = map.axes.size() + named.size();
    call.require(rank <= 4, "makes a value of more than four dimensions");
    std::vector<bool> isNew(rank, false);
    for (const std::int64_t axis : named) {
        call.require(!isNew[call.axis(axis, rank)], "names an axis twice");
        isNew[call.axis(axis, rank)] = true;
    }
    std::vector<int> axes;
    auto old = map.axes.begin();
    for (const bool added : isNew) {
        axes.push_back(added ? Map::kUnit : *old++);
    }
    map.axes = axes;
    return {map};
}

Values translateConcat(const Call& call)
{
    std::vector<Map> maps;
    for (std::size_t i = 0; i < call.inputCount(); ++i) {
        call.require(call.isMap(i), "joins maps and constants");
        maps.push_back(call.plainMap(i));
    }
    call.require(call.axis(call.integer("axis", 1), 4) == 1,
                 "joins maps along another axis than the channels");
    return maps.size() == 1 ? Values{maps.front()} : Values{call.add(graph::Concat{}, maps)};
}

Values translateSplit(const Call& call)
{
    const Map map = call.plainMap(0);
    call.require(call.axis(call.integer("axis", 0), 4) == 1,
                 "splits another axis than the channels");
    std::vector<std::int64_t> lengths =
        call.integers("split").value_or(std::vector<std::int64_t>{});
    if (call.has(1)) { // since opset 13
        lengths = call.constants(1);
    }
    const auto parts = static_cast<std::int64_t>(call.node().outputs.size());
    call.require(parts > 0, "has no output");
    if (lengths.empty()) { // equal ones; since opset 18 the last may be smaller
        const std::int64_t each = (map.channels() + parts - 1) / parts;
        lengths.assign(static_cast<std::size_t>(parts), each);
        lengths.back() = map.channels() - each * (parts - 1);
    }
    Values values;
    std::int64_t begin = 0;
    for (const std::int64_t length : lengths) {
        call.require(length > 0 && begin + length <= map.channels(),
                     "splits more channels than its input has");
        values.push_back(call.add(
            graph::Channels{static_cast<int>(begin), static_cast<int>(begin + length)}, {map}));
        begin += length;
    }
    return values;
}

Values translateDepthToSpace(const Call& call)
{
    constexpr int kMostPermuted = 1024;
    Map map = call.plainMap(0);
    const std::int64_t factor = call.integer("blocksize", 0);
    call.require(factor >= 1 && factor <= 64 && map.channels() % (factor * factor) == 0,
                 "makes pixels of a number of channels that is no multiple");
    const int tile = static_cast<int>(factor * factor);
    const int channels = map.channels() / tile;
    if (call.text("mode", "DCR") != "CRD" && channels > 1 && tile > 1) {
        call.require(map.channels() <= kMostPermuted, "arranges too many channels anew");
        std::vector<int> from; // channel c*tile + pixel is pixel*channels + c there
        for (int i = 0; i < map.channels(); ++i) {
            from.push_back(i % tile * channels + i / tile);
        }
        map = call.add(permutation(from), {map});
    }
    return {call.add(graph::Shuffle{static_cast<int>(factor)}, {map})};
}

} // namespace halftone::import::detail
