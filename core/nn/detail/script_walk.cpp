// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/script_walk.h"

#include "core/nn/detail/script_list.h"

#include <torch/csrc/jit/ir/constants.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace halftone::nn {
namespace {

namespace jit = torch::jit;
namespace graph = model::graph;

constexpr int kMostSteps = 100000; // of a program; no network has a tenth of them

std::string nameOf(const jit::Node& node)
{
    return node.kind().toQualString();
}

// Computed by LibTorch itself where all arguments are known. Only these: others could open files,
// or ask for memory without end.
bool isComputable(const std::string& name)
{
    static const std::set<std::string, std::less<>> kNames{
        "aten::Bool",
        "aten::Float",
        "aten::FloatImplicit",
        "aten::Int",
        "aten::IntImplicit",
        "aten::ScalarImplicit",
        "aten::__and__",
        "aten::__contains__",
        "aten::__getitem__",
        "aten::__is__",
        "aten::__isnot__",
        "aten::__not__",
        "aten::__or__",
        "aten::__xor__",
        "aten::abs",
        "aten::add",
        "aten::append",
        "aten::ceil",
        "aten::detach",
        "aten::device",
        "aten::dim",
        "aten::div",
        "aten::eq",
        "aten::floor",
        "aten::floor_divide",
        "aten::floordiv",
        "aten::format",
        "aten::ge",
        "aten::gt",
        "aten::item",
        "aten::le",
        "aten::len",
        "aten::list",
        "aten::lt",
        "aten::mul",
        "aten::ne",
        "aten::neg",
        "aten::numel",
        "aten::pow",
        "aten::remainder",
        "aten::reshape",
        "aten::round",
        "aten::rsub",
        "aten::scalar_tensor",
        "aten::size",
        "aten::slice",
        "aten::sqrt",
        "aten::str",
        "aten::sub",
        "aten::tensor",
        "aten::to",
        "aten::trunc",
        "aten::unsqueeze",
        "aten::view",
        "prim::NumToTensor",
        "prim::abs",
        "prim::device",
        "prim::dtype",
        "prim::max",
        "prim::min",
    };
    return kNames.count(name) > 0;
}

bool condition(const ScriptItem& item, const std::string& operation)
{
    if (!item.isKnown() || !(item.known().isBool() || item.known().isTensor())) {
        throw unsupportedScript(operation, "asks for the image's values");
    }
    return item.known().isBool() ? item.known().toBool() : item.known().toTensor().item<bool>();
}

} // namespace

std::vector<ScriptItem> ScriptWalk::run(const jit::Graph& program, std::vector<ScriptItem> inputs)
{
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        set(program.inputs()[i], std::move(inputs[i]));
    }
    runBlock(*program.block());
    return inputsOf(*program.return_node());
}

const ScriptItem& ScriptWalk::itemOf(const jit::Value* value) const
{
    const auto found = m_items.find(value);
    if (found == m_items.end()) {
        throw unsupportedScript(nameOf(*value->node()), "has a second result that is used");
    }
    return found->second;
}

std::vector<ScriptItem> ScriptWalk::inputsOf(const jit::Node& node) const
{
    std::vector<ScriptItem> items;
    for (const jit::Value* value : node.inputs()) {
        items.push_back(itemOf(value));
    }
    return items;
}

void ScriptWalk::set(const jit::Value* value, ScriptItem item)
{
    m_items.insert_or_assign(value, std::move(item));
}

void ScriptWalk::replace(ScriptMap before, ScriptMap after)
{
    const auto rename = [&](ScriptItem& item) {
        if (item.isMap() && item.map().value == before.value) {
            item.held = after;
        }
    };
    for (auto& [value, item] : m_items) {
        rename(item);
        if (item.isList()) {
            std::for_each(item.list()->begin(), item.list()->end(), rename);
        }
    }
}

void ScriptWalk::runBlock(const jit::Block& block)
{
    for (const jit::Node* node : block.nodes()) {
        if (++m_steps > kMostSteps) {
            throw Error(ErrorCode::Unsupported,
                        "its forward() takes more than " + std::to_string(kMostSteps) + " steps.");
        }
        runNode(*node);
    }
}

void ScriptWalk::runNode(const jit::Node& node)
{
    if (runControl(node) || runOnList(node)) {
        return;
    }
    const std::vector<ScriptItem> inputs = inputsOf(node);
    const bool known = std::all_of(inputs.begin(), inputs.end(),
                                   [](const ScriptItem& item) { return item.isKnown(); });
    if (known) {
        compute(node);
    } else {
        runOperation(node);
    }
}

bool ScriptWalk::runControl(const jit::Node& node)
{
    const c10::Symbol kind = node.kind();
    if (kind == c10::prim::Constant) {
        const c10::optional<c10::IValue> value = jit::toIValue(node.output());
        set(node.output(), {value ? *value : c10::IValue()});
    } else if (kind == c10::prim::GetAttr) {
        const ScriptItem& object = itemOf(node.input());
        set(node.output(), {object.known().toObject()->getAttr(node.s(c10::attr::name))});
    } else if (kind == c10::prim::ListConstruct || kind == c10::prim::TupleConstruct) {
        set(node.output(), makeList(node));
    } else if (kind == c10::prim::ListUnpack || kind == c10::prim::TupleUnpack) {
        unpack(node);
    } else if (kind == c10::prim::If) {
        const bool holds = condition(itemOf(node.input()), "prim::If");
        const jit::Block& block = *node.blocks()[holds ? 0 : 1];
        runBlock(block);
        for (std::size_t i = 0; i < node.outputs().size(); ++i) {
            set(node.outputs()[i], itemOf(block.outputs()[i]));
        }
    } else if (kind == c10::prim::Loop) {
        runLoop(node);
    } else if (kind == c10::prim::RaiseException) {
        const ScriptItem& text = itemOf(node.inputs()[0]);
        throw Error(ErrorCode::Unsupported,
                    "its forward() refuses an image of that size: "
                        + (text.isKnown() && text.known().isString() ? text.known().toStringRef()
                                                                     : std::string("no reason"))
                        + '.');
    } else if (kind == c10::prim::unchecked_cast || kind == c10::prim::unchecked_unwrap_optional
               || nameOf(node) == "aten::_unwrap_optional") {
        set(node.output(), itemOf(node.input()));
    } else if (kind == c10::prim::Uninitialized) {
        set(node.output(), {c10::IValue()});
    } else {
        return nameOf(node) == "aten::warn" || kind == c10::prim::Print;
    }
    return true;
}

void ScriptWalk::runLoop(const jit::Node& node)
{
    const jit::Block& body = *node.blocks()[0];
    const std::int64_t most = wholeNumber(itemOf(node.inputs()[0]), "prim::Loop");
    bool goesOn = condition(itemOf(node.inputs()[1]), "prim::Loop");
    std::vector<ScriptItem> carried = inputsOf(node);
    carried.erase(carried.begin(), carried.begin() + 2);
    for (std::int64_t round = 0; goesOn && round < most; ++round) {
        if (++m_steps > kMostSteps) {
            throw unsupportedScript("prim::Loop", "goes on without end");
        }
        set(body.inputs()[0], {c10::IValue(round)});
        for (std::size_t i = 0; i < carried.size(); ++i) {
            set(body.inputs()[i + 1], carried[i]);
        }
        runBlock(body);
        goesOn = condition(itemOf(body.outputs()[0]), "prim::Loop");
        for (std::size_t i = 0; i < carried.size(); ++i) {
            carried[i] = itemOf(body.outputs()[i + 1]);
        }
    }
    for (std::size_t i = 0; i < carried.size(); ++i) {
        set(node.outputs()[i], carried[i]);
    }
}

ScriptItem ScriptWalk::makeList(const jit::Node& node) const
{
    std::vector<ScriptItem> items = inputsOf(node);
    const auto type = node.output()->type()->cast<c10::ListType>();
    const bool ofTensors =
        type == nullptr || type->getElementType()->kind() == c10::TypeKind::TensorType;
    const bool known = std::all_of(items.begin(), items.end(),
                                   [](const ScriptItem& item) { return item.isKnown(); });
    if (ofTensors || !known) { // tuples, too
        return {newScriptList(std::move(items))};
    }
    c10::impl::GenericList list(type->getElementType());
    for (const ScriptItem& item : items) {
        list.push_back(item.known());
    }
    return {c10::IValue(list)};
}

void ScriptWalk::unpack(const jit::Node& node)
{
    const ScriptItem& packed = itemOf(node.input());
    std::vector<ScriptItem> items;
    if (packed.isList()) {
        items = *packed.list();
    } else if (packed.isKnown() && packed.known().isList()) {
        for (const c10::IValue& value : packed.known().toListRef()) {
            items.push_back({value});
        }
    } else if (packed.isKnown() && packed.known().isTuple()) {
        for (const c10::IValue& value : packed.known().toTupleRef().elements()) {
            items.push_back({value});
        }
    }
    if (items.size() != node.outputs().size()) {
        throw unsupportedScript(nameOf(node), "takes apart what is no list of that length");
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
        set(node.outputs()[i], items[i]);
    }
}

bool ScriptWalk::runOnList(const jit::Node& node)
{
    const std::vector<ScriptItem> inputs = inputsOf(node);
    std::optional<ScriptItem> result;
    if (inputs.empty() || !inputs.front().isList()
        || !runOnScriptList(nameOf(node), inputs, result)) {
        return false;
    }
    if (result && !node.outputs().empty()) {
        set(node.output(), *result);
    }
    return true;
}

void ScriptWalk::compute(const jit::Node& node)
{
    const std::string name = nameOf(node);
    if (!isComputable(name)) {
        throw unsupportedScript(name, "is not known, or not of a map");
    }
    jit::Stack stack;
    for (const ScriptItem& item : inputsOf(node)) {
        stack.push_back(item.known());
    }
    node.getOperation()(stack);
    for (std::size_t i = 0; i < std::min(stack.size(), node.outputs().size()); ++i) {
        set(node.outputs()[i], {stack[i]});
    }
}

void ScriptWalk::runOperation(const jit::Node& node)
{
    const std::string name = nameOf(node);
    std::string plain = name.substr(name.find("::") + 2);
    const bool inPlace = plain.size() > 1 && plain.back() == '_' && plain.front() != '_';
    if (inPlace) {
        plain.pop_back();
    }
    ScriptOp operation = findScriptLayer(plain);
    operation = operation != nullptr ? operation : findScriptArithmetic(plain);
    if (operation == nullptr || node.maybeSchema() == nullptr) {
        throw unsupportedScript(name, "is not known");
    }
    const ScriptCall call(node, inputsOf(node));
    const ScriptItem result = operation(call, m_graph);
    if (!node.outputs().empty()) {
        set(node.outputs()[0], result);
    }
    const ScriptItem& first = call.arguments().front();
    if (!inPlace || !first.isMap() || !result.isMap()) {
        return;
    }
    const graph::Node* written = m_graph.nodeOf(first.map());
    if (written != nullptr
        && (std::holds_alternative<graph::Channels>(written->op)
            || std::holds_alternative<graph::Crop>(written->op))) {
        throw unsupportedScript(name, "writes into a part of a map");
    }
    replace(first.map(), result.map());
}

} // namespace halftone::nn
