// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
//
// F(4x4,3x3), direct inputs in words, upsampled ones in bytes: cpu/tiles/tile_conv.h on AVX-VNNI.
#include "core/engine/cpu/avxvnni/tile_products.h"
#include "core/engine/cpu/tiles/forms.h"
#include "core/engine/cpu/tiles/tile_conv.h"

namespace halftone::engine::kernels::HALFTONE_AVXVNNI {
namespace {

struct Vectors : avx2::TileVectors, DotProducts, avx2::TileProducts<Vectors> {};

} // namespace

void tileMixed(const ConvArgs& args)
{
    tiles::convTiles<Vectors, tiles::MixedForm<Vectors>, tiles::TileOutput::Codes>(args);
}

void tileMixedLogits(const ConvArgs& args)
{
    tiles::convTiles<Vectors, tiles::MixedForm<Vectors>, tiles::TileOutput::Logits>(args);
}

} // namespace halftone::engine::kernels::HALFTONE_AVXVNNI
