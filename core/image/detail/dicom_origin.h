// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace halftone::image::detail {

/// What a DICOM object that is made of an image has to say of it: which instances its slices are,
/// and whose. Read when such an object is to be written and not kept with the image, as it holds
/// patient data.
struct DicomOrigin {
    struct Instance {
        std::string classUid;
        std::string uid;
        friend bool operator==(const Instance&, const Instance&) = default;
    };
    struct Slice {
        std::int32_t instance = -1; ///< index in `instances`; -1: a missing slice, shown blank
        std::int32_t frame = 0;     ///< its number there, from 1; 0: the only one
        std::array<double, 3> positionMm{}; ///< as stated, LPS; of the instance
        friend bool operator==(const Slice&, const Slice&) = default;
    };

    std::string studyUid;
    std::string seriesUid;
    std::string frameOfReferenceUid;
    std::int32_t seriesNumber = 0;
    std::vector<Instance> instances;
    std::vector<Slice> slices; ///< along k
    /// Patient and study by tag, as stored, in the character set that (0008,0005) tells.
    std::vector<std::pair<std::uint32_t, std::string>> subject;

    friend bool operator==(const DicomOrigin&, const DicomOrigin&) = default;
};

/// An identifier for an object of our own: "2.25." and a number of 38 digits, by chance.
[[nodiscard]] std::string newUid();

} // namespace halftone::image::detail
