// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/same_file.h"

#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/base/platform/files.h"

#include <algorithm>
#include <system_error>

namespace halftone {
namespace {

namespace fs = std::filesystem;

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

/// Without links as far as the path is there; a link to nothing is followed, too.
fs::path resolved(fs::path path)
{
    constexpr int kMostLinks = 40;
    std::error_code error;
    for (int i = 0; i < kMostLinks && fs::is_symlink(fs::symlink_status(path, error)); ++i) {
        const fs::path target = fs::read_symlink(path, error);
        path = path.parent_path() / target;
    }
    const fs::path whole = fs::weakly_canonical(fs::absolute(path, error), error);
    return error ? path.lexically_normal() : whole;
}

/// A file with the ending of others in the folder that is read.
bool joins(const fs::path& output, const fs::path& folder)
{
    const fs::path file = resolved(output);
    std::error_code error;
    if (!fs::is_directory(folder, error) || !isSameFile(file.parent_path(), folder)) {
        return false;
    }
    const std::string ending = lowered(toUtf8(file.extension()));
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code ignored;
        if (entry->is_regular_file(ignored) && !isSameFile(entry->path(), file)
            && lowered(toUtf8(entry->path().extension())) == ending) {
            return true;
        }
    }
    return false;
}

std::string capitalised(std::string text)
{
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
        text[0] = static_cast<char>(text[0] - 32);
    }
    return text;
}

} // namespace

bool isSameFile(const fs::path& a, const fs::path& b)
{
    std::error_code error;
    if (fs::exists(a, error) && fs::exists(b, error)) {
        return fs::equivalent(a, b, error);
    }
    const std::string first = toUtf8(resolved(a));
    const std::string second = toUtf8(resolved(b));
    return kNamesIgnoreCase ? lowered(first) == lowered(second) : first == second;
}

void requireDistinct(std::span<const FileRole> outputs, std::span<const FileRole> inputs)
{
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        const FileRole& output = outputs[i];
        if (output.path.empty()) {
            continue;
        }
        const std::string role = capitalised(output.role);
        for (const FileRole& input : inputs) {
            if (input.path.empty()) {
                continue;
            }
            if (isSameFile(output.path, input.path)) {
                throw Error(ErrorCode::InvalidArgument,
                            Message{"output-is-input",
                                    "{0}, '{1}', would replace {2}, '{3}': they are one file. Give "
                                    "another name to write to.",
                                    {role, toUtf8(output.path), input.role, toUtf8(input.path)}});
            }
            if (joins(output.path, input.path)) {
                throw Error(ErrorCode::InvalidArgument,
                            Message{"output-among-inputs",
                                    "{0}, '{1}', would lie among files of its kind in the folder "
                                    "that is read as {2}, '{3}', and be taken for one of them. "
                                    "Write to another folder.",
                                    {role, toUtf8(output.path), input.role, toUtf8(input.path)}});
            }
        }
        for (const FileRole& other : outputs.first(i)) {
            if (!other.path.empty() && isSameFile(output.path, other.path)) {
                throw Error(ErrorCode::InvalidArgument,
                            Message{"outputs-are-one",
                                    "{0} and {1} would be one file, '{2}'. Give each a name of its "
                                    "own.",
                                    {capitalised(other.role), output.role, toUtf8(output.path)}});
            }
        }
    }
}

} // namespace halftone
