// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// Convolution on bit planes, AVX-512; what it computes and when it may be used stands in
// packing/bit_serial.h, the layout of the weights in bit_serial_args.h, that of a plane in
// bit_planes.h.
//
// A tile is 4 rows x 128 columns: one vector. The planes of one bit of a chunk of input channels, 9
// shifted copies each, are packed once and added up for every output channel along its list of
// offsets. A sum is itself a number in planes ("bit-sliced"): a tree of full adders takes 32 planes
// of one weight, adds them to five planes of the sum and leaves one carry of 32 times the weight:
// 31 adders of two VPTERNLOGQ for 32 loads. On Zen 4, where a VPTERNLOGQ of fresh operands takes
// 0.77 cycles, that measures 1.45 cycles a plane in the tree alone and 1.9 with carries, sums and
// what fills lists up: with half of the planes selected, 540 products of one bit a cycle. AND +
// VPOPCNTQ + VPADDQ, the usual way, has its ceiling at 340.
//
// The lists of a chunk come in the order of their lengths, so that loops end as foreseen. The sums
// of all output channels wait in scratch. After the last chunk they are compared with the
// thresholds of requantization, plane by plane from the lowest: a sum V >= K so far is V_i & so far
// where bit i of K is set, else V_i | so far.
//
// Scratch: the planes of one bit of a chunk; a sum of zeros; that of all planes; those of the
// output channels (if weights are -1 and 1 alone, halves: 2 P comes from P); threshold masks, int32
// [codes from 1][planes + 1][output channels rounded up to 16], the last of them set where the
// multiplier is negative.
#include "core/engine/cpu/avx512vnni/bit_adders.h"
#include "core/engine/cpu/avx512vnni/bit_planes.h"
#include "core/engine/cpu/avx512vnni/requantize.h"
#include "core/engine/cpu/bit_serial_args.h"
#include "core/engine/cpu/kernel_args.h"

namespace halftone::engine::kernels::avx512vnni {
namespace {

struct Work {
    BitSerialHeader header;
    const std::int32_t* offset; ///< [outGroups*4], as least and most
    const std::int32_t* least;
    const std::int32_t* most;
    const std::uint16_t* lists;
    std::uint8_t* planes;
    __m512i* zeros; ///< a sum of nothing
    __m512i* total;
    __m512i* sums;
    std::int32_t* masks;
    int maskLanes; ///< output channels rounded up to 16
};

/// Packs bit kBit of the chunk that begins with input group `first`.
template <int kBit, int kBits>
void packChunk(const ConvArgs& args, const Work& work, int y, int x, int first)
{
    std::uint8_t* to = work.planes;
    const int last = first + work.header.chunkGroups;
    int before = 0; // groups of the inputs before
    for (int i = 0; i < args.inputCount; ++i) {
        const ConvInput& input = args.inputs[i];
        const int begin = first > before ? first - before : 0;
        const int end = last - before < input.groups ? last - before : input.groups;
        if (begin < end) {
            const PlaneWindow window = windowOf(input, y, x, args.width, args.rowEnd);
            const std::uint8_t* plane = input.data + begin * input.groupStride;
            for (int g = begin; g < end; ++g) {
                packGroup<kBit, kBits>(window, plane, to);
                plane += input.groupStride;
                to += kCellChannels * kTapBytes;
            }
        }
        before += input.groups;
    }
}

/// 16 thresholds for code `code` of the channels from `channel` on: the least accumulator from
/// which the code is reached or, where the multiplier is negative, no longer reached.
__m512i findThresholds(const ConvArgs& args, const Work& work, int channel, int code)
{
    const __mmask16 lanes = firstLanes(args.outGroups * kCellChannels - channel);
    const auto load = [&](const std::int32_t* from) {
        return _mm512_maskz_loadu_epi32(lanes, from + channel);
    };
    const __m512i start = load(args.start);
    const __m512i preShift = load(args.preShift);
    const __m512i multiplier = load(args.multiplier);
    const __m512i bias = load(args.bias);
    const __m512i shift = load(args.shift);
    const __m512i one = _mm512_set1_epi32(1);
    const __mmask16 falling = _mm512_movepi32_mask(multiplier);
    __m512i low = load(work.least);
    __m512i high = _mm512_add_epi32(load(work.most), one);
    for (;;) {
        const __mmask16 open = _mm512_cmplt_epi32_mask(low, high);
        if (open == 0) {
            return _mm512_add_epi32(low, load(work.offset));
        }
        const __m512i middle = _mm512_srai_epi32(_mm512_add_epi32(low, high), 1);
        const __m512i t = _mm512_srav_epi32(_mm512_add_epi32(middle, start), preShift);
        const __m512i biased = _mm512_add_epi32(_mm512_mullo_epi32(t, multiplier), bias);
        const __mmask16 reached =
            _mm512_cmpge_epi32_mask(_mm512_srav_epi32(biased, shift), _mm512_set1_epi32(code));
        const auto beyond = static_cast<__mmask16>(reached ^ falling);
        high = _mm512_mask_mov_epi32(high, static_cast<__mmask16>(open & beyond), middle);
        low = _mm512_mask_add_epi32(low, static_cast<__mmask16>(open & ~beyond), middle, one);
    }
}

void fillMasks(const ConvArgs& args, const Work& work)
{
    const int planes = work.header.planes;
    std::int32_t* to = work.masks;
    for (int code = 1; code <= args.maxCode; ++code) {
        for (int channel = 0; channel < work.maskLanes; channel += 16) {
            const __m512i threshold = findThresholds(args, work, channel, code);
            for (int plane = 0; plane < planes; ++plane) {
                const __m512i bit = _mm512_sllv_epi32(threshold, _mm512_set1_epi32(31 - plane));
                _mm512_store_si512(to + plane * work.maskLanes + channel,
                                   _mm512_srai_epi32(bit, 31));
            }
            const __mmask16 lanes = firstLanes(args.outGroups * kCellChannels - channel);
            const __m512i multiplier = _mm512_maskz_loadu_epi32(lanes, args.multiplier + channel);
            _mm512_store_si512(to + planes * work.maskLanes + channel,
                               _mm512_srai_epi32(multiplier, 31));
        }
        to += (planes + 1) * work.maskLanes;
    }
}

/// The planes of the codes of one output channel from its sum.
template <bool kBinary, int kCodes>
inline void compareSum(const Work& work, const __m512i* sum, int channel, __m512i& low,
                       __m512i& high)
{
    constexpr int kMajorityNotThird = 0xd4; // of a, b, ~c
    constexpr int kXorNotSecond = 0x69;
    constexpr int kMajorityNotSecond = 0xb2; // of a, ~b, c
    const int planes = work.header.planes;
    const std::int32_t* masks = work.masks + channel;
    const std::ptrdiff_t codeMasks = std::ptrdiff_t{planes + 1} * work.maskLanes;
    __m512i reached[static_cast<std::size_t>(kCodes)];
    HALFTONE_UNROLL
    for (int k = 0; k < kCodes; ++k) {
        reached[k] = _mm512_set1_epi32(-1);
    }
    __m512i carry = _mm512_setzero_si512();
    for (int plane = 0; plane < planes; ++plane, masks += work.maskLanes) {
        __m512i value = _mm512_setzero_si512();
        if constexpr (kBinary) {
            const __m512i twice = plane == 0 ? value : sum[plane - 1];
            const __m512i total = work.total[plane];
            value = _mm512_ternarylogic_epi64(twice, total, carry, kXorNotSecond);
            carry = _mm512_ternarylogic_epi64(twice, total, carry, kMajorityNotSecond);
        } else {
            value = sum[plane];
        }
        HALFTONE_UNROLL
        for (int k = 0; k < kCodes; ++k) {
            reached[k] = _mm512_ternarylogic_epi32(
                value, reached[k], _mm512_set1_epi32(masks[k * codeMasks]), kMajorityNotThird);
        }
    }
    const __m512i falling = _mm512_set1_epi32(masks[0]);
    if constexpr (kCodes == 1) {
        low = high = _mm512_xor_si512(reached[0], falling);
    } else {
        // As the codes from 1 to the pixel's own are reached, their number is odd at 1 and 3.
        const __m512i odd = _mm512_ternarylogic_epi64(reached[0], reached[1], reached[2], kXor);
        low = _mm512_xor_si512(odd, falling);
        high = _mm512_xor_si512(reached[1], falling);
    }
}

/// Codes of all output channels of the tile at (y, x).
template <bool kBinary, int kCodes>
void storeTile(const ConvArgs& args, const Work& work, int y, int x)
{
    const int planes = work.header.planes;
    if constexpr (kBinary) { // turns the sign of 2 P + ~T over
        __m512i& sign = work.total[planes - 1];
        sign = _mm512_xor_si512(sign, _mm512_set1_epi32(-1));
    }
    const __m512i* sum = work.sums;
    for (int group = 0; group < args.outGroups; ++group) {
        __m512i low[kCellChannels];
        __m512i high[kCellChannels];
        HALFTONE_UNROLL
        for (int o = 0; o < kCellChannels; ++o, sum += work.header.sumPlanes) {
            compareSum<kBinary, kCodes>(work, sum, group * kCellChannels + o, low[o], high[o]);
        }
        std::uint8_t* out = args.out + group * args.outGroupStride + y * args.outRowStride
                            + std::ptrdiff_t{kCellChannels} * x;
        for (int row = 0; row < kPlaneRows; ++row) {
            for (int line = 0; line < kPlaneColumns * kCellChannels; line += kPlaneBytes) {
                prefetchLine(out + args.outGroupStride + row * args.outRowStride + line);
            }
        }
        storeCodes<kCodes == 1 ? 1 : 2>(low, high, out, args.outRowStride, args.rowEnd - y,
                                        args.width - x);
    }
}

/// Adds bit kBit of the chunk that begins with input group `first` to all sums of the tile at
/// (y, x). Returns the end of the chunk's lists.
template <int kBit, int kBits, bool kBinary>
const std::uint16_t* addChunk(const ConvArgs& args, const Work& work, int y, int x, int first,
                              const std::uint16_t* list)
{
    const BitSerialHeader& header = work.header;
    const bool isFirst = first == 0 && kBit == 0;
    packChunk<kBit, kBits>(args, work, y, x, first);
    if constexpr (kBinary) {
        const __m512i* from = isFirst ? work.zeros : work.total;
        addLists(work.planes, list + 1, list[0], 0, from + kBit, work.total + kBit,
                 work.total + header.planes);
        list += 1 + list[0];
    }
    for (int n = args.outGroups * kCellChannels; n > 0; --n) {
        __m512i* sum = work.sums + std::ptrdiff_t{list[0]} * header.sumPlanes;
        const __m512i* from = isFirst ? work.zeros : sum;
        addLists(work.planes, list + 3, list[1], list[2], from + kBit, sum + kBit,
                 sum + header.sumPlanes);
        list += 3 + list[1] + list[2];
    }
    return list;
}

/// All output channels of the tile at (y, x).
template <int kBits, bool kBinary, int kCodes>
void convTile(const ConvArgs& args, const Work& work, int y, int x)
{
    const BitSerialHeader& header = work.header;
    const std::uint16_t* list = work.lists;
    for (int first = 0; first < header.inputGroups; first += header.chunkGroups) {
        const std::uint16_t* end = addChunk<0, kBits, kBinary>(args, work, y, x, first, list);
        if constexpr (kBits == 2) {
            addChunk<1, kBits, kBinary>(args, work, y, x, first, list);
        }
        list = end;
    }
    storeTile<kBinary, kCodes>(args, work, y, x);
}

template <int kBits, bool kBinary, int kCodes>
void convBand(const ConvArgs& args, const Work& work)
{
    for (int y = args.rowBegin; y < args.rowEnd; y += kPlaneRows) {
        for (int x = 0; x < args.width; x += kPlaneColumns) {
            convTile<kBits, kBinary, kCodes>(args, work, y, x);
        }
    }
}

template <int kBits, int kCodes>
void convBandOf(const ConvArgs& args, const Work& work)
{
    if (work.header.binary != 0) {
        convBand<kBits, true, kCodes>(args, work);
    } else {
        convBand<kBits, false, kCodes>(args, work);
    }
}

Work workOf(const ConvArgs& args)
{
    const auto* header = static_cast<const BitSerialHeader*>(args.weights);
    const int outLanes = args.outGroups * kCellChannels;
    Work work;
    work.header = *header;
    work.offset = reinterpret_cast<const std::int32_t*>(header + 1);
    work.least = work.offset + outLanes;
    work.most = work.least + outLanes;
    work.lists = reinterpret_cast<const std::uint16_t*>(work.most + outLanes);
    work.planes = static_cast<std::uint8_t*>(args.scratch);
    std::uint8_t* const planesEnd = work.planes + bitChunkBytes(header->chunkGroups);
    work.zeros = reinterpret_cast<__m512i*>(planesEnd);
    work.total = work.zeros + header->planes;
    work.sums = work.total + header->planes;
    work.masks =
        reinterpret_cast<std::int32_t*>(work.sums + std::ptrdiff_t{outLanes} * header->sumPlanes);
    work.maskLanes = (outLanes + 15) / 16 * 16;
    _mm512_store_si512(planesEnd - 2 * kPlaneBytes, _mm512_setzero_si512());
    _mm512_store_si512(planesEnd - kPlaneBytes, _mm512_set1_epi32(-1));
    for (int plane = 0; plane < header->planes; ++plane) {
        work.zeros[plane] = _mm512_setzero_si512();
    }
    return work;
}

} // namespace

void bitSerial3x3(const ConvArgs& args)
{
    const Work work = workOf(args);
    fillMasks(args, work);
    if (work.header.inputBits == 1) {
        convBandOf<1, 1>(args, work);
    } else if (args.maxCode == 1) {
        convBandOf<2, 1>(args, work);
    } else {
        convBandOf<2, 3>(args, work);
    }
}

} // namespace halftone::engine::kernels::avx512vnni
