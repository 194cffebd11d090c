// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/detail/dicom_structure.h"

#include "core/image/dicom/detail/dicom_copy.h"
#include "core/image/dicom/detail/dicom_tags.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

constexpr Tag kItem = 0xfffee000U;
constexpr Tag kItemEnd = 0xfffee00dU;
constexpr Tag kSequenceEnd = 0xfffee0ddU;
constexpr std::uint32_t kUndefined = 0xffffffffU;
constexpr int kMaxDepth = 16;
constexpr std::int64_t kPreamble = 132;

constexpr std::string_view kDirectoryClass = "1.2.840.10008.1.3.10";
constexpr std::string_view kImplicitSyntax = "1.2.840.10008.1.2";
constexpr std::string_view kDeflatedSyntax = "1.2.840.10008.1.2.1.99";
constexpr std::string_view kBigEndianSyntax = "1.2.840.10008.1.2.2";

/// Thrown where the structure breaks; never leaves this file.
struct Broken : std::runtime_error {
    Broken() : std::runtime_error("DICOM structure") {}
};

struct Element {
    Tag tag = 0;
    std::string_view type; ///< two letters of a known type; empty where the file gives none
    std::uint32_t length = 0;
    std::int64_t value = 0; ///< where the value begins
};

/// The known type whose letters these are, or nothing.
std::string_view knownType(std::string_view letters)
{
    static constexpr std::string_view kTypes = "AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV "
                                               "OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV";
    for (std::size_t at = 0; at < kTypes.size(); at += 3) {
        if (kTypes.substr(at, 2) == letters) {
            return kTypes.substr(at, 2);
        }
    }
    return {};
}

bool hasLongLength(std::string_view type)
{
    static constexpr std::string_view kLong = "OB OD OF OL OV OW SQ SV UC UN UR UT UV";
    return kLong.find(type) != std::string_view::npos;
}

class Walker {
public:
    explicit Walker(const fs::path& path) : m_bytes(path) {}

    DicomStructure run()
    {
        std::int64_t at = start();
        if (at < 0) {
            return {};
        }
        m_found.dicom = true;
        DicomHeaderCopy copy;
        try {
            at = readMeta(at);
            openDataSet(at);
            walk(at, copy);
        } catch (const Broken&) {
            m_found.damaged = true;
        }
        m_found.header = copy.take();
        return std::move(m_found);
    }

    /// Where the elements begin, or -1: not DICOM.
    std::int64_t start()
    {
        std::array<char, kPreamble> head{};
        if (m_bytes.read(0, kPreamble, head.data())
            && std::string_view(head.data() + 128, 4) == "DICM") {
            return kPreamble;
        }
        return looksBare() ? 0 : -1;
    }

private:
    /// Without preamble a file begins with one of the first elements that there are, and the
    /// element after it is a later one of the same or a near group.
    bool looksBare()
    {
        try {
            Tag before = 0;
            std::int64_t at = 0;
            const Encoding encoding{isKnownTypeAt(4), false};
            for (int n = 0; n < 3; ++n) {
                const Element element = read(at, encoding, before);
                const std::uint32_t group = element.tag >> 16;
                const bool first = group == 0x0002 || group == 0x0008;
                if ((n == 0 && !(first && (element.tag & 0xffffU) < 0x0100))
                    || (n > 0 && (element.tag <= before || group > 0x0020))
                    || element.length > 4096) {
                    return false;
                }
                before = element.tag;
                at = end(element);
            }
            return true;
        } catch (const Broken&) {
            return false;
        }
    }

    /// The file's own header is explicit and little-endian; what follows may not be.
    std::int64_t readMeta(std::int64_t at)
    {
        Tag before = 0;
        while (at < m_bytes.size() && number(at, 2, false) == 2) {
            const Element element = read(at, {isKnownTypeAt(at + 4), false}, before);
            at = end(element);
            before = element.tag;
            if (element.tag == tag::kTransferSyntax) {
                m_found.syntax = text(element);
            } else if (element.tag == tag::kMediaClass) {
                m_found.directory = text(element) == kDirectoryClass;
            }
        }
        return at;
    }

    void openDataSet(std::int64_t at)
    {
        m_found.dataSet = at;
        m_encoding = {m_found.syntax != kImplicitSyntax, m_found.syntax == kBigEndianSyntax};
        if (m_found.syntax == kDeflatedSyntax) {
            m_found.deflated = true;
            if (!m_bytes.inflateFrom(at)) {
                throw Broken();
            }
        }
        // What is there counts more than what the header says of it: converters forget to change
        // the one or the other.
        std::array<char, 4> tagBytes{};
        if (m_bytes.read(at, 4, tagBytes.data())) {
            m_encoding.bigEndian = tagBytes[0] == 0 && tagBytes[1] != 0;
            m_encoding.explicitTypes = isKnownTypeAt(at + 4);
        }
        if (m_found.syntax.empty()) {
            m_found.syntax = m_encoding.explicitTypes ? "1.2.840.10008.1.2.1" : kImplicitSyntax;
        }
    }

    void walk(std::int64_t at, DicomHeaderCopy& copy)
    {
        Tag before = 0;
        while (at < m_bytes.size()) {
            if (onlyZeros(at)) {
                return;
            }
            const Element element = read(at, m_encoding, before);
            before = element.tag;
            m_found.directory = m_found.directory || element.tag >> 16 == 0x0004;
            if (element.tag == tag::kPixels || element.tag == tag::kFloatPixels
                || element.tag == tag::kDoublePixels) {
                takePixels(element);
                return;
            }
            at = visit(element, m_encoding, 0, &copy);
        }
    }

    /// Padding after the last element, as some archives leave it.
    bool onlyZeros(std::int64_t at)
    {
        std::array<char, 8> next{};
        const std::int64_t count =
            std::min(static_cast<std::int64_t>(next.size()), m_bytes.size() - at);
        return m_bytes.read(at, count, next.data())
               && std::all_of(next.begin(), next.end(), [](char c) { return c == 0; });
    }

    std::uint32_t number(std::int64_t at, int count, bool bigEndian)
    {
        std::array<unsigned char, 4> data{};
        if (!m_bytes.read(at, count, data.data())) {
            throw Broken();
        }
        std::uint32_t value = 0;
        for (int i = 0; i < count; ++i) {
            const int place = bigEndian ? count - 1 - i : i;
            value |= std::uint32_t{data[static_cast<std::size_t>(i)]} << (8 * place);
        }
        return value;
    }

    std::string_view typeAt(std::int64_t at)
    {
        std::array<char, 2> letters{};
        return m_bytes.read(at, 2, letters.data()) ? knownType({letters.data(), 2})
                                                   : std::string_view();
    }

    bool isKnownTypeAt(std::int64_t at) { return !typeAt(at).empty(); }

    Tag tagAt(std::int64_t at, bool bigEndian)
    {
        return number(at, 2, bigEndian) << 16 | number(at + 2, 2, bigEndian);
    }

    Element read(std::int64_t at, const Encoding& encoding, Tag before)
    {
        Element element;
        element.tag = tagAt(at, encoding.bigEndian);
        element.length = number(at + 4, 4, encoding.bigEndian);
        element.value = at + 8;
        if (element.tag >> 16 == 0xfffeU || !encoding.explicitTypes) {
            return element;
        }
        element.type = typeAt(at + 4);
        if (element.type.empty()) {
            return readOdd(at, encoding, std::max(before, element.tag));
        }
        if (hasLongLength(element.type)) {
            element.length = number(at + 8, 4, encoding.bigEndian);
            element.value = at + 12;
        } else {
            element.length = number(at + 6, 2, encoding.bigEndian);
        }
        return element;
    }

    /// An element whose type there is not: with a short length, a long one, or stored without a
    /// type. The form is the right one after which the next element makes sense.
    Element readOdd(std::int64_t at, const Encoding& encoding, Tag before)
    {
        Element element;
        element.tag = tagAt(at, encoding.bigEndian);
        const auto fits = [&](std::int64_t value, std::uint32_t length) {
            element.value = value;
            element.length = length;
            return length != kUndefined
                   && followsAt(value + std::int64_t{length}, encoding, before);
        };
        if (fits(at + 8, number(at + 6, 2, encoding.bigEndian))
            || fits(at + 8, number(at + 4, 4, encoding.bigEndian))
            || (number(at + 6, 2, encoding.bigEndian) == 0
                && fits(at + 12, number(at + 8, 4, encoding.bigEndian)))) {
            return element;
        }
        throw Broken();
    }

    bool followsAt(std::int64_t at, const Encoding& encoding, Tag before)
    {
        if (at >= m_bytes.size() - 8) {
            return at == m_bytes.size();
        }
        const Tag next = tagAt(at, encoding.bigEndian);
        const bool sameBlock = (before >> 16 & 1U) == 1 && next >> 16 == before >> 16;
        return next == kItemEnd || next == kSequenceEnd || next == kItem
               || (next > before && (isKnownTypeAt(at + 4) || sameBlock));
    }

    std::int64_t end(const Element& element) const
    {
        const std::int64_t after = element.value + std::int64_t{element.length};
        if (element.length == kUndefined || after > m_bytes.size()) {
            throw Broken();
        }
        return after;
    }

    std::string bytesOf(const Element& element)
    {
        std::string value(element.length, '\0');
        if (!m_bytes.read(element.value, element.length, value.data())) {
            throw Broken();
        }
        return value;
    }

    std::string text(const Element& element)
    {
        if (element.length > 128) {
            throw Broken();
        }
        const std::string value = bytesOf(element);
        return value.substr(0, value.find_last_not_of(std::string_view(" \0", 2)) + 1);
    }

    /// Passes an element and what is nested in it, copying what is read of it; returns where the
    /// next begins.
    std::int64_t visit(const Element& element, const Encoding& encoding, int depth,
                       DicomHeaderCopy* copy)
    {
        const std::string_view wanted = dicomType(element.tag);
        const bool sequence =
            element.type == "SQ" || element.length == kUndefined || wanted == "SQ";
        if (!sequence) {
            const std::int64_t after = end(element);
            if (copy != nullptr && !wanted.empty()
                && element.length <= DicomHeaderCopy::kMaxValue) {
                const bool typed = !element.type.empty() && element.type != "UN";
                copy->value(element.tag, typed ? element.type : wanted, bytesOf(element),
                            encoding.bigEndian);
            }
            return after;
        }
        if (element.type == "OB" || element.type == "OW") {
            return visitFragments(element, nullptr);
        }
        if (wanted != "SQ" && element.length != kUndefined) {
            return end(element);
        }
        return visitSequence(element, encoding, depth, wanted == "SQ" ? copy : nullptr);
    }

    std::int64_t visitSequence(const Element& element, const Encoding& encoding, int depth,
                               DicomHeaderCopy* copy)
    {
        if (depth >= kMaxDepth) {
            throw Broken();
        }
        // Sequences of unknown type are stored without types.
        const Encoding inner = element.type == "UN" ? Encoding{false, false} : encoding;
        const std::int64_t limit = element.length == kUndefined ? m_bytes.size() : end(element);
        if (copy != nullptr) {
            copy->beginSequence(element.tag);
        }
        std::int64_t at = element.value;
        bool ended = false;
        while (at < limit && !ended) {
            const Element item = read(at, inner, 0);
            ended = item.tag == kSequenceEnd;
            if (!ended && item.tag != kItem) {
                throw Broken();
            }
            at = ended ? item.value : visitItem(item, inner, depth + 1, copy);
        }
        if (!ended && (element.length == kUndefined || at != limit)) {
            throw Broken();
        }
        if (copy != nullptr) {
            copy->endSequence();
        }
        return at;
    }

    std::int64_t visitItem(const Element& item, const Encoding& encoding, int depth,
                           DicomHeaderCopy* copy)
    {
        if (copy != nullptr) {
            copy->beginItem();
        }
        const std::int64_t limit = item.length == kUndefined ? m_bytes.size() : end(item);
        Tag before = 0;
        std::int64_t at = item.value;
        bool ended = false;
        while (at < limit && !ended) {
            const Element element = read(at, encoding, before);
            before = element.tag;
            ended = element.tag == kItemEnd;
            at = ended ? element.value : visit(element, encoding, depth, copy);
        }
        if (!ended && (item.length == kUndefined || at != limit)) {
            throw Broken();
        }
        if (copy != nullptr) {
            copy->endItem();
        }
        return at;
    }

    void takePixels(const Element& element)
    {
        DicomPixels& pixels = m_found.pixels;
        pixels.offset = element.value;
        pixels.bigEndian = m_encoding.bigEndian;
        pixels.byteData = element.type == "OB";
        if (element.length == kUndefined) {
            visitFragments(element, &pixels.fragments);
            pixels.compressed = true;
        } else {
            // Cut pixels are said as such, by the reader that knows how many there should be.
            pixels.length = std::min(std::int64_t{element.length}, m_bytes.size() - element.value);
        }
        pixels.kind = element.tag == tag::kPixels        ? DicomPixels::Kind::Integer
                      : element.tag == tag::kFloatPixels ? DicomPixels::Kind::Float
                                                         : DicomPixels::Kind::Double;
    }

    /// Compressed pixels, of the image or of an icon nested in it; returns where they end.
    std::int64_t visitFragments(const Element& element,
                                std::vector<std::pair<std::int64_t, std::int64_t>>* fragments)
    {
        std::int64_t at = element.value;
        for (;;) {
            const Element fragment = read(at, m_encoding, 0);
            if (fragment.tag == kSequenceEnd) {
                return fragment.value;
            }
            if (fragment.tag != kItem) {
                throw Broken();
            }
            at = end(fragment);
            if (fragments != nullptr) {
                fragments->emplace_back(fragment.value, fragment.length);
            }
        }
    }

    DicomBytes m_bytes;
    Encoding m_encoding;
    DicomStructure m_found;
};

} // namespace

bool beginsAsDicom(const fs::path& path)
{
    return Walker(path).start() >= 0;
}

DicomStructure readDicomStructure(const fs::path& path)
{
    return Walker(path).run();
}

} // namespace halftone::image::detail
