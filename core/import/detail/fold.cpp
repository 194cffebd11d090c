// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/detail/fold.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace halftone::import::detail {
namespace {

using Unary = double (*)(double);
using Binary = double (*)(double, double);

Unary unaryOf(std::string_view type)
{
    static const std::unordered_map<std::string_view, Unary> s_table{
        {"Neg", [](double a) { return -a; }},
        {"Abs", [](double a) { return std::abs(a); }},
        {"Floor", [](double a) { return std::floor(a); }},
        {"Ceil", [](double a) { return std::ceil(a); }},
        {"Round", [](double a) { return std::nearbyint(a); }},
        {"Sqrt", [](double a) { return std::sqrt(a); }},
        {"Exp", [](double a) { return std::exp(a); }},
        {"Reciprocal", [](double a) { return 1 / a; }},
        {"Not", [](double a) { return a == 0 ? 1.0 : 0.0; }},
        {"Identity", [](double a) { return a; }},
        {"Dropout", [](double a) { return a; }},
    };
    const auto found = s_table.find(type);
    return found == s_table.end() ? nullptr : found->second;
}

Binary binaryOf(std::string_view type)
{
    static const std::unordered_map<std::string_view, Binary> s_table{
        {"Add", [](double a, double b) { return a + b; }},
        {"Sub", [](double a, double b) { return a - b; }},
        {"Mul", [](double a, double b) { return a * b; }},
        {"Div", [](double a, double b) { return a / b; }},
        {"Pow", [](double a, double b) { return std::pow(a, b); }},
        {"Mod", [](double a, double b) { return a - std::floor(a / b) * b; }},
        {"Min", [](double a, double b) { return std::min(a, b); }},
        {"Max", [](double a, double b) { return std::max(a, b); }},
        {"Equal", [](double a, double b) { return a == b ? 1.0 : 0.0; }},
        {"Less", [](double a, double b) { return a < b ? 1.0 : 0.0; }},
        {"Greater", [](double a, double b) { return a > b ? 1.0 : 0.0; }},
    };
    const auto found = s_table.find(type);
    return found == s_table.end() ? nullptr : found->second;
}

std::vector<std::int64_t> broadcastDims(const Call& call, const std::vector<std::int64_t>& a,
                                        const std::vector<std::int64_t>& b)
{
    std::vector<std::int64_t> dims(std::max(a.size(), b.size()), 1);
    for (const std::vector<std::int64_t>* const from : {&a, &b}) {
        const std::size_t missing = dims.size() - from->size();
        for (std::size_t i = 0; i < from->size(); ++i) {
            std::int64_t& to = dims[missing + i];
            call.require(to == 1 || (*from)[i] == 1 || to == (*from)[i],
                         "computes with constants whose shapes do not fit");
            to = (*from)[i] == 1 ? to : (*from)[i];
        }
    }
    return dims;
}

Array combined(const Call& call, const Array& a, const Array& b, Binary compute)
{
    Array result{broadcastDims(call, a.dims, b.dims), {}, a.isInteger && b.isInteger};
    result.values.resize(countedElements(call, result.dims));
    const std::vector<std::size_t> fromA = broadcastOffsets(call, a, result.dims);
    const std::vector<std::size_t> fromB = broadcastOffsets(call, b, result.dims);
    const bool truncates = result.isInteger && call.node().type == "Div";
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        for (std::size_t s = 0; s < kSamples; ++s) {
            const double value = compute(a.values[fromA[i]][s], b.values[fromB[i]][s]);
            result.values[i][s] = truncates ? std::trunc(value) : value;
        }
    }
    return result;
}

Array foldUnary(const Call& call, Unary compute)
{
    Array result = call.array(0);
    for (Sample& sample : result.values) {
        std::transform(sample.begin(), sample.end(), sample.begin(), compute);
    }
    return result;
}

Array foldCast(const Call& call)
{
    Array result = call.array(0);
    const auto to = static_cast<DataType>(call.integer("to", 1));
    result.isInteger = to != DataType::Float && to != DataType::Double && to != DataType::Float16
                       && to != DataType::Bfloat16;
    if (result.isInteger) {
        for (Sample& sample : result.values) {
            for (double& value : sample) {
                value = to == DataType::Bool ? (value != 0 ? 1 : 0) : std::trunc(value);
            }
        }
    }
    return result;
}

Array foldWhere(const Call& call)
{
    const Array condition = call.array(0);
    const Array a = call.array(1);
    const Array b = call.array(2);
    Array result{broadcastDims(call, broadcastDims(call, a.dims, b.dims), condition.dims),
                 {},
                 a.isInteger && b.isInteger};
    result.values.resize(countedElements(call, result.dims));
    const auto fromC = broadcastOffsets(call, condition, result.dims);
    const auto fromA = broadcastOffsets(call, a, result.dims);
    const auto fromB = broadcastOffsets(call, b, result.dims);
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        for (std::size_t s = 0; s < kSamples; ++s) {
            result.values[i][s] =
                condition.values[fromC[i]][s] != 0 ? a.values[fromA[i]][s] : b.values[fromB[i]][s];
        }
    }
    return result;
}

std::optional<Array> foldNumbers(const Call& call)
{
    const std::string_view type = call.node().type;
    if (const Unary unary = unaryOf(type)) {
        return foldUnary(call, unary);
    }
    if (const Binary binary = binaryOf(type)) {
        Array result = call.array(0);
        for (std::size_t i = 1; i < call.inputCount(); ++i) {
            result = combined(call, result, call.array(i), binary);
        }
        return result;
    }
    if (type == "Cast") {
        return foldCast(call);
    }
    return type == "Where" ? std::optional(foldWhere(call)) : std::nullopt;
}

} // namespace

std::size_t countedElements(const Call& call, const std::vector<std::int64_t>& dims)
{
    const std::uint64_t count = countOf(call.node().type, dims);
    call.countFolded(count);
    return static_cast<std::size_t>(count);
}

std::vector<std::size_t> broadcastOffsets(const Call& call, const Array& array,
                                          const std::vector<std::int64_t>& to)
{
    call.require(array.dims.size() <= to.size(), "broadcasts to fewer dimensions");
    std::vector<std::size_t> steps(to.size(), 0);
    std::size_t step = 1;
    for (std::size_t i = array.dims.size(); i > 0; --i) {
        const std::int64_t length = array.dims[i - 1];
        const std::size_t at = to.size() - array.dims.size() + i - 1;
        call.require(length == 1 || length == to[at],
                     "computes with constants whose shapes do not fit");
        steps[at] = length == 1 ? 0 : step;
        step *= static_cast<std::size_t>(length);
    }
    std::vector<std::size_t> offsets(static_cast<std::size_t>(countOf("", to)));
    std::vector<std::int64_t> index(to.size(), 0);
    std::size_t offset = 0;
    for (std::size_t& here : offsets) {
        here = offset;
        for (std::size_t i = to.size(); i > 0; --i) { // the next index, as an odometer
            offset += steps[i - 1];
            if (++index[i - 1] < to[i - 1]) {
                break;
            }
            offset -= steps[i - 1] * static_cast<std::size_t>(to[i - 1]);
            index[i - 1] = 0;
        }
    }
    return offsets;
}

Array listOf(std::vector<Sample> values)
{
    return {{static_cast<std::int64_t>(values.size())}, std::move(values), true};
}

Array shapeArray(const Call& call)
{
    const Map map = call.map(0);
    std::vector<Sample> lengths;
    if (map.groups > 0) {
        const double groups = map.groups;
        Sample rest{};
        for (std::size_t s = 0; s < kSamples; ++s) {
            const auto& shape = map.shapes[s];
            rest[s] = shape.channels / groups * shape.height * shape.width;
        }
        lengths = {{1, 1, 1}, {groups, groups, groups}, rest};
    } else {
        for (const int axis : map.axes) {
            lengths.push_back(map.length(axis));
        }
    }
    // Since opset 15 a part of it may be asked for.
    const auto rank = static_cast<std::int64_t>(lengths.size());
    const auto bound = [rank](std::int64_t at) {
        return std::clamp<std::int64_t>(at < 0 ? at + rank : at, 0, rank);
    };
    const std::int64_t begin = bound(call.integer("start", 0));
    const std::int64_t end = std::max(begin, bound(call.integer("end", rank)));
    return listOf({lengths.begin() + begin, lengths.begin() + end});
}

std::optional<Array> fold(const Call& call)
{
    std::optional<Array> result = foldNumbers(call);
    if (!result) {
        result = foldArrangement(call);
    }
    if (result) {
        for (const Sample& sample : result->values) {
            for (const double value : sample) {
                call.require(std::isfinite(value), "computes a constant that is not finite");
            }
        }
    }
    return result;
}

} // namespace halftone::import::detail
