// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/case_report.h"

#include "core/base/error.h"
#include "core/base/file_sha256.h"
#include "core/base/path_text.h"
#include "core/base/text.h"
#include "core/base/version.h"
#include "core/engine/cpu/cpu_features.h"
#include "core/nn/torch_runtime.h"
#include "ui/document/finding_text.h"
#include "ui/document/path_text.h"
#include "ui/session/figures.h"
#include "ui/session/session.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

namespace halftone::ui {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::string nameOf(const ActiveCase& active)
{
    const std::filesystem::path file = active.loaded().choice.file;
    return file.empty() ? active.image()->name : toUtf8(file.filename());
}

// Dice of every label, and profiles over the slices that are known.
void complete(pipeline::TradeoffPoint& point, Session& session, const std::string& caseName)
{
    const ActiveCase& active = *session.active();
    const ResultKey key{session.wanted()->series, point.precision, session.slice()};
    const SliceRecord* record = session.results().find(key);
    const std::vector<eval::Structure> structures = active.structures();
    for (std::size_t i = 0; record != nullptr && point.dice
                            && i < std::min(structures.size(), record->reference.size());
         ++i) {
        const double dice = record->reference[i].dice();
        point.dicePerCase[caseName][structures[i].name] = dice;
        point.dicePerStructure[structures[i].name] = summarize(std::vector<double>{dice});
    }
    if (point.dice) {
        point.meanDicePerCase[caseName] = *point.dice;
    }
    pipeline::SliceProfile profile{nameOf(active), {}, {}};
    const std::vector<SliceScore> scores =
        sliceScores(session.results(), active, key.series, point.precision);
    for (std::size_t k = 0; k < scores.size(); ++k) {
        if (scores[k].isKnown()) {
            profile.slices.push_back(active.sliceNumbers().of(static_cast<int>(k)));
            profile.values.push_back(scores[k].isScored() ? scores[k].dice : kNone);
        }
    }
    point.profiles = {std::move(profile)};
}

// Masks of the visible slice: the one that is shown, then that of full precision.
void addMasks(pipeline::ExampleSlice& example, Session& session, quant::Precision shown)
{
    const auto add = [&](const ResultKey& key) {
        const SliceRecord* record = session.results().findMask(key);
        if (record != nullptr && record->labels) {
            example.masks.push_back({key.precision, *record->labels});
        }
    };
    ResultKey key{session.wanted()->series, shown, session.slice()};
    add(key);
    key.precision = session.precision().full();
    if (key.precision != shown) {
        add(key);
    }
}

DisplayWindow windowOf(const Document& document)
{
    const Layer* base = document.base();
    return base != nullptr ? base->style.window : DisplayWindow();
}

std::string sliceText(const ActiveCase& active, int slice)
{
    const SliceNumbers numbers = active.sliceNumbers();
    return "slice " + std::to_string(numbers.of(slice)) + " of " + std::to_string(numbers.count);
}

// Where Dice says nothing about the slice, so is it told.
std::string referenceText(const CaseReport& report)
{
    const std::vector<std::uint8_t>& reference = report.example.reference;
    if (!report.active->hasReference()) {
        return "none: agreement with full precision is shown";
    }
    if (reference.empty()) {
        return "given; nobody labelled this slice: agreement with full precision is shown";
    }
    const bool hasDice = std::any_of(report.points.begin(), report.points.end(),
                                     [](const auto& point) { return point.dice.has_value(); });
    return hasDice ? "given"
                   : "given; reference empty on this slice: agreement with full precision is shown";
}

// Of the shown precision over all slices, as the meters have it: a name and a text.
std::pair<std::string, std::string> volumeFact(const CaseReport& report)
{
    const ActiveCase& active = *report.active;
    const bool hasReference = active.hasReference();
    std::pair<std::string, std::string> fact{
        hasReference ? "Dice of the volume" : "Agreement with full precision, volume", {}};
    const auto point =
        std::find_if(report.points.begin(), report.points.end(), [&](const auto& candidate) {
            return candidate.precision == report.precision;
        });
    if (active.slices() < 2 || point == report.points.end()) {
        return fact; // without a text it is left out
    }
    const auto& score = hasReference ? point->volumeDice : point->volumeAgreement;
    const std::string precision = quant::toString(report.precision);
    if (!score) {
        fact.second = "not known: " + std::to_string(point->profiles.front().slices.size()) + " of "
                      + std::to_string(active.slices()) + " slices are judged at " + precision;
        return fact;
    }
    fact.second = formatNumber(score->value, 4) + " (" + precision + ", voxels of "
                  + std::to_string(score->slices) + " of " + std::to_string(active.slices())
                  + " slices together";
    if (std::isfinite(score->between.low)) {
        fact.second += "; 95 % interval over slices " + formatNumber(score->between.low, 4) + " to "
                       + formatNumber(score->between.high, 4);
    }
    fact.second += ")";
    return fact;
}

std::string shownName(const std::vector<std::filesystem::path>& files, const std::string& otherwise)
{
    return files.empty()       ? otherwise
           : files.size() == 1 ? toUtf8(files.front().filename())
                               : "folder of " + std::to_string(files.size()) + " files";
}

// What opens the same.
std::vector<std::string> commandOf(const ActiveCase& active, quant::Precision precision,
                                   const std::string& image, const std::string& reference)
{
    std::vector<std::string> words{"halftone", image};
    if (active.canSegment()) {
        words.insert(words.end(), {"--model", active.model()->card.name, "--weights",
                                   std::to_string(precision.weightBits), "--activations",
                                   std::to_string(precision.activationBits)});
    }
    if (!reference.empty()) {
        words.insert(words.end(), {"--reference", reference});
    }
    return words;
}

report::Document documentOf(CaseReport report, const pipeline::Runtime& runtime,
                            const StopToken& stop)
{
    const ActiveCase& active = *report.active;
    pipeline::ReportContext context;
    context.card = active.model()->card;
    context.provenance = provenanceOf(report, runtime, stop);
    const SliceNumbers numbers = active.sliceNumbers();
    report::ResultInput& image = context.provenance->inputs.front();
    image.slices = "slice " + std::to_string(numbers.of(report.example.slice));
    image.slicesOf = numbers.count;
    context.numbering = "numbered as the window counts them, from 1";
    context.shown = report.precision;
    context.profilesAreDice = active.hasReference();
    context.findings = active.loaded().findings;
    for (Finding& finding : context.findings) { // a report is passed on
        finding.file = toUtf8(fromUtf8(finding.file).filename());
    }
    report.example.grey = active.prepared().orientedSlice(report.example.slice);
    context.facts = {{"Image", shownName(active.image()->files, active.image()->name)},
                     {"Reference", referenceText(report)},
                     {"Shown precision", quant::toString(report.precision)},
                     volumeFact(report),
                     {"Points and tables", "of the visible slice alone: " + image.slices + " of "
                                               + std::to_string(numbers.count)},
                     {"Profiles", "of the slices that were segmented at a precision"}};
    report.example.slice = numbers.of(report.example.slice);
    context.examples.push_back(std::move(report.example));
    return pipeline::makeReport(report.points, context);
}

} // namespace

std::optional<CaseReport> collectReport(Session& session)
{
    const std::optional<ResultKey> wanted = session.wanted();
    if (!wanted) {
        return std::nullopt;
    }
    CaseReport report;
    report.active = session.sharedCase();
    const ActiveCase& active = *report.active;
    report.precision = session.shown() ? session.shown()->precision : wanted->precision;
    report.start = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString();
    const std::string caseName = nameOf(active) + ", " + sliceText(active, session.slice());
    report.points = session.tradeoff().points();
    for (pipeline::TradeoffPoint& point : report.points) {
        complete(point, session, caseName);
    }
    pipeline::fillLosses(report.points);
    const Geometry grid = active.grid();
    pipeline::ExampleSlice& example = report.example;
    example.name = nameOf(active);
    example.slice = session.slice();
    example.columns = grid.size[0];
    example.rows = grid.size[1];
    example.columnSpacing = grid.spacingMm[0];
    example.rowSpacing = grid.spacingMm[1];
    const DisplayWindow window = windowOf(session.document());
    example.low = window.inverted ? window.high : window.low;
    example.high = window.inverted ? window.low : window.high;
    const std::span<const std::uint8_t> reference = active.referenceSlice(example.slice);
    example.reference.assign(reference.begin(), reference.end());
    addMasks(example, session, report.precision);
    return report;
}

report::ResultInput inputOf(const std::string& role,
                            const std::vector<std::filesystem::path>& files,
                            const std::string& otherwise, const StopToken& stop)
{
    report::ResultInput input{
        role, shownName(files, otherwise), "none: it is no file", files.size(), {}, 0};
    if (!files.empty()) {
        input.sha256 = sha256OfFiles(files, stop);
    }
    return input;
}

report::Provenance provenanceOf(const ActiveCase& active, quant::Precision precision,
                                const std::string& start, const pipeline::Runtime& runtime,
                                const StopToken& stop)
{
    report::Provenance provenance;
    provenance.version = std::string(version());
    provenance.commit = std::string(commit());
    provenance.date = start;
    provenance.cpu = engine::cpuName();
    provenance.isa = engine::toString(runtime.isa);
    provenance.threads = runtime.pool->threads();
    if (active.canSegment()) {
        provenance.modelName = active.model()->card.name;
        provenance.modelSha256 = active.model()->hash;
    }
    provenance.inputs.push_back(
        inputOf("image", active.image()->files, active.image()->name, stop));
    std::string reference;
    if (active.hasReference()) {
        const auto& read = active.loaded().nativeReference;
        const std::vector<std::filesystem::path> files =
            read ? read->files : std::vector<std::filesystem::path>();
        provenance.inputs.push_back(inputOf("reference", files, "that of the sample", stop));
        reference = files.empty() ? std::string() : provenance.inputs.back().name;
    }
    provenance.command = commandOf(active, precision, provenance.inputs.front().name, reference);
    for (const eval::Structure& structure : active.structures()) {
        provenance.labels.push_back(structure.name);
    }
    return provenance;
}

report::Provenance provenanceOf(const CaseReport& report, const pipeline::Runtime& runtime,
                                const StopToken& stop)
{
    const ActiveCase& active = *report.active;
    report::Provenance provenance =
        provenanceOf(active, report.precision, report.start, runtime, stop);
    const bool usesFloat =
        std::any_of(report.points.begin(), report.points.end(),
                    [](const auto& point) { return !point.precision.isInteger(); });
    provenance.libtorch = usesFloat ? nn::TorchRuntime::load()->version() : std::string();
    provenance.inputs.front().slices = std::to_string(report.example.slice);
    provenance.inputs.front().slicesOf = active.slices();
    provenance.units = {{"dice", "1"}, {"loss", "1"}, {"latency", "ms"}, {"memory", "bytes"}};
    return provenance;
}

ReportWriter::ReportWriter(pipeline::Runtime runtime, QObject* parent)
    : QObject(parent), m_runtime(std::move(runtime))
{
    connect(&m_lane, &JobRunner::failed, this,
            [this](quint64, ErrorCode, const QString& text) { Q_EMIT failed(text); });
}

void ReportWriter::write(const std::filesystem::path& path, CaseReport report,
                         std::vector<FileRole> open)
{
    try {
        report::requireDocumentName(path);
        const pipeline::LoadedStudy& loaded = report.active->loaded();
        open.push_back({"the image", loaded.choice.file});
        open.push_back({"the model", loaded.modelFile});
        requireDistinct(std::vector<FileRole>{{"the report", path}}, open);
    } catch (const Error& error) {
        Q_EMIT failed(textOf(error));
        return;
    }
    m_lane.start(
        [path, report = std::move(report), runtime = m_runtime](const JobContext& context) {
            report::writeDocument(path, documentOf(report, runtime, context.stop()));
        },
        [this, path] { Q_EMIT written(toQString(path)); });
}

void ReportWriter::makeCsv(CaseReport report)
{
    m_lane.start(
        [report = std::move(report), runtime = m_runtime](const JobContext& context) {
            const report::Provenance provenance = provenanceOf(report, runtime, context.stop());
            return pipeline::toCsv(report.points, &provenance);
        },
        [this](const std::string& csv) { Q_EMIT csvMade(QString::fromStdString(csv)); });
}

} // namespace halftone::ui
