// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/cpu/kernel_args.h"
#include "core/engine/cpu/tile_args.h"

/// The transforms of packing/tile_form.h along one axis, on vectors V of any instruction set
/// (avx2/tile_vectors.h says what those offer). direct() takes the inputs of a tile in a row,
/// upsampled() the cells of the low resolution they repeat; what an upsampled input lacks is left
/// unset. inverse() turns sums of products into outputs.
namespace halftone::engine::kernels::tiles {

/// Arrays of vectors.
template <typename V, int kCount>
using Row = typename V::Vector[static_cast<std::size_t>(kCount)];
template <typename V, int kRows, int kColumns = kRows>
using Grid =
    typename V::Vector[static_cast<std::size_t>(kRows)][static_cast<std::size_t>(kColumns)];

template <typename V>
struct WordAxis4 {
    using Vector = typename V::Vector;
    static constexpr const TileAxis& kAxis = kWordAxis4;
    static constexpr int kOutputs = kAxis.outputs;
    static constexpr int kPoints = kAxis.points;

    static HALFTONE_ALWAYS_INLINE void direct(const Row<V, 6>& d, Row<V, kPoints>& t)
    {
        const Vector a = V::sub16(d[4], V::template shiftLeft16<2>(d[2]));
        const Vector b = V::sub16(d[3], V::template shiftLeft16<2>(d[1]));
        const Vector c = V::sub16(d[4], d[2]);
        const Vector e = V::sub16(d[3], d[1]);
        const Vector twice = V::add16(e, e);
        t[0] = V::add16(V::template shiftLeft16<2>(V::sub16(d[0], d[2])), c);
        t[1] = V::add16(a, b);
        t[2] = V::sub16(a, b);
        t[3] = V::add16(c, twice);
        t[4] = V::sub16(c, twice);
        t[5] = V::sub16(V::sub16(d[5], d[3]), V::template shiftLeft16<2>(e));
    }
    static HALFTONE_ALWAYS_INLINE void upsampled(const Row<V, 4>& s, Row<V, kPoints>& t)
    {
        const Vector rise = V::sub16(s[2], s[1]);
        const Vector low = V::sub16(s[2], V::template shiftLeft16<2>(s[1]));
        t[0] = V::add16(V::template shiftLeft16<2>(V::sub16(s[0], s[1])), rise);
        t[1] = V::add16(low, low);
        t[3] = V::add16(V::add16(rise, rise), rise);
        t[4] = V::sub16(s[1], s[2]);
        t[5] = V::sub16(V::sub16(s[3], s[2]), V::template shiftLeft16<2>(rise));
    }
    static HALFTONE_ALWAYS_INLINE void inverse(const Row<V, kPoints>& m, Row<V, kOutputs>& y)
    {
        const Vector p = V::add32(m[1], m[2]);
        const Vector q = V::sub32(m[1], m[2]);
        const Vector r = V::add32(m[3], m[4]);
        const Vector s = V::sub32(m[3], m[4]);
        y[0] = V::add32(m[0], V::add32(p, r));
        y[1] = V::add32(q, V::add32(s, s));
        y[2] = V::add32(p, V::template shiftLeft32<2>(r));
        y[3] = V::add32(V::add32(q, V::template shiftLeft32<3>(s)), V::add32(m[5], m[5]));
    }
};

template <typename V>
struct ByteAxis4 {
    using Vector = typename V::Vector;
    static constexpr const TileAxis& kAxis = kByteAxis4;
    static constexpr int kOutputs = kAxis.outputs;
    static constexpr int kPoints = kAxis.points;

    static HALFTONE_ALWAYS_INLINE void direct(const Row<V, 6>& d, Row<V, kPoints>& t)
    {
        const Vector odd = V::add8(d[1], d[3]);
        const Vector even = V::add8(d[2], d[4]);
        const Vector a = V::sub8(d[4], d[2]);
        const Vector b = V::sub8(d[1], d[3]);
        t[0] = V::sub8(d[0], d[4]);
        t[1] = V::add8(even, odd);
        t[2] = V::sub8(even, odd);
        t[3] = V::sub8(a, b);
        t[4] = V::add8(a, b);
        t[5] = b;
        t[6] = V::sub8(d[5], d[1]);
    }
    static HALFTONE_ALWAYS_INLINE void upsampled(const Row<V, 4>& s, Row<V, kPoints>& t)
    {
        t[0] = V::sub8(s[0], s[2]);
        t[1] = V::add8(s[1], s[2]);
        t[3] = V::sub8(s[2], s[1]);
        t[5] = V::sub8(s[1], s[2]);
        t[6] = V::sub8(s[3], s[1]);
    }
    static HALFTONE_ALWAYS_INLINE void inverse(const Row<V, kPoints>& m, Row<V, kOutputs>& y)
    {
        const Vector p = V::add32(m[1], m[2]);
        const Vector q = V::sub32(m[1], m[2]);
        const Vector r = V::add32(m[3], m[5]);
        const Vector s = V::add32(m[4], m[5]);
        y[0] = V::add32(m[0], V::add32(p, r));
        y[1] = V::add32(q, s);
        y[2] = V::sub32(p, r);
        y[3] = V::add32(V::sub32(q, s), m[6]);
    }
};

template <typename V>
struct ByteAxis2 {
    using Vector = typename V::Vector;
    static constexpr const TileAxis& kAxis = kByteAxis2;
    static constexpr int kOutputs = kAxis.outputs;
    static constexpr int kPoints = kAxis.points;

    static HALFTONE_ALWAYS_INLINE void direct(const Row<V, 4>& d, Row<V, kPoints>& t)
    {
        t[0] = V::sub8(d[0], d[2]);
        t[1] = V::add8(d[1], d[2]);
        t[2] = V::sub8(d[2], d[1]);
        t[3] = V::sub8(d[3], d[1]);
    }
    static HALFTONE_ALWAYS_INLINE void upsampled(const Row<V, 3>& s, Row<V, kPoints>& t)
    {
        t[0] = V::sub8(s[0], s[1]);
        t[1] = s[1];
        t[3] = V::sub8(s[2], s[1]);
    }
    static HALFTONE_ALWAYS_INLINE void inverse(const Row<V, kPoints>& m, Row<V, kOutputs>& y)
    {
        y[0] = V::add32(m[0], V::add32(m[1], m[2]));
        y[1] = V::add32(m[3], V::sub32(m[1], m[2]));
    }
};

} // namespace halftone::engine::kernels::tiles
