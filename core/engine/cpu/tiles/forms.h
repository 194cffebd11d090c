// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/tiles/axes.h"
#include "core/engine/cpu/tiles/parts.h"

/// The forms of tile_conv.h.
namespace halftone::engine::kernels::tiles {

/// 576 * acc modulo 2^32 = 9 * 64 * acc: times the inverse of 9 it is 64 * acc.
inline constexpr int kInverseOf9 = 954437177;

/// Everything in words.
template <typename V>
struct WordForm {
    using Vector = typename V::Vector;
    using First = WordPart<V, WordAxis4<V>, Takes::All>;
    using Second = NoPart<V>;
    static constexpr int kShift = 6;
    static HALFTONE_ALWAYS_INLINE Vector join(Vector first)
    {
        return V::mul32(first, V::fill32(kInverseOf9));
    }
    static const std::int32_t* corrections(const std::uint8_t*, const TileHeader&)
    {
        return nullptr;
    }
};

/// Everything in bytes, by one of the axes for bytes: outputs times 16 or 4.
template <typename V, template <typename> typename Axis>
struct ByteForm {
    using Vector = typename V::Vector;
    using First = BytePart<V, Axis<V>, Takes::All>;
    using Second = NoPart<V>;
    static constexpr int kShift = Axis<V>::kOutputs == 4 ? 4 : 2;
    static HALFTONE_ALWAYS_INLINE Vector join(Vector first) { return first; }
    static const std::int32_t* corrections(const std::uint8_t* parts, const TileHeader& header)
    {
        return First::corrections(parts + header.part[0]);
    }
};

/// Direct inputs in words, 64 * acc; upsampled ones in bytes, 16 * acc.
template <typename V>
struct MixedForm {
    using Vector = typename V::Vector;
    using First = WordPart<V, WordAxis4<V>, Takes::Direct>;
    using Second = BytePart<V, ByteAxis4<V>, Takes::Upsampled>;
    static constexpr int kShift = 6;
    static HALFTONE_ALWAYS_INLINE Vector join(Vector first, Vector second)
    {
        return V::add32(V::mul32(first, V::fill32(kInverseOf9)),
                        V::template shiftLeft32<2>(second));
    }
    /// Times 4, as the packer stores them.
    static const std::int32_t* corrections(const std::uint8_t* parts, const TileHeader& header)
    {
        return Second::corrections(parts + header.part[1]);
    }
};

} // namespace halftone::engine::kernels::tiles
