// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/document/detail/pdf_paper.h"

#include "core/base/error.h"
#include "core/base/overloads.h"
#include "core/report/document/detail/pdf_text.h"
#include "core/report/document/detail/png.h"

#include <hpdf.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

namespace halftone::report::detail {
namespace {

constexpr double kHeight = 841.89;
constexpr double kBottom = 54; // what the footer takes
constexpr double kFooterSize = 7.5;
constexpr HPDF_STATUS kNoMemory = 0x1015; // its name differs between versions of libharu

// libharu's names of codes are in its headers alone.
struct Refusal {
    HPDF_STATUS code = 0;
    HPDF_STATUS detail = 0;
};

// Called by libharu, which is C: must not throw. The first refusal is the cause of all others.
void keepRefusal(HPDF_STATUS code, HPDF_STATUS detail, void* kept)
{
    auto& refusal = *static_cast<Refusal*>(kept);
    if (refusal.code == 0) {
        refusal = {code, detail};
    }
}

struct Colour {
    HPDF_REAL red = 0;
    HPDF_REAL green = 0;
    HPDF_REAL blue = 0;
};

Colour colourOf(const std::string& text)
{
    const long value = text.size() == 7 ? std::strtol(text.c_str() + 1, nullptr, 16) : 0;
    const auto part = [&](int shift) { return static_cast<HPDF_REAL>(value >> shift & 255) / 255; };
    return {part(16), part(8), part(0)};
}

HPDF_REAL real(double value)
{
    return static_cast<HPDF_REAL>(value);
}

// Lengths of dashes are whole numbers in libharu 2.3 and real ones since 2.4.
template <typename Length, typename Phase>
void setDashes(HPDF_STATUS (*set)(HPDF_Page, const Length*, HPDF_UINT, Phase), HPDF_Page page,
               const std::vector<double>& lengths)
{
    std::vector<Length> list;
    for (const double length : lengths) {
        list.push_back(static_cast<Length>(std::max(length, 1.0)));
    }
    set(page, list.empty() ? nullptr : list.data(), static_cast<HPDF_UINT>(list.size()), Phase{0});
}

} // namespace

struct Paper::Impl {
    Refusal refusal;
    HPDF_Doc pdf = nullptr;
    HPDF_Font plain = nullptr;
    HPDF_Font bold = nullptr;
    std::vector<HPDF_Page> pages;

    [[nodiscard]] HPDF_Page page() const { return pages.back(); }
    [[nodiscard]] HPDF_Font font(const Type& type) const { return type.bold ? bold : plain; }

    void setStroke(const std::string& colour, double width) const
    {
        const auto [red, green, blue] = colourOf(colour);
        HPDF_Page_SetRGBStroke(page(), red, green, blue);
        HPDF_Page_SetLineWidth(page(), real(width));
    }
    void setFill(const std::string& colour) const
    {
        const auto [red, green, blue] = colourOf(colour);
        HPDF_Page_SetRGBFill(page(), red, green, blue);
    }
    // Ends a path.
    void paint(const std::string& stroke, const std::string& fill) const
    {
        if (!stroke.empty() && !fill.empty()) {
            HPDF_Page_FillStroke(page());
        } else if (!fill.empty()) {
            HPDF_Page_Fill(page());
        } else if (!stroke.empty()) {
            HPDF_Page_Stroke(page());
        } else {
            HPDF_Page_EndPath(page());
        }
    }
};

Paper::Paper(const std::string& title) : m_impl(std::make_unique<Impl>())
{
    m_impl->pdf = HPDF_New(keepRefusal, &m_impl->refusal);
    if (m_impl->pdf == nullptr) {
        throw Error(ErrorCode::OutOfMemory, "There is no memory for the PDF of a report.");
    }
    HPDF_SetCompressionMode(m_impl->pdf, HPDF_COMP_ALL);
    HPDF_SetInfoAttr(m_impl->pdf, HPDF_INFO_TITLE, title.c_str());
    HPDF_SetInfoAttr(m_impl->pdf, HPDF_INFO_CREATOR, "Halftone");
    m_impl->plain = HPDF_GetFont(m_impl->pdf, "Helvetica", "WinAnsiEncoding");
    m_impl->bold = HPDF_GetFont(m_impl->pdf, "Helvetica-Bold", "WinAnsiEncoding");
    addPage();
}

Paper::~Paper()
{
    HPDF_Free(m_impl->pdf);
}

void Paper::addPage()
{
    const HPDF_Page page = HPDF_AddPage(m_impl->pdf);
    HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
    m_impl->pages.push_back(page);
    m_y = kMargin;
}

void Paper::ensure(double height)
{
    if (m_y + height > kHeight - kBottom) {
        breakPage();
    }
}

void Paper::breakPage()
{
    if (m_y > kMargin) {
        addPage();
    }
}

double Paper::widthOf(const std::string& text, const Type& type) const
{
    const HPDF_TextWidth width =
        HPDF_Font_TextWidth(m_impl->font(type), reinterpret_cast<const HPDF_BYTE*>(text.data()),
                            static_cast<HPDF_UINT>(std::min<std::size_t>(text.size(), 32000)));
    return width.width * type.size / 1000;
}

std::vector<std::string> Paper::wrap(const std::string& text, double width, const Type& type) const
{
    return wrapped(text, width, [&](const std::string& part) { return widthOf(part, type); });
}

void Paper::write(double x, double y, const std::string& text, const Type& type)
{
    const HPDF_Page page = m_impl->page();
    m_impl->setFill(type.colour);
    HPDF_Page_BeginText(page);
    HPDF_Page_SetFontAndSize(page, m_impl->font(type), real(type.size));
    HPDF_Page_TextOut(page, real(kMargin + x), real(kHeight - y), text.c_str());
    HPDF_Page_EndText(page);
}

void Paper::writeParagraph(double x, double width, const std::string& text, const Type& type)
{
    for (const std::string& line : wrap(text, width, type)) {
        ensure(type.lineHeight());
        write(x, m_y + type.size, line, type);
        m_y += type.lineHeight();
    }
}

void Paper::line(SvgPoint from, SvgPoint to, const std::string& colour, double width)
{
    const HPDF_Page page = m_impl->page();
    m_impl->setStroke(colour, width);
    HPDF_Page_MoveTo(page, real(kMargin + from.x), real(kHeight - from.y));
    HPDF_Page_LineTo(page, real(kMargin + to.x), real(kHeight - to.y));
    HPDF_Page_Stroke(page);
}

void Paper::frame(SvgPoint at, double width, double height, const std::string& colour)
{
    m_impl->setStroke(colour, 0.8);
    HPDF_Page_Rectangle(m_impl->page(), real(kMargin + at.x), real(kHeight - at.y - height),
                        real(width), real(height));
    HPDF_Page_Stroke(m_impl->page());
}

void Paper::draw(const Drawing& drawing, double width)
{
    const HPDF_Page page = m_impl->page();
    const double scale = width / drawing.width;
    const auto x = [&](double pixels) { return real(kMargin + scale * pixels); };
    const auto y = [&](double pixels) { return real(kHeight - m_y - scale * pixels); };
    const auto shown = [](const std::string& colour, bool faint) {
        return faint ? paleColour(colour) : colour;
    };
    const auto path = [&](const DrawnPath& shape) {
        if (shape.points.empty()) {
            return;
        }
        m_impl->setStroke(shown(shape.stroke, shape.faint), scale * shape.width);
        m_impl->setFill(shown(shape.fill, shape.faint));
        setDashes(HPDF_Page_SetDash, page, shape.dashes);
        HPDF_Page_MoveTo(page, x(shape.points.front().x), y(shape.points.front().y));
        for (const SvgPoint& point : shape.points) {
            HPDF_Page_LineTo(page, x(point.x), y(point.y));
        }
        if (shape.closed) {
            HPDF_Page_ClosePath(page);
        }
        m_impl->paint(shape.stroke, shape.fill);
        setDashes(HPDF_Page_SetDash, page, {});
    };
    const auto circle = [&](const DrawnCircle& shape) {
        m_impl->setStroke(shown(shape.stroke, shape.faint), 2 * scale);
        m_impl->setFill(shown(shape.fill, shape.faint));
        HPDF_Page_Circle(page, x(shape.centre.x), y(shape.centre.y), real(scale * shape.radius));
        m_impl->paint(shape.stroke, shape.fill);
    };
    const auto text = [&](const DrawnText& shape) {
        const Type type{scale * shape.size, false, shape.colour};
        const std::string letters = toWindows1252(shape.text);
        const double shift = shape.anchor == Anchor::Start ? 0 : widthOf(letters, type);
        write(scale * shape.at.x - (shape.anchor == Anchor::Middle ? shift / 2 : shift),
              m_y + scale * shape.at.y, letters, type);
    };
    for (const Shape& shape : drawing.shapes) {
        std::visit(Overloads{path, circle, text}, shape);
    }
}

void Paper::draw(const Picture& picture, SvgPoint at, double width, double height)
{
    requirePixels(picture);
    const HPDF_Image image = HPDF_LoadRawImageFromMem(
        m_impl->pdf, picture.pixels.data(), static_cast<HPDF_UINT>(picture.width),
        static_cast<HPDF_UINT>(picture.height), HPDF_CS_DEVICE_RGB, 8);
    HPDF_Page_DrawImage(m_impl->page(), image, real(kMargin + at.x), real(kHeight - at.y - height),
                        real(width), real(height));
}

std::string Paper::finish(const std::string& footer)
{
    const Type type{kFooterSize, false, "#555555"};
    const std::vector<HPDF_Page> pages = m_impl->pages;
    for (std::size_t n = 0; n < pages.size(); ++n) {
        m_impl->pages = {pages[n]}; // what is drawn goes onto the last one
        const std::string number =
            "page " + std::to_string(n + 1) + " of " + std::to_string(pages.size());
        const double y = kHeight - kBottom + 22;
        line({0, y - 12}, {kWidth, y - 12}, "#cccccc", 0.5);
        write(0, y, footer, type);
        write(kWidth - widthOf(number, type), y, number, type);
    }
    std::string bytes;
    if (m_impl->refusal.code == 0 && HPDF_SaveToStream(m_impl->pdf) == HPDF_OK) {
        HPDF_UINT32 size = HPDF_GetStreamSize(m_impl->pdf);
        bytes.resize(size);
        HPDF_ResetStream(m_impl->pdf);
        HPDF_ReadFromStream(m_impl->pdf, reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size);
        bytes.resize(size);
    }
    if (m_impl->refusal.code == kNoMemory) {
        throw Error(ErrorCode::OutOfMemory, "There is no memory for the PDF of a report.");
    }
    if (bytes.empty() || m_impl->refusal.code != 0) {
        std::array<char, 48> code{};
        std::snprintf(code.data(), code.size(), "0x%04lX, %lu",
                      static_cast<unsigned long>(m_impl->refusal.code),
                      static_cast<unsigned long>(m_impl->refusal.detail));
        throw Error(ErrorCode::Internal,
                    std::string("The PDF of the report could not be made: libharu refused it "
                                "(code ")
                        + code.data() + "). Write it as a page instead, with the ending .html.");
    }
    return bytes;
}

} // namespace halftone::report::detail
