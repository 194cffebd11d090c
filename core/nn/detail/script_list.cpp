// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/script_list.h"

#include <algorithm>
#include <utility>

namespace halftone::nn {
namespace {

constexpr std::size_t kMostElements = 65536; // a list can be joined with itself

std::size_t placeIn(const std::vector<ScriptItem>& list, std::int64_t index)
{
    const auto size = static_cast<std::int64_t>(list.size());
    const std::int64_t place = index < 0 ? index + size : index;
    if (place < 0 || place >= size) {
        throw unsupportedScript("aten::__getitem__", "reads behind the end of a list");
    }
    return static_cast<std::size_t>(place);
}

ScriptList sliceOf(const std::vector<ScriptItem>& list, const std::vector<ScriptItem>& arguments)
{
    const auto size = static_cast<std::int64_t>(list.size());
    const auto argument = [&](std::size_t index, std::int64_t fallback) {
        const bool given = index < arguments.size()
                           && !(arguments[index].isKnown() && arguments[index].known().isNone());
        return given ? wholeNumber(arguments[index], "aten::slice") : fallback;
    };
    const std::int64_t step = argument(3, 1);
    if (step == 0) {
        throw unsupportedScript("aten::slice", "has a step of 0");
    }
    const auto place = [&](std::int64_t at) {
        at = at < 0 ? at + size : at;
        return std::clamp<std::int64_t>(at, step < 0 ? -1 : 0, step < 0 ? size - 1 : size);
    };
    const std::int64_t begin = place(argument(1, step < 0 ? size - 1 : 0));
    const std::int64_t end = arguments.size() > 2 && !arguments[2].known().isNone()
                                 ? place(argument(2, size))
                                 : (step < 0 ? -1 : size);
    std::vector<ScriptItem> items;
    for (std::int64_t i = begin; step < 0 ? i > end : i < end; i += step) {
        items.push_back(list[static_cast<std::size_t>(i)]);
    }
    return newScriptList(std::move(items));
}

} // namespace

ScriptList newScriptList(std::vector<ScriptItem> items)
{
    return std::make_shared<std::vector<ScriptItem>>(std::move(items));
}

std::int64_t wholeNumber(const ScriptItem& item, const std::string& operation)
{
    if (!item.isKnown() || !item.known().isInt()) {
        throw unsupportedScript(operation, "has an argument that depends on the image's values");
    }
    return item.known().toInt();
}

bool runOnScriptList(const std::string& name, const std::vector<ScriptItem>& inputs,
                     std::optional<ScriptItem>& result)
{
    const ScriptList& list = inputs.front().list();
    if (name == "aten::__getitem__" || name == "prim::TupleIndex" || name == "aten::pop") {
        const std::int64_t index = inputs.size() > 1 ? wholeNumber(inputs[1], name) : -1;
        const std::size_t place = placeIn(*list, index);
        result = (*list)[place];
        if (name == "aten::pop") {
            list->erase(list->begin() + static_cast<std::ptrdiff_t>(place));
        }
    } else if (name == "aten::len") {
        result = ScriptItem{c10::IValue(static_cast<std::int64_t>(list->size()))};
    } else if (name == "aten::append") {
        list->push_back(inputs[1]);
        result = inputs.front();
    } else if (name == "aten::insert") {
        const std::int64_t size = static_cast<std::int64_t>(list->size());
        const std::int64_t at = wholeNumber(inputs[1], name);
        list->insert(list->begin() + std::clamp<std::int64_t>(at < 0 ? at + size : at, 0, size),
                     inputs[2]);
    } else if (name == "aten::reverse") {
        std::reverse(list->begin(), list->end());
    } else if ((name == "aten::extend" || name == "aten::add") && inputs[1].isList()) {
        ScriptList joined = name == "aten::add" ? newScriptList(*list) : list;
        const std::vector<ScriptItem> more = *inputs[1].list();
        if (joined->size() + more.size() > kMostElements) {
            throw unsupportedScript(name, "makes a list without end");
        }
        joined->insert(joined->end(), more.begin(), more.end());
        result = ScriptItem{joined};
    } else if (name == "aten::slice") {
        result = ScriptItem{sliceOf(*list, inputs)};
    } else if (name == "aten::list" || name == "aten::copy") {
        result = ScriptItem{newScriptList(*list)};
    } else {
        return false;
    }
    return true;
}

} // namespace halftone::nn
