// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/detail/lower_kernels.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace halftone::model {
namespace {

constexpr std::array<int, 5> kSides{1, 2, 3, 5, 7}; // of kernels that Network has

std::string extentText(const graph::Extent& extent)
{
    return std::to_string(extent.height) + "x" + std::to_string(extent.width);
}

std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

// What both kinds of convolution must be.
std::string commonObstacle(int groups, const graph::Extent& kernel, const graph::Extent& dilation)
{
    if (groups != 1) {
        return "has " + std::to_string(groups) + " groups, and the integer arithmetic one";
    }
    if (dilation != graph::Extent{1, 1}) {
        return "is dilated by " + extentText(dilation)
               + ", and convolutions of the integer arithmetic are not";
    }
    if (kernel.height != kernel.width) {
        return "has a kernel of " + extentText(kernel)
               + ", and those of the integer arithmetic are square";
    }
    return {};
}

// Whether the padding gives input/stride pixels where the sides are multiples of the stride.
bool isSamePadding(int before, int after, int side, int stride)
{
    const int rest = before + after - side; // output = floor((input + rest) / stride) + 1
    return before == (side - 1) / 2 && rest < 0 && rest >= -stride;
}

} // namespace

LoweredKernel lowerConv(const graph::Conv& conv)
{
    if (std::string obstacle = commonObstacle(conv.groups, conv.kernel, conv.dilation);
        !obstacle.empty()) {
        return {std::nullopt, std::move(obstacle)};
    }
    const int side = conv.kernel.height;
    if (std::find(kSides.begin(), kSides.end(), side) == kSides.end()) {
        return {std::nullopt, "has a kernel of " + extentText(conv.kernel)
                                  + ", and the integer arithmetic those of 1, 2, 3, 5 and 7"};
    }
    const int stride = conv.stride.height;
    if (conv.stride.width != stride || stride < 1 || stride > 2) {
        return {std::nullopt, "has a stride of " + extentText(conv.stride)
                                  + ", and the integer arithmetic 1 and 2"};
    }
    if (!isSamePadding(conv.pad.top, conv.pad.bottom, side, stride)
        || !isSamePadding(conv.pad.left, conv.pad.right, side, stride)) {
        return {std::nullopt,
                "is padded by " + std::to_string(conv.pad.top) + " above, "
                    + std::to_string(conv.pad.bottom) + " below, " + std::to_string(conv.pad.left)
                    + " at the left and " + std::to_string(conv.pad.right)
                    + " at the right, and the integer arithmetic pads by "
                    + std::to_string((side - 1) / 2)
                    + " above and at the left, and so that the size stays or is halved"};
    }
    Kernel kernel{conv.outChannels, side, stride, conv.weights, conv.bias};
    kernel.bias.resize(at(conv.outChannels), 0.0F);
    return {std::move(kernel), {}};
}

LoweredKernel lowerTransposed(const graph::ConvTranspose& conv)
{
    if (std::string obstacle = commonObstacle(conv.groups, conv.kernel, conv.dilation);
        !obstacle.empty()) {
        return {std::nullopt, std::move(obstacle)};
    }
    const int taps = conv.kernel.height;
    const int pad = conv.pad.top;
    const bool doubles = conv.stride == graph::Extent{2, 2} && conv.pad.left == pad
                         && taps + conv.outputPad.height == pad + conv.pad.bottom + 2
                         && taps + conv.outputPad.width == pad + conv.pad.right + 2;
    // Tap k of output pixel 2i + d reads input pixel i + (d + pad - k) / 2 where that is whole.
    int lowest = 0;
    int highest = 0;
    for (int k = 0; k < taps; ++k) {
        const int shift = ((k + pad) % 2 + pad - k) / 2;
        lowest = std::min(lowest, shift);
        highest = std::max(highest, shift);
    }
    // Kernels begin (side - 1) / 2 before their pixel.
    const auto least = std::find_if(kSides.begin(), kSides.end(), [&](int side) {
        return -lowest <= (side - 1) / 2 && highest <= side / 2;
    });
    if (!doubles || least == kSides.end()) {
        return {std::nullopt, "is transposed with a kernel of " + extentText(conv.kernel)
                                  + " and a stride of " + extentText(conv.stride)
                                  + ", and the integer arithmetic has those that double the size"};
    }
    const int side = *least;
    Kernel kernel{4 * conv.outChannels, side, 1, {}, {}};
    kernel.weights.assign(at(kernel.outChannels * conv.inChannels * side * side), 0.0F);
    const auto tapOf = [&](int d, int shift) { return d + pad - 2 * shift; };
    for (int o = 0; o < kernel.outChannels; ++o) {
        const int dy = o % 4 / 2;
        const int dx = o % 2;
        for (int i = 0; i < conv.inChannels; ++i) {
            for (int y = 0; y < side; ++y) {
                for (int x = 0; x < side; ++x) {
                    const int ky = tapOf(dy, y - (side - 1) / 2);
                    const int kx = tapOf(dx, x - (side - 1) / 2);
                    if (ky >= 0 && ky < taps && kx >= 0 && kx < taps) {
                        kernel.weights[at(((o * conv.inChannels + i) * side + y) * side + x)] =
                            conv.weights[at(((i * conv.outChannels + o / 4) * taps + ky) * taps
                                            + kx)];
                    }
                }
            }
        }
        kernel.bias.push_back(conv.bias.empty() ? 0.0F : conv.bias[at(o / 4)]);
    }
    return {std::move(kernel), {}};
}

} // namespace halftone::model
