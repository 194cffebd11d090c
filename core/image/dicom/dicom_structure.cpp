// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/dicom/detail/dicom_structure.h"

#include "core/base/progress.h"
#include "core/image/dicom/detail/dicom_copy.h"
#include "core/image/dicom/detail/dicom_elements.h"
#include "core/image/dicom/detail/dicom_tags.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxDepth = 16;
constexpr std::int64_t kPreamble = 132;

constexpr std::string_view kDirectoryClass = "1.2.840.10008.1.3.10";
constexpr std::string_view kImplicitSyntax = "1.2.840.10008.1.2";
constexpr std::string_view kDeflatedSyntax = "1.2.840.10008.1.2.1.99";
constexpr std::string_view kBigEndianSyntax = "1.2.840.10008.1.2.2";

using Element = DicomElement;
using Broken = DicomBroken;

class Walker {
public:
    explicit Walker(const fs::path& path, StopToken stop = {},
                    DicomWanted wanted = DicomWanted::Image)
        : m_bytes(path), m_elements(m_bytes), m_stop(std::move(stop)), m_wanted(wanted)
    {
    }

    DicomStructure run()
    {
        std::int64_t at = start();
        if (at < 0) {
            return {};
        }
        m_found.dicom = true;
        DicomHeaderCopy copy(m_wanted);
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
            const Encoding encoding{m_elements.isKnownTypeAt(4), false};
            for (int n = 0; n < 3; ++n) {
                const Element element = m_elements.read(at, encoding, before);
                const std::uint32_t group = element.tag >> 16;
                const bool first = group == 0x0002 || group == 0x0008;
                if ((n == 0 && !(first && (element.tag & 0xffffU) < 0x0100))
                    || (n > 0 && (element.tag <= before || group > 0x0020))
                    || element.length > 4096) {
                    return false;
                }
                before = element.tag;
                at = m_elements.end(element);
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
        while (at < m_bytes.size() && m_elements.number(at, 2, false) == 2) {
            const Element element =
                m_elements.read(at, {m_elements.isKnownTypeAt(at + 4), false}, before);
            at = m_elements.end(element);
            before = element.tag;
            if (element.tag == tag::kTransferSyntax) {
                m_found.syntax = m_elements.text(element);
            } else if (element.tag == tag::kMediaClass) {
                m_found.directory = m_elements.text(element) == kDirectoryClass;
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
            m_encoding.explicitTypes = m_elements.isKnownTypeAt(at + 4);
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
            const Element element = m_elements.read(at, m_encoding, before);
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

    /// Passes an element and what is nested in it, copying what is read of it; returns where the
    /// next begins.
    std::int64_t visit(const Element& element, const Encoding& encoding, int depth,
                       DicomHeaderCopy* copy)
    {
        throwIfStopped(m_stop);
        const std::string_view wanted = m_wanted == DicomWanted::Subject
                                            ? dicomSubjectType(element.tag)
                                            : dicomType(element.tag);
        const bool sequence =
            element.type == "SQ" || element.length == DicomElement::kUndefined || wanted == "SQ";
        if (!sequence) {
            const std::int64_t after = m_elements.end(element);
            if (copy != nullptr && !wanted.empty()
                && element.length <= DicomHeaderCopy::kMaxValue) {
                const bool typed = !element.type.empty() && element.type != "UN";
                copy->value(element.tag, typed ? element.type : wanted, m_elements.bytesOf(element),
                            encoding.bigEndian);
            }
            return after;
        }
        if (element.type == "OB" || element.type == "OW") {
            return visitFragments(element, nullptr);
        }
        if (wanted != "SQ" && element.length != DicomElement::kUndefined) {
            return m_elements.end(element);
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
        const std::int64_t limit =
            element.length == DicomElement::kUndefined ? m_bytes.size() : m_elements.end(element);
        if (copy != nullptr) {
            copy->beginSequence(element.tag);
        }
        std::int64_t at = element.value;
        bool ended = false;
        while (at < limit && !ended) {
            const Element item = m_elements.read(at, inner, 0);
            ended = item.tag == DicomElement::kSequenceEnd;
            if (!ended && item.tag != DicomElement::kItem) {
                throw Broken();
            }
            at = ended ? item.value : visitItem(item, inner, depth + 1, copy);
        }
        if (!ended && (element.length == DicomElement::kUndefined || at != limit)) {
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
        throwIfStopped(m_stop);
        if (copy != nullptr) {
            copy->beginItem();
        }
        const std::int64_t limit =
            item.length == DicomElement::kUndefined ? m_bytes.size() : m_elements.end(item);
        Tag before = 0;
        std::int64_t at = item.value;
        bool ended = false;
        while (at < limit && !ended) {
            const Element element = m_elements.read(at, encoding, before);
            before = element.tag;
            ended = element.tag == DicomElement::kItemEnd;
            at = ended ? element.value : visit(element, encoding, depth, copy);
        }
        if (!ended && (item.length == DicomElement::kUndefined || at != limit)) {
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
        if (element.length == DicomElement::kUndefined) {
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
            const Element fragment = m_elements.read(at, m_encoding, 0);
            if (fragment.tag == DicomElement::kSequenceEnd) {
                return fragment.value;
            }
            if (fragment.tag != DicomElement::kItem) {
                throw Broken();
            }
            at = m_elements.end(fragment);
            if (fragments != nullptr) {
                fragments->emplace_back(fragment.value, fragment.length);
            }
        }
    }

    DicomBytes m_bytes;
    DicomElementReader m_elements;
    Encoding m_encoding;
    StopToken m_stop;
    DicomWanted m_wanted;
    DicomStructure m_found;
};

} // namespace

bool beginsAsDicom(const fs::path& path)
{
    return Walker(path).start() >= 0;
}

DicomStructure readDicomStructure(const fs::path& path, const StopToken& stop, DicomWanted wanted)
{
    return Walker(path, stop, wanted).run();
}

} // namespace halftone::image::detail
