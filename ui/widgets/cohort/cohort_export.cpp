// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/cohort/cohort_export.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/path_text.h"
#include "core/pipeline/cohort_output.h"
#include "core/pipeline/sweep.h"
#include "ui/document/path_text.h"
#include "ui/document/words.h"
#include "ui/session/cohort_repeats.h"
#include "ui/session/open_files.h"
#include "ui/session/session.h"
#include "ui/widgets/controls/file_folders.h"
#include "ui/widgets/controls/save_file.h"

#include <QFileDialog>

#include <algorithm>
#include <set>
#include <vector>

namespace halftone::ui {

namespace {

/// "8,4,2"
std::string listed(const std::set<int, std::greater<>>& bits)
{
    std::string text;
    for (const int each : bits) {
        text += (text.empty() ? "" : ",") + std::to_string(each);
    }
    return text;
}

/// What gives the same on the command line, where it can be said there: a list of cases, and
/// precisions that are a product of bits. Else what the window was asked for.
std::vector<std::string> commandOf(const CohortSession& cohort,
                                   const pipeline::CohortPoints& points)
{
    const std::string source = toUtf8(cohort.cohort().source.filename());
    std::set<int, std::greater<>> weights;
    std::set<int, std::greater<>> activations;
    for (const pipeline::TradeoffPoint& point : points.points) {
        weights.insert(point.precision.weightBits);
        activations.insert(point.precision.activationBits);
    }
    const std::vector<int> w(weights.begin(), weights.end());
    const std::vector<int> a(activations.begin(), activations.end());
    const bool isProduct = pipeline::precisionProduct(w, a, nullptr).size() == points.points.size();
    if (!source.ends_with(".csv") || !isProduct) {
        return {"halftone", source};
    }
    return {"halftone-cli", "sweep",     "--cases",       source,          "--model",
            points.model,   "--weights", listed(weights), "--activations", listed(activations),
            "--json"};
}

/// A sentence that names its files in quotes, without their folders.
std::string withoutFolders(const std::string& sentence)
{
    std::string text;
    std::size_t at = 0;
    while (at < sentence.size()) {
        const bool opens =
            sentence[at] == '\'' && (at == 0 || sentence[at - 1] == ' ' || sentence[at - 1] == '(');
        const std::size_t end = opens ? sentence.find('\'', at + 1) : std::string::npos;
        if (end == std::string::npos) {
            text += sentence[at++];
            continue;
        }
        const std::string quoted = sentence.substr(at + 1, end - at - 1);
        const std::size_t folder = quoted.find_last_of("/\\");
        text += '\'' + (folder == std::string::npos ? quoted : quoted.substr(folder + 1)) + '\'';
        at = end + 1;
    }
    return text;
}

/// Everything that keeps the number of cases from being that of the list.
std::vector<pipeline::CaseProblem> problemsOf(const CohortSession& cohort)
{
    std::vector<pipeline::CaseProblem> all;
    for (const std::string& fault : cohort.cohort().faults) {
        all.push_back({{}, {}, withoutFolders(fault)});
    }
    for (const QString& sentence : repeatedImages(cohort.cohort(), cohort.cases())) {
        all.push_back({{}, {}, sentence.toStdString()});
    }
    for (std::size_t n = 0; n < cohort.cases().size(); ++n) {
        const pipeline::CohortCase& item = cohort.cohort().cases[n];
        const CohortSession::Case& known = cohort.cases()[n];
        for (const QString& sentence : known.failures) {
            all.push_back({item.name, item.subject, withoutFolders(sentence.toStdString())});
        }
        if (known.failures.isEmpty() && known.records.empty()) {
            all.push_back({item.name, item.subject, "Case '" + item.name + "' was not run yet."});
        }
    }
    return all;
}

/// "csv" or "json"; empty: none was chosen.
QString askForExport(const CohortSession& cohort, const QString& kind, FileFolders& folders,
                     QWidget* parent)
{
    const QString name = toQString(cohort.cohort().source.stem()) + QStringLiteral("-results.");
    QFileDialog dialog(parent, tr("Export Results"), {}, QStringLiteral("*.") + kind);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(kind);
    if (const QString folder = folders.of(FileKind::Report); !folder.isEmpty()) {
        dialog.setDirectory(folder);
    }
    dialog.selectFile(name + kind);
    return askForFileToSave(dialog, folders, FileKind::Report);
}

} // namespace

void exportCohortTable(const CohortSession& cohort, const QString& path)
{
    const std::filesystem::path file = toPath(path);
    requireNotOpen(cohort.session().document(), "the results", file);
    writeAtomically(file, pipeline::cohortToCsv(cohort.records(), problemsOf(cohort)));
}

void exportCohortJson(const CohortSession& cohort, const pipeline::CohortPoints& points,
                      const QString& path)
{
    const std::filesystem::path file = toPath(path);
    requireNotOpen(cohort.session().document(), "the results", file);
    std::vector<const pipeline::CaseRecord*> records = cohort.records();
    std::erase_if(records, [&](const pipeline::CaseRecord* record) {
        return record->modelHash != points.modelHash;
    });
    writeAtomically(file, pipeline::cohortToJson(points, records, commandOf(cohort, points),
                                                 problemsOf(cohort)));
}

QString exportCohort(const CohortSession& cohort, const pipeline::CohortPoints* points,
                     const QString& kind, FileFolders& folders, QWidget* parent)
{
    const bool isTable = kind == QLatin1String("csv");
    if (!isTable && points == nullptr) {
        throw Error(ErrorCode::Unsupported,
                    tr("There are no results of all cases yet. Try again when they are counted.")
                        .toStdString());
    }
    const QString path = askForExport(cohort, kind, folders, parent);
    if (!path.isEmpty()) {
        isTable ? exportCohortTable(cohort, path) : exportCohortJson(cohort, *points, path);
    }
    return path;
}

} // namespace halftone::ui
