// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// F(4x4,3x3) in bytes, VPDPBUSD: cpu/tiles/tile_conv.h on AVX-512.
#include "core/engine/cpu/avx512vnni/tile_products.h"
#include "core/engine/cpu/tiles/forms.h"
#include "core/engine/cpu/tiles/tile_conv.h"

namespace halftone::engine::kernels::avx512vnni {
namespace {

using tiles::TileOutput;

struct Vectors : TileVectors, TileProducts<Vectors> {};

using Form = tiles::ByteForm<Vectors, tiles::ByteAxis4>;

} // namespace

void tileBytes4(const ConvArgs& args)
{
    tiles::convTiles<Vectors, Form, TileOutput::Codes>(args);
}

void tileBytes4Logits(const ConvArgs& args)
{
    tiles::convTiles<Vectors, Form, TileOutput::Logits>(args);
}

} // namespace halftone::engine::kernels::avx512vnni
