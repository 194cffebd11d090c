// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/hidden_name.h"
#include "core/base/input_file.h"
#include "core/base/path_text.h"
#include "core/image/detail/part.h"
#include "core/image/dicom/detail/dicom.h"
#include "core/image/picture/detail/picture.h"
#include "core/image/tiff/detail/tiff.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

namespace halftone::image::detail {
namespace {

namespace fs = std::filesystem;

bool isPictureName(const fs::path& path)
{
    std::string end = toUtf8(path.extension());
    std::transform(end.begin(), end.end(), end.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const bool hidden = toUtf8(path.filename()).starts_with('.');
    return !hidden
           && (end == ".png" || end == ".tif" || end == ".tiff" || end == ".jpg" || end == ".jpeg");
}

Source openPicture(const fs::path& path, const StopToken& stop)
{
    if (isPng(path)) {
        return openPng(path, {});
    }
    if (isJpeg(path)) {
        return openJpeg(path, {});
    }
    if (isTiff(path)) {
        return openTiff(path, {}, stop);
    }
    throw unreadable(path, Message{"slice-damaged",
                                   "its content is not that of a PNG, JPEG or TIFF file; it is "
                                   "damaged or has the wrong extension",
                                   {}});
}

/// A file name taken apart: "s#_#.png" and the digits at each #.
struct SliceFile {
    fs::path path;
    std::string pattern;
    std::vector<std::string> numbers; ///< without leading zeros
    std::string number;               ///< the one that differs
};

SliceFile takeApart(const fs::path& path)
{
    SliceFile file;
    file.path = path;
    const std::string name = toUtf8(path.filename());
    for (std::size_t i = 0; i < name.size();) {
        if (name[i] < '0' || name[i] > '9') {
            file.pattern += name[i++];
            continue;
        }
        std::string digits;
        for (; i < name.size() && name[i] >= '0' && name[i] <= '9'; ++i) {
            if (digits == "0") {
                digits.clear();
            }
            digits += name[i];
        }
        file.pattern += '#';
        file.numbers.push_back(std::move(digits));
    }
    return file;
}

bool isLess(const std::string& a, const std::string& b)
{
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}

std::vector<SliceFile> picturesIn(const fs::path& folder, const StopToken& stop)
{
    std::vector<SliceFile> files;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        throwIfStopped(stop);
        std::error_code ignored;
        if (!isHiddenName(entry->path()) && entry->is_regular_file(ignored)
            && isPictureName(entry->path())) {
            files.push_back(takeApart(entry->path()));
        }
    }
    if (error) { // with some of its slices only it would be another volume
        throw cannotRead(folder, error);
    }
    std::sort(files.begin(), files.end(),
              [](const SliceFile& a, const SliceFile& b) { return a.path < b.path; });
    return files;
}

/// Which of the numbers in the names differs; exactly one must.
std::size_t countingNumber(const fs::path& folder, const std::vector<SliceFile>& files)
{
    const SliceFile& first = files.front();
    for (const SliceFile& file : files) {
        if (file.pattern != first.pattern) {
            throw unreadable(
                folder, Message{"slice-names",
                                "its pictures are not the slices of one image: their "
                                "names follow different patterns, '{1}' and '{2}'. "
                                "Put the slices into a folder of their own",
                                {toUtf8(first.path.filename()), toUtf8(file.path.filename())}});
        }
    }
    std::vector<std::size_t> counting;
    for (std::size_t n = 0; n < first.numbers.size(); ++n) {
        if (std::any_of(files.begin(), files.end(), [&](const SliceFile& file) {
                return file.numbers[n] != first.numbers[n];
            })) {
            counting.push_back(n);
        }
    }
    if (counting.empty()) {
        return 0; // no number, or the same in all: told by sortByNumber()
    }
    if (counting.size() > 1) {
        throw unreadable(folder,
                         Message{"slice-numbers",
                                 "the names of its pictures count in {1} places ('{2}' to '{3}'); "
                                 "expected one number that tells their order",
                                 {std::to_string(counting.size()), toUtf8(first.path.filename()),
                                  toUtf8(files.back().path.filename())}});
    }
    return counting.front();
}

/// Sorts by number; refuses two of the same, such as 1 and 01.
void sortByNumber(const fs::path& folder, std::vector<SliceFile>& files)
{
    if (files.size() < 2) {
        throw unreadable(folder, Message{"one-picture",
                                         "it holds one picture, '{1}'. Open that file itself",
                                         {toUtf8(files.front().path.filename())}});
    }
    const std::size_t counting = countingNumber(folder, files);
    for (SliceFile& file : files) {
        file.number = file.numbers.empty() ? std::string() : file.numbers[counting];
    }
    std::stable_sort(files.begin(), files.end(), [](const SliceFile& a, const SliceFile& b) {
        return isLess(a.number, b.number);
    });
    for (std::size_t i = 1; i < files.size(); ++i) {
        if (files[i].number == files[i - 1].number) {
            throw unreadable(folder, Message{"slice-number-twice",
                                             "its pictures '{1}' and '{2}' have the same number",
                                             {toUtf8(files[i - 1].path.filename()),
                                              toUtf8(files[i].path.filename())}});
        }
    }
}

void addNumberFindings(const std::vector<SliceFile>& files, Findings& findings)
{
    const SliceFile& first = files.front();
    const SliceFile& last = files.back();
    findings.push_back({Severity::Note,
                        {"slice-folder",
                         "Its {0} slices are the files '{1}' to '{2}' of a folder, in the order "
                         "of their numbers.",
                         {std::to_string(files.size()), toUtf8(first.path.filename()),
                          toUtf8(last.path.filename())}}});
    if (last.number.size() > 18) {
        return; // no counting numbers, but times or identifiers
    }
    std::vector<long long> steps;
    for (std::size_t i = 1; i < files.size(); ++i) {
        steps.push_back(std::atoll(files[i].number.c_str())
                        - std::atoll(files[i - 1].number.c_str()));
    }
    const long long usual = *std::min_element(steps.begin(), steps.end());
    const auto gap =
        std::find_if(steps.begin(), steps.end(), [usual](long long step) { return step != usual; });
    if (gap != steps.end()) {
        const auto at = static_cast<std::size_t>(gap - steps.begin());
        const auto gaps = std::count_if(steps.begin(), steps.end(),
                                        [usual](long long step) { return step != usual; });
        findings.push_back({Severity::Warning,
                            {"slice-number-gaps",
                             "The numbers of its slices have gaps, {0} in all: '{1}' is followed "
                             "by '{2}'. The slices are stacked as if none were missing.",
                             {std::to_string(gaps), toUtf8(files[at].path.filename()),
                              toUtf8(files[at + 1].path.filename())}}});
    }
}

std::string describe(const Source& slice)
{
    const auto& size = slice.info.geometry.size;
    return std::to_string(size[0]) + " x " + std::to_string(size[1]) + ", " + slice.info.voxelType;
}

void requireSameSlice(const fs::path& folder, const SliceFile& file, const Source& slice,
                      const SliceFile& firstFile, const Source& first)
{
    if (slice.info.geometry.size[2] != 1 || !slice.info.volumes.empty()) {
        throw unreadable(folder, Message{"slice-is-stack",
                                         "its picture '{1}' holds more than one slice; expected "
                                         "one slice in a file",
                                         {toUtf8(file.path.filename())}});
    }
    if (describe(slice) != describe(first)) {
        throw unreadable(folder, Message{"slices-differ",
                                         "its slices differ: '{1}' has {2}, '{3}' has {4}",
                                         {toUtf8(firstFile.path.filename()), describe(first),
                                          toUtf8(file.path.filename()), describe(slice)}});
    }
    if (slice.coding != first.coding) {
        throw unreadable(
            folder, Message{"slices-coded-differently",
                            "its slices '{1}' and '{2}' code their values differently (bits "
                            "per value or palette), so that one number may mean two things. "
                            "Save all of them in the same way",
                            {toUtf8(firstFile.path.filename()), toUtf8(file.path.filename())}});
    }
}

/// `columns`: of the pictures, of which every step-th pixel along each axis is taken.
Voxels readSlices(const std::vector<fs::path>& paths, const Geometry& geometry, std::size_t columns,
                  int step, const ProgressFn& progress, const StopToken& stop, const ReadyFn& ready)
{
    Voxels all;
    const std::size_t pixels = geometry.sliceVoxels();
    for (std::size_t z = 0; z < paths.size(); ++z) {
        throwIfStopped(stop);
        Findings ignored; // the same as when the folder was opened
        const Voxels slice = openPicture(paths[z], stop).read({}, stop, ignored, {});
        std::visit(
            [&](const auto& picture) {
                using Values = std::decay_t<decltype(picture)>;
                const Values values = step == 1 ? picture : thinned(picture, columns, step);
                if (z == 0) {
                    all = Values(geometry.voxels());
                }
                if (values.size() != pixels || !std::holds_alternative<Values>(all)) {
                    throw unreadable(paths[z], Message{"slice-changed",
                                                       "its size or type is not that of the other "
                                                       "slices of its folder",
                                                       {}});
                }
                const std::span soFar(std::get<Values>(all).data(), (z + 1) * pixels);
                std::copy(values.begin(), values.end(), soFar.last(pixels).begin());
                reportReady(ready, soFar);
            },
            slice);
        reportProgress(progress, static_cast<double>(z + 1) / static_cast<double>(paths.size()),
                       "slice " + std::to_string(z + 1) + " of " + std::to_string(paths.size()));
    }
    return all;
}

bool isReadableDicom(const fs::path& path)
{
    try {
        return isDicom(path);
    } catch (const Error&) { // whose pictures can be shown nevertheless
        return false;
    }
}

} // namespace

bool isSliceFolder(const fs::path& folder, const StopToken& stop)
{
    if (picturesIn(folder, stop).empty()) {
        return false;
    }
    // Pictures beside DICOM files are snapshots of them or the like.
    std::error_code error;
    constexpr auto kOptions = fs::directory_options::skip_permission_denied;
    for (fs::recursive_directory_iterator entry(folder, kOptions, error), end;
         !error && entry != end; entry.increment(error)) {
        throwIfStopped(stop);
        std::error_code ignored;
        if (!isHiddenName(entry->path()) && entry->is_regular_file(ignored)
            && !isPictureName(entry->path()) && isReadableDicom(entry->path())) {
            return false;
        }
    }
    return true;
}

Source openSliceFolder(const fs::path& folder, const ReadOptions& options, const StopToken& stop)
{
    requireVolume(folder, options, 1);
    std::vector<SliceFile> files = picturesIn(folder, stop);
    sortByNumber(folder, files);
    Source source;
    std::vector<fs::path> paths;
    for (const SliceFile& file : files) {
        throwIfStopped(stop);
        Source slice = openPicture(file.path, stop);
        if (paths.empty()) {
            source = slice;
        }
        requireSameSlice(folder, file, slice, files.front(), source);
        for (Finding& finding : slice.info.findings) {
            Findings& known = source.info.findings;
            if (std::find(known.begin(), known.end(), finding) == known.end()) {
                known.push_back(std::move(finding));
            }
        }
        paths.push_back(file.path);
    }
    ImageInfo& info = source.info;
    setAxisSize(folder, 2, static_cast<std::int64_t>(paths.size()), info.geometry);
    if (info.geometry.spacingKnown) {
        info.geometry.spacingKnown = false;
        info.geometry.spacingMm = {1, 1, 1};
        info.findings.push_back({Severity::Note,
                                 {"pixel-size-incomplete",
                                  "It states its pixel size, but not along {0}; the size is taken "
                                  "as unknown.",
                                  {"z"}}});
    }
    addNumberFindings(files, info.findings);
    info.bytes *= paths.size(); // of slices that were read one by one
    info.files = paths;
    info.format = info.format + " slices";
    source.name =
        toUtf8(folder.has_filename() ? folder.filename() : folder.parent_path().filename());
    const auto columns = static_cast<std::size_t>(info.geometry.size[0]);
    const int step = options.part ? options.part->step : 1;
    if (options.part) {
        const VolumePart part = soundPart(folder, *options.part, info.geometry);
        std::vector<fs::path> wanted;
        for (const std::size_t slice : slicesOf(part)) {
            wanted.push_back(paths[slice]);
        }
        paths = std::move(wanted);
        narrowTo(part, info);
        source.partTaken = true;
    }
    source.read = [paths, columns, step,
                   geometry = info.geometry](const ProgressFn& progress, const StopToken& stopping,
                                             Findings&, const ReadyFn& ready) {
        return readSlices(paths, geometry, columns, step, progress, stopping, ready);
    };
    return source;
}

} // namespace halftone::image::detail
