// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/engine/packing/folded.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <limits>
#include <vector>

namespace halftone::engine {
namespace {

constexpr int kTaps = 9;
constexpr int kSide = 4;   ///< forms along an axis
constexpr int kPhases = 4; ///< upper left, upper right, lower left, lower right
constexpr int kPairs = 16; ///< of 4 output with 4 input channels
constexpr int kLeast = std::numeric_limits<std::int8_t>::min();
constexpr int kMost = std::numeric_limits<std::int8_t>::max();

/// The source row (column) of a form; forms 0 and 1 are of phase 0.
constexpr std::array<int, kSide> kSourceOf{0, 1, 1, 2};

/// One number for every pair of 4 output and 4 input channels, [4 outputs][4 inputs].
using Cells = std::array<std::int16_t, kPairs>;

/// The sums of taps, [4][4] forms.
using FormCells = std::array<Cells, kFoldedForms>;

/// The part of `sums` that fits s8; it is taken out of them.
Cells takeTerm(Cells& sums)
{
    Cells term;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        term[i] = static_cast<std::int16_t>(std::clamp(int{sums[i]}, kLeast, kMost));
        sums[i] = static_cast<std::int16_t>(sums[i] - term[i]);
    }
    return term;
}

bool isNothing(const Cells& sums)
{
    return std::all_of(sums.begin(), sums.end(), [](std::int16_t sum) { return sum == 0; });
}

/// Weight codes by groups of 4 channels.
class GroupedCodes {
public:
    GroupedCodes(const ConvShape& shape, std::span<const std::int8_t> codes)
        : m_shape(shape), m_codes(codes), m_totalChannels(shape.totalInputChannels())
    {
        assert(codes.size()
               == static_cast<std::size_t>(kTaps * shape.outChannels * m_totalChannels));
        int first = 0;
        for (const int channels : shape.inputChannels) {
            m_firstChannels.push_back(first);
            first += channels;
        }
    }

    [[nodiscard]] int groupsOf(std::size_t input) const
    {
        return (m_shape.inputChannels[input] + kCellChannels - 1) / kCellChannels;
    }

    /// Calls visit(pair, taps) for the pairs of channels that exist; pair = 4 * output + input.
    template <typename Visit>
    void forEachPair(int outGroup, std::size_t input, int group, Visit visit) const
    {
        for (int pair = 0; pair < kPairs; ++pair) {
            const int out = outGroup * kCellChannels + pair / kCellChannels;
            const int channel = group * kCellChannels + pair % kCellChannels;
            if (out < m_shape.outChannels && channel < m_shape.inputChannels[input]) {
                const int index = out * m_totalChannels + m_firstChannels[input] + channel;
                visit(static_cast<std::size_t>(pair),
                      m_codes.data() + static_cast<std::ptrdiff_t>(index) * kTaps);
            }
        }
    }

    [[nodiscard]] FormCells formsOf(int outGroup, std::size_t input, int group) const
    {
        FormCells forms{};
        forEachPair(outGroup, input, group, [&](std::size_t pair, const std::int8_t* taps) {
            std::array<std::array<int, kSide>, 3> rows;
            for (std::size_t y = 0; y < rows.size(); ++y) {
                rows[y] = along(taps[3 * y], taps[3 * y + 1], taps[3 * y + 2]);
            }
            for (std::size_t x = 0; x < kSide; ++x) {
                const auto column = along(rows[0][x], rows[1][x], rows[2][x]);
                for (std::size_t y = 0; y < kSide; ++y) {
                    forms[y * kSide + x][pair] = static_cast<std::int16_t>(column[y]);
                }
            }
        });
        return forms;
    }

private:
    static std::array<int, kSide> along(int a, int b, int c) { return {a, b + c, a + b, c}; }

    const ConvShape& m_shape;
    std::span<const std::int8_t> m_codes;
    int m_totalChannels;
    std::vector<int> m_firstChannels;
};

/// Collects what the kernel streams.
class Stream {
public:
    void addCells(const Cells& cells)
    {
        for (const std::int16_t cell : cells) {
            assert(cell >= kLeast && cell <= kMost);
            m_bytes.push_back(static_cast<std::byte>(cell));
        }
    }
    void addWord(std::int32_t word)
    {
        const std::size_t at = m_bytes.size();
        m_bytes.resize(at + sizeof word);
        std::memcpy(m_bytes.data() + at, &word, sizeof word);
    }
    [[nodiscard]] PackedWeights packed() const
    {
        PackedWeights packed(m_bytes.size());
        std::copy(m_bytes.begin(), m_bytes.end(), packed.data());
        return packed;
    }

private:
    std::vector<std::byte> m_bytes;
};

/// A product that takes what does not fit in a form.
struct Extra {
    FoldedPlace place;
    Cells cells;
};

void addFolded(const GroupedCodes& codes, int outGroup, std::size_t input, Stream& stream)
{
    std::array<std::vector<Extra>, kPhases> extras;
    for (int group = 0; group < codes.groupsOf(input); ++group) {
        FormCells forms = codes.formsOf(outGroup, input, group);
        for (std::size_t form = 0; form < forms.size(); ++form) {
            const std::size_t y = form / kSide;
            const std::size_t x = form % kSide;
            stream.addCells(takeTerm(forms[form]));
            while (!isNothing(forms[form])) {
                extras[y / 2 * 2 + x / 2].push_back(
                    {{group, kSourceOf[y], kSourceOf[x]}, takeTerm(forms[form])});
            }
        }
    }
    for (const std::vector<Extra>& ofPhase : extras) {
        stream.addWord(static_cast<std::int32_t>(ofPhase.size()));
        for (const Extra& extra : ofPhase) {
            stream.addWord(foldedWord(extra.place));
            stream.addCells(extra.cells);
        }
    }
}

void addDirect(const GroupedCodes& codes, int outGroup, std::size_t input, Stream& stream)
{
    for (int group = 0; group < codes.groupsOf(input); ++group) {
        std::array<Cells, kTaps> columns{}; // [KX][KY]
        codes.forEachPair(outGroup, input, group, [&](std::size_t pair, const std::int8_t* taps) {
            for (std::size_t tap = 0; tap < kTaps; ++tap) {
                columns[tap % 3 * 3 + tap / 3][pair] = taps[tap];
            }
        });
        std::for_each(columns.begin(), columns.end(),
                      [&](const Cells& cells) { stream.addCells(cells); });
    }
}

template <typename Visit>
void forEachInput(const ConvShape& shape, Reading reading, Visit visit)
{
    for (std::size_t i = 0; i < shape.inputChannels.size(); ++i) {
        if (shape.readingOf(i) == reading) {
            visit(i);
        }
    }
}

} // namespace

bool isFoldedLegal(const ConvShape& shape, std::span<const std::int8_t>)
{
    bool upsampled = false;
    bool windows = false;
    forEachInput(shape, Reading::Upsampled2, [&](std::size_t) { upsampled = true; });
    forEachInput(shape, Reading::Windows, [&](std::size_t) { windows = true; });
    return shape.kernel == 3 && upsampled && !windows;
}

std::size_t countFoldedExtras(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    const auto fits = [](std::int8_t code) { return 4 * code >= kLeast && 4 * code <= kMost; };
    if (std::all_of(codes.begin(), codes.end(), fits)) {
        return 0;
    }
    const GroupedCodes grouped(shape, codes);
    std::size_t extras = 0;
    forEachInput(shape, Reading::Upsampled2, [&](std::size_t input) {
        for (int outGroup = 0; outGroup < shape.outGroups(); ++outGroup) {
            for (int group = 0; group < grouped.groupsOf(input); ++group) {
                for (Cells& form : grouped.formsOf(outGroup, input, group)) {
                    for ((void)takeTerm(form); !isNothing(form); (void)takeTerm(form)) {
                        ++extras;
                    }
                }
            }
        }
    });
    return extras;
}

PackedWeights packFolded(const ConvShape& shape, std::span<const std::int8_t> codes)
{
    assert(isFoldedLegal(shape));
    const GroupedCodes grouped(shape, codes);
    Stream stream;
    for (int outGroup = 0; outGroup < shape.outGroups(); ++outGroup) {
        forEachInput(shape, Reading::Upsampled2,
                     [&](std::size_t input) { addFolded(grouped, outGroup, input, stream); });
        forEachInput(shape, Reading::Direct,
                     [&](std::size_t input) { addDirect(grouped, outGroup, input, stream); });
    }
    return stream.packed();
}

LayerWork countFoldedWork(const ConvShape& shape, const WorkSize& size, std::size_t extras)
{
    constexpr double kVectors = 4; // of a tile: 2 rows x 2 vectors, or 4 phases
    const double tiles = size.vectors(size.height / 2, size.width / 2);
    LayerWork work;
    work.outputs = tiles * kVectors * shape.outLanes();
    for (std::size_t i = 0; i < shape.inputChannels.size(); ++i) {
        const double groups = groupsOf(shape.inputChannels[i]);
        const double products = shape.readingOf(i) == Reading::Upsampled2 ? 4.0 : 9.0;
        work.products += work.outputs * groups * products;
    }
    work.transforms = tiles * kCellChannels * static_cast<double>(extras);
    return work;
}

} // namespace halftone::engine
