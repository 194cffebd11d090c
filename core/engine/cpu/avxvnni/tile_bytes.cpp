// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// F(4x4,3x3) and F(2x2,3x3) in bytes, VPDPBUSD: cpu/tiles/tile_conv.h on AVX-VNNI.
#include "core/engine/cpu/avxvnni/tile_products.h"
#include "core/engine/cpu/tiles/forms.h"
#include "core/engine/cpu/tiles/tile_conv.h"

namespace halftone::engine::kernels::HALFTONE_AVXVNNI {
namespace {

using tiles::TileOutput;

struct Vectors : avx2::TileVectors, DotProducts, avx2::TileProducts<Vectors> {};

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

} // namespace halftone::engine::kernels::HALFTONE_AVXVNNI
