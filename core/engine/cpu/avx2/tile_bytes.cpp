// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// F(4x4,3x3) and F(2x2,3x3) in bytes, VPMADDUBSW and VPADDW: cpu/tiles/tile_conv.h on AVX2.
#include "core/engine/cpu/avx2/tile_products.h"
#include "core/engine/cpu/tiles/forms.h"
#include "core/engine/cpu/tiles/tile_conv.h"

namespace halftone::engine::kernels::avx2 {
namespace {

using tiles::TileOutput;

struct Vectors : TileVectors, MaddProducts, TileProducts<Vectors> {};

using Form4 = tiles::ByteForm<Vectors, tiles::ByteAxis4>;
using Form2 = tiles::ByteForm<Vectors, tiles::ByteAxis2>;

} // namespace

void tileBytes4(const ConvArgs& args)
{
    tiles::convTiles<Vectors, Form4, TileOutput::Codes>(args);
}

void tileBytes4Logits(const ConvArgs& args)
{
    tiles::convTiles<Vectors, Form4, TileOutput::Logits>(args);
}

void tileBytes2(const ConvArgs& args)
{
    tiles::convTiles<Vectors, Form2, TileOutput::Codes>(args);
}

void tileBytes2Logits(const ConvArgs& args)
{
    tiles::convTiles<Vectors, Form2, TileOutput::Logits>(args);
}

} // namespace halftone::engine::kernels::avx2
