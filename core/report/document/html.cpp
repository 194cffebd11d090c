// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/markup.h"
#include "core/base/visible_text.h"
#include "core/report/document/detail/png.h"

namespace halftone::report {
namespace {

constexpr std::size_t kLongest = std::size_t{1} << 20; // of a text: a command of many files

constexpr const char* kStyle = R"(
body { background: #fff; color: #1c1e22; font: 14px Inter, system-ui, sans-serif;
       max-width: 1040px; margin: 32px auto; padding: 0 16px; line-height: 1.45; }
h1 { font-size: 21px; margin-bottom: 4px; } h2 { font-size: 16px; margin-top: 32px; }
h3 { font-size: 14px; margin: 20px 0 4px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
td, th { padding: 4px 10px; text-align: right; border-bottom: 1px solid #ddd; vertical-align: top; }
th { color: #555; font-weight: normal; } td:first-child, th:first-child { text-align: left; }
td { white-space: nowrap; }
td.name { white-space: normal; overflow-wrap: anywhere; min-width: 16em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; }
dt, .small, figcaption, footer { color: #555; } dd { margin: 0; overflow-wrap: anywhere; }
.small, figcaption { font-size: 12px; }
.notice { border: 1px solid #d55e00; border-radius: 8px; padding: 8px 12px; }
.scroll { overflow-x: auto; } .pictures, .legend { display: flex; flex-wrap: wrap; gap: 16px; }
figure { margin: 0; max-width: 48%; } .legend span { display: flex; gap: 6px; align-items: center; }
img { image-rendering: pixelated; } figure img { width: 100%; }
svg { max-width: 100%; height: auto; margin: 8px 0; display: block; }
footer { border-top: 1px solid #ddd; margin-top: 32px; padding-top: 8px; font-size: 12px; }
@media print { .scroll { overflow: visible; }
               h2, h3, svg, figure { break-after: avoid; break-inside: avoid; } }
)";

std::string element(const char* tag, const std::string& text)
{
    return std::string("<") + tag + ">" + escapeMarkup(visible(text, kLongest)) + "</" + tag + ">";
}

std::string imageOf(const Picture& picture, const std::string& text)
{
    return "<img alt=\"" + escapeMarkup(visible(text, kLongest)) + "\" width=\""
           + std::to_string(picture.width) + "\" height=\"" + std::to_string(picture.height)
           + "\" src=\"data:image/png;base64," + detail::toBase64(detail::toPng(picture)) + "\">";
}

std::string blockOf(const Heading& heading)
{
    return element("h2", heading.text) + "\n";
}

std::string blockOf(const Paragraph& paragraph)
{
    const char* open = paragraph.look == Paragraph::Look::Plain   ? "<p>"
                       : paragraph.look == Paragraph::Look::Small ? "<p class=\"small\">"
                                                                  : "<p class=\"notice\">";
    return open + escapeMarkup(visible(paragraph.text, kLongest)) + "</p>\n";
}

std::string blockOf(const Facts& facts)
{
    std::string html = "<dl>\n";
    for (const auto& [name, text] : facts.entries) {
        if (!text.empty()) {
            html += element("dt", name) + element("dd", text) + "\n";
        }
    }
    return html + "</dl>\n";
}

std::string blockOf(const Bullets& bullets)
{
    std::string html = "<ul>\n";
    for (const std::string& item : bullets.items) {
        html += element("li", item) + "\n";
    }
    return html + "</ul>\n";
}

std::string headOf(const std::vector<std::string>& cells)
{
    std::string html = "<tr>";
    for (const std::string& cell : cells) {
        html += element("th", cell);
    }
    return html + "</tr>\n";
}

// A number in two lines reads as two. What may break is a long name in the first column, and one
// long word, which is a checksum.
bool mayBreak(const std::string& cell, std::size_t column)
{
    constexpr std::size_t kLongName = 24;
    constexpr std::size_t kLongWord = 40;
    return column == 0 ? cell.size() > kLongName
                       : cell.size() > kLongWord && cell.find(' ') == std::string::npos;
}

std::string rowOf(const std::vector<std::string>& cells)
{
    std::string html = "<tr>";
    for (std::size_t column = 0; column < cells.size(); ++column) {
        html += (mayBreak(cells[column], column) ? "<td class=\"name\">" : "<td>")
                + escapeMarkup(visible(cells[column], kLongest)) + "</td>";
    }
    return html + "</tr>\n";
}

std::string blockOf(const Table& table)
{
    std::string html = table.title.empty() ? "" : element("h3", table.title) + "\n";
    html += "<div class=\"scroll\"><table>\n" + headOf(table.head);
    for (const std::vector<std::string>& row : table.rows) {
        html += rowOf(row);
    }
    return html + "</table></div>\n";
}

std::string blockOf(const Drawing& drawing)
{
    return toSvg(drawing);
}

std::string blockOf(const Pictures& pictures)
{
    std::string html = "<div class=\"pictures\">\n";
    for (const Pictures::One& one : pictures.items) {
        html += "<figure>" + imageOf(one.picture, one.text) + element("figcaption", one.text)
                + "</figure>\n";
    }
    return html + "</div>\n";
}

std::string blockOf(const Legend& legend)
{
    std::string html = "<p class=\"legend small\">\n";
    for (const Pictures::One& one : legend.items) {
        html += "<span>" + imageOf(one.picture, one.text) + escapeMarkup(visible(one.text))
                + "</span>\n";
    }
    return html + "</p>\n";
}

std::string blockOf(const PageBreak& /*unused*/)
{
    return {};
}

} // namespace

std::string toHtml(const Document& document)
{
    std::string html = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
                       + element("title", document.title) + "\n<style>" + kStyle
                       + "</style></head><body>\n" + element("h1", document.title) + "\n";
    for (const Block& block : document.blocks) {
        html += std::visit([](const auto& one) { return blockOf(one); }, block);
    }
    return html + element("footer", document.footer) + "\n</body></html>\n";
}

} // namespace halftone::report
