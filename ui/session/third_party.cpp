// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/third_party.h"

#include "core/base/error.h"
#include "core/base/input_file.h"
#include "core/base/platform/platform.h"
#include "core/base/version.h"
#include "core/base/visible_text.h"
#include "ui/document/path_text.h"
#include "ui/document/words.h"

#include <QStringList>

#include <set>
#include <system_error>

namespace halftone::ui {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = std::size_t{4} << 20; ///< of a text; the longest has 135 kB
constexpr qsizetype kColumns = 4;

/// One that a line names lies in `folder`, whatever the line says.
fs::path inside(const fs::path& folder, const QString& name)
{
    const fs::path file = toPath(name).filename();
    return file.empty() ? fs::path() : folder / file;
}

std::vector<LicenceText> libraries(const fs::path& folder)
{
    std::vector<LicenceText> found;
    std::string list;
    try {
        list = readBytesIfAny(folder / "index.txt", kMostBytes);
    } catch (const Error&) {
        return found; // as if there were none; the texts of what is there tell the same fault
    }
    for (const QString& line : QString::fromStdString(list).split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList columns = line.split(u'|');
        if (columns.size() == kColumns) {
            found.push_back({columns[0].trimmed(), columns[1].trimmed(), columns[2].trimmed(),
                             inside(folder, columns[3].trimmed())});
        }
    }
    return found;
}

} // namespace

fs::path licenceFolder()
{
    const fs::path program = executablePath();
    return program.empty() ? fs::path()
                           : program.parent_path().parent_path() / "share" / "doc" / "halftone";
}

std::vector<LicenceText> licenceTexts(const fs::path& folder)
{
    std::vector<LicenceText> texts{{tr("Halftone"), QString::fromUtf8(version().data()),
                                    QStringLiteral("Apache-2.0"), folder / "LICENSE"}};
    const fs::path others = folder / "third-party";
    for (LicenceText& library : libraries(others)) {
        texts.push_back(std::move(library));
    }
    std::set<fs::path> files; // in the order of their names
    std::error_code error;
    for (fs::directory_iterator entry(others / "licences", error), end; !error && entry != end;
         entry.increment(error)) {
        files.insert(entry->path());
    }
    for (const fs::path& file : files) {
        texts.push_back({toQString(file.stem()), {}, {}, file});
    }
    return texts;
}

QString readLicence(const LicenceText& licence)
{
    if (licence.file.empty()) {
        return tr("The text was not there where this program was built. It comes with the package "
                  "of the library.");
    }
    try {
        return QString::fromStdString(visibleLines(readBytes(licence.file, kMostBytes)));
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
    }
}

} // namespace halftone::ui
