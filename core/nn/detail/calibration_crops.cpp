// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/nn/detail/calibration_crops.h"

#include "core/base/error.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

namespace halftone::nn {
namespace {

constexpr double kMostMacsToTry = 1e11; // seconds on two cores
constexpr int kMostTriesAlongSide = 3;

struct Corner {
    int y = 0;
    int x = 0;
};

void requireImages(const CalibrateRequest& request, int stride)
{
    if (request.images.empty()) {
        throw Error(ErrorCode::InvalidArgument,
                    "Calibration needs at least one image and found none.");
    }
    for (const CalibrationImage& image : request.images) {
        if (image.height < stride || image.width < stride
            || image.codes.size()
                   != static_cast<std::size_t>(image.height)
                          * static_cast<std::size_t>(image.width)) {
            throw Error(ErrorCode::InvalidArgument,
                        "Calibration needs images of at least " + std::to_string(stride)
                            + " pixels a side with a code for each pixel; found "
                            + std::to_string(image.width) + "x" + std::to_string(image.height)
                            + " with " + std::to_string(image.codes.size()) + " codes.");
        }
    }
}

// Evenly from first to last.
std::vector<const CalibrationImage*> chosenImages(const CalibrateRequest& request)
{
    const std::size_t count = std::min<std::size_t>(kMostCrops, request.images.size());
    std::vector<const CalibrationImage*> chosen;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t last = request.images.size() - 1;
        chosen.push_back(&request.images[count > 1 ? i * last / (count - 1) : last / 2]);
    }
    return chosen;
}

// Along one side: the middle first, then from end to end.
std::vector<int> beginningsOf(int size, int piece, int tries)
{
    const int room = size - piece;
    std::vector<int> beginnings{room / 2};
    const int count = std::min(tries, 1 + (room + piece - 1) / piece);
    for (int i = 0; i < count && count > 1; ++i) {
        const int begin = room * i / (count - 1);
        if (begin != room / 2) {
            beginnings.push_back(begin);
        }
    }
    return beginnings;
}

torch::Tensor codesAt(const CalibrationImage& image, Corner corner, int height, int width)
{
    return torch::from_blob(const_cast<std::uint8_t*>(image.codes.data()),
                            {1, 1, image.height, image.width}, torch::kByte)
        .narrow(2, corner.y, height)
        .narrow(3, corner.x, width)
        .clone(torch::MemoryFormat::Contiguous);
}

double smallerShare(const CalibrationCrop& crop)
{
    const double share = crop.foreground.to(torch::kDouble).mean().item<double>();
    return std::min(share, 1 - share);
}

} // namespace

std::vector<CalibrationCrop> chooseCrops(const CalibrateRequest& request,
                                         const FloatNetwork& network, const StopToken& stop)
{
    const int stride = request.lowered.network.stride();
    requireImages(request, stride);
    const std::vector<const CalibrationImage*> images = chosenImages(request);
    const double affordable = kMostMacsToTry / request.lowered.network.macs(kCropSide, kCropSide)
                              / static_cast<double>(images.size());
    const int tries = std::clamp(static_cast<int>(std::sqrt(affordable)), 1, kMostTriesAlongSide);
    const std::size_t wanted = (kMostCrops + images.size() - 1) / images.size();
    std::vector<CalibrationCrop> chosen;
    for (const CalibrationImage* image : images) {
        const int most = std::max(stride, kCropSide / stride * stride);
        const int height = std::min(most, image->height / stride * stride);
        const int width = std::min(most, image->width / stride * stride);
        std::vector<CalibrationCrop> crops;
        for (const int y : beginningsOf(image->height, height, tries)) {
            for (const int x : beginningsOf(image->width, width, tries)) {
                const torch::Tensor codes = codesAt(*image, {y, x}, height, width);
                crops.push_back({codes, network.foreground(codes, stop)});
            }
        }
        std::stable_sort(crops.begin(), crops.end(), [](const auto& a, const auto& b) {
            return smallerShare(a) > smallerShare(b);
        });
        crops.resize(std::min({crops.size(), wanted, kMostCrops - chosen.size()}));
        chosen.insert(chosen.end(), crops.begin(), crops.end());
    }
    return chosen;
}

} // namespace halftone::nn
