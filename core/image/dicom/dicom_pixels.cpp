// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/image/detail/part.h"
#include "core/image/dicom/detail/dicom.h"
#include "core/image/dicom/detail/dicom_decode.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <type_traits>

namespace halftone::image::detail {
namespace {

/// Hounsfield units are physical: their sense does not depend on how they ask to be shown.
bool isInverted(const DicomFile& file)
{
    return file.format.photometric == "MONOCHROME1" && file.modality != "CT"
           && file.modality != "PT";
}

bool isWhole(double value)
{
    return value == std::floor(value) && std::abs(value) < 1e9;
}

struct Range {
    double low = 0;
    double high = 0;
};

/// All values that the numbers of a frame can become.
Range rangeOf(const DicomFile& file, const DicomFrame& frame)
{
    const int bits = file.format.channels == 3 ? 8 : file.format.bitsStored;
    const double low = file.format.isSigned ? -std::exp2(bits - 1) : 0;
    const double high = file.format.isSigned ? std::exp2(bits - 1) - 1 : std::exp2(bits) - 1;
    if (!file.modalityLut.empty()) {
        return {0, 65535};
    }
    const double a = low * frame.slope + frame.intercept;
    const double b = high * frame.slope + frame.intercept;
    return {std::min(a, b), std::max(a, b)};
}

template <typename T>
bool holds(const Range& range)
{
    return range.low >= static_cast<double>(std::numeric_limits<T>::min())
           && range.high <= static_cast<double>(std::numeric_limits<T>::max());
}

/// An empty vector of the type that holds all values of a volume.
Voxels emptyVoxels(const std::vector<DicomFile>& files, const DicomVolume& volume)
{
    Range range{0, 0};
    bool whole = true;
    bool wide = false;
    int bits = 0;
    for (const DicomFrame& frame : volume.frames) {
        const DicomFile& file = files[frame.file];
        if (file.pixels.kind != DicomPixels::Kind::Integer) {
            whole = false;
            wide = wide || file.pixels.kind == DicomPixels::Kind::Double;
            continue;
        }
        const Range own = rangeOf(file, frame);
        range = {std::min(range.low, own.low), std::max(range.high, own.high)};
        whole = whole && isWhole(frame.slope) && isWhole(frame.intercept);
        wide = wide || file.format.bitsStored > 24;
        bits = std::max(bits, file.format.bitsAllocated);
    }
    if (!whole) {
        return wide ? Voxels(std::vector<double>()) : Voxels(std::vector<float>());
    }
    if (bits <= 8 && holds<std::uint8_t>(range)) {
        return std::vector<std::uint8_t>();
    }
    if (bits <= 8 && holds<std::int8_t>(range)) {
        return std::vector<std::int8_t>();
    }
    if (holds<std::int16_t>(range) && (range.low < 0 || bits > 16)) {
        return std::vector<std::int16_t>();
    }
    if (holds<std::uint16_t>(range)) {
        return std::vector<std::uint16_t>();
    }
    if (holds<std::int16_t>(range)) {
        return std::vector<std::int16_t>();
    }
    if (holds<std::int32_t>(range)) {
        return std::vector<std::int32_t>();
    }
    if (holds<std::uint32_t>(range)) {
        return std::vector<std::uint32_t>();
    }
    return std::vector<double>();
}

/// CT of a round field of view is padded outside it, with values far from any tissue (-2000, -3024)
/// that PixelPaddingValue names. They become air, -1024; a "padding value" that tissue has too is
/// left alone, since it cannot be told from tissue.
constexpr double kAir = -1024;
constexpr double kDensest = 3071;
constexpr double kNoTissue = -1500;
constexpr double kPaddedShare = 0.01; ///< of all voxels

/// Reads one frame after the other into the volume.
class VolumeReader {
public:
    VolumeReader(const std::vector<DicomFile>& files, const DicomVolume& volume)
        : m_files(files), m_volume(volume), m_voxels(emptyVoxels(files, volume)),
          m_plane(volume.geometry.sliceVoxels()),
          m_padsAsAir(files[volume.frames.front().file].modality == "CT"
                      && std::visit(
                          [](const auto& voxels) {
                              using T = typename std::decay_t<decltype(voxels)>::value_type;
                              return std::numeric_limits<T>::lowest() <= kAir;
                          },
                          m_voxels))
    {
        std::visit([&](auto& voxels) { voxels.resize(volume.geometry.voxels()); }, m_voxels);
        m_filled.resize(static_cast<std::size_t>(volume.geometry.size[2]));
        if (std::any_of(volume.frames.begin(), volume.frames.end(),
                        [&](const DicomFrame& frame) { return files[frame.file].padding; })) {
            m_padded.resize(volume.geometry.voxels());
        }
        const std::set<int> places(volume.place.begin(), volume.place.end());
        m_leavesSlices = places.size() == volume.frames.size() && places.size() == m_filled.size()
                         && (m_padsAsAir || m_padded.empty());
    }

    void add(std::size_t n)
    {
        const DicomFrame& frame = m_volume.frames[n];
        const DicomFile& file = m_files[frame.file];
        if (!m_reader || m_readerFile != frame.file) {
            m_reader = std::make_unique<DicomFrameReader>(file);
            m_readerFile = frame.file;
        }
        const auto slice = static_cast<std::size_t>(m_volume.place[n]);
        m_filled[slice] = true;
        if (file.pixels.kind != DicomPixels::Kind::Integer) {
            store(slice, wanted(file, m_reader->floats(frame.index)),
                  [&](double v) { return v * frame.slope + frame.intercept; });
            return;
        }
        const std::vector<std::int64_t> numbers = wanted(file, m_reader->integers(frame.index));
        notePadding(file, slice, numbers);
        const std::int64_t mirror =
            file.format.isSigned ? -1 : (std::int64_t{1} << file.format.bitsStored) - 1;
        const bool inverted = isInverted(file);
        store(slice, numbers, [&](std::int64_t number) {
            const std::int64_t turned = inverted ? mirror - number : number;
            if (!file.modalityLut.empty()) {
                const std::int64_t last = static_cast<std::int64_t>(file.modalityLut.size()) - 1;
                const std::int64_t entry =
                    std::clamp<std::int64_t>(turned - file.modalityLutFirst, 0, last);
                return static_cast<double>(file.modalityLut[static_cast<std::size_t>(entry)]);
            }
            return static_cast<double>(turned) * frame.slope + frame.intercept;
        });
    }

    /// Tells of slices that take() will leave as they are.
    void reportFinal(const ReadyFn& ready)
    {
        std::visit(
            [&](auto& voxels) {
                const std::size_t before = m_final;
                while (m_leavesSlices && m_final < m_filled.size() && m_filled[m_final]
                       && !(m_padsAsAir && mayBePadded(voxels, m_final))) {
                    ++m_final;
                }
                if (m_final > before) {
                    reportReady(ready, std::span(voxels.data(), m_final * m_plane));
                }
            },
            m_voxels);
    }

    /// All voxels; what was made of padding is added to `findings`.
    Voxels take(Findings& findings)
    {
        std::visit(
            [&](auto& voxels) {
                if (m_padsAsAir) {
                    padUnsaidAsAir(voxels);
                } else if (!m_padded.empty()) {
                    padAsLowest(voxels);
                }
            },
            m_voxels);
        fillBlank();
        if (m_replaced) {
            findings.push_back({Severity::Note,
                                {"padding",
                                 "Padding outside the field of view ({0}) is read as air ({1}).",
                                 {formatSignificant(*m_replaced, 6), formatSignificant(kAir, 6)}}});
        }
        return std::move(m_voxels);
    }

private:
    /// Of a frame's numbers those that the volume takes.
    template <typename Number>
    [[nodiscard]] std::vector<Number> wanted(const DicomFile& file,
                                             std::vector<Number> numbers) const
    {
        const auto columns = static_cast<std::size_t>(file.format.columns);
        return m_volume.step == 1 ? std::move(numbers) : thinned(numbers, columns, m_volume.step);
    }

    template <typename Number, typename Rescale>
    void store(std::size_t slice, const std::vector<Number>& numbers, const Rescale& rescale)
    {
        if (numbers.size() != m_plane) {
            throw unreadable(m_files[m_readerFile].path,
                             "its pixels do not have the size its header gives");
        }
        std::visit(
            [&](auto& voxels) {
                using T = typename std::decay_t<decltype(voxels)>::value_type;
                const std::size_t start = slice * m_plane;
                for (std::size_t i = 0; i < m_plane; ++i) {
                    voxels[start + i] = static_cast<T>(rescale(numbers[i]));
                }
                if (m_padsAsAir && !m_padded.empty()) {
                    padAsAir(voxels, start);
                }
            },
            m_voxels);
    }

    void notePadding(const DicomFile& file, std::size_t slice,
                     const std::vector<std::int64_t>& numbers)
    {
        if (!file.padding || numbers.size() != m_plane) {
            return;
        }
        const auto [low, high] = *file.padding;
        for (std::size_t i = 0; i < m_plane; ++i) {
            const auto value = static_cast<double>(numbers[i]);
            m_padded[slice * m_plane + i] = value >= low && value <= high;
        }
    }

    /// In the slice that begins there: what its file names.
    template <typename T>
    void padAsAir(std::vector<T>& voxels, std::size_t start)
    {
        for (std::size_t i = start; i < start + m_plane; ++i) {
            const auto value = static_cast<double>(voxels[i]);
            if (m_padded[i] && !(value >= kAir && value <= kDensest)) {
                m_replaced = value;
                voxels[i] = static_cast<T>(kAir);
            }
        }
    }

    /// Some scanners pad without saying so: one number, far below air, in many voxels. Slices that
    /// are final have none of it.
    template <typename T>
    void padUnsaidAsAir(std::vector<T>& voxels)
    {
        const auto first = voxels.begin() + static_cast<std::ptrdiff_t>(m_final * m_plane);
        if (first == voxels.end()) {
            return;
        }
        const T lowest = *std::min_element(first, voxels.end());
        if (static_cast<double>(lowest) >= kNoTissue) {
            return;
        }
        const auto count = std::count(first, voxels.end(), lowest);
        if (static_cast<double>(count) > kPaddedShare * static_cast<double>(voxels.size())) {
            m_replaced = static_cast<double>(lowest);
            std::replace(first, voxels.end(), lowest, static_cast<T>(kAir));
        }
    }

    template <typename T>
    [[nodiscard]] bool mayBePadded(const std::vector<T>& voxels, std::size_t slice) const
    {
        const auto first = voxels.begin() + static_cast<std::ptrdiff_t>(slice * m_plane);
        return std::any_of(first, first + static_cast<std::ptrdiff_t>(m_plane),
                           [](T value) { return static_cast<double>(value) < kNoTissue; });
    }

    /// Background of other images: as low as the lowest there is, if it stands out.
    template <typename T>
    void padAsLowest(std::vector<T>& voxels)
    {
        T lowest = std::numeric_limits<T>::max();
        T highest = std::numeric_limits<T>::lowest();
        for (std::size_t i = 0; i < voxels.size(); ++i) {
            if (!m_padded[i] && m_filled[i / m_plane]) {
                lowest = std::min(lowest, voxels[i]);
                highest = std::max(highest, voxels[i]);
            }
        }
        if (lowest > highest) {
            return; // nothing but padding
        }
        for (std::size_t i = 0; i < voxels.size(); ++i) {
            const bool kept = voxels[i] <= highest && voxels[i] >= std::min(T{0}, lowest);
            if (m_padded[i] && !kept) {
                voxels[i] = lowest;
            }
        }
    }

    /// Slices that no file holds get the lowest value there is.
    void fillBlank()
    {
        if (std::find(m_filled.begin(), m_filled.end(), false) == m_filled.end()) {
            return;
        }
        std::visit(
            [&](auto& voxels) {
                using T = typename std::decay_t<decltype(voxels)>::value_type;
                T lowest = std::numeric_limits<T>::max();
                for (std::size_t i = 0; i < voxels.size(); ++i) {
                    lowest = m_filled[i / m_plane] ? std::min(lowest, voxels[i]) : lowest;
                }
                for (std::size_t slice = 0; slice < m_filled.size(); ++slice) {
                    if (!m_filled[slice]) {
                        std::fill_n(voxels.begin() + static_cast<std::ptrdiff_t>(slice * m_plane),
                                    m_plane, lowest);
                    }
                }
            },
            m_voxels);
    }

    const std::vector<DicomFile>& m_files;
    const DicomVolume& m_volume;
    Voxels m_voxels;
    std::size_t m_plane;
    std::vector<bool> m_filled;       ///< by slice
    std::vector<bool> m_padded;       ///< by voxel; empty where no file names a padding value
    bool m_padsAsAir;                 ///< else as the lowest that there is
    bool m_leavesSlices;              ///< some that are read stay as they are; else none is sure to
    std::size_t m_final = 0;          ///< slices that take() leaves as they are
    std::optional<double> m_replaced; ///< a number that became air
    std::unique_ptr<DicomFrameReader> m_reader;
    std::size_t m_readerFile = 0;
};

} // namespace

DicomVoxelType voxelTypeOf(const std::vector<DicomFile>& files, const DicomVolume& volume)
{
    if (files[volume.frames.front().file].segmentation) {
        return {"uint8", 1};
    }
    constexpr std::array kNames{"uint8",  "int8",  "uint16",  "int16",
                                "uint32", "int32", "float32", "float64"};
    const Voxels voxels = emptyVoxels(files, volume);
    return {kNames[voxels.index()],
            std::visit([](const auto& values) { return sizeof(values[0]); }, voxels)};
}

Voxels readDicomVolume(const std::vector<DicomFile>& files, const DicomVolume& volume,
                       const ProgressFn& progress, const StopToken& stop, Findings& findings,
                       const ReadyFn& ready)
{
    VolumeReader reader(files, volume);
    const std::size_t count = volume.frames.size();
    for (std::size_t n = 0; n < count; ++n) {
        throwIfStopped(stop);
        reportProgress(progress, static_cast<double>(n) / static_cast<double>(count),
                       "reading slice " + std::to_string(n + 1) + " of " + std::to_string(count));
        reader.add(n);
        reader.reportFinal(ready);
    }
    return reader.take(findings);
}

} // namespace halftone::image::detail
