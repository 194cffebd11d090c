// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/document/detail/pdf_paper.h"
#include "core/report/document/detail/pdf_text.h"

#include <algorithm>

namespace halftone::report {
namespace {

using detail::Paper;
using detail::toWindows1252;

const Paper::Type kTitle{15, true};
const Paper::Type kHeading{11.5, true};
const Paper::Type kText{9};
const Paper::Type kSmall{7.5, false, "#555555"};
const Paper::Type kName{8, false, "#555555"};
const Paper::Type kFact{8};

void put(Paper& paper, const Heading& heading)
{
    paper.ensure(210); // with a figure below it
    paper.moveDown(10);
    paper.writeParagraph(0, Paper::kWidth, toWindows1252(heading.text), kHeading);
    paper.moveDown(4);
}

void put(Paper& paper, const Paragraph& paragraph)
{
    const std::string text = toWindows1252(paragraph.text);
    if (paragraph.look != Paragraph::Look::Notice) {
        const bool isSmall = paragraph.look == Paragraph::Look::Small;
        paper.writeParagraph(0, Paper::kWidth, text, isSmall ? kSmall : kText);
        paper.moveDown(5);
        return;
    }
    constexpr double kInside = 6;
    const double width = Paper::kWidth - 2 * kInside;
    const auto lines = static_cast<double>(paper.wrap(text, width, kText).size());
    const double height = lines * kText.lineHeight() + 2 * kInside;
    paper.ensure(height);
    paper.frame({0, paper.y()}, Paper::kWidth, height, "#d55e00");
    paper.moveDown(kInside);
    paper.writeParagraph(kInside, width, text, kText);
    paper.moveDown(kInside + 6);
}

void put(Paper& paper, const Facts& facts)
{
    constexpr double kGap = 10;
    double widest = 0;
    for (const auto& [name, text] : facts.entries) {
        widest =
            text.empty() ? widest : std::max(widest, paper.widthOf(toWindows1252(name), kName));
    }
    const double indent = std::min(widest, Paper::kWidth / 3) + kGap;
    for (const auto& [name, text] : facts.entries) {
        if (text.empty()) {
            continue;
        }
        paper.ensure(2 * kFact.lineHeight());
        double y = paper.y() + kFact.size;
        for (const std::string& line :
             paper.wrap(toWindows1252(name), indent - kGap + 0.01, kName)) {
            paper.write(0, y, line, kName);
            y += kName.lineHeight();
        }
        paper.writeParagraph(indent, Paper::kWidth - indent, toWindows1252(text), kFact);
        paper.moveDown(2);
    }
    paper.moveDown(6);
}

void put(Paper& paper, const Bullets& bullets)
{
    for (const std::string& item : bullets.items) {
        paper.ensure(kText.lineHeight());
        paper.write(0, paper.y() + kText.size, "\x95", kText); // a bullet in Windows-1252
        paper.writeParagraph(10, Paper::kWidth - 10, toWindows1252(item), kText);
        paper.moveDown(2);
    }
    paper.moveDown(4);
}

void put(Paper& paper, const Table& table)
{
    detail::writeTable(paper, table);
}

void put(Paper& paper, const Drawing& drawing)
{
    if (drawing.shapes.empty()) {
        return;
    }
    const double width = std::min(Paper::kWidth, drawing.width);
    const double height = width / drawing.width * drawing.height;
    paper.ensure(height);
    paper.draw(drawing, width);
    paper.moveDown(height + 6);
}

void put(Paper& paper, const Pictures& pictures)
{
    constexpr double kGap = 12;
    constexpr std::size_t kInRow = 2;
    constexpr double kHighest = 330;
    const double width = (Paper::kWidth - kGap * (kInRow - 1)) / kInRow;
    for (std::size_t first = 0; first < pictures.items.size(); first += kInRow) {
        const std::size_t end = std::min(first + kInRow, pictures.items.size());
        double highest = 0;
        std::size_t lines = 0;
        const auto scaleOf = [&](const Picture& picture) {
            return std::min(width / std::max(picture.width, 1),
                            kHighest / std::max(picture.height, 1));
        };
        for (std::size_t i = first; i < end; ++i) {
            const Pictures::One& one = pictures.items[i];
            highest = std::max(highest, scaleOf(one.picture) * one.picture.height);
            lines = std::max(lines, paper.wrap(toWindows1252(one.text), width, kSmall).size());
        }
        paper.ensure(highest + static_cast<double>(lines) * kSmall.lineHeight() + 12);
        for (std::size_t i = first; i < end; ++i) {
            const Pictures::One& one = pictures.items[i];
            const double x = static_cast<double>(i - first) * (width + kGap);
            const double scale = scaleOf(one.picture);
            paper.draw(one.picture, {x, paper.y()}, scale * one.picture.width,
                       scale * one.picture.height);
            double y = paper.y() + highest + 4 + kSmall.size;
            for (const std::string& line : paper.wrap(toWindows1252(one.text), width, kSmall)) {
                paper.write(x, y, line, kSmall);
                y += kSmall.lineHeight();
            }
        }
        paper.moveDown(highest + static_cast<double>(lines) * kSmall.lineHeight() + 12);
    }
}

void put(Paper& paper, const Legend& legend)
{
    constexpr double kSwatch = 10; // its height
    double x = 0;
    paper.ensure(kSwatch + 6);
    for (const Pictures::One& one : legend.items) {
        const std::string text = toWindows1252(one.text);
        const double swatch = kSwatch * one.picture.width / std::max(one.picture.height, 1);
        const double width = swatch + 5 + paper.widthOf(text, kSmall);
        if (x > 0 && x + width > Paper::kWidth) {
            x = 0;
            paper.moveDown(kSwatch + 4);
            paper.ensure(kSwatch + 6);
        }
        paper.draw(one.picture, {x, paper.y()}, swatch, kSwatch);
        paper.write(x + swatch + 5, paper.y() + 8, text, kSmall);
        x += width + 16;
    }
    paper.moveDown(kSwatch + 8);
}

void put(Paper& paper, const PageBreak& /*unused*/)
{
    paper.breakPage();
}

} // namespace

std::string toPdf(const Document& document)
{
    const std::string title = toWindows1252(document.title);
    Paper paper(title);
    paper.writeParagraph(0, Paper::kWidth, title, kTitle);
    paper.moveDown(6);
    for (const Block& block : document.blocks) {
        std::visit([&](const auto& one) { put(paper, one); }, block);
    }
    return paper.finish(toWindows1252(document.footer));
}

} // namespace halftone::report
