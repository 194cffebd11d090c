// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/card_texts.h"

#include "core/base/error.h"
#include "core/base/visible_text.h"

#include <algorithm>
#include <set>

namespace halftone::model {
namespace {

[[noreturn]] void refuseText(const std::string& what, const std::string& fault)
{
    throw Error(ErrorCode::FileFormat, what + ": " + fault + ".");
}

void requireText(const std::string& what, std::string text, std::size_t mostBytes,
                 bool mayHaveLines)
{
    if (text.size() > mostBytes) {
        refuseText(what, "expected at most " + std::to_string(mostBytes) + " bytes, found "
                             + std::to_string(text.size()));
    }
    if (mayHaveLines) {
        std::replace(text.begin(), text.end(), '\n', ' ');
    }
    if (!isVisible(text)) {
        refuseText(what, "it has control characters or is not UTF-8, '" + visible(text, 80) + "'");
    }
}

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

void requireWords(const std::string& what, const std::vector<std::string>& words)
{
    if (words.size() > kMostWords) {
        refuseText(what, "expected at most " + std::to_string(kMostWords) + " words, found "
                             + std::to_string(words.size()));
    }
    for (const std::string& word : words) {
        if (word.empty()) {
            refuseText(what, "one of its words is empty");
        }
        requireText(what, word, kMostNameBytes, false);
    }
}

} // namespace

void requireName(const std::string& what, const std::string& name)
{
    const bool isPath = name.find_first_of("/\\") != std::string::npos
                        || name.find("..") != std::string::npos || name.starts_with('.');
    if (name.empty() || name.size() > kMostNameBytes || isPath || !isVisible(name)) {
        refuseText(what + " '" + visible(name, kMostNameBytes) + "'",
                   "a name has 1 to " + std::to_string(kMostNameBytes)
                       + " bytes without control characters, '/', '\\' or '..', and no dot in "
                         "front; files are named by it");
    }
}

void requireDifferentNames(const std::string& what, const std::vector<std::string>& names)
{
    std::set<std::string> seen;
    for (const std::string& name : names) {
        if (!seen.insert(lowerCase(name)).second) {
            refuseText(what + " '" + name + "'",
                       "two have this name, or names that differ in capitals alone; give each a "
                       "name of its own");
        }
    }
}

void requireTexts(const ModelCard& card)
{
    requireName("The model card's name", card.name);
    requireText("The model card's title", card.title, kMostTitleBytes, false);
    requireText("The model card's description", card.description, kMostTextBytes, true);
    requireText("The model card's licence", card.licence, kMostTextBytes, true);
    requireText("The model card's training data", card.trainingData, kMostTextBytes, true);
    requireText("The model card's orientation", card.preprocess.orientation, kMostNameBytes, false);
    requireWords("The model card's body parts", card.images.bodyParts);
    requireWords("The model card's sequences", card.images.sequences);
    requireWords("The model card's other body parts", card.images.otherBodyParts);
    requireWords("The model card's other sequences", card.images.otherSequences);
    std::vector<std::string> names;
    for (const Label& label : card.labels) {
        requireName("The model card's label", label.name);
        names.push_back(label.name);
    }
    if (!card.backgroundName.empty()) {
        requireName("The model card's background", card.backgroundName);
        names.push_back(card.backgroundName);
    }
    for (const LabelUnion& joined : card.unions) {
        requireName("The model card's union", joined.name);
        names.push_back(joined.name);
    }
    requireDifferentNames("The model card's label", names);
    for (const MeasuredDice& measured : card.measured) {
        for (const auto& [name, dice] : measured.dicePerLabel) {
            requireName("The model card's measured Dice of", name);
        }
        for (const auto& [name, deviation] : measured.deviationPerLabel) {
            requireName("The model card's measured Dice of", name);
        }
        for (const auto& [name, cases] : measured.casesPerLabel) {
            requireName("The model card's measured Dice of", name);
        }
    }
}

} // namespace halftone::model
