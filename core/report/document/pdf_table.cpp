// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/document/detail/pdf_paper.h"
#include "core/report/document/detail/pdf_text.h"

#include <algorithm>
#include <numeric>

namespace halftone::report::detail {
namespace {

constexpr double kGap = 10;     // between columns
constexpr double kWidest = 200; // of a column; longer texts are wrapped
constexpr double kAround = 2.5; // above and below the text of a row
constexpr const char* kRule = "#d0d0d0";

const Paper::Type kTitle{9, true};
const Paper::Type kHead{7.5, false, "#555555"};
const Paper::Type kCell{7.5};

using Row = std::vector<std::vector<std::string>>; // lines of each cell

// Columns that stand side by side on a sheet.
class Part {
public:
    Part(Paper& paper, std::vector<std::size_t> columns, const std::vector<double>& widths)
        : m_paper(paper), m_columns(std::move(columns)), m_widths(widths)
    {
    }

    void write(const Table& table, const std::string& title)
    {
        const Row head = rowOf(table.head, kHead);
        const double heights =
            heightOf(head, kHead)
            + (table.rows.empty() ? 0 : heightOf(rowOf(table.rows[0], kCell), kCell));
        m_paper.ensure(heights + (title.empty() ? 0 : 2 * kTitle.lineHeight()));
        if (!title.empty()) {
            m_paper.writeParagraph(0, Paper::kWidth, title, kTitle);
            m_paper.moveDown(2);
        }
        writeRow(head, kHead);
        for (const std::vector<std::string>& cells : table.rows) {
            const Row row = rowOf(cells, kCell);
            const double before = m_paper.y();
            m_paper.ensure(heightOf(row, kCell));
            if (m_paper.y() < before) { // a new sheet
                writeRow(head, kHead);
            }
            writeRow(row, kCell);
        }
        m_paper.moveDown(8);
    }

private:
    [[nodiscard]] Row rowOf(const std::vector<std::string>& cells, const Paper::Type& type) const
    {
        Row row;
        for (const std::size_t column : m_columns) {
            const std::string text = column < cells.size() ? toWindows1252(cells[column]) : "";
            row.push_back(m_paper.wrap(text, m_widths[column] + 0.01, type));
        }
        return row;
    }

    static double heightOf(const Row& row, const Paper::Type& type)
    {
        std::size_t lines = 1;
        for (const auto& cell : row) {
            lines = std::max(lines, cell.size());
        }
        return static_cast<double>(lines) * type.lineHeight() + 2 * kAround;
    }

    void writeRow(const Row& row, const Paper::Type& type)
    {
        double x = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const double width = m_widths[m_columns[i]];
            double y = m_paper.y() + kAround + type.size;
            for (const std::string& line : row[i]) {
                const bool toTheLeft = m_columns[i] == 0;
                m_paper.write(toTheLeft ? x : x + width - m_paper.widthOf(line, type), y, line,
                              type);
                y += type.lineHeight();
            }
            x += width + kGap;
        }
        m_paper.moveDown(heightOf(row, type));
        m_paper.line({0, m_paper.y()}, {x - kGap, m_paper.y()}, kRule, 0.5);
    }

    Paper& m_paper;
    std::vector<std::size_t> m_columns;
    const std::vector<double>& m_widths;
};

std::vector<double> widthsOf(const Paper& paper, const Table& table)
{
    std::vector<double> widths;
    for (const std::string& head : table.head) { // its words stay whole
        double widest = 0;
        const std::string text = toWindows1252(head);
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find(' ', at), text.size());
            widest = std::max(widest, paper.widthOf(text.substr(at, end - at), kHead));
            at = end + 1;
        }
        widths.push_back(std::min(widest, kWidest));
    }
    for (const std::vector<std::string>& row : table.rows) {
        for (std::size_t i = 0; i < std::min(row.size(), widths.size()); ++i) {
            const double width = paper.widthOf(toWindows1252(row[i]), kCell);
            widths[i] = std::max(widths[i], std::min(width, kWidest));
        }
    }
    return widths;
}

} // namespace

void writeTable(Paper& paper, const Table& table)
{
    const std::vector<double> widths = widthsOf(paper, table);
    std::string title = toWindows1252(table.title);
    std::size_t next = 1;
    do {
        std::vector<std::size_t> columns{0};
        double width = widths.empty() ? 0 : widths[0];
        while (next < widths.size()
               && (columns.size() == 1 || width + kGap + widths[next] <= Paper::kWidth)) {
            width += kGap + widths[next];
            columns.push_back(next++);
        }
        if (!widths.empty()) {
            Part(paper, columns, widths).write(table, title);
        }
        title.clear();
    } while (next < widths.size());
}

} // namespace halftone::report::detail
