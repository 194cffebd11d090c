// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/cohort_repeats.h"

#include "core/base/message.h"
#include "core/base/path_text.h"

#include <set>
#include <string>

namespace halftone::ui {

namespace {

struct Place {
    std::size_t which = 0; ///< case
    std::size_t image = 0; ///< of it
};

QString sentenceOf(const pipeline::Cohort& cohort, const std::vector<Place>& places)
{
    QStringList names;
    std::set<std::size_t> which;
    for (const Place& place : places) {
        const pipeline::CohortCase& item = cohort.cases[place.which];
        which.insert(place.which);
        names << QString::fromStdString(fillPattern(
            "'{0}' of case '{1}'", {toUtf8(item.images[place.image].image.filename()), item.name}));
    }
    // As sentences of the core are: results are exported with them.
    const char* pattern =
        which.size() > 1
            ? "The same image (equal SHA-256) is counted {0} times: {1}. These are no independent "
              "cases, and means and intervals count each. Keep one in the list."
            : "The same image (equal SHA-256) is counted {0} times in one case: {1}. Its Dice "
              "weighs that image so many times. Keep one row of it in the list.";
    return QString::fromStdString(fillPattern(
        pattern, {std::to_string(places.size()), names.join(QStringLiteral(", ")).toStdString()}));
}

} // namespace

QStringList repeatedImages(const pipeline::Cohort& cohort,
                           const std::vector<CohortSession::Case>& cases)
{
    std::map<std::string, std::vector<Place>> bySum;
    std::vector<const std::string*> order; // of the list
    for (std::size_t which = 0; which < cases.size(); ++which) {
        if (cases[which].records.empty()) {
            continue;
        }
        // Names in a record may be those of a former list; images stand as in the case.
        std::size_t image = 0;
        for (const report::ResultInput& input : cases[which].records.begin()->second.inputs) {
            if (input.role != "image" || image >= cohort.cases[which].images.size()) {
                continue;
            }
            const auto found = bySum.try_emplace(input.sha256).first;
            found->second.push_back({which, image++});
            if (found->second.size() == 2) {
                order.push_back(&found->first);
            }
        }
    }
    QStringList sentences;
    for (const std::string* sum : order) {
        sentences << sentenceOf(cohort, bySum.at(*sum));
    }
    return sentences;
}

} // namespace halftone::ui
