// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/pancreas.h"
#include "core/data/recipe_parts.h"
#include "core/image/image_io.h"
#include "core/phantom/phantom.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace halftone::data::detail {
namespace {

namespace fs = std::filesystem;

/// The slices store each volume's whole range in 8 bits, and not which range. Air tells the offset.
/// The step is that which puts fat at -100 HU: 8.5 HU a level, and twice as much where the range
/// begins at the padding outside the scanner's circle, which is level 0 on its own.
void restoreHounsfield(std::vector<Image>& slices)
{
    std::array<std::size_t, 256> histogram{};
    std::size_t pixels = 0;
    for (const Image& slice : slices) {
        for (const std::uint8_t level : std::get<std::vector<std::uint8_t>>(slice.voxels)) {
            ++histogram[level];
            ++pixels;
        }
    }
    const bool padded = (histogram[1] + histogram[2] + histogram[3]) * 200 < pixels;
    const auto first = histogram.begin() + (padded ? 60 : 0);
    const auto last = histogram.begin() + (padded ? 150 : 20);
    const auto air = static_cast<int>(std::max_element(first, last) - histogram.begin());
    const double step = padded ? 16.7 : 8.5;
    for (Image& slice : slices) {
        std::vector<std::int16_t> hounsfield;
        for (const std::uint8_t level : std::get<std::vector<std::uint8_t>>(slice.voxels)) {
            hounsfield.push_back(static_cast<std::int16_t>(std::lround(step * (level - air)))
                                 - 1000);
        }
        slice.voxels = std::move(hounsfield);
        slice.modality = Modality::CT;
    }
}

/// The slices of one subject.
std::vector<OutsideImage> readBtcv(const fs::path& folder, const std::string& subject,
                                   const std::vector<std::string>& files, const StopToken& stop)
{
    std::vector<Image> slices;
    for (const std::string& name : files) {
        throwIfStopped(stop);
        slices.push_back(image::readImage(folder / "images" / name, {}, stop));
    }
    restoreHounsfield(slices);
    std::vector<OutsideImage> images;
    for (std::size_t n = 0; n < files.size(); ++n) {
        images.push_back({subject, std::move(slices[n]),
                          image::readMask(folder / "masks" / files[n], stop), 0, 1});
    }
    return images;
}

OutsideSet btcv(const fs::path& folder)
{
    std::map<std::string, std::vector<std::string>> bySubject;
    for (const IndexRow& row : readIndex(folder / "index.csv", {})) {
        bySubject[row.subject].push_back(row.file);
    }
    std::vector<std::pair<std::string, std::vector<std::string>>> subjects(bySubject.begin(),
                                                                           bySubject.end());
    const std::size_t parts = subjects.size();
    return {"btcv", parts,
            [folder, subjects = std::move(subjects)](std::size_t n, const StopToken& stop) {
                return readBtcv(folder, subjects.at(n).first, subjects.at(n).second, stop);
            }};
}

/// Most slices of these stacks are without pancreas.
OutsideSet abdomens()
{
    constexpr std::uint32_t kFirstSeed = 3001; // addPhantoms() draws from 1001 and 2001
    constexpr int kSamples = 4;
    constexpr int kSlices = 40;
    constexpr int kStep = 4;
    return {"phantom-abdomen", kSamples, [](std::size_t n, const StopToken& stop) {
                phantom::Options options;
                options.seed = kFirstSeed + static_cast<std::uint32_t>(n);
                options.slices = kSlices;
                phantom::Sample sample = phantom::make(phantom::Kind::Abdomen, options, {}, stop);
                std::vector<OutsideImage> images;
                images.push_back({"phantom-" + std::to_string(options.seed),
                                  std::move(sample.image), std::move(sample.labels), 0, kStep});
                return images;
            }};
}

} // namespace

std::vector<OutsideSet> pancreasOutside(const fs::path& folder)
{
    const fs::path gathered = folder / "pancreas" / "btcv_slices_devonly";
    if (!hasFile(gathered / "index.csv")) {
        return {};
    }
    return {btcv(gathered), abdomens()};
}

} // namespace halftone::data::detail
