// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/document/document.h"

#include <memory>
#include <string>
#include <vector>

namespace halftone::report::detail {

/// Sheets of A4 that are filled from above, by libharu. Lengths are in points from the upper left
/// corner. What libharu refuses is kept and thrown by finish(): nothing is thrown through it. One
/// thread.
class Paper {
public:
    static constexpr double kMargin = 42;
    static constexpr double kWidth = 595.276 - 2 * kMargin; ///< of what is written

    struct Type {
        double size = 9;
        bool bold = false;
        std::string colour = "#1c1e22";

        [[nodiscard]] double lineHeight() const { return 1.3 * size; }
    };

    /// Throws Error{OutOfMemory}.
    explicit Paper(const std::string& title);
    ~Paper();
    Paper(const Paper&) = delete;
    Paper& operator=(const Paper&) = delete;

    /// Where the next thing begins, from the top of the sheet.
    [[nodiscard]] double y() const { return m_y; }
    void moveDown(double points) { m_y += points; }
    /// A new sheet unless so much room is left on this one.
    void ensure(double height);
    /// A new sheet, unless this one is empty.
    void breakPage();

    /// Texts are Windows-1252 (toWindows1252()).
    [[nodiscard]] double widthOf(const std::string& text, const Type& type) const;
    [[nodiscard]] std::vector<std::string> wrap(const std::string& text, double width,
                                                const Type& type) const;
    /// The baseline's left end lies at (x, y), from the left end of what is written.
    void write(double x, double y, const std::string& text, const Type& type);
    /// Wraps and writes from here on, over sheets, and moves down.
    void writeParagraph(double x, double width, const std::string& text, const Type& type);

    void line(SvgPoint from, SvgPoint to, const std::string& colour, double width);
    void frame(SvgPoint at, double width, double height, const std::string& colour);
    /// Draws here, as wide as `width`, and does not move.
    void draw(const Drawing& drawing, double width);
    void draw(const Picture& picture, SvgPoint at, double width, double height);

    /// The file, with `footer` and a number at the foot of each sheet. To be called once. Throws
    /// Error{Internal} with what libharu refused, Error{OutOfMemory}.
    [[nodiscard]] std::string finish(const std::string& footer);

private:
    struct Impl;
    void addPage();

    std::unique_ptr<Impl> m_impl;
    double m_y = 0;
};

/// Writes a table from here on: where it is too wide, its columns in turn with the first one beside
/// them; where it is too long, over sheets with its head on each.
void writeTable(Paper& paper, const Table& table);

} // namespace halftone::report::detail
