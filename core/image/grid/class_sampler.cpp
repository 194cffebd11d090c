// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/grid/detail/class_sampler.h"

#include <array>
#include <memory>

namespace halftone::image::detail {
namespace {

// Rows a thread takes at once: enough work to be worth handing out.
constexpr std::size_t kBand = 16;
// Pixels whose best score so far stays in registers or the nearest cache.
constexpr std::size_t kBlock = 64;

template <typename Row>
void forRows(const ThreadPool* pool, std::size_t rows, const Row& row)
{
    const auto band = [&](std::size_t index) {
        const std::size_t end = std::min(rows, (index + 1) * kBand);
        for (std::size_t r = index * kBand; r < end; ++r) {
            row(r);
        }
    };
    const std::size_t bands = (rows + kBand - 1) / kBand;
    if (pool != nullptr) {
        pool->parallelFor(bands, band);
        return;
    }
    for (std::size_t index = 0; index < bands; ++index) {
        band(index);
    }
}

// Where one output row reads: two rows of every class, `classStride` apart.
struct RowPair {
    const float* top;
    const float* bottom;
    float weight; // of bottom
    std::size_t classStride;

    [[nodiscard]] float at(std::size_t classIndex, std::size_t x) const noexcept
    {
        const float upper = top[classIndex * classStride + x];
        return upper + weight * (bottom[classIndex * classStride + x] - upper);
    }
};

void classifySole(const RowPair& rows, std::size_t width, std::uint8_t* out)
{
    for (std::size_t x = 0; x < width; ++x) {
        out[x] = rows.at(0, x) >= 0.5F ? std::uint8_t{1} : std::uint8_t{0};
    }
}

void classifyAll(const RowPair& rows, std::size_t classes, std::size_t width, std::uint8_t* out)
{
    std::array<float, kBlock> best{};
    for (std::size_t start = 0; start < width; start += kBlock) {
        const std::size_t count = std::min(kBlock, width - start);
        for (std::size_t i = 0; i < count; ++i) {
            best[i] = rows.at(0, start + i);
            out[start + i] = 0;
        }
        for (std::size_t c = 1; c < classes; ++c) {
            for (std::size_t i = 0; i < count; ++i) {
                const float score = rows.at(c, start + i);
                const bool better = score > best[i];
                best[i] = better ? score : best[i];
                out[start + i] = better ? static_cast<std::uint8_t>(c) : out[start + i];
            }
        }
    }
}

} // namespace

std::vector<std::uint8_t> resampleClasses(const AxisSampling& y, const AxisSampling& x,
                                          const float* probabilities, int classes,
                                          const ThreadPool* pool)
{
    const auto count = static_cast<std::size_t>(classes);
    const auto inRows = static_cast<std::size_t>(y.inSize);
    const auto inWidth = static_cast<std::size_t>(x.inSize);
    const auto outRows = static_cast<std::size_t>(y.outSize);
    const auto outWidth = static_cast<std::size_t>(x.outSize);
    const std::vector<AxisSampling::Tap> columns = x.linear();
    const std::vector<AxisSampling::Tap> rows = y.linear();

    // Along x first, every input row once; not cleared, since every value is written (and not every
    // library has make_unique_for_overwrite).
    const std::unique_ptr<float[]> wide(new float[count * inRows * outWidth]);
    forRows(pool, count * inRows, [&](std::size_t r) {
        const float* in = probabilities + r * inWidth;
        float* out = wide.get() + r * outWidth;
        for (std::size_t i = 0; i < outWidth; ++i) {
            const AxisSampling::Tap& tap = columns[i];
            out[i] = in[tap.low] + tap.weight * (in[tap.high] - in[tap.low]);
        }
    });

    std::vector<std::uint8_t> result(outRows * outWidth);
    forRows(pool, outRows, [&](std::size_t r) {
        const AxisSampling::Tap& tap = rows[r];
        const RowPair pair{wide.get() + tap.low * outWidth, wide.get() + tap.high * outWidth,
                           tap.weight, inRows * outWidth};
        std::uint8_t* out = result.data() + r * outWidth;
        if (count == 1) {
            classifySole(pair, outWidth, out);
        } else {
            classifyAll(pair, count, outWidth, out);
        }
    });
    return result;
}

} // namespace halftone::image::detail
