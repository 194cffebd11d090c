// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/import/detail/wire.h"

#include <map>
#include <string>

/// An ONNX file as what it says: views into its bytes, which must outlive all of this. Names and
/// numbers of the fields are those of onnx.proto (IR version 3 and later).
namespace halftone::import::detail {

enum class DataType : int {
    Float = 1,
    Uint8 = 2,
    Int8 = 3,
    Uint16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    Uint32 = 12,
    Uint64 = 13,
    Bfloat16 = 16,
};

/// TensorProto; its numbers are still in `message`, or in another file (see onnx_tensor.h).
struct Tensor {
    std::string_view name;
    std::vector<std::int64_t> dims;
    DataType type{};
    bool isExternal = false;
    Bytes message;
};

/// AttributeProto; which of the fields counts is said by who reads it.
struct Attribute {
    std::string_view name;
    float number = 0;
    std::int64_t integer = 0;
    std::string_view text;
    bool hasNumber = false;
    bool hasInteger = false;
    bool hasText = false;
    bool hasTensor = false;
    Bytes tensor;         ///< a TensorProto
    bool isGraph = false; ///< a branch or the body of a loop
    std::vector<float> numbers;
    std::vector<std::int64_t> integers;
};

/// NodeProto.
struct OnnxNode {
    std::vector<std::string_view> inputs;
    std::vector<std::string_view> outputs;
    std::string_view name;
    std::string_view type;
    std::string_view domain;
    std::vector<Attribute> attributes;
};

/// ValueInfoProto of a tensor; -1 for sides that are open.
struct ValueInfo {
    std::string_view name;
    bool isTensor = false;
    DataType type{};
    std::vector<std::int64_t> dims;
};

struct OnnxGraph {
    std::vector<OnnxNode> nodes;
    std::vector<Tensor> initializers;
    std::vector<ValueInfo> inputs;
    std::vector<ValueInfo> outputs;
};

struct OnnxModel {
    std::string producer;   ///< name and version, as given
    std::int64_t opset = 0; ///< of the operators of ONNX itself
    std::map<std::string, std::string> metadata;
    OnnxGraph graph;
};

/// Reads the structure and bounds it: nodes, initializers, attributes, dimensions. Throws
/// Error{FileFormat}, and Error{Unsupported} where the model has parts that cannot be imported.
[[nodiscard]] OnnxModel parseModel(Bytes file);

[[nodiscard]] Tensor parseTensor(Bytes message);

} // namespace halftone::import::detail
