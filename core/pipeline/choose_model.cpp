// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/choose_model.h"

#include "core/base/text.h"
#include "core/base/visible_text.h"
#include "core/image/grid/geometry_report.h"
#include "core/image/grid/preprocess.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string_view>
#include <tuple>

namespace halftone::pipeline {
namespace {

using ModelPtr = std::shared_ptr<const model::Model>;
using model::AllowedRange;

constexpr double kMicroscopyMm = 0.01; // 10 um: far below any CT or MR, far above any EM

/// What is said for a model and against it.
struct Evidence {
    std::vector<std::string> speaksFor;
    std::vector<std::string> speaksAgainst;
    std::vector<std::string> unclear;
};

std::string joined(const std::vector<std::string>& parts)
{
    std::string text;
    for (const std::string& part : parts) {
        text += (text.empty() ? "" : ", ") + part;
    }
    return text;
}

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return lower;
}

bool isPartOfWord(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// As model::ImageRules has it; `text` in lower case.
bool holdsWord(const std::string& text, const std::string& word)
{
    constexpr std::size_t kShort = 3;
    const std::string sought = lowerCase(word);
    for (std::size_t at = text.find(sought); at != std::string::npos;
         at = text.find(sought, at + 1)) {
        const std::size_t end = at + sought.size();
        const bool alone = (at == 0 || !isPartOfWord(text[at - 1]))
                           && (end == text.size() || !isPartOfWord(text[end]));
        if (alone || sought.size() > kShort) {
            return true;
        }
    }
    return false;
}

/// The first of the words that a text holds; empty where it holds none.
std::string wordIn(const std::string& text, const std::vector<std::string>& words)
{
    const auto found = std::find_if(words.begin(), words.end(),
                                    [&](const std::string& word) { return holdsWord(text, word); });
    return found != words.end() ? *found : std::string();
}

/// What an image is by all that is known of it.
struct Seen {
    Modality modality = Modality::Unknown;
    bool certain = false; ///< else it only looks like it
    std::string how;      ///< "MR", "CT by its values", "EM: 8 bits, ..."
};

Seen modalityOf(const ImageFacts& facts)
{
    const Geometry& grid = facts.geometry;
    if (facts.modality != Modality::Unknown) {
        return {facts.modality, true, toString(facts.modality)};
    }
    if (grid.spacingKnown && grid.spacingMm[0] < kMicroscopyMm) {
        return {Modality::EM, true, "EM by its pixel size"};
    }
    if (facts.values && facts.values->isHounsfield) {
        return {Modality::CT, true, "CT by its values"};
    }
    if (holdsWord(lowerCase(facts.tags.protocol), "TE") && grid.orientationKnown) {
        return {Modality::MR, true, "MR"}; // an echo time, as converters of DICOM note it
    }
    const bool several = grid.size[2] > 1 || facts.format.starts_with("TIFF");
    if (!grid.spacingKnown && !grid.orientationKnown && facts.is8Bit && several && facts.values
        && facts.values->fillsEdges) {
        return {Modality::EM, false, "EM (8 bits, no pixel size, tissue up to every edge)"};
    }
    if (grid.orientationKnown) {
        return {Modality::MR, false, "MR"};
    }
    return {};
}

void judgeModality(const Seen& seen, const ImageFacts& facts, Modality wanted, Evidence& evidence)
{
    const Geometry& grid = facts.geometry;
    if (wanted == Modality::Unknown) {
        return; // the model takes any
    }
    if (seen.modality == wanted) {
        evidence.speaksFor.push_back(seen.how);
    } else if (seen.certain) {
        evidence.speaksAgainst.push_back(seen.how + ", not " + toString(wanted));
    } else if (wanted == Modality::EM && grid.spacingKnown) {
        evidence.speaksAgainst.push_back("pixels of " + image::formatLength(grid.spacingMm[0])
                                         + " are none of a microscope");
    } else if (wanted == Modality::EM && grid.orientationKnown) {
        evidence.speaksAgainst.emplace_back("it has anatomical axes");
    } else if (seen.modality != Modality::Unknown) {
        evidence.unclear.push_back(std::string("it looks like ") + seen.how + ", not "
                                   + toString(wanted));
    } else {
        evidence.unclear.push_back(std::string("nothing says that it is ") + toString(wanted));
    }
}

/// The axes of an image along x and y of the slices that a model takes, and across them.
std::array<std::size_t, 3> axesFor(const Geometry& grid, const std::string& orientation)
{
    std::array<std::size_t, 3> axes{0, 1, 2};
    if (orientation.size() != axes.size() || !grid.orientationKnown) {
        return axes;
    }
    constexpr std::array<std::string_view, 3> kPairs{"LR", "AP", "SI"};
    const std::string code = image::orientationCode(grid);
    for (std::size_t wanted = 0; wanted < axes.size(); ++wanted) {
        const auto pair = std::find_if(kPairs.begin(), kPairs.end(), [&](std::string_view letters) {
            return letters.find(orientation[wanted]) != std::string_view::npos;
        });
        const std::size_t found = pair != kPairs.end() ? code.find_first_of(*pair) : wanted;
        axes[wanted] = found < axes.size() ? found : wanted;
    }
    return axes;
}

std::string rangeText(const AllowedRange& interval)
{
    return image::formatLength(interval.low) + " to " + image::formatLength(interval.high);
}

std::string pixelSize(double mm)
{
    // Two digits tell sizes apart, and 0.601 is 0.6.
    const double scale = std::pow(10.0, std::floor(std::log10(mm)) - 1);
    return image::formatLength(std::round(mm / scale) * scale);
}

void judgeGeometry(const Geometry& grid, const model::ModelCard& card, Evidence& evidence)
{
    const model::ImageRules& rules = card.images;
    const auto axes = axesFor(grid, card.preprocess.orientation);
    const int slices = grid.size[axes[2]];
    if (!rules.slices.holds(slices)) {
        evidence.speaksAgainst.push_back(std::to_string(slices) + " slices, the model is for "
                                         + formatNumber(rules.slices.low, 0) + " to "
                                         + formatNumber(rules.slices.high, 0));
    }
    if (!grid.spacingKnown) {
        return;
    }
    const double trained = card.preprocess.trainedSpacingMm;
    // As the warning spacing-untrained has it: the ends themselves are still inside.
    const AllowedRange pixels = rules.spacingMm.isAny() && trained > 0
                                    ? AllowedRange{0.499 * trained, 2.001 * trained}
                                    : rules.spacingMm;
    const double width = grid.spacingMm[axes[0]];
    const double height = grid.spacingMm[axes[1]];
    if (pixels.holds(width) && pixels.holds(height)) {
        evidence.speaksFor.push_back(pixelSize(std::max(width, height)));
    } else {
        evidence.speaksAgainst.push_back("pixels of "
                                         + pixelSize(pixels.holds(width) ? height : width)
                                         + ", the model is for " + rangeText(pixels));
    }
    const double apart = grid.spacingMm[axes[2]];
    if (slices > 1 && !rules.sliceSpacingMm.holds(apart)) {
        evidence.speaksAgainst.push_back("slices " + pixelSize(apart) + " apart, the model is for "
                                         + rangeText(rules.sliceSpacingMm));
    }
    const double extent = std::max(width * grid.size[axes[0]], height * grid.size[axes[1]]);
    if (!rules.extentMm.holds(extent)) {
        evidence.speaksAgainst.push_back("slices " + formatNumber(extent, 0)
                                         + " mm wide, the model is for "
                                         + rangeText(rules.extentMm));
    }
}

/// A body part that says little, as scanners write it.
bool isVague(const std::string& bodyPart)
{
    for (const char* word : {"body", "unknown", "other", "trunk", "none", "default"}) {
        if (bodyPart.find(word) != std::string::npos) {
            return true;
        }
    }
    return bodyPart.find_first_not_of(' ') == std::string::npos;
}

/// How many of the kinds of words that a model names are there.
struct Named {
    int wanted = 0;
    int found = 0;
};

/// What the file says of the body part: by its own field, else in free texts.
void judgeBodyPart(const ImageFacts& facts, const std::string& text, const model::ImageRules& rules,
                   Named& named, Evidence& evidence)
{
    const std::string field = lowerCase(facts.tags.bodyPart);
    const std::string own = wordIn(field + " " + text, rules.bodyParts);
    const std::string stated = "body part " + visible(facts.tags.bodyPart, 40);
    named.wanted += rules.bodyParts.empty() ? 0 : 1;
    if (!isVague(field) && wordIn(field, rules.bodyParts).empty()) {
        if (!wordIn(field, rules.otherBodyParts).empty()) {
            evidence.speaksAgainst.push_back(stated);
        } else if (!rules.bodyParts.empty()) {
            evidence.unclear.push_back(stated + ", which the model does not name");
        }
    } else if (!own.empty()) {
        evidence.speaksFor.push_back(own);
        ++named.found;
    } else if (const std::string other = wordIn(text, rules.otherBodyParts); !other.empty()) {
        evidence.speaksAgainst.push_back("it is called '" + other + "'");
    }
}

void judgeSequence(const std::string& text, const model::ImageRules& rules, Named& named,
                   Evidence& evidence)
{
    named.wanted += rules.sequences.empty() ? 0 : 1;
    if (!wordIn(text, rules.sequences).empty()) {
        evidence.speaksFor.push_back(rules.sequences.front());
        ++named.found;
    } else if (const std::string other = wordIn(text, rules.otherSequences); !other.empty()) {
        evidence.speaksAgainst.push_back("it is called '" + other + "'");
    }
}

/// Values far outside of those that the model expects; only where nothing else tells.
void judgeValues(const ImageFacts& facts, const PreprocessSpec& spec, Evidence& evidence)
{
    if (!facts.values) {
        return;
    }
    const ValueLook& look = *facts.values;
    if (look.isLabels) {
        evidence.speaksAgainst.emplace_back("it holds labels, no grey values");
        return;
    }
    if (spec.window == WindowKind::Percentile) {
        return; // it adapts to any scale
    }
    const double slack = 0.5 * (spec.expectedMax - spec.expectedMin);
    if (look.low < spec.expectedMin - slack || look.high > spec.expectedMax + slack) {
        evidence.speaksAgainst.push_back("values from " + formatSignificant(look.low, 4) + " to "
                                         + formatSignificant(look.high, 4));
    }
}

ModelFit judge(const ImageFacts& facts, const ModelPtr& model)
{
    const model::ModelCard& card = model->card;
    const Seen seen = modalityOf(facts);
    const std::string text = lowerCase(facts.tags.protocol + " " + facts.name);
    Evidence evidence;
    Named named;
    judgeModality(seen, facts, card.preprocess.modality, evidence);
    judgeGeometry(facts.geometry, card, evidence);
    judgeBodyPart(facts, text, card.images, named, evidence);
    judgeSequence(text, card.images, named, evidence);
    judgeValues(facts, card.preprocess, evidence);
    if (!evidence.speaksAgainst.empty()) {
        constexpr int kOtherModality = 100; // outweighs all else when the nearest is named
        const Modality wanted = card.preprocess.modality;
        const bool other = wanted != Modality::Unknown && wanted != seen.modality;
        return {model, Fit::No, joined(evidence.speaksAgainst),
                static_cast<int>(evidence.speaksAgainst.size()) + (other ? kOtherModality : 0)};
    }
    if (evidence.speaksFor.empty() && evidence.unclear.empty()) {
        evidence.unclear.emplace_back("nothing says what it shows");
    }
    if (!evidence.unclear.empty()) {
        return {model, Fit::Unclear, joined(evidence.unclear)};
    }
    const bool certain = seen.certain && card.preprocess.modality != Modality::Unknown;
    const bool complete = named.found == named.wanted && facts.geometry.spacingKnown;
    const Fit fit = !certain ? (named.found > 0 ? Fit::Fair : Fit::Appearance)
                             : (complete ? Fit::Good : Fit::Fair);
    if (fit == Fit::Fair && named.found == 0 && named.wanted > 0) {
        evidence.speaksFor.emplace_back(card.images.bodyParts.empty() ? "sequence not stated"
                                                                      : "body part not stated");
    }
    return {model, fit, joined(evidence.speaksFor)};
}

} // namespace

const char* toString(Fit fit) noexcept
{
    switch (fit) {
    case Fit::No: return "no";
    case Fit::Unclear: return "unclear";
    case Fit::Appearance: return "appearance";
    case Fit::Fair: return "fair";
    case Fit::Good: return "good";
    }
    return "no";
}

std::vector<ModelFit> rankModels(const ImageFacts& facts, std::span<const ModelPtr> models,
                                 const ModelPtr& lastUsed)
{
    std::vector<ModelFit> ranked;
    for (const ModelPtr& model : models) {
        ranked.push_back(judge(facts, model));
    }
    std::stable_sort(ranked.begin(), ranked.end(), [&](const ModelFit& a, const ModelFit& b) {
        const auto rank = [&](const ModelFit& fit) {
            return std::tuple(fit.fit, -fit.against, fit.model == lastUsed);
        };
        return rank(a) > rank(b);
    });
    return ranked;
}

} // namespace halftone::pipeline
