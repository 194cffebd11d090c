// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/lowered_layer.h"

#include <cstddef>
#include <vector>

namespace halftone::model {

bool canLower(const Model& model, quant::Precision precision, const LoweredLayer& layer)
{
    const std::vector<int> convs = model.network.convNodes();
    if (!precision.isInteger() || layer.conv < 0 || layer.conv >= static_cast<int>(convs.size())) {
        return false;
    }
    const auto conv = static_cast<std::size_t>(layer.conv);
    if (layer.part == LoweredLayer::Part::Activations) {
        return conv + 1 < convs.size() && precision.activationBits > 1;
    }
    return model.storedWeightBits == 8 && precision.weightBits > 1
           && model.convs[conv].codesOfWidth.empty()
           && !model.network.nodes[static_cast<std::size_t>(convs[conv])].conv().fixed8;
}

} // namespace halftone::model
