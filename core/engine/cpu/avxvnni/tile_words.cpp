// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// F(4x4,3x3) in words, VPDPWSSD: cpu/tiles/tile_conv.h on AVX-VNNI.
#include "core/engine/cpu/avxvnni/tile_products.h"
#include "core/engine/cpu/tiles/forms.h"
#include "core/engine/cpu/tiles/tile_conv.h"

namespace halftone::engine::kernels::HALFTONE_AVXVNNI {
namespace {

struct Vectors : avx2::TileVectors, DotProducts, avx2::TileProducts<Vectors> {};

} // namespace

void tileWords(const ConvArgs& args)
{
    tiles::convTiles<Vectors, tiles::WordForm<Vectors>, tiles::TileOutput::Codes>(args);
}

void tileWordsLogits(const ConvArgs& args)
{
    tiles::convTiles<Vectors, tiles::WordForm<Vectors>, tiles::TileOutput::Logits>(args);
}

} // namespace halftone::engine::kernels::HALFTONE_AVXVNNI
