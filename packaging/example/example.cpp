// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
// usage: example MODEL.halftone
// Segments a bright disc on dark ground at every precision of a model, and says what each costs.
#include <halftone/core/engine/integer_engine.h>
#include <halftone/core/model/model_file.h>

#include <algorithm>
#include <cstdio>

int main(int argc, char** argv)
try {
    constexpr int kSide = 256;
    std::vector<std::uint8_t> image(kSide * kSide); // [1,H,W], after a model's preprocessing
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            const int dx = x - kSide / 2;
            const int dy = y - kSide / 2;
            image[static_cast<std::size_t>(y * kSide + x)] = dx * dx + dy * dy < 60 * 60 ? 200 : 30;
        }
    }
    const auto model = std::make_shared<const halftone::model::Model>(
        halftone::model::readModel(argc > 1 ? argv[1] : "model.halftone"));
    const halftone::ThreadPool pool;
    const halftone::engine::EngineOptions options{.pool = &pool,
                                                  .isa = halftone::engine::chooseIsa()};
    for (const auto& table : model->tables) {
        const auto predictor =
            halftone::engine::makeIntegerPredictor(model, table.precision, options);
        halftone::model::Prediction result;
        predictor->predict({image.data(), 1, kSide, kSide}, false, {}, result);
        const auto marked = std::count_if(result.labels.begin(), result.labels.end(),
                                          [](int label) { return label != 0; });
        std::printf("%s: %td pixels marked, %.2f ms, %zu kB of weights\n",
                    halftone::quant::toString(table.precision).c_str(), marked,
                    result.cost.milliseconds, result.cost.weightBytes / 1000);
    }
} catch (const std::exception& fault) {
    std::fprintf(stderr, "example: %s\n", fault.what());
    return 1;
}
