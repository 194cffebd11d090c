// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/path_text.h"
#include "core/image/dicom/detail/dicom.h"
#include "core/image/itk/detail/itk_io.h"

#include <itkGDCMImageIO.h>

#include <algorithm>
#include <cstdint>
#include <type_traits>

namespace halftone::image::detail {
namespace {

Modality modalityOf(const DicomHeader& header)
{
    if (header.modality == "CT") {
        return Modality::CT;
    }
    return header.modality == "MR" ? Modality::MR : Modality::Unknown;
}

itk::GDCMImageIO::Pointer openSlice(const DicomHeader& header, int expectedFrames)
{
    const auto io = itk::GDCMImageIO::New();
    io->SetFileName(toUtf8(header.path));
    io->ReadImageInformation();
    requireGrey(header.path, *io);
    const auto frames = io->GetNumberOfDimensions() > 2 ? io->GetDimensions(2) : 1;
    if (io->GetDimensions(0) != static_cast<itk::SizeValueType>(header.columns)
        || io->GetDimensions(1) != static_cast<itk::SizeValueType>(header.rows)
        || frames != static_cast<itk::SizeValueType>(expectedFrames)) {
        throw unreadable(header.path, "its pixels do not have the size its header gives");
    }
    const std::int64_t expected =
        std::int64_t{header.rows} * header.columns * expectedFrames * header.bitsAllocated / 8;
    if (!header.compressed && header.pixelBytes < expected) {
        throw unreadable(header.path, "its pixels are truncated");
    }
    requirePlausibleSize(header.path, double(header.rows) * header.columns * expectedFrames
                                          * double(voxelBytes(*io)));
    return io;
}

/// A volume whose type follows its slices: rescaling can differ from slice to slice (MR, PET), and
/// with it the type that holds the values.
class VolumeBuilder {
public:
    explicit VolumeBuilder(std::size_t voxels) : m_voxels(voxels) {}

    void add(std::size_t start, const Voxels& slice)
    {
        if (!m_started) {
            m_started = true;
            std::visit(
                [&](const auto& data) {
                    using T = typename std::decay_t<decltype(data)>::value_type;
                    m_volume = std::vector<T>(m_voxels);
                },
                slice);
        } else if (slice.index() != m_volume.index()) {
            widen(slice);
        }
        std::visit(
            [&](auto& volume, const auto& data) {
                using T = typename std::decay_t<decltype(volume)>::value_type;
                for (std::size_t i = 0; i < data.size(); ++i) {
                    volume[start + i] = static_cast<T>(data[i]);
                }
            },
            m_volume, slice);
    }

    /// Fills slices that no file holds with the lowest value there is.
    void fillBlank(const std::vector<std::size_t>& starts, std::size_t plane)
    {
        std::visit(
            [&](auto& volume) {
                const auto lowest = *std::min_element(volume.begin(), volume.end());
                for (const std::size_t start : starts) {
                    std::fill_n(volume.begin() + static_cast<std::ptrdiff_t>(start), plane, lowest);
                }
            },
            m_volume);
    }

    [[nodiscard]] Voxels take() { return std::move(m_volume); }

private:
    void widen(const Voxels& slice)
    {
        const auto exactInFloat = [](const Voxels& voxels) {
            return std::visit(
                [](const auto& data) {
                    using T = typename std::decay_t<decltype(data)>::value_type;
                    return sizeof(T) <= 2 || std::is_same_v<T, float>;
                },
                voxels);
        };
        const bool single = exactInFloat(slice) && exactInFloat(m_volume);
        std::visit(
            [&](const auto& data) {
                if (single) {
                    std::vector<float> wide(data.size());
                    std::transform(data.begin(), data.end(), wide.begin(),
                                   [](auto v) { return static_cast<float>(v); });
                    m_wide = std::move(wide);
                } else {
                    m_wide = std::vector<double>(data.begin(), data.end());
                }
            },
            m_volume);
        m_volume = std::move(m_wide);
    }

    std::size_t m_voxels;
    bool m_started = false;
    Voxels m_volume;
    Voxels m_wide;
};

/// Where in the volume the slices begin that no file holds.
std::vector<std::size_t> missingStarts(const DicomSeries& series, std::size_t plane)
{
    std::vector<std::size_t> starts;
    if (series.slices.front().frames > 1) {
        return starts; // one file holds all slices
    }
    for (int k = 0; k < series.geometry.size[2]; ++k) {
        if (!std::binary_search(series.place.begin(), series.place.end(), k)) {
            starts.push_back(plane * static_cast<std::size_t>(k));
        }
    }
    return starts;
}

ImageInfo describe(const DicomSeries& series)
{
    silenceLibraries();
    ImageInfo info;
    const DicomHeader& first = series.slices.front();
    info.format = series.slices.size() > 1 ? "DICOM series" : "DICOM";
    info.geometry = series.geometry;
    info.modality = modalityOf(first);
    info.findings = series.findings;
    translateExceptions(first.path, ErrorCode::FileFormat, [&] {
        const auto io = openSlice(first, first.frames);
        info.voxelType = voxelTypeName(first.path, *io);
        info.bytes = series.geometry.voxels() * voxelBytes(*io);
        if (first.frames > 1) {
            info.geometry = readGeometry(first.path, *io);
            info.geometry.spacingKnown = true;
            info.geometry.orientationKnown = true;
        }
    });
    if (first.synthetic) {
        info.findings.push_back(syntheticFinding());
    }
    return info;
}

Voxels readPixels(const DicomSeries& series, const Geometry& geometry, const ProgressFn& progress,
                  const StopToken& stop)
{
    const DicomHeader& first = series.slices.front();
    const std::size_t plane = geometry.sliceVoxels();
    VolumeBuilder volume(geometry.voxels());
    for (std::size_t n = 0; n < series.slices.size(); ++n) {
        throwIfStopped(stop);
        reportProgress(progress, static_cast<double>(n) / static_cast<double>(series.slices.size()),
                       "reading slice " + std::to_string(n + 1) + " of "
                           + std::to_string(series.slices.size()));
        const DicomHeader& slice = series.slices[n];
        translateExceptions(slice.path, ErrorCode::FileFormat, [&] {
            const auto io = openSlice(slice, first.frames);
            const std::size_t count = plane * static_cast<std::size_t>(first.frames);
            volume.add(plane * static_cast<std::size_t>(series.place[n]),
                       readVoxels(slice.path, *io, count));
        });
    }
    volume.fillBlank(missingStarts(series, plane), plane);
    return volume.take();
}

} // namespace

Source openDicom(const fs::path& path, const ReadOptions& options, const StopToken& stop)
{
    requireVolume(path, options, 1);
    auto series = std::make_shared<const DicomSeries>(findDicomSeries(path, stop));
    const DicomHeader& first = series->slices.front();
    Source source;
    source.info = describe(*series);
    source.synthetic = first.synthetic;
    source.name = (first.modality.empty() ? "" : first.modality + " ") + "DICOM series";
    source.read = [series, geometry = source.info.geometry](const ProgressFn& progress,
                                                            const StopToken& stopped, Findings&) {
        return readPixels(*series, geometry, progress, stopped);
    };
    return source;
}

} // namespace halftone::image::detail
