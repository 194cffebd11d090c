// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/phantom/phantom.h"

#include "core/base/error.h"
#include "core/phantom/detail/kinds.h"

#include <array>

namespace halftone::phantom {
namespace {

struct KindTraits {
    Kind kind;
    const char* name;
    int size;
    int slices;
    Sample (*make)(const Options&, const ProgressFn&, const StopToken&);
};

constexpr std::array<KindTraits, 3> kKinds{
    {{Kind::Em, "em", 512, 8, detail::makeEm},
     {Kind::Cord, "cord", 192, 12, detail::makeCord},
     {Kind::Abdomen, "abdomen", 512, 24, detail::makeAbdomen}}};

const KindTraits& traitsOf(Kind kind)
{
    for (const KindTraits& traits : kKinds) {
        if (traits.kind == kind) {
            return traits;
        }
    }
    throw Error(ErrorCode::InvalidArgument, "There is no such synthetic sample.");
}

} // namespace

const char* toString(Kind kind) noexcept
{
    switch (kind) {
    case Kind::Em: return "em";
    case Kind::Cord: return "cord";
    case Kind::Abdomen: return "abdomen";
    }
    return "unknown";
}

Kind parseKind(std::string_view name)
{
    for (const Kind kind : {Kind::Em, Kind::Cord, Kind::Abdomen}) {
        if (name == toString(kind)) {
            return kind;
        }
    }
    throw Error(ErrorCode::InvalidArgument, "There is no synthetic sample named '"
                                                + std::string(name)
                                                + "'; expected em, cord or abdomen.");
}

Sample make(Kind kind, const Options& options, const ProgressFn& progress, const StopToken& stop)
{
    const KindTraits& traits = traitsOf(kind);
    Options complete = options;
    if (complete.size == 0) {
        complete.size = traits.size;
    }
    if (complete.slices == 0) {
        complete.slices = traits.slices;
    }
    if (complete.size < 32 || complete.size > 8192 || complete.slices < 1
        || complete.slices > 4096) {
        throw Error(ErrorCode::InvalidArgument,
                    "A synthetic sample can have 32 to 8192 rows and 1 to 4096 slices; asked for "
                        + std::to_string(complete.size) + " rows and "
                        + std::to_string(complete.slices) + " slices.");
    }
    Sample sample = traits.make(complete, progress, stop);
    sample.image.synthetic = true;
    sample.image.name = std::string("synthetic-") + traits.name;
    sample.labels.geometry = sample.image.geometry;
    reportProgress(progress, 1);
    return sample;
}

} // namespace halftone::phantom
