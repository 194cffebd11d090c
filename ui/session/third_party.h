// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <filesystem>
#include <vector>

/// What Halftone is made with and under which licences, as it lies beside the program:
/// share/doc/halftone of the installation, or of the build folder (packaging/cmake/
/// HalftoneLicences.cmake writes it).
namespace halftone::ui {

struct LicenceText {
    QString name;               ///< "VTK", "Apache-2.0"
    QString version;            ///< empty: not known, or none
    QString licence;            ///< "BSD-3-Clause"; empty where the text itself is a licence
    std::filesystem::path file; ///< of the text; empty: there is none
};

/// Of the program that runs; empty where it tells no path.
[[nodiscard]] std::filesystem::path licenceFolder();

/// Halftone itself, the libraries as they are listed, then the licences that these refer to by
/// name. A line of the list that is damaged is left out; a folder without a list has Halftone
/// alone.
[[nodiscard]] std::vector<LicenceText> licenceTexts(const std::filesystem::path& folder);

/// The whole text, or the sentence why it cannot be read.
[[nodiscard]] QString readLicence(const LicenceText& licence);

} // namespace halftone::ui
