// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/image_facts.h"

#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/base/statistics.h"
#include "core/model/parse_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <vector>

namespace halftone::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostSamples = 200'000;
constexpr int kMostSlices = 32; ///< whose edges are looked at

/// From voxel to voxel of a sample: prime to the width, so that no column is taken for all.
std::size_t sampleStep(const Image& image)
{
    std::size_t step = std::max<std::size_t>(1, image.geometry.voxels() / kMostSamples);
    while (std::gcd(step, static_cast<std::size_t>(image.geometry.size[0])) != 1) {
        ++step;
    }
    return step;
}

double share(std::size_t count, std::size_t all)
{
    return all > 0 ? static_cast<double>(count) / static_cast<double>(all) : 0;
}

/// CT reaches from air (-1000, padding below) to bone; other signed images (phase, T1 maps, images
/// of mean 0) are spread beyond that, or lie around 0.
bool looksHounsfield(const std::vector<double>& values, double low, double high)
{
    constexpr double kBelowFat = -200; // only air and lung
    constexpr double kPadding = -4096;
    constexpr double kBone = 3000;
    const double middle = lowerPercentile(values, 0.5);
    return low <= kBelowFat && low >= kPadding && high <= kBone && middle <= 500;
}

/// Whether a value is that of its neighbour, too, of those that are not the most frequent one.
bool looksLikeLabels(const Image& image, std::vector<double> values)
{
    // So many have the value of their neighbour: of few labels of thin structures at least half,
    // of instances that cover all nearly all; of images in 8 bits at most half, of others few.
    constexpr std::size_t kFew = 8;
    constexpr std::size_t kMany = 256;
    const bool whole = std::all_of(values.begin(), values.end(), [](double value) {
        return value >= 0 && value == std::floor(value);
    });
    if (!whole) {
        return false;
    }
    std::sort(values.begin(), values.end());
    const double background = values.front();
    values.erase(std::unique(values.begin(), values.end()), values.end());
    const std::size_t different = values.size();
    if (different <= 2) {
        return true; // one value: blank
    }
    const std::size_t count = image.geometry.voxels();
    const std::size_t step = sampleStep(image);
    std::size_t inside = 0;
    std::size_t even = 0;
    for (std::size_t i = 0; i + 1 < count; i += step) {
        if (const double value = image.value(i); value > background) {
            ++inside;
            even += image.value(i + 1) == value ? 1U : 0U;
        }
    }
    const double least = different <= kFew ? 0.5 : different <= kMany ? 0.7 : 0.9;
    return inside > 0 && share(even, inside) > least;
}

/// Values along one edge of the slices: 0 top, 1 bottom, 2 left, 3 right.
std::vector<double> edgeValues(const Image& image, int edge)
{
    const auto& size = image.geometry.size;
    const int stride = std::max(1, size[2] / kMostSlices);
    const bool level = edge < 2;
    const int along = level ? size[0] : size[1];
    const int last = (level ? size[1] : size[0]) - 1;
    std::vector<double> values;
    for (int k = 0; k < size[2]; k += stride) {
        for (int n = 0; n < along; ++n) {
            const int across = edge % 2 == 0 ? 0 : last;
            const int x = level ? n : across;
            const int y = level ? across : n;
            const std::size_t row = static_cast<std::size_t>(k) * static_cast<std::size_t>(size[1])
                                    + static_cast<std::size_t>(y);
            const double value =
                image.value(row * static_cast<std::size_t>(size[0]) + static_cast<std::size_t>(x));
            if (std::isfinite(value)) {
                values.push_back(value);
            }
        }
    }
    return values;
}

bool fillsEdges(const Image& image, double low, double high)
{
    constexpr double kMostBlank = 0.25; // stained membranes and vesicles may be as dark
    constexpr double kBlank = 0.02;     // of the range of values
    constexpr double kLeastSpread = 0.1;
    const double margin = kBlank * (high - low);
    if (!(margin > 0)) {
        return false; // one value
    }
    for (int edge = 0; edge < 4; ++edge) {
        const std::vector<double> values = edgeValues(image, edge);
        const auto blank =
            static_cast<std::size_t>(std::count_if(values.begin(), values.end(), [&](double value) {
                return value <= low + margin || value >= high - margin;
            }));
        const double spread = lowerPercentile(values, 0.9) - lowerPercentile(values, 0.1);
        if (values.empty() || share(blank, values.size()) > kMostBlank
            || spread < kLeastSpread * (high - low)) {
            return false;
        }
    }
    return true;
}

ValueLook lookAt(const Image& image)
{
    const std::size_t count = image.geometry.voxels();
    const std::size_t step = sampleStep(image);
    std::vector<double> values;
    for (std::size_t i = 0; i < count; i += step) {
        if (const double value = image.value(i); std::isfinite(value)) {
            values.push_back(value);
        }
    }
    ValueLook look;
    if (values.empty()) {
        return look;
    }
    look.low = lowerPercentile(values, 0.005);
    look.high = lowerPercentile(values, 0.995);
    look.isHounsfield = looksHounsfield(values, look.low, look.high);
    look.isLabels = looksLikeLabels(image, values);
    look.fillsEdges = fillsEdges(image, look.low, look.high);
    return look;
}

/// The description beside an image: its name with ".json" for ".nii.gz".
fs::path descriptionOf(const fs::path& image)
{
    fs::path stem = image.stem();
    if (image.extension() == ".gz") {
        stem = stem.stem();
    }
    return image.parent_path() / fromUtf8(toUtf8(stem) + ".json");
}

void addText(const nlohmann::json& json, const char* key, std::string& text)
{
    const auto found = json.find(key);
    if (found == json.end()) {
        return;
    }
    for (const auto& part : found->is_array() ? *found : nlohmann::json::array({*found})) {
        if (part.is_string()) {
            text += (text.empty() ? "" : " ") + part.get<std::string>();
        }
    }
}

void readDescription(const fs::path& image, ImageFacts& facts)
{
    constexpr std::size_t kMostBytes = std::size_t{1} << 20;
    const fs::path path = descriptionOf(image);
    std::error_code error;
    if (!fs::is_regular_file(path, error)) {
        return;
    }
    nlohmann::json json;
    try {
        json = model::parseJson(readBytes(path, kMostBytes), "The description");
    } catch (const Error&) {
        return; // it helps where it can; the image does without
    }
    if (!json.is_object()) {
        return;
    }
    std::string modality;
    addText(json, "Modality", modality);
    for (const Modality known : {Modality::CT, Modality::MR, Modality::EM}) {
        if (facts.modality == Modality::Unknown && modality == toString(known)) {
            facts.modality = known;
        }
    }
    addText(json, "BodyPartExamined", facts.tags.bodyPart);
    for (const char* key : {"StudyDescription", "SeriesDescription", "ProtocolName", "SequenceName",
                            "PulseSequenceDetails"}) {
        addText(json, key, facts.tags.protocol);
    }
}

template <typename Described>
ImageFacts statedFacts(const Described& image)
{
    ImageFacts facts;
    facts.modality = image.modality;
    facts.geometry = image.geometry;
    facts.format = image.format;
    facts.tags = image.tags;
    if (!image.files.empty()) {
        facts.name = toUtf8(image.files.front().filename());
        if (facts.format.starts_with("NIfTI")) {
            readDescription(image.files.front(), facts);
        }
    }
    return facts;
}

} // namespace

ImageFacts factsOf(const Image& image)
{
    ImageFacts facts = statedFacts(image);
    facts.is8Bit = std::holds_alternative<std::vector<std::uint8_t>>(image.voxels);
    if (facts.modality == Modality::Unknown) {
        facts.values = lookAt(image);
    }
    return facts;
}

ImageFacts factsOf(const image::ImageInfo& header)
{
    ImageFacts facts = statedFacts(header);
    facts.is8Bit = header.voxelType == "uint8";
    return facts;
}

} // namespace halftone::pipeline
