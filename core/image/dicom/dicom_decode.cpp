// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/detail/dicom_decode.h"

#include "core/image/dicom/detail/dicom_codecs.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace halftone::image::detail {
namespace {

std::size_t frameBytes(const DicomPixelFormat& format)
{
    return (static_cast<std::size_t>(format.rows) * static_cast<std::size_t>(format.columns)
                * static_cast<std::size_t>(format.channels)
                * static_cast<std::size_t>(format.bitsAllocated)
            + 7)
           / 8;
}

void swapBytes(std::vector<unsigned char>& bytes, std::size_t unit)
{
    for (std::size_t at = 0; unit > 1 && at + unit <= bytes.size(); at += unit) {
        const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(at);
        std::reverse(from, from + static_cast<std::ptrdiff_t>(unit));
    }
}

/// The number of `format.bitsStored` bits in a word; what lies beside them (overlays, or nothing in
/// particular) is left out.
std::int64_t storedNumber(std::uint64_t word, const DicomPixelFormat& format)
{
    const int bits = format.bitsStored;
    const std::uint64_t number =
        word >> (format.highBit + 1 - bits) & ((std::uint64_t{1} << bits) - 1);
    const bool negative = format.isSigned && (number >> (bits - 1) & 1U) != 0;
    return static_cast<std::int64_t>(number) - (negative ? std::int64_t{1} << bits : 0);
}

std::uint64_t wordAt(const std::vector<unsigned char>& bytes, std::size_t at, std::size_t unit)
{
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < unit; ++i) {
        word |= std::uint64_t{bytes[at * unit + i]} << (8 * i);
    }
    return word;
}

/// One of three equal channels of 8 bits.
std::vector<unsigned char> greyOf(const DicomFile& file, const std::vector<unsigned char>& bytes,
                                  const DicomPixelFormat& format)
{
    const std::size_t count = bytes.size() / 3;
    std::vector<unsigned char> grey(count);
    const bool planes = format.planar == 1;
    const bool luminance = format.photometric.find("YBR_FULL") == 0;
    bool equal = luminance || format.photometric == "RGB";
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t first = planes ? i : 3 * i;
        const std::size_t step = planes ? count : 1;
        const unsigned char a = bytes[first];
        const unsigned char b = bytes[first + step];
        const unsigned char c = bytes[first + 2 * step];
        equal = equal && (luminance ? b == 128 && c == 128 : a == b && b == c);
        grey[i] = a;
    }
    if (!equal) {
        throw unreadable(file.path, Message{"colour",
                                            "it is a colour DICOM image ({1}); expected one grey "
                                            "value per pixel",
                                            {file.format.photometric}});
    }
    return grey;
}

} // namespace

DicomFrameReader::DicomFrameReader(const DicomFile& file) : m_file(file), m_bytes(file.path)
{
    if (file.deflated && !m_bytes.inflateFrom(file.dataSet)) {
        throw unreadable(file.path, "its deflated data set is damaged or truncated");
    }
    if (file.pixels.compressed) {
        requireDecoder(file);
        findFrames();
    } else if (isCompressedSyntax(file.syntax)) {
        throw unreadable(file.path, "its transfer syntax is a compressed one, but its pixels are "
                                    "not compressed; it is damaged");
    }
}

void DicomFrameReader::findFrames()
{
    const auto& fragments = m_file.pixels.fragments;
    const auto frames = static_cast<std::size_t>(m_file.frameCount);
    const std::size_t count = fragments.empty() ? 0 : fragments.size() - 1; // after the table
    if (frames == 1 && count > 0) {
        m_parts = {{1, count}};
        return;
    }
    if (count == frames) {
        for (std::size_t i = 0; i < frames; ++i) {
            m_parts.emplace_back(i + 1, 1);
        }
        return;
    }
    // Several fragments a frame: a frame begins where its code stream does.
    for (std::size_t i = 1; i <= count; ++i) {
        std::array<unsigned char, 3> start{};
        const bool begins =
            m_bytes.read(fragments[i].first, 3, start.data()) && start[0] == 0xff
            && ((start[1] == 0xd8 && start[2] == 0xff) || (start[1] == 0x4f && start[2] == 0xff));
        if (begins) {
            m_parts.emplace_back(i, 1);
        } else if (!m_parts.empty()) {
            ++m_parts.back().second;
        }
    }
    if (m_parts.size() != frames) {
        throw unreadable(m_file.path,
                         Message{"pixels-truncated",
                                 "its header gives {1} frames, but its pixel data holds {2}",
                                 {std::to_string(frames), std::to_string(m_parts.size())}});
    }
}

std::vector<unsigned char> DicomFrameReader::joined(int frame)
{
    const auto [first, count] = m_parts[static_cast<std::size_t>(frame)];
    std::vector<unsigned char> all;
    for (std::size_t i = first; i < first + count; ++i) {
        const auto [offset, length] = m_file.pixels.fragments[i];
        const std::size_t before = all.size();
        all.resize(before + static_cast<std::size_t>(length));
        if (!m_bytes.read(offset, length, all.data() + before)) {
            throw unreadable(m_file.path, "its pixels are truncated");
        }
    }
    return all;
}

std::vector<unsigned char> DicomFrameReader::plain(int frame)
{
    const DicomPixelFormat& format = m_file.format;
    const DicomPixels& pixels = m_file.pixels;
    const std::size_t count = frameBytes(format);
    std::int64_t start = pixels.offset + static_cast<std::int64_t>(count) * frame;
    std::size_t shift = 0;
    std::size_t needed = count;
    if (format.bitsAllocated == 1) {
        // Frames of single bits follow each other without padding.
        const std::int64_t bit = std::int64_t{format.rows} * format.columns * frame;
        start = pixels.offset + bit / 8;
        shift = static_cast<std::size_t>(bit % 8);
        const std::size_t bits =
            static_cast<std::size_t>(format.rows) * static_cast<std::size_t>(format.columns);
        needed = (bits + shift + 7) / 8;
    }
    std::vector<unsigned char> bytes(needed);
    if (start + static_cast<std::int64_t>(needed) > pixels.offset + pixels.length
        || !m_bytes.read(start, static_cast<std::int64_t>(needed), bytes.data())) {
        throw unreadable(m_file.path, "its pixels are truncated");
    }
    const std::size_t unit = format.bitsAllocated <= 8
                                 ? (pixels.byteData ? 1 : 2)
                                 : static_cast<std::size_t>(format.bitsAllocated) / 8;
    if (pixels.bigEndian && (format.bitsAllocated > 8 || start % 2 == pixels.offset % 2)) {
        swapBytes(bytes, unit);
    }
    if (format.bitsAllocated == 1) {
        std::vector<unsigned char> ones(static_cast<std::size_t>(format.rows)
                                        * static_cast<std::size_t>(format.columns));
        for (std::size_t i = 0; i < ones.size(); ++i) {
            ones[i] = bytes[(i + shift) / 8] >> ((i + shift) % 8) & 1U;
        }
        return ones;
    }
    return bytes;
}

DicomFrameReader::Decoded DicomFrameReader::decoded(int frame)
{
    Decoded result;
    result.format = m_file.format;
    if (m_file.pixels.compressed) {
        result.bytes = decompress(m_file, joined(frame), result.format);
    } else {
        result.bytes = plain(frame);
        if (result.format.bitsAllocated == 1) {
            result.format.bitsAllocated = 8; // unpacked
        }
    }
    if (result.bytes.size() < frameBytes(result.format)) {
        throw unreadable(m_file.path, "its pixels are truncated");
    }
    result.bytes.resize(frameBytes(result.format));
    if (result.format.channels == 3) {
        result.bytes = greyOf(m_file, result.bytes, result.format);
    }
    return result;
}

std::vector<std::int64_t> DicomFrameReader::integers(int frame)
{
    const Decoded found = decoded(frame);
    const auto unit = static_cast<std::size_t>(found.format.bitsAllocated) / 8;
    std::vector<std::int64_t> numbers(found.bytes.size() / unit);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        numbers[i] = storedNumber(wordAt(found.bytes, i, unit), found.format);
    }
    return numbers;
}

bool samePixels(const DicomFile& a, const DicomFile& b)
{
    const auto parts = [](const DicomFile& file) {
        return file.pixels.compressed
                   ? file.pixels.fragments
                   : std::vector{std::pair(file.pixels.offset, file.pixels.length)};
    };
    const auto ours = parts(a);
    const auto theirs = parts(b);
    if (a.format != b.format || a.syntax != b.syntax || a.deflated || b.deflated
        || ours.size() != theirs.size()) {
        return false;
    }
    DicomBytes first(a.path);
    DicomBytes second(b.path);
    for (std::size_t i = 0; i < ours.size(); ++i) {
        if (ours[i].second != theirs[i].second) {
            return false;
        }
        std::string one(static_cast<std::size_t>(ours[i].second), ' ');
        std::string other = one;
        if (!first.read(ours[i].first, ours[i].second, one.data())
            || !second.read(theirs[i].first, theirs[i].second, other.data()) || one != other) {
            return false;
        }
    }
    return true;
}

std::vector<double> DicomFrameReader::floats(int frame)
{
    const std::vector<unsigned char> bytes = plain(frame);
    const bool single = m_file.pixels.kind == DicomPixels::Kind::Float;
    const std::size_t unit = single ? 4 : 8;
    std::vector<double> numbers(bytes.size() / unit);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const std::uint64_t word = wordAt(bytes, i, unit);
        if (single) {
            float value = 0;
            const auto narrow = static_cast<std::uint32_t>(word);
            std::memcpy(&value, &narrow, sizeof value);
            numbers[i] = value;
        } else {
            std::memcpy(&numbers[i], &word, sizeof word);
        }
    }
    return numbers;
}

} // namespace halftone::image::detail
