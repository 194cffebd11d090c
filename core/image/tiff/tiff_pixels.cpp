// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/tiff/detail/tiff_pixels.h"

#include "core/image/detail/part.h"
#include "core/image/detail/source.h"
#include "core/image/tiff/detail/tiff_samples.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <limits>
#include <span>
#include <type_traits>

namespace halftone::image::detail {
namespace {

/// Bytes of a strip of `rows` rows, or of a tile: what decoding has to fill.
std::size_t pieceBytes(TiffFile& file, std::size_t page, std::uint64_t bytes)
{
    // 0: libtiff's answer where the size overflows.
    if (bytes == 0 || bytes > std::uint64_t{1} << 40) {
        file.failPage(page);
    }
    requirePlausibleSize(file.path(), static_cast<double>(bytes));
    return static_cast<std::size_t>(bytes);
}

void requireFilled(TiffFile& file, std::size_t page, const PageLayout& layout, tmsize_t got,
                   std::size_t wanted)
{
    // These codecs fill in what is missing and only warn.
    const bool fillsIn = layout.compression == COMPRESSION_JPEG
                         || layout.compression == COMPRESSION_CCITTRLE
                         || layout.compression == COMPRESSION_CCITTFAX3
                         || layout.compression == COMPRESSION_CCITTFAX4;
    if (got < 0 || static_cast<std::size_t>(got) != wanted || file.reportedError()
        || (fillsIn && file.reportedAnything())) {
        file.failPage(page);
    }
    static_cast<void>(file.takeReport());
}

using RowsFn = std::function<void(std::size_t rows)>;
const RowsFn kIgnoreRows = [](std::size_t) {};

/// One sample of every pixel of a page, as stored ([height, width]), from its tiles or strips; says
/// how many rows are done.
template <typename T>
class PageDecoder {
public:
    PageDecoder(TiffFile& file, std::size_t page, const PageLayout& layout, unsigned sample,
                std::span<T> out)
        : m_file(file), m_page(page), m_layout(layout), m_out(out), m_tiff(file.select(page)),
          m_step(layout.planar ? 1 : layout.samples), m_first(layout.planar ? 0 : sample),
          m_plane(static_cast<std::uint16_t>(layout.planar ? sample : 0))
    {
        static_cast<void>(file.takeReport());
        if (layout.isRgbOfJpeg) {
            TIFFSetField(m_tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
        }
    }

    void decode(const StopToken& stop, const RowsFn& rowsDone)
    {
        TIFFIsTiled(m_tiff) != 0 ? decodeTiles(stop, rowsDone) : decodeStrips(stop, rowsDone);
    }

private:
    void decodeTiles(const StopToken& stop, const RowsFn& rowsDone)
    {
        std::uint32_t columns = 0;
        std::uint32_t rows = 0;
        TIFFGetField(m_tiff, TIFFTAG_TILEWIDTH, &columns);
        TIFFGetField(m_tiff, TIFFTAG_TILELENGTH, &rows);
        if (columns == 0 || rows == 0) {
            m_file.failPage(m_page);
        }
        m_piece.resize(pieceBytes(m_file, m_page, TIFFTileSize64(m_tiff)));
        const auto rowBytes = static_cast<std::size_t>(TIFFTileRowSize64(m_tiff));
        const std::size_t width = m_layout.width;
        const std::size_t height = m_layout.height;
        for (std::size_t y = 0; y < height; y += rows) {
            for (std::size_t x = 0; x < width; x += columns) {
                throwIfStopped(stop);
                const std::uint32_t tile =
                    TIFFComputeTile(m_tiff, static_cast<std::uint32_t>(x),
                                    static_cast<std::uint32_t>(y), 0, m_plane);
                const tmsize_t got = TIFFReadEncodedTile(m_tiff, tile, m_piece.data(),
                                                         static_cast<tmsize_t>(m_piece.size()));
                requireFilled(m_file, m_page, m_layout, got, m_piece.size());
                place(x, y, columns, rows, rowBytes);
            }
            rowsDone(std::min<std::size_t>(y + rows, height));
        }
    }

    void decodeStrips(const StopToken& stop, const RowsFn& rowsDone)
    {
        std::uint32_t stripRows = m_layout.height;
        TIFFGetFieldDefaulted(m_tiff, TIFFTAG_ROWSPERSTRIP, &stripRows);
        stripRows = std::min(stripRows, m_layout.height);
        if (stripRows == 0) {
            m_file.failPage(m_page);
        }
        const auto rowBytes = static_cast<std::size_t>(TIFFScanlineSize64(m_tiff));
        for (std::uint32_t y = 0; y < m_layout.height;) {
            throwIfStopped(stop);
            const std::uint32_t rows = std::min(stripRows, m_layout.height - y);
            m_piece.resize(pieceBytes(m_file, m_page, TIFFVStripSize64(m_tiff, rows)));
            const tmsize_t got =
                TIFFReadEncodedStrip(m_tiff, TIFFComputeStrip(m_tiff, y, m_plane), m_piece.data(),
                                     static_cast<tmsize_t>(m_piece.size()));
            requireFilled(m_file, m_page, m_layout, got, m_piece.size());
            if (rowBytes * rows > m_piece.size()) {
                m_file.failPage(m_page);
            }
            place(0, y, m_layout.width, rows, rowBytes);
            y += rows;
            rowsDone(y);
        }
    }

    /// What of the piece lies in the page.
    void place(std::size_t x, std::size_t y, std::size_t columns, std::size_t rows,
               std::size_t rowBytes)
    {
        const std::size_t width = m_layout.width;
        for (std::size_t r = 0; r < rows && y + r < m_layout.height; ++r) {
            unpackRow<T>(m_piece.data() + r * rowBytes, m_first, m_step, m_layout,
                         m_out.subspan((y + r) * width + x, std::min(columns, width - x)));
        }
    }

    TiffFile& m_file;
    std::size_t m_page;
    const PageLayout& m_layout;
    std::span<T> m_out;
    TIFF* m_tiff;
    std::size_t m_step;  ///< samples from pixel to pixel
    std::size_t m_first; ///< of a pixel
    std::uint16_t m_plane;
    std::vector<std::uint8_t> m_piece; ///< a tile or strip
};

template <typename T>
void decodePage(TiffFile& file, std::size_t page, const PageLayout& layout, unsigned sample,
                std::span<T> out, const StopToken& stop, const RowsFn& rowsDone)
{
    PageDecoder<T>(file, page, layout, sample, out).decode(stop, rowsDone);
}

/// Where the voxels of a page begin if they are one uncompressed piece; 0 if not.
std::uint64_t startOfRaw(TiffFile& file, std::size_t page, const PageLayout& layout)
{
    TIFF* const tiff = file.select(page);
    std::uint16_t fillOrder = FILLORDER_MSB2LSB;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_FILLORDER, &fillOrder);
    if (layout.compression != COMPRESSION_NONE || layout.samples != 1 || TIFFIsTiled(tiff) != 0
        || layout.bits % 8 != 0 || fillOrder != FILLORDER_MSB2LSB) {
        return 0;
    }
    const std::uint32_t strips = TIFFNumberOfStrips(tiff);
    for (std::uint32_t i = 1; i < strips; ++i) {
        if (TIFFGetStrileOffset(tiff, i)
            != TIFFGetStrileOffset(tiff, i - 1) + TIFFGetStrileByteCount(tiff, i - 1)) {
            return 0;
        }
    }
    return TIFFGetStrileOffset(tiff, 0);
}

template <typename T>
void readBehind(const PlaneAt& at, const PageLayout& layout, std::span<T> out)
{
    const std::uint64_t bytes = planeBytes(*at.file, at.page, layout);
    std::vector<std::uint8_t> raw(static_cast<std::size_t>(bytes));
    at.file->readBytes(startOfRaw(*at.file, at.page, layout) + at.behind * bytes, raw.data(),
                       raw.size());
    if (at.file->bigEndian() != (std::endian::native == std::endian::big)) {
        const std::size_t size = layout.bits / 8;
        for (std::size_t i = 0; i + size <= raw.size(); i += size) {
            std::reverse(raw.begin() + static_cast<std::ptrdiff_t>(i),
                         raw.begin() + static_cast<std::ptrdiff_t>(i + size));
        }
    }
    unpackRow<T>(raw.data(), 0, 1, layout, out);
}

/// From the stored order of rows and columns to that of the eye.
template <typename T>
void turnUpright(const PageLayout& layout, std::span<const T> stored, std::span<T> out)
{
    const std::size_t width = layout.width;
    const std::size_t height = layout.height;
    const unsigned o = layout.orientation;
    // Where row 0 lies at the bottom (or right), and column 0 at the right (or bottom).
    const bool rowsFlipped = o == 3 || o == 4 || o == 6 || o == 7;
    const bool columnsFlipped = o == 2 || o == 3 || o == 7 || o == 8;
    for (std::size_t y = 0; y < height; ++y) {
        const std::size_t row = rowsFlipped ? height - 1 - y : y;
        for (std::size_t x = 0; x < width; ++x) {
            const std::size_t column = columnsFlipped ? width - 1 - x : x;
            out[layout.isTurned() ? column * height + row : row * width + column] =
                stored[y * width + x];
        }
    }
}

template <typename T>
T opaque(const PageLayout& layout)
{
    if constexpr (std::is_floating_point_v<T>) {
        return T{1};
    } else if constexpr (std::is_signed_v<T>) {
        return std::numeric_limits<T>::max();
    } else {
        return static_cast<T>(std::numeric_limits<std::uint64_t>::max() >> (64 - layout.bits));
    }
}

/// One plane in stored order, whatever its pixels hold.
template <typename T>
void readPlane(const PlaneStack& stack, const PlaneAt& at, std::span<T> out, const StopToken& stop,
               const RowsFn& rowsDone)
{
    const PageLayout& layout = stack.layout;
    if (at.behind > 0) {
        readBehind<T>(at, layout, out);
        return;
    }
    TiffFile& file = *at.file;
    const bool compared = layout.use == SampleUse::Colour || layout.use == SampleUse::GreyAlpha;
    decodePage<T>(file, at.page, layout, stack.sample, out, stop,
                  compared ? kIgnoreRows : rowsDone);
    if (!compared) {
        return;
    }
    const unsigned colours = layout.use == SampleUse::Colour ? 3 : 1;
    std::vector<T> other(out.size());
    for (unsigned sample = 1; sample < layout.samples; ++sample) {
        decodePage<T>(file, at.page, layout, sample, std::span<T>(other), stop, kIgnoreRows);
        const bool same = sample < colours ? std::equal(out.begin(), out.end(), other.begin())
                                           : std::all_of(other.begin(), other.end(), [&](T value) {
                                                 return value == opaque<T>(layout);
                                             });
        if (same) {
            continue;
        }
        if (sample < colours) {
            throw unreadable(
                file.path(),
                Message{"colour",
                        "it has {1} values per voxel (a colour image, whose red, green "
                        "and blue differ); expected one grey value. Convert it to "
                        "greyscale first",
                        {std::to_string(layout.samples)}});
        }
        throw unreadable(file.path(),
                         Message{"transparent",
                                 "some of its pixels are transparent; expected grey values "
                                 "alone. Save it without transparency",
                                 {}});
    }
}

template <typename T>
void applyMeaning(const PlaneStack& stack, std::vector<T>& voxels)
{
    if constexpr (std::is_unsigned_v<T>) {
        if (stack.greys) {
            for (T& value : voxels) {
                value = static_cast<T>((*stack.greys)[static_cast<std::size_t>(value)]);
            }
        }
        if (!stack.layout.whiteIsZero) {
            return;
        }
        const T white = opaque<T>(stack.layout);
        const bool isMask = stack.layout.bits > 1 && stack.keepInvertedMasks
                            && std::all_of(voxels.begin(), voxels.end(), [white](T value) {
                                   return value == 0 || value == white;
                               });
        if (!isMask) {
            for (T& value : voxels) {
                value = static_cast<T>(white - value);
            }
        }
    }
}

template <typename T>
std::vector<T> readAllPlanes(const PlaneStack& stack, const ProgressFn& progress,
                             const StopToken& stop, const ReadyFn& ready)
{
    const PageLayout& layout = stack.layout;
    const std::size_t whole = std::size_t{layout.width} * layout.height;
    const bool plain = layout.orientation == ORIENTATION_TOPLEFT && stack.step == 1;
    const std::size_t columns = layout.isTurned() ? layout.height : layout.width;
    const std::size_t pixels = thinnedPixels(columns, whole / columns, stack.step);
    std::vector<T> voxels(pixels * stack.planes.size());
    std::vector<T> stored(plain ? 0 : whole);
    std::vector<T> upright(plain ? 0 : whole);
    const bool final = std::is_signed_v<T> || (!stack.greys && !layout.whiteIsZero);
    const auto report = [&](std::size_t count) {
        reportReady(final ? ready : ReadyFn(), std::span<T>(voxels.data(), count));
    };
    for (std::size_t z = 0; z < stack.planes.size(); ++z) {
        throwIfStopped(stop);
        const std::span<T> slice(voxels.data() + z * pixels, pixels);
        if (plain) {
            readPlane<T>(stack, stack.planes[z], slice, stop,
                         [&](std::size_t rows) { report(z * pixels + rows * layout.width); });
        } else {
            readPlane<T>(stack, stack.planes[z], std::span<T>(stored), stop, kIgnoreRows);
            turnUpright<T>(layout, std::span<const T>(stored), std::span<T>(upright));
            const std::vector<T> kept = thinned(upright, columns, stack.step);
            std::copy(kept.begin(), kept.end(), slice.begin());
        }
        report((z + 1) * pixels);
        reportProgress(
            progress, static_cast<double>(z + 1) / static_cast<double>(stack.planes.size()),
            "slice " + std::to_string(z + 1) + " of " + std::to_string(stack.planes.size()));
    }
    applyMeaning(stack, voxels);
    return voxels;
}

} // namespace

void requirePlanesBehind(TiffFile& file, std::size_t page, const PageLayout& layout,
                         std::uint64_t planes)
{
    const std::uint64_t fitting = planesThatFit(file, page, layout);
    if (fitting < planes) {
        throw unreadable(file.path(),
                         Message{"tiff-planes-missing",
                                 "it describes {1} planes, but holds {2}; it is truncated, or its "
                                 "description is that of another file",
                                 {std::to_string(planes), std::to_string(fitting)}});
    }
}

std::uint64_t planesThatFit(TiffFile& file, std::size_t page, const PageLayout& layout)
{
    const std::uint64_t start = startOfRaw(file, page, layout);
    const std::uint64_t bytes = planeBytes(file, page, layout);
    return start == 0 || start > file.bytes()
               ? 1
               : std::max<std::uint64_t>(1, (file.endOfData(start) - start) / bytes);
}

Voxels readStack(const PlaneStack& stack, const ProgressFn& progress, const StopToken& stop,
                 const ReadyFn& ready)
{
    const PageLayout& layout = stack.layout;
    const std::size_t bytes = voxelBytesOf(layout);
    if (layout.kind == SampleKind::Float) {
        if (bytes == 8) {
            return readAllPlanes<double>(stack, progress, stop, ready);
        }
        return readAllPlanes<float>(stack, progress, stop, ready);
    }
    if (layout.kind == SampleKind::Signed) {
        switch (bytes) {
        case 1: return readAllPlanes<std::int8_t>(stack, progress, stop, ready);
        case 2: return readAllPlanes<std::int16_t>(stack, progress, stop, ready);
        case 4: return readAllPlanes<std::int32_t>(stack, progress, stop, ready);
        default: return narrow(readAllPlanes<std::int64_t>(stack, progress, stop, ready));
        }
    }
    switch (bytes) {
    case 1: return readAllPlanes<std::uint8_t>(stack, progress, stop, ready);
    case 2: return readAllPlanes<std::uint16_t>(stack, progress, stop, ready);
    case 4: return readAllPlanes<std::uint32_t>(stack, progress, stop, ready);
    default: return narrow(readAllPlanes<std::uint64_t>(stack, progress, stop, ready));
    }
}

void requireGreyPage(const PlaneStack& stack, std::size_t plane, const StopToken& stop)
{
    PlaneStack one = stack;
    one.planes = {stack.planes.at(plane)};
    static_cast<void>(readStack(one, {}, stop, {}));
}

} // namespace halftone::image::detail
