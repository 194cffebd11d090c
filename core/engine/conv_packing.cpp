// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/conv_packing.h"

#include "core/engine/kernels/kernel_args.h"

#include <cassert>
#include <cstring>
#include <numeric>

namespace halftone::engine {
namespace {

int groupsOf(int channels)
{
    return (channels + kCellChannels - 1) / kCellChannels;
}

/// Index of the weight's input channel for every lane of every group, or -1 in a padded lane.
std::vector<int> laneChannels(const ConvShape& shape)
{
    std::vector<int> lanes;
    int first = 0;
    for (const int channels : shape.inputChannels) {
        for (int lane = 0; lane < groupsOf(channels) * kCellChannels; ++lane) {
            lanes.push_back(lane < channels ? first + lane : -1);
        }
        first += channels;
    }
    return lanes;
}

/// Reads the unpacked codes; 0 for padded channels.
class CodeReader {
public:
    CodeReader(const ConvShape& shape, std::span<const std::int8_t> codes)
        : m_kernel(shape.kernel), m_inputs(shape.totalInputChannels()),
          m_outputs(shape.outChannels), m_lanes(laneChannels(shape)), m_codes(codes)
    {
        assert(codes.size() == index(m_outputs, 0, 0, 0));
    }

    [[nodiscard]] std::int8_t at(int out, int lane, int ky, int kx) const
    {
        const int in = m_lanes[static_cast<std::size_t>(lane)];
        return out < m_outputs && in >= 0 ? m_codes[index(out, in, ky, kx)] : std::int8_t{0};
    }

private:
    [[nodiscard]] std::size_t index(int out, int in, int ky, int kx) const
    {
        const auto k = static_cast<std::size_t>(m_kernel);
        return (static_cast<std::size_t>(out) * static_cast<std::size_t>(m_inputs)
                + static_cast<std::size_t>(in))
                   * k * k
               + static_cast<std::size_t>(ky) * k + static_cast<std::size_t>(kx);
    }

    int m_kernel;
    int m_inputs;
    int m_outputs;
    std::vector<int> m_lanes;
    std::span<const std::int8_t> m_codes;
};

std::size_t paddedWeights(const ConvShape& shape)
{
    return static_cast<std::size_t>(shape.outGroups()) * kCellChannels
           * static_cast<std::size_t>(shape.inputGroups()) * kCellChannels
           * static_cast<std::size_t>(shape.kernel * shape.kernel);
}

} // namespace

int ConvShape::inputGroups() const
{
    return std::transform_reduce(inputChannels.begin(), inputChannels.end(), 0, std::plus<>(),
                                 groupsOf);
}

int ConvShape::outGroups() const
{
    return groupsOf(outChannels);
}

int ConvShape::totalInputChannels() const
{
    return std::accumulate(inputChannels.begin(), inputChannels.end(), 0);
}

PackedWeights packConvPortable(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    const CodeReader reader(shape, codes);
    PackedWeights packed(paddedWeights(shape) * sizeof(std::int16_t));
    std::byte* next = packed.data();
    for (int o = 0; o < shape.outGroups() * kCellChannels; ++o) {
        for (int g = 0; g < shape.inputGroups(); ++g) {
            for (int ky = 0; ky < shape.kernel; ++ky) {
                for (int kx = 0; kx < shape.kernel; ++kx) {
                    for (int c = 0; c < kCellChannels; ++c) {
                        const std::int16_t code = reader.at(o, g * kCellChannels + c, ky, kx);
                        std::memcpy(next, &code, sizeof code);
                        next += sizeof code;
                    }
                }
            }
        }
    }
    return packed;
}

std::size_t convScratchPortable(const ConvShape& shape)
{
    return static_cast<std::size_t>(shape.inputGroups()) * kCellChannels
           * static_cast<std::size_t>(shape.kernel * shape.kernel) * sizeof(std::int16_t);
}

PackedWeights packConvCells(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    const CodeReader reader(shape, codes);
    PackedWeights packed(paddedWeights(shape));
    std::byte* next = packed.data();
    for (int group = 0; group < shape.outGroups(); ++group) {
        for (int g = 0; g < shape.inputGroups(); ++g) {
            for (int kx = 0; kx < shape.kernel; ++kx) {
                for (int ky = 0; ky < shape.kernel; ++ky) {
                    for (int o = 0; o < kCellChannels; ++o) {
                        for (int c = 0; c < kCellChannels; ++c) {
                            const std::int8_t code =
                                reader.at(group * kCellChannels + o, g * kCellChannels + c, ky, kx);
                            *next++ = static_cast<std::byte>(code);
                        }
                    }
                }
            }
        }
    }
    return packed;
}

std::size_t convScratchNone(const ConvShape&)
{
    return 0;
}

} // namespace halftone::engine
