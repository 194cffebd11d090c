// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/report/drawing.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// A report as what it says, not how it looks: written as a page and as a PDF from the same parts,
/// so that the two cannot tell different things. Texts are UTF-8 and may come from anyone.
namespace halftone::report {

struct Heading {
    std::string text;
};

struct Paragraph {
    enum class Look {
        Plain,
        Small, ///< remarks: captions, how to read a figure
        Notice ///< framed: what must not be overlooked
    };
    std::string text;
    Look look = Look::Plain;
};

/// Names with what belongs to them: settings, definitions. Those without a text are left out.
struct Facts {
    std::vector<std::pair<std::string, std::string>> entries;
};

struct Bullets {
    std::vector<std::string> items;
};

/// The first column is to the left, all others are to the right. Rows have as many cells as `head`.
struct Table {
    std::vector<std::string> head;
    std::vector<std::vector<std::string>> rows;
    std::string title{}; ///< in front of it; may be empty
};

/// RGB pixels [height, width, 3], drawn without interpolation.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;
};

/// Pictures side by side, each over its text.
struct Pictures {
    struct One {
        Picture picture;
        std::string text;
    };
    std::vector<One> items;
};

/// What marks of pictures mean: a swatch and a text each, in a row.
struct Legend {
    std::vector<Pictures::One> items;
};

struct PageBreak {}; ///< on paper

using Block =
    std::variant<Heading, Paragraph, Facts, Bullets, Table, Drawing, Pictures, Legend, PageBreak>;

struct Document {
    std::string title;
    std::string footer; ///< on every page
    std::vector<Block> blocks;
};

/// One HTML page (UTF-8) that refers to nothing outside of itself and runs nothing.
[[nodiscard]] std::string toHtml(const Document& document);

/// A PDF on A4 with numbered pages. Its letters are those of Windows-1252; others are named by
/// their number (core/report/document/pdf_text.h). Throws Error{InvalidArgument} for a picture that
/// has not its pixels, Error{Internal} with what the PDF library says.
[[nodiscard]] std::string toPdf(const Document& document);

/// What a report may be called.
[[nodiscard]] const std::vector<std::string>& documentExtensions(); // ".html", ".pdf"

/// Throws Error{InvalidArgument} where `path` ends otherwise. To be asked before work.
void requireDocumentName(const std::filesystem::path& path);

/// Writes it as the ending of `path` says, atomically; a capital letter makes no difference.
/// Throws as requireDocumentName() and toPdf(), and Error{FileWrite}.
void writeDocument(const std::filesystem::path& path, const Document& document);

} // namespace halftone::report
