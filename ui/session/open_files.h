// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/same_file.h"
#include "ui/document/document.h"

#include <QObject>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace halftone::ui {

/// Files that count as open though no layer was read from them, as those of a cohort: while it
/// lives, openFiles() of `document` has what `files` gives.
class AlsoOpen : public QObject {
    Q_OBJECT

public:
    AlsoOpen(Document& document, std::function<std::vector<FileRole>()> files)
        : QObject(&document), m_files(std::move(files))
    {
    }
    [[nodiscard]] std::vector<FileRole> files() const { return m_files(); }

private:
    std::function<std::vector<FileRole>()> m_files;
};

/// All files that the layers of a document were read from, those beside a header, the models and
/// AlsoOpen too: what is saved must replace none of them (requireDistinct).
[[nodiscard]] std::vector<FileRole> openFiles(const Document& document);

/// Throws Error{InvalidArgument} where writing `path`, which is `role` ("the screenshot"), would
/// replace one of them.
void requireNotOpen(const Document& document, const std::string& role,
                    const std::filesystem::path& path);

} // namespace halftone::ui
