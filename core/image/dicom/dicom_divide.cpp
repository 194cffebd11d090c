// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/statistics.h"
#include "core/image/dicom/detail/dicom.h"
#include "core/image/dicom/detail/dicom_decode.h"
#include "core/image/dicom/detail/dicom_item.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace halftone::image::detail {
namespace {

using Frames = std::vector<DicomFrame>;

/// Contrasts and stacks of their own: never in one volume.
constexpr std::array kAlways{FrameKey::Stack,     FrameKey::Echo,     FrameKey::Component,
                             FrameKey::Diffusion, FrameKey::Temporal, FrameKey::Detector};
/// These can differ within a sound volume; they divide frames that are woven or lie at one place.
constexpr std::array kWhereWoven{FrameKey::Type, FrameKey::Kernel, FrameKey::Inversion,
                                 FrameKey::Flip};
/// These can differ from slice to slice; they divide what is no volume otherwise.
constexpr std::array kWhereUnsound{FrameKey::Type,       FrameKey::Kernel,  FrameKey::Inversion,
                                   FrameKey::Flip,       FrameKey::Trigger, FrameKey::Acquisition,
                                   FrameKey::Dimensions, FrameKey::Time,    FrameKey::File};

std::vector<Frames> divide(const Frames& frames, FrameKey key)
{
    // In the order of the numbers that the values begin with: echo 5 before echo 10.
    std::map<std::pair<double, std::string>, Frames> parts;
    for (const DicomFrame& frame : frames) {
        const std::string& value = frame.key(key);
        const double number = readDecimal(value.substr(0, value.find(' '))).value_or(-1);
        parts[{number, value}].push_back(frame);
    }
    std::vector<Frames> result;
    for (auto& [value, part] : parts) {
        result.push_back(std::move(part));
    }
    return result;
}

struct Range {
    double low = 0;
    double high = 0;
};

Range rangeOf(const Frames& frames, const DicomFrame& plane)
{
    Range range{depthOf(frames.front(), plane), depthOf(frames.front(), plane)};
    for (const DicomFrame& frame : frames) {
        const double depth = depthOf(frame, plane);
        range = {std::min(range.low, depth), std::max(range.high, depth)};
    }
    return range;
}

/// True if the slices of one part lie between those of another.
bool areWoven(const std::vector<Frames>& parts)
{
    const DicomFrame& plane = parts.front().front();
    for (std::size_t a = 0; a < parts.size(); ++a) {
        for (std::size_t b = a + 1; b < parts.size(); ++b) {
            const Range one = rangeOf(parts[a], plane);
            const Range other = rangeOf(parts[b], plane);
            if (one.low < other.high && other.low < one.high) {
                return true;
            }
        }
    }
    return false;
}

double distance(const DicomFrame& a, const DicomFrame& b)
{
    const Vector3& p = *a.position;
    const Vector3& q = *b.position;
    return std::hypot(q[0] - p[0], q[1] - p[1], q[2] - p[2]);
}

/// Stacks that lie apart, as one series has them of two joints: each frame goes with the stack
/// whose last frame is near it. One stack where there are none.
std::vector<Frames> stacksOf(Frames frames)
{
    constexpr std::size_t kMost = 3000;
    constexpr double kFar = 4; // typical steps
    if (frames.size() > kMost || !frames.front().position || !frames.front().orientation) {
        return {std::move(frames)};
    }
    const DicomFrame plane = frames.front();
    std::stable_sort(frames.begin(), frames.end(), [&](const auto& a, const auto& b) {
        return depthOf(a, plane) < depthOf(b, plane);
    });
    std::vector<double> nearest;
    for (const DicomFrame& frame : frames) {
        double least = std::numeric_limits<double>::infinity();
        for (const DicomFrame& other : frames) {
            least = &frame == &other ? least : std::min(least, distance(frame, other));
        }
        nearest.push_back(least);
    }
    const double far = kFar * median(nearest);
    std::vector<Frames> stacks;
    for (DicomFrame& frame : frames) {
        const auto found = std::find_if(stacks.begin(), stacks.end(), [&](const Frames& stack) {
            return distance(stack.back(), frame) <= far;
        });
        if (found == stacks.end()) {
            stacks.emplace_back();
            stacks.back().push_back(std::move(frame));
        } else {
            found->push_back(std::move(frame));
        }
    }
    return stacks;
}

/// Leaves out frames that are there already under another identifier: equal place, equal pixels.
std::size_t dropCopies(const std::vector<DicomFile>& files, Frames& frames)
{
    const auto copies = [&](const DicomFrame& a, const DicomFrame& b) {
        return a.position && b.position && distance(a, b) < 1e-3 && a.slope == b.slope
               && a.intercept == b.intercept && samePixels(files[a.file], files[b.file]);
    };
    Frames kept;
    for (DicomFrame& frame : frames) {
        const bool alone = files[frame.file].frameCount == 1;
        const bool copy = alone && std::any_of(kept.begin(), kept.end(), [&](const auto& other) {
                              return copies(other, frame);
                          });
        if (!copy) {
            kept.push_back(std::move(frame));
        }
    }
    const std::size_t dropped = frames.size() - kept.size();
    frames = std::move(kept);
    return dropped;
}

class Divider {
public:
    Divider(const std::vector<DicomFile>& files, std::size_t frames)
        : m_files(files), m_budget(kTries * frames)
    {
    }

    std::vector<DicomVolume> volumes(const Frames& frames)
    {
        if (m_budget < frames.size()) {
            return one(arrangeFrames(m_files, frames));
        }
        m_budget -= frames.size();
        for (const FrameKey key : kAlways) {
            const std::vector<Frames> parts = divide(frames, key);
            // A value of its own for each frame counts slices.
            const bool each = parts.size() == frames.size() && !atOnePlace(frames);
            if (parts.size() > 1 && !each) {
                return volumesOf(parts);
            }
        }
        DicomVolume whole = arrangeFrames(m_files, frames);
        if (!whole.fault) {
            for (const FrameKey key : kWhereWoven) {
                const std::vector<Frames> parts = divide(frames, key);
                const bool pairs = std::all_of(parts.begin(), parts.end(),
                                               [](const Frames& part) { return part.size() > 1; });
                if (parts.size() > 1 && pairs && areWoven(parts)) {
                    return volumesOf(parts);
                }
            }
        } else if (frames.size() > 1) {
            for (const FrameKey key : kWhereUnsound) {
                const std::vector<Frames> parts = divide(frames, key);
                if (parts.size() == 1 || (parts.size() == frames.size() && !atOnePlace(frames))) {
                    continue;
                }
                std::vector<DicomVolume> found = volumesOf(parts);
                if (areSound(found) && divides(parts, found, frames)) {
                    return found;
                }
            }
            const std::vector<Frames> stacks = stacksOf(frames);
            std::vector<DicomVolume> found;
            for (const Frames& stack : stacks) {
                found.push_back(arrangeFrames(m_files, stack));
            }
            const bool stacked = std::all_of(stacks.begin(), stacks.end(),
                                             [](const Frames& s) { return s.size() > 1; });
            if (stacks.size() > 1 && stacked && areSound(found)) {
                return found;
            }
            whole = withoutCopies(frames, std::move(whole));
        }
        return one(std::move(whole));
    }

private:
    static std::vector<DicomVolume> one(DicomVolume volume)
    {
        std::vector<DicomVolume> result;
        result.push_back(std::move(volume));
        return result;
    }

    DicomVolume withoutCopies(Frames frames, DicomVolume whole) const
    {
        const std::size_t dropped = dropCopies(m_files, frames);
        if (dropped == 0) {
            return whole;
        }
        DicomVolume rest = arrangeFrames(m_files, std::move(frames));
        if (rest.fault) {
            return whole;
        }
        rest.findings.push_back({Severity::Note,
                                 {"copies-left-out",
                                  "{0} copies of slices were left out.",
                                  {std::to_string(dropped)}}});
        return rest;
    }

    static bool areSound(const std::vector<DicomVolume>& volumes)
    {
        return std::none_of(volumes.begin(), volumes.end(),
                            [](const DicomVolume& volume) { return volume.fault.has_value(); });
    }

    static bool areWhole(const std::vector<DicomVolume>& volumes)
    {
        return std::all_of(volumes.begin(), volumes.end(), [](const DicomVolume& volume) {
            return findKind(volume.findings, "slices-missing") == nullptr;
        });
    }

    /// Whether parts are volumes: times that differ a little from slice to slice would tear volumes
    /// apart, into more parts than there are frames at any place.
    static bool divides(const std::vector<Frames>& parts, const std::vector<DicomVolume>& found,
                        const Frames& frames)
    {
        const std::size_t most = mostAtOnePlace(frames);
        return most > 1 ? parts.size() <= most
                        : areWhole(found) && 2 * parts.size() <= frames.size();
    }

    static std::size_t mostAtOnePlace(const Frames& frames)
    {
        std::map<long, std::size_t> counts; // by hundredths of a millimetre
        std::size_t most = 0;
        for (const DicomFrame& frame : frames) {
            most = std::max(
                most,
                ++counts[std::lround(std::clamp(depthOf(frame, frames.front()), -1e9, 1e9) * 100)]);
        }
        return most;
    }

    static bool atOnePlace(const Frames& frames)
    {
        const Range range = rangeOf(frames, frames.front());
        return frames.front().position && range.high - range.low < 1e-3;
    }

    std::vector<DicomVolume> volumesOf(const std::vector<Frames>& parts)
    {
        std::vector<DicomVolume> result;
        for (const Frames& part : parts) {
            for (DicomVolume& volume : volumes(part)) {
                result.push_back(std::move(volume));
            }
        }
        return result;
    }

    /// Keys within keys could be tried without end on frames that nothing tells apart.
    static constexpr std::size_t kTries = 50;

    const std::vector<DicomFile>& m_files;
    std::size_t m_budget; ///< frames that may still be looked at
};

/// Frames that can form one volume at all: those of equal size and plane.
std::vector<Frames> planesOf(const std::vector<DicomFile>& files, Frames frames)
{
    std::vector<Frames> planes;
    const auto fits = [&](const Frames& plane, const DicomFrame& frame) {
        const DicomFile& a = files[plane.front().file];
        const DicomFile& b = files[frame.file];
        return a.format.rows == b.format.rows && a.format.columns == b.format.columns
               && a.format.photometric == b.format.photometric && a.isLocalizer() == b.isLocalizer()
               && a.segmentation == b.segmentation
               // A mosaic is a whole volume tiled in one picture: it has no neighbours.
               && !a.isMosaic() && !b.isMosaic() && samePlane(plane.front(), frame);
    };
    for (DicomFrame& frame : frames) {
        // The last plane first: frames come in runs.
        const auto found = std::find_if(planes.rbegin(), planes.rend(),
                                        [&](const Frames& plane) { return fits(plane, frame); });
        if (found == planes.rend()) {
            planes.emplace_back();
            planes.back().push_back(std::move(frame));
        } else {
            found->push_back(std::move(frame));
        }
    }
    return planes;
}

} // namespace

std::vector<DicomVolume> divideSeries(const std::vector<DicomFile>& files, Frames frames)
{
    std::vector<DicomVolume> volumes;
    for (const Frames& plane : planesOf(files, std::move(frames))) {
        if (files[plane.front().file].segmentation) {
            volumes.push_back(arrangeFrames(files, plane));
            continue;
        }
        for (DicomVolume& volume : Divider(files, plane.size()).volumes(plane)) {
            volumes.push_back(std::move(volume));
        }
    }
    return volumes;
}

} // namespace halftone::image::detail
