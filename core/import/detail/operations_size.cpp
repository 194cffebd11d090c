// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// What changes height and width: Slice, Pad, Resize.
#include "core/import/detail/operations.h"

#include <algorithm>
#include <cmath>

namespace halftone::import::detail {
namespace {

namespace graph = model::graph;
using Resize = graph::Resize;

/// What a node does along the axes of [N,C,H,W]; a list of its own for each quantity.
using ByAxis = std::array<Sample, 4>;

ByAxis allOf(double value)
{
    const Sample sample{value, value, value};
    return {sample, sample, sample, sample};
}

/// A list of numbers from an attribute or an input.
std::vector<Sample> listed(const Call& call, const char* name, std::size_t input)
{
    std::vector<Sample> values;
    if (const auto attribute = call.integers(name)) {
        for (const std::int64_t value : *attribute) {
            const auto number = static_cast<double>(value);
            values.push_back({number, number, number});
        }
    } else if (call.has(input)) {
        values = call.array(input).values;
    }
    return values;
}

/// Axis i of a list whose axes are named by another, or by their order.
std::size_t axisAt(const Call& call, const std::vector<Sample>& axes, std::size_t i)
{
    if (axes.empty()) {
        return call.axis(static_cast<std::int64_t>(i), 4);
    }
    call.require(isConstant(axes[i]) && std::abs(axes[i][0]) < 100, "names an axis that is none");
    return call.axis(std::llround(axes[i][0]), 4);
}

/// Cut from both ends along rows and columns: constants, or to the size of another map.
Values cropped(const Call& call, const Map& map, const ByAxis& before, const ByAxis& after)
{
    std::array<std::optional<int>, 4> sides{pixels(call, before[2]), pixels(call, before[3]),
                                            pixels(call, after[2]), pixels(call, after[3])};
    if (sides[0] && sides[1] && sides[2] && sides[3]) {
        const graph::Sides cut{*sides[0], *sides[1], *sides[2], *sides[3]};
        call.require(std::min({cut.top, cut.left, cut.bottom, cut.right}) >= 0,
                     "cuts a map to less than nothing");
        return cut == graph::Sides{} ? Values{map} : Values{call.add(graph::Crop{cut}, {map})};
    }
    std::array<Sample, 2> size{};
    for (std::size_t axis = 2; axis < 4; ++axis) {
        for (std::size_t s = 0; s < kSamples; ++s) {
            const double cut = before[axis][s] + after[axis][s];
            size[axis - 2][s] = map.length(static_cast<int>(axis))[s] - cut;
            call.require(before[axis][s] == std::floor(cut / 2),
                         "cuts a map by an amount that depends on the image's size, and not from "
                         "its middle");
        }
    }
    const Map* const like = mapOfSize(call, size[0], size[1]);
    call.require(like != nullptr, "cuts a map to a size that no other map has");
    return {call.add(graph::CropLike{}, {map, *like})};
}

bool isNothing(const Sample& sample)
{
    return sample == Sample{0, 0, 0};
}

/// Where a resize takes its values from, of 0, 1, ...: ONNX's rule for nearest neighbours.
int nearestSource(const Call& call, std::string_view corners, int at, double factor)
{
    const bool halfway = corners == "half_pixel" || corners == "pytorch_half_pixel";
    const double place = halfway                             ? (at + 0.5) / factor - 0.5
                         : corners == "tf_half_pixel_for_nn" ? (at + 0.5) / factor
                                                             : at / factor;
    const std::string_view rounding = call.opset() >= 11 && call.node().type == "Resize"
                                          ? call.text("nearest_mode", "round_prefer_floor")
                                          : "floor";
    if (rounding == "floor") {
        return std::max(0, static_cast<int>(std::floor(place)));
    }
    if (rounding == "ceil") {
        return static_cast<int>(std::ceil(place));
    }
    const double up = std::floor(place + 0.5);
    const bool isTie = place + 0.5 == up;
    return static_cast<int>(isTie && rounding == "round_prefer_floor" ? up - 1 : up);
}

/// Whether ONNX's rule takes the same pixels as ours, floor(x / factor), for the first hundred.
bool takesOurNearest(const Call& call, std::string_view corners, double factor)
{
    for (int at = 0; at < 100; ++at) {
        if (nearestSource(call, corners, at, factor) != static_cast<int>(std::floor(at / factor))) {
            return false;
        }
    }
    return true;
}

/// Factors or sizes along the axes of a resize.
struct Target {
    std::optional<ByAxis> sizes;
    ByAxis factors = allOf(1);
};

Target targetOf(const Call& call)
{
    const bool isResize = call.node().type == "Resize";
    const bool hasRoi = isResize && call.opset() >= 11;
    std::vector<Sample> axes;
    for (const std::int64_t axis : call.integers("axes").value_or(std::vector<std::int64_t>{})) {
        const auto number = static_cast<double>(axis);
        axes.push_back({number, number, number});
    }
    const std::size_t scaleInput = hasRoi ? 2 : 1;
    std::vector<Sample> list;
    if (const Attribute* const scales = call.attribute("scales")) {
        for (const float scale : scales->numbers) {
            list.push_back({scale, scale, scale});
        }
    } else if (call.has(scaleInput)) {
        list = call.array(scaleInput).values;
    }
    Target target;
    const bool bySize = list.empty() && hasRoi && call.has(3);
    if (bySize) {
        list = call.array(3).values;
        target.sizes = allOf(0);
    }
    call.require(axes.empty() ? list.size() == 4 : list.size() == axes.size(),
                 "does not say to what size of four axes");
    for (std::size_t i = 0; i < list.size(); ++i) {
        (bySize ? *target.sizes : target.factors)[axisAt(call, axes, i)] = list[i];
    }
    call.require(call.text("keep_aspect_ratio_policy", "stretch") == "stretch",
                 "resizes with a policy for the aspect ratio");
    return target;
}

/// The factor along an axis that brings a length to a size for all three images; 0: there is none.
double factorTo(const Call& call, const Sample& length, const Sample& size)
{
    const double factor = size[0] / length[0];
    for (std::size_t s = 1; s < kSamples; ++s) {
        if (std::floor(length[s] * factor) != size[s]) {
            return call.isFixed() && isConstant(size) ? factor : 0;
        }
    }
    return factor;
}

Resize styleOf(const Call& call)
{
    Resize op;
    const std::string_view mode = call.text("mode", "nearest");
    call.require(mode == "nearest" || mode == "linear" || mode == "bilinear",
                 "resizes by another rule than nearest or linear");
    call.require(call.integer("antialias", 0) == 0, "resizes with antialiasing");
    const bool isOld = call.node().type != "Resize" || call.opset() < 11;
    const std::string_view corners =
        isOld ? "asymmetric" : call.text("coordinate_transformation_mode", "half_pixel");
    if (mode == "nearest") {
        return op;
    }
    op.mode = Resize::Mode::Linear;
    if (corners == "align_corners") {
        op.corners = Resize::Corners::Aligned;
    } else if (corners == "asymmetric") {
        op.corners = Resize::Corners::Asymmetric;
    } else {
        call.require(corners == "half_pixel" || corners == "pytorch_half_pixel",
                     "resizes with coordinates that are not covered");
    }
    return op;
}

} // namespace

std::optional<int> pixels(const Call& call, const Sample& sample)
{
    if ((!isConstant(sample) && !call.isFixed()) || std::abs(sample[0]) > 4096
        || sample[0] != std::floor(sample[0])) {
        return std::nullopt;
    }
    return static_cast<int>(sample[0]);
}

const Map* mapOfSize(const Call& call, const Sample& height, const Sample& width)
{
    const std::vector<Map>& maps = call.maps();
    const auto found = std::find_if(maps.rbegin(), maps.rend(), [&](const Map& map) {
        return map.length(2) == height && map.length(3) == width;
    });
    return found == maps.rend() ? nullptr : &*found;
}

Values translateSlice(const Call& call)
{
    const Map map = call.plainMap(0);
    const std::vector<Sample> starts = listed(call, "starts", 1);
    const std::vector<Sample> ends = listed(call, "ends", 2);
    const std::vector<Sample> axes = listed(call, "axes", 3);
    for (const Sample& step : listed(call, "steps", 4)) {
        call.require(step == Sample{1, 1, 1}, "takes every other pixel, or turns a map");
    }
    call.require(starts.size() == ends.size() && (axes.empty() || axes.size() == starts.size()),
                 "has lists of different lengths");
    ByAxis before = allOf(0);
    ByAxis after = allOf(0);
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const std::size_t axis = axisAt(call, axes, i);
        const Sample length = map.length(static_cast<int>(axis));
        for (std::size_t s = 0; s < kSamples; ++s) {
            const auto bound = [&](double at) {
                return std::clamp(at < 0 ? at + length[s] : at, 0.0, length[s]);
            };
            before[axis][s] = bound(starts[i][s]);
            after[axis][s] = length[s] - bound(ends[i][s]);
        }
    }
    call.require(isNothing(before[0]) && isNothing(after[0]), "cuts the batch");
    const Values cut = cropped(call, map, before, after);
    if (isNothing(before[1]) && isNothing(after[1])) {
        return cut;
    }
    return {call.add(graph::Channels{static_cast<int>(before[1][0]),
                                     map.channels() - static_cast<int>(after[1][0])},
                     {std::get<Map>(cut.front())})};
}

Values translatePad(const Call& call)
{
    const Map map = call.plainMap(0);
    const std::vector<Sample> pads = listed(call, "pads", 1);
    const std::vector<Sample> axes = call.has(3) ? call.array(3).values : std::vector<Sample>{};
    const std::size_t count = axes.empty() ? 4 : axes.size();
    call.require(pads.size() == 2 * count, "has pads that are not those of its axes");
    ByAxis before = allOf(0);
    ByAxis after = allOf(0);
    for (std::size_t i = 0; i < count; ++i) {
        before[axisAt(call, axes, i)] = pads[i];
        after[axisAt(call, axes, i)] = pads[i + count];
    }
    call.require(isNothing(before[0]) && isNothing(after[0]), "pads the batch");
    call.require(isNothing(before[1]) && isNothing(after[1]), "pads channels");

    graph::Pad op;
    const std::string_view mode = call.text("mode", "constant");
    op.mode = mode == "reflect" ? graph::Pad::Mode::Reflect
              : mode == "edge"  ? graph::Pad::Mode::Edge
                                : graph::Pad::Mode::Constant;
    call.require(op.mode != graph::Pad::Mode::Constant || mode == "constant",
                 "pads in a way that is not covered");
    op.value = static_cast<float>(call.number("value", 0));
    if (call.has(2)) {
        const std::vector<float> value = call.floats(2);
        call.require(value.size() == 1, "pads with more than one number");
        op.value = value.front();
    }

    graph::Sides cut;
    const auto split = [&call](const Sample& sample, int& pad, int& crop) {
        const std::optional<int> side = pixels(call, sample);
        pad = std::max(side.value_or(0), 0);
        crop = std::max(-side.value_or(0), 0);
        return side.has_value();
    };
    const bool isKnown = split(before[2], op.sides.top, cut.top)
                         && split(before[3], op.sides.left, cut.left)
                         && split(after[2], op.sides.bottom, cut.bottom)
                         && split(after[3], op.sides.right, cut.right);
    if (!isKnown) { // to the size of another map, as cropping by a negative amount
        call.require(op.mode == graph::Pad::Mode::Constant && op.value == 0,
                     "pads by the image's size, and not with zeros");
        for (ByAxis* const sides : {&before, &after}) {
            for (Sample& sample : *sides) {
                for (double& side : sample) {
                    side = -side;
                }
            }
        }
        // CropLike puts the odd pixel behind, be it cut or added: floor of a negative half is not.
        for (std::size_t axis = 2; axis < 4; ++axis) {
            for (std::size_t s = 0; s < kSamples; ++s) {
                const double all = before[axis][s] + after[axis][s];
                call.require(before[axis][s] == std::trunc(all / 2),
                             "pads more on one side than on the other");
                before[axis][s] = std::floor(all / 2);
                after[axis][s] = all - before[axis][s];
            }
        }
        return cropped(call, map, before, after);
    }
    Map made = map;
    if (cut != graph::Sides{}) {
        made = call.add(graph::Crop{cut}, {made});
    }
    return {op.sides == graph::Sides{} ? made : call.add(op, {made})};
}

Values translateResize(const Call& call)
{
    const Map map = call.plainMap(0);
    Target target = targetOf(call);
    Resize op = styleOf(call);
    std::array<double, 4> factors{};
    for (std::size_t axis = 0; axis < 4; ++axis) {
        const Sample length = map.length(static_cast<int>(axis));
        factors[axis] = target.factors[axis][0];
        if (target.sizes && !isNothing((*target.sizes)[axis])) {
            factors[axis] = factorTo(call, length, (*target.sizes)[axis]);
        } else {
            call.require(isConstant(target.factors[axis]),
                         "resizes by a factor that depends on the image's size");
        }
    }
    call.require(factors[0] == 1 && factors[1] == 1, "resizes channels");
    if (op.mode == Resize::Mode::Nearest) {
        const bool isOld = call.node().type != "Resize" || call.opset() < 11;
        const std::string_view corners =
            isOld ? "asymmetric" : call.text("coordinate_transformation_mode", "half_pixel");
        call.require(takesOurNearest(call, corners, factors[2] > 0 ? factors[2] : 1.5)
                         && takesOurNearest(call, corners, factors[3] > 0 ? factors[3] : 1.5),
                     "takes other nearest neighbours than floor(x / factor)");
    }
    if (factors[2] > 0 && factors[3] > 0) {
        op.factorHeight = factors[2];
        op.factorWidth = factors[3];
        return {factors[2] == 1 && factors[3] == 1 ? map : call.add(op, {map})};
    }
    call.require(target.sizes.has_value(), "resizes by a factor that is none");
    const Map* const like = mapOfSize(call, (*target.sizes)[2], (*target.sizes)[3]);
    call.require(like != nullptr,
                 "resizes to a size that is neither a multiple of its input's nor that of another "
                 "map; export the model with scale factors, or with open height and width");
    return {call.add(graph::ResizeLike{op.mode, op.corners}, {map, *like})};
}

} // namespace halftone::import::detail
