// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// F(4x4,3x3) in words, VPDPWSSD: cpu/tiles/tile_conv.h on AVX-512.
#include "core/engine/cpu/avx512vnni/tile_products.h"
#include "core/engine/cpu/tiles/forms.h"
#include "core/engine/cpu/tiles/tile_conv.h"

namespace halftone::engine::kernels::avx512vnni {
namespace {

struct Vectors : TileVectors, TileProducts<Vectors> {};

} // namespace

void tileWords(const ConvArgs& args)
{
    tiles::convTiles<Vectors, tiles::WordForm<Vectors>, tiles::TileOutput::Codes>(args);
}

void tileWordsLogits(const ConvArgs& args)
{
    tiles::convTiles<Vectors, tiles::WordForm<Vectors>, tiles::TileOutput::Logits>(args);
}

} // namespace halftone::engine::kernels::avx512vnni
