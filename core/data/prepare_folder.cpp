// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/prepare_folder.h"

#include "core/base/error.h"
#include "core/base/first_of_each_kind.h"
#include "core/base/label_colours.h"
#include "core/base/path_text.h"
#include "core/base/random.h"
#include "core/base/visible_text.h"
#include "core/data/folder_survey.h"
#include "core/data/recipe_parts.h"
#include "core/image/image_io.h"
#include "core/model/card_texts.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace halftone::data {
namespace {

using namespace detail;
namespace fs = std::filesystem;

constexpr double kValidationFraction = 0.2;
constexpr double kEmptyShare = 0.15; // of the slices drawn: empty slices have to stay empty

/// Part of the subjects, at least one and not all, whatever the order of their files.
std::set<std::string> drawSubjects(const std::set<std::string>& known, double fraction,
                                   std::uint32_t seed)
{
    std::vector<std::string> order(known.begin(), known.end());
    HashRandom random(seed);
    for (std::size_t last = order.size() - 1; last > 0; --last) {
        const auto other =
            static_cast<std::size_t>(random.uniform() * static_cast<double>(last + 1));
        std::swap(order[last], order[std::min(other, last)]);
    }
    const double wanted = std::round(fraction * static_cast<double>(known.size()));
    const auto count =
        static_cast<std::size_t>(std::clamp(wanted, 1.0, static_cast<double>(known.size() - 1)));
    return {order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count)};
}

/// The subjects that the column split puts on the side of validation; nothing without the column.
std::optional<std::set<std::string>> listedSubjects(const std::vector<CaseRow>& cases)
{
    std::map<std::string, std::string> splits;
    for (const CaseRow& row : cases) {
        if (row.split.empty()) {
            return std::nullopt; // the column is there for all rows or none
        }
        const auto [entry, added] = splits.emplace(row.subject, row.split);
        if (!added && entry->second != row.split) {
            throw Error(ErrorCode::FileFormat,
                        "The subject '" + row.subject
                            + "' is on both sides of the split in cases.csv. All images of a "
                              "subject belong on one.");
        }
    }
    std::set<std::string> validation;
    for (const auto& [subject, split] : splits) {
        if (split == "validation") {
            validation.insert(subject);
        }
    }
    return validation;
}

std::set<std::string> splitSubjects(const std::vector<CaseRow>& cases, const FolderOptions& options)
{
    std::set<std::string> known;
    for (const CaseRow& row : cases) {
        known.insert(row.subject);
    }
    if (known.size() < 2) {
        throw Error(ErrorCode::InvalidArgument,
                    "All images are of one subject, '" + *known.begin()
                        + "': with nobody else to validate on, nobody could tell what was learned. "
                          "Give images of another, or name subjects by --subject-pattern or in "
                          "cases.csv.");
    }
    const double fraction = options.validationFraction.value_or(kValidationFraction);
    if (!(fraction > 0) || !(fraction < 1)) {
        throw Error(ErrorCode::InvalidArgument,
                    "The validation fraction must lie between 0 and 1, such as 0.2.");
    }
    const std::optional<std::set<std::string>> listed = listedSubjects(cases);
    if (!options.validationSubjects.empty() || (listed && !options.validationFraction)) {
        return chosenSubjects(options.validationSubjects, listed.value_or(known), known, "");
    }
    return drawSubjects(known, fraction, options.seed);
}

/// "Liver CT (2)" as a model is named: "liver-ct-2".
std::string identifier(const std::string& text)
{
    std::string name;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 128 && std::isalnum(byte) != 0) {
            name += static_cast<char>(std::tolower(byte));
        } else if (!name.empty() && name.back() != '-') {
            name += '-';
        }
    }
    name.resize(std::min(name.size(), model::kMostNameBytes));
    while (!name.empty() && name.back() == '-') {
        name.pop_back();
    }
    return name.empty() ? "own-model" : name;
}

std::string listNames(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

std::vector<Label> labelsNamed(const std::vector<std::string>& names)
{
    std::vector<Label> labels;
    for (const std::string& name : names) {
        labels.push_back({static_cast<std::uint8_t>(labels.size() + 1), name,
                          kModelLabelColours[labels.size() % kModelLabelColours.size()]});
    }
    return labels;
}

/// What is known before any image is prepared.
struct Plan {
    FolderList list;
    std::set<std::string> validation;
    ChosenPreprocessing preprocessing;
    std::string folderName;
};

constexpr std::size_t kDots = 3; // visible() marks by them where it cut
constexpr std::size_t kCutTitle = model::kMostTitleBytes - kDots;
constexpr std::size_t kCutText = model::kMostTextBytes - kDots;

model::ModelCard cardOf(const Plan& plan, const FolderOptions& options)
{
    const FolderList& list = plan.list;
    model::ModelCard card;
    card.name = identifier(options.name.empty() ? plan.folderName : options.name);
    card.title = !options.name.empty() ? options.name
                 : !list.title.empty() ? list.title
                                       : plan.folderName;
    card.description = "Segments " + listNames(list.labels.names)
                       + " as in the images it was trained on. For research. Not for diagnosis. "
                         "Other images than those are outside what it has learned.";
    card.licence = list.licence.empty() ? "Not stated: as the owner of the images allows."
                                        : "As the images: " + list.licence + ".";
    std::set<std::string> subjects;
    for (const CaseRow& row : list.cases) {
        subjects.insert(row.subject);
    }
    card.trainingData = std::to_string(list.cases.size()) + " images of "
                        + std::to_string(subjects.size()) + " subjects in the folder '"
                        + plan.folderName + "', split by subject; validation "
                        + joinNames(plan.validation) + ".";
    for (const std::string& reason : plan.preprocessing.reasons) {
        card.trainingData += " " + reason;
    }
    // Titles, licences and names of folders come from elsewhere.
    card.title = visible(card.title, kCutTitle);
    for (std::string* text : {&card.description, &card.licence, &card.trainingData}) {
        *text = visible(*text, kCutText);
    }
    card.preprocess = plan.preprocessing.spec;
    card.labels = labelsNamed(list.labels.names);
    card.backgroundName = list.labels.background;
    return card;
}

/// Looks at the images to train on. Those to validate on have no say.
void survey(Plan& plan, const FolderOptions& options, const ProgressFn& progress,
            const StopToken& stop)
{
    std::vector<CaseSurvey> surveys;
    std::set<int> values;
    std::size_t done = 0;
    for (const CaseRow& row : plan.list.cases) {
        throwIfStopped(stop);
        reportProgress(progress,
                       0.5 * static_cast<double>(done++)
                           / static_cast<double>(plan.list.cases.size()),
                       "looking at " + row.caseName);
        if (!plan.validation.contains(row.subject)) {
            surveys.push_back(surveyCase(row, plan.list.labels, stop));
            values.insert(surveys.back().values.begin(), surveys.back().values.end());
        }
    }
    const std::vector<std::string>& names = plan.list.labels.names;
    const auto isLabel = [&](int value) {
        return value > 0 && value <= static_cast<int>(names.size());
    };
    if (std::none_of(values.begin(), values.end(), isLabel)) {
        throw Error(ErrorCode::FileFormat,
                    "No training image shows a label: no voxel of the references is "
                        + listNames(names)
                        + ". Check the label files, or validate on other subjects.");
    }
    for (std::size_t n = 0; n < names.size(); ++n) {
        if (!values.contains(static_cast<int>(n) + 1)) {
            plan.list.notes.push_back("No training image shows '" + names[n]
                                      + "': it cannot be learned from this split.");
        }
    }
    plan.preprocessing =
        choosePreprocessing(surveys, plan.list.modality, {options.window, options.spacingMm});
}

void requireNumbers(const FolderOptions& options)
{
    if (options.window
        && !(std::isfinite(options.window->first) && std::isfinite(options.window->second)
             && options.window->first < options.window->second)) {
        throw Error(ErrorCode::InvalidArgument, "The window must rise, such as -160:240.");
    }
    if (options.spacingMm && !(std::isfinite(*options.spacingMm) && *options.spacingMm >= 0)) {
        throw Error(ErrorCode::InvalidArgument,
                    "The spacing must be a number of millimetres, or 0 for pixels as stored.");
    }
}

/// True where writing `output` would replace `input`, or a slice of the folder `input`.
bool replaces(const fs::path& output, const fs::path& input)
{
    std::error_code ignored;
    return fs::exists(output, ignored)
           && (fs::equivalent(output, input, ignored)
               || (fs::is_directory(input, ignored)
                   && fs::equivalent(fs::absolute(output, ignored).parent_path(), input, ignored)));
}

/// "livers" for "livers/."
std::string nameOf(const fs::path& folder)
{
    return toUtf8(fs::weakly_canonical(folder).filename());
}

/// Slices to train on: all that are labelled, and no more empty ones, evenly spread.
void addTraining(Dataset& dataset, const LabelledImage& image, const std::string& caseName,
                 const std::string& group, int labels)
{
    std::vector<int> labelled;
    std::vector<int> empty;
    for (int k = 0; k < image.slices(); ++k) {
        bool any = false;
        for (int value = 1; value <= labels && !any; ++value) {
            any = image.has(k, static_cast<std::uint8_t>(value));
        }
        (any ? labelled : empty).push_back(k);
    }
    for (const int k : labelled) {
        image.appendTo(groupFor(dataset, group, Split::Train, image), k, caseName);
    }
    const std::size_t most = std::max<std::size_t>(1, labelled.size());
    const std::size_t step = (empty.size() + most - 1) / most;
    for (std::size_t n = 0; n < empty.size(); n += std::max<std::size_t>(1, step)) {
        image.appendTo(groupFor(dataset, group + "-empty", Split::Train, image), empty[n],
                       caseName);
    }
}

} // namespace

void requireInputsKept(const fs::path& folder, const std::vector<fs::path>& outputs,
                       const StopToken& stop)
{
    // Headers are read for the files that they name, unless nothing is there to be replaced.
    const bool mayReplaceOne =
        std::any_of(outputs.begin(), outputs.end(), [](const fs::path& file) {
            std::error_code ignored;
            return fs::exists(file, ignored);
        });
    std::vector<fs::path> inputs{folder / "dataset.json", folder / "cases.csv"};
    for (const CaseRow& row : listFolder(folder, {}).cases) {
        for (const fs::path& named : filesOf(row)) {
            inputs.push_back(named);
            if (!mayReplaceOne) {
                continue;
            }
            const std::vector<fs::path> files = image::filesOf(named, stop);
            inputs.insert(inputs.end(), files.begin(), files.end());
        }
    }
    for (const fs::path& output : outputs) {
        for (const fs::path& input : inputs) {
            if (replaces(output, input)) {
                throw Error(ErrorCode::InvalidArgument,
                            "'" + toUtf8(output)
                                + "' would be replaced, but it is one of the files to learn from. "
                                  "Give another -o FILE, such as '"
                                + toUtf8(output.parent_path()
                                         / fromUtf8(nameOf(folder) + "-prepared.dataset"))
                                + "'.");
            }
        }
    }
}

Dataset prepareFolder(const fs::path& folder, const FolderOptions& options, const LogFn& log,
                      const ProgressFn& progress, const StopToken& stop)
{
    Plan plan;
    plan.folderName = nameOf(folder);
    plan.list = listFolder(folder, options.subjectPattern);
    requireNumbers(options);
    plan.validation = splitSubjects(plan.list.cases, options);
    if (plan.list.labels.names.empty()) {
        nameLabels(plan.list.cases, plan.list.labels, stop);
    }
    const auto labels = static_cast<int>(plan.list.labels.names.size());
    if (labels > kMostLabels) {
        throw Error(ErrorCode::Unsupported, "There are " + std::to_string(labels)
                                                + " labels; a model has at most "
                                                + std::to_string(kMostLabels) + ".");
    }
    survey(plan, options, progress, stop);
    Dataset dataset;
    dataset.card = cardOf(plan, options);
    const std::string group = dataset.card.name;
    const auto say = [&](const std::string& line) {
        if (log) {
            log(LogLevel::Warning, line);
        }
    };
    FirstOfEachKind found(say);
    std::size_t done = 0;
    for (const CaseRow& row : plan.list.cases) {
        throwIfStopped(stop);
        reportProgress(
            progress,
            0.5 + 0.5 * static_cast<double>(done++) / static_cast<double>(plan.list.cases.size()),
            "preparing " + row.caseName);
        Image native = image::readImage(row.image, {}, stop);
        nameFile(native.findings, toUtf8(row.image));
        for (const Finding& finding : native.findings) {
            found.add(finding);
        }
        const LabelMap map = readCaseLabels(row, native.geometry, plan.list.labels, stop);
        const LabelledImage image(std::move(native), map, dataset.card.preprocess);
        if (!plan.validation.contains(row.subject)) {
            addTraining(dataset, image, row.caseName, group, labels);
            continue;
        }
        SliceGroup& target = groupFor(dataset, group, Split::Validation, image);
        for (int k = 0; k < image.slices(); ++k) {
            image.appendTo(target, k, row.caseName);
        }
    }
    setShares(dataset, {{group, 1 - kEmptyShare}, {group + "-empty", kEmptyShare}});
    found.sayHowOften();
    for (const std::string& note : plan.list.notes) {
        say(note);
    }
    reportProgress(progress, 1);
    return dataset;
}

} // namespace halftone::data
