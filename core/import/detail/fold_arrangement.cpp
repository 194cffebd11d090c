// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/import/detail/fold.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace halftone::import::detail {
namespace {

using Dims = std::vector<std::int64_t>;

std::size_t product(const Dims& dims, std::size_t begin, std::size_t end)
{
    std::size_t count = 1;
    for (std::size_t i = begin; i < end; ++i) {
        count *= static_cast<std::size_t>(dims[i]);
    }
    return count;
}

Array foldReshape(const Call& call)
{
    Array array = call.array(0);
    Dims dims = call.integers("shape").value_or(Dims{});
    if (call.has(1)) {
        dims = call.constants(1);
    }
    std::int64_t known = 1;
    for (std::size_t i = 0; i < dims.size(); ++i) {
        if (dims[i] == 0 && i < array.dims.size() && call.integer("allowzero", 0) == 0) {
            dims[i] = array.dims[i];
        }
        if (dims[i] != -1) {
            call.require(dims[i] >= 0 && dims[i] < 1 << 30,
                         "reshapes a constant to a shape that is none");
            known = std::min<std::int64_t>(known * dims[i], std::int64_t{1} << 32);
        }
    }
    const auto open = std::find(dims.begin(), dims.end(), -1);
    if (open != dims.end() && known > 0) {
        *open = static_cast<std::int64_t>(array.values.size()) / known;
    }
    call.require(dims.size() <= 8 && std::find(dims.begin(), dims.end(), -1) == dims.end()
                     && countOf("", dims) == array.values.size(),
                 "reshapes a constant to another number of values");
    array.dims = dims;
    return array;
}

/// Axes of an attribute, or, since opset 13, of an input.
Dims axesOf(const Call& call)
{
    return call.has(1) ? call.constants(1) : call.integers("axes").value_or(Dims{});
}

Array foldUnsqueeze(const Call& call)
{
    Array array = call.array(0);
    const Dims axes = axesOf(call);
    const std::size_t rank = array.dims.size() + axes.size();
    call.require(rank <= 8, "has too many dimensions");
    std::vector<bool> isNew(rank, false);
    for (const std::int64_t axis : axes) {
        isNew[call.axis(axis, rank)] = true;
    }
    call.require(static_cast<std::size_t>(std::count(isNew.begin(), isNew.end(), true))
                     == axes.size(),
                 "names an axis twice");
    Dims dims;
    auto old = array.dims.begin();
    for (const bool added : isNew) {
        dims.push_back(added ? 1 : *old++);
    }
    array.dims = dims;
    return array;
}

Array foldSqueeze(const Call& call)
{
    Array array = call.array(0);
    const Dims axes = axesOf(call);
    std::vector<bool> drops(array.dims.size(), false);
    for (std::size_t i = 0; i < drops.size(); ++i) {
        drops[i] = axes.empty() && array.dims[i] == 1;
    }
    for (const std::int64_t axis : axes) {
        const std::size_t at = call.axis(axis, drops.size());
        call.require(array.dims[at] == 1, "drops an axis that is longer than 1");
        drops[at] = true;
    }
    Dims dims;
    for (std::size_t i = 0; i < drops.size(); ++i) {
        if (!drops[i]) {
            dims.push_back(array.dims[i]);
        }
    }
    array.dims = dims;
    return array;
}

Array foldTranspose(const Call& call)
{
    const Array array = call.array(0);
    const std::size_t rank = array.dims.size();
    Dims order(rank);
    for (std::size_t i = 0; i < rank; ++i) {
        order[i] = static_cast<std::int64_t>(rank - 1 - i);
    }
    order = call.integers("perm").value_or(order);
    Dims sorted = order;
    std::sort(sorted.begin(), sorted.end());
    Dims counted(rank);
    std::iota(counted.begin(), counted.end(), 0);
    call.require(sorted == counted, "permutes axes that are none");
    Array result{{}, {}, array.isInteger};
    std::vector<std::size_t> steps;
    for (const std::int64_t axis : order) {
        const auto from = static_cast<std::size_t>(axis);
        result.dims.push_back(array.dims[from]);
        steps.push_back(product(array.dims, from + 1, rank));
    }
    result.values.resize(countedElements(call, result.dims));
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        std::size_t rest = i;
        std::size_t offset = 0;
        for (std::size_t axis = rank; axis > 0; --axis) {
            const auto length = static_cast<std::size_t>(result.dims[axis - 1]);
            offset += rest % length * steps[axis - 1];
            rest /= length;
        }
        result.values[i] = array.values[offset];
    }
    return result;
}

Array foldConcat(const Call& call)
{
    call.require(call.inputCount() > 0, "lacks an input");
    Array result = call.array(0);
    const std::size_t axis = call.axis(call.integer("axis", 0), result.dims.size());
    const std::size_t outer = product(result.dims, 0, axis);
    std::vector<std::vector<Sample>> rows(outer);
    std::int64_t length = 0;
    for (std::size_t i = 0; i < call.inputCount(); ++i) {
        const Array part = call.array(i);
        Dims expected = result.dims;
        call.require(part.dims.size() == expected.size(), "joins constants of different ranks");
        expected[axis] = part.dims[axis];
        call.require(part.dims == expected, "joins constants whose shapes do not fit");
        call.countFolded(part.values.size());
        length += part.dims[axis];
        const auto row = static_cast<std::ptrdiff_t>(product(part.dims, axis, part.dims.size()));
        for (std::size_t o = 0; o < outer; ++o) {
            const auto begin = part.values.begin() + static_cast<std::ptrdiff_t>(o) * row;
            rows[o].insert(rows[o].end(), begin, begin + row);
        }
        result.isInteger = result.isInteger && part.isInteger;
    }
    result.values.clear();
    for (const auto& row : rows) {
        result.values.insert(result.values.end(), row.begin(), row.end());
    }
    result.dims[axis] = length;
    return result;
}

/// The numbers at `indices` of an axis.
Array taken(const Call& call, const Array& array, std::size_t axis,
            const std::vector<std::size_t>& indices)
{
    Array result{array.dims, {}, array.isInteger};
    result.dims[axis] = static_cast<std::int64_t>(indices.size());
    const std::size_t outer = product(array.dims, 0, axis);
    const std::size_t inner = product(array.dims, axis + 1, array.dims.size());
    const auto length = static_cast<std::size_t>(array.dims[axis]);
    result.values.reserve(countedElements(call, result.dims));
    for (std::size_t o = 0; o < outer; ++o) {
        for (const std::size_t index : indices) {
            const auto begin =
                array.values.begin() + static_cast<std::ptrdiff_t>((o * length + index) * inner);
            result.values.insert(result.values.end(), begin,
                                 begin + static_cast<std::ptrdiff_t>(inner));
        }
    }
    return result;
}

Array foldGather(const Call& call)
{
    const Array array = call.array(0);
    const Array indices = call.array(1);
    const std::size_t axis = call.axis(call.integer("axis", 0), array.dims.size());
    call.require(indices.dims.size() <= 1, "takes numbers by a table of indices");
    std::vector<std::size_t> at;
    for (const Sample& index : indices.values) {
        call.require(isConstant(index), "takes numbers at an index that depends on the image");
        call.require(std::abs(index[0]) < 0x1p31, "takes a number at an index that is none");
        at.push_back(call.axis(std::llround(index[0]), static_cast<std::size_t>(array.dims[axis])));
    }
    Array result = taken(call, array, axis, at);
    if (indices.dims.empty()) { // one index, no list: the axis goes
        result.dims.erase(result.dims.begin() + static_cast<std::ptrdiff_t>(axis));
    }
    return result;
}

Array foldSlice(const Call& call)
{
    Array array = call.array(0);
    const auto listed = [&call](const char* name, std::size_t input) {
        std::vector<double> values;
        if (const auto attribute = call.integers(name)) {
            values.assign(attribute->begin(), attribute->end());
        } else if (call.has(input)) {
            for (const Sample& sample : call.array(input).values) {
                call.require(isConstant(sample), "cuts constants by the image's size");
                values.push_back(sample[0]);
            }
        }
        return values;
    };
    const std::vector<double> starts = listed("starts", 1);
    const std::vector<double> ends = listed("ends", 2);
    const std::vector<double> axes = listed("axes", 3);
    const std::vector<double> steps = listed("steps", 4);
    call.require(starts.size() == ends.size() && (axes.empty() || axes.size() == starts.size())
                     && (steps.empty() || steps.size() == starts.size()),
                 "has lists of different lengths");
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const std::size_t axis =
            call.axis(axes.empty() ? static_cast<std::int64_t>(i)
                                   : static_cast<std::int64_t>(std::clamp(axes[i], -100.0, 100.0)),
                      array.dims.size());
        const auto length = static_cast<double>(array.dims[axis]);
        const double step = steps.empty() ? 1 : steps[i];
        call.require(std::abs(step) >= 1, "has a step that is none");
        const auto bound = [length, step](double at) {
            at = at < 0 ? at + length : at;
            return step > 0 ? std::clamp(at, 0.0, length) : std::clamp(at, -1.0, length - 1);
        };
        std::vector<std::size_t> indices;
        const double end = ends[i] < -length - 1 ? (step > 0 ? 0 : -1) : bound(ends[i]);
        for (double at = bound(starts[i]); step > 0 ? at < end : at > end; at += step) {
            indices.push_back(static_cast<std::size_t>(at));
        }
        array = taken(call, array, axis, indices);
    }
    return array;
}

Array foldRange(const Call& call)
{
    const auto one = [&call](std::size_t input) {
        const Array array = call.array(input);
        call.require(array.values.size() == 1 && isConstant(array.values[0]),
                     "counts to a number that depends on the image's size");
        return array.values[0][0];
    };
    const double start = one(0);
    const double step = one(2);
    call.require(step != 0, "has a step of 0");
    const double count = std::max(0.0, std::ceil((one(1) - start) / step));
    call.require(count < 0x1p31, "counts further than constants may");
    call.countFolded(static_cast<std::uint64_t>(count));
    std::vector<Sample> values;
    for (double i = 0; i < count; ++i) {
        const double value = start + i * step;
        values.push_back({value, value, value});
    }
    return listOf(std::move(values));
}

/// An array of a shape that is given as a list, with one value or broadcast from an array.
Array foldExpand(const Call& call)
{
    const bool isNew = call.node().type == "ConstantOfShape";
    Array from{{}, {Sample{0, 0, 0}}, false};
    const Attribute* const value = call.attribute("value");
    if (isNew && value != nullptr && value->hasTensor) {
        const Tensor tensor = parseTensor(value->tensor);
        call.require(countOf(tensor.name, tensor.dims) == 1, "has several values to fill with");
        const double number = TensorReader({}).numbers(tensor).front();
        from.values = {{number, number, number}};
        from.isInteger = tensor.type == DataType::Int64 || tensor.type == DataType::Int32;
    } else if (!isNew) {
        from = call.array(0);
    }
    Dims dims = call.constants(isNew ? 0 : 1);
    call.require(dims.size() <= 8, "has too many dimensions");
    for (std::size_t i = 0; i < dims.size(); ++i) { // 1 keeps what is there
        const std::size_t missing = dims.size() - std::min(dims.size(), from.dims.size());
        if (dims[i] == 1 && i >= missing && !from.dims.empty()) {
            dims[i] = from.dims[from.dims.size() - dims.size() + i];
        }
    }
    Array result{dims, {}, from.isInteger};
    result.values.resize(countedElements(call, dims));
    const std::vector<std::size_t> offsets = broadcastOffsets(call, from, dims);
    for (std::size_t i = 0; i < offsets.size(); ++i) {
        result.values[i] = from.values[offsets[i]];
    }
    return result;
}

} // namespace

std::optional<Array> foldArrangement(const Call& call)
{
    static const std::unordered_map<std::string_view, Array (*)(const Call&)> s_table{
        {"Reshape", foldReshape}, {"Unsqueeze", foldUnsqueeze},
        {"Squeeze", foldSqueeze}, {"Transpose", foldTranspose},
        {"Concat", foldConcat},   {"Gather", foldGather},
        {"Slice", foldSlice},     {"Range", foldRange},
        {"Expand", foldExpand},   {"ConstantOfShape", foldExpand},
    };
    const auto found = s_table.find(call.node().type);
    return found == s_table.end() ? std::nullopt : std::optional(found->second(call));
}

} // namespace halftone::import::detail
