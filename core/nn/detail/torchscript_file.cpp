// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/torchscript_file.h"

#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/nn/detail/script_walk.h"

#include <caffe2/serialize/inline_container.h>
#include <caffe2/serialize/read_adapter_interface.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/passes/inliner.h>
#include <torch/csrc/jit/serialization/import.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace halftone::nn {
namespace {

namespace fs = std::filesystem;
namespace graph = model::graph;

// LibTorch reads through our door, as all files are.
class FileReader final : public caffe2::serialize::ReadAdapterInterface {
public:
    explicit FileReader(const fs::path& path) : m_file(path) {}
    size_t size() const override { return m_file.size(); }
    size_t read(uint64_t pos, void* buffer, size_t count, const char*) const override
    {
        m_file.seek(pos);
        return m_file.read(buffer, count);
    }

private:
    mutable InputFile m_file;
};

Error refuse(const fs::path& path, ErrorCode code, const std::string& fault)
{
    return {code, "Cannot import '" + toUtf8(path) + "': " + fault};
}

constexpr const char* kHowToExport =
    " Load it into its model in Python, call model.eval(), and export the model itself: "
    "torch.onnx.export(model, torch.zeros(1, 1, 256, 256), \"model.onnx\"), or "
    "torch.jit.trace(model, torch.zeros(1, 1, 256, 256)).save(\"model.pt\").";

// A state dict holds names and tensors, but not what is computed with them.
void requireProgram(const fs::path& path)
{
    const std::string begin = firstBytes(path, 4);
    if (begin.substr(0, 2) == "\x80\x02") { // a pickle alone: torch.save before version 1.6
        throw refuse(path, ErrorCode::FileFormat,
                     std::string("it holds weights without the network (a state dict).")
                         + kHowToExport);
    }
    if (begin != "PK\x03\x04") {
        throw refuse(
            path, ErrorCode::FileFormat,
            "it is no TorchScript archive (torch.jit.save), nor any other file of PyTorch.");
    }
    caffe2::serialize::PyTorchStreamReader reader(std::make_unique<FileReader>(path));
    if (reader.hasRecord("constants.pkl")) {
        return;
    }
    throw refuse(path, ErrorCode::FileFormat,
                 reader.hasRecord("data.pkl")
                     ? std::string("it holds weights without the network (a state dict, or a model "
                                   "that only its own Python code can load).")
                           + kHowToExport
                     : "it is a ZIP archive, but no TorchScript archive (torch.jit.save).");
}

// The one map that forward() returns: the first of several.
ScriptMap resultOf(const std::vector<ScriptItem>& outputs)
{
    const ScriptItem* item = outputs.empty() ? nullptr : &outputs.front();
    while (item != nullptr && item->isList()) {
        item = item->list()->empty() ? nullptr : &item->list()->front();
    }
    if (item == nullptr || !item->isMap()) {
        throw Error(ErrorCode::Unsupported,
                    "its forward() returns no map computed from the image.");
    }
    return item->map();
}

graph::Graph walk(const torch::jit::Module& module, const torch::jit::Graph& program, int channels,
                  int height, int width)
{
    ScriptGraph result(channels, height, width);
    std::vector<ScriptItem> inputs{{c10::IValue(module._ivalue())}, {ScriptMap{}}};
    const auto outputs = ScriptWalk(result).run(program, std::move(inputs));
    return result.finish(resultOf(outputs));
}

// With as many channels of the input as its first layer wants.
graph::Graph walk(const torch::jit::Module& module, const torch::jit::Graph& program, int height,
                  int width)
{
    try {
        return walk(module, program, 1, height, width);
    } catch (const OtherInputChannels& other) {
        try {
            return walk(module, program, other.channels, height, width);
        } catch (const OtherInputChannels&) {
            throw Error(ErrorCode::Unsupported,
                        "its layers disagree on how many channels an image has.");
        }
    }
}

bool isSameNode(const graph::Node& a, const graph::Node& b)
{
    return a.name == b.name && a.inputs == b.inputs && a.op.index() == b.op.index();
}

// Sizes of maps must not have become constants: of Resize, Pad and Crop.
void requireSameOperation(const graph::Op& a, const graph::Op& b)
{
    bool same = true;
    if (const auto* resize = std::get_if<graph::Resize>(&a); resize != nullptr) {
        const auto& other = std::get<graph::Resize>(b);
        same =
            resize->factorHeight == other.factorHeight && resize->factorWidth == other.factorWidth;
    } else if (const auto* pad = std::get_if<graph::Pad>(&a); pad != nullptr) {
        same = pad->sides == std::get<graph::Pad>(b).sides;
    } else if (const auto* crop = std::get_if<graph::Crop>(&a); crop != nullptr) {
        same = crop->sides == std::get<graph::Crop>(b).sides;
    } else if (const auto* part = std::get_if<graph::Channels>(&a); part != nullptr) {
        const auto& other = std::get<graph::Channels>(b);
        same = part->begin == other.begin && part->end == other.end;
    }
    if (!same) {
        throw Error(ErrorCode::Unsupported,
                    "it resizes, pads or cuts to a size that was fixed when it was traced. Export "
                    "it so that sizes follow the image (scale_factor=2, or torch.jit.script).");
    }
}

// What the program does must not depend on the size: walked for two, it has to be the same.
graph::Graph readProgram(const torch::jit::Module& module, const torch::jit::Graph& program)
{
    graph::Graph one = walk(module, program, 512, 768);
    const graph::Graph other = walk(module, program, 1280, 1024);
    const bool same =
        one.nodes.size() == other.nodes.size() && one.head == other.head
        && std::equal(one.nodes.begin(), one.nodes.end(), other.nodes.begin(), isSameNode);
    if (!same) {
        throw Error(ErrorCode::Unsupported,
                    "what its forward() computes depends on the size of the image.");
    }
    for (std::size_t n = 0; n < one.nodes.size(); ++n) {
        requireSameOperation(one.nodes[n].op, other.nodes[n].op);
    }
    return one;
}

} // namespace

graph::Graph readTorchScript(const fs::path& path)
{
    try {
        requireProgram(path);
        torch::jit::Module module =
            torch::jit::load(std::make_shared<FileReader>(path), c10::Device(c10::kCPU));
        module.eval();
        if (!module.find_method("forward")) {
            throw Error(ErrorCode::Unsupported, "it has no forward().");
        }
        const std::shared_ptr<torch::jit::Graph> program =
            module.get_method("forward").graph()->copy();
        torch::jit::Inline(*program);
        if (program->inputs().size() != 2) {
            throw Error(ErrorCode::Unsupported, "its forward() takes "
                                                    + std::to_string(program->inputs().size() - 1)
                                                    + " arguments, where one image is expected.");
        }
        return readProgram(module, *program);
    } catch (const c10::Error& error) {
        throw refuse(path, ErrorCode::FileFormat,
                     "LibTorch cannot read it as TorchScript: "
                         + std::string(error.what_without_backtrace()));
    } catch (const Error& error) {
        const std::string text = error.what();
        throw text.find(toUtf8(path)) != std::string::npos ? error
                                                           : refuse(path, error.code(), text);
    }
}

} // namespace halftone::nn
