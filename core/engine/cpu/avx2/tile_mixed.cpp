// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// F(4x4,3x3), direct inputs in words, upsampled ones in bytes: cpu/tiles/tile_conv.h on AVX2.
#include "core/engine/cpu/avx2/tile_products.h"
#include "core/engine/cpu/tiles/forms.h"
#include "core/engine/cpu/tiles/tile_conv.h"

namespace halftone::engine::kernels::avx2 {
namespace {

struct Vectors : TileVectors, MaddProducts, TileProducts<Vectors> {};

} // namespace

void tileMixed(const ConvArgs& args)
{
    tiles::convTiles<Vectors, tiles::MixedForm<Vectors>, tiles::TileOutput::Codes>(args);
}

void tileMixedLogits(const ConvArgs& args)
{
    tiles::convTiles<Vectors, tiles::MixedForm<Vectors>, tiles::TileOutput::Logits>(args);
}

} // namespace halftone::engine::kernels::avx2
