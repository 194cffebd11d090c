// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/sweep_report.h"

#include "core/base/text.h"
#include "core/pipeline/report_tables.h"
#include "core/report/quality_chart.h"
#include "core/report/slice_profile.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace halftone::pipeline {
namespace {

using report::Document;
using report::Facts;
using report::Heading;
using report::Paragraph;

constexpr std::size_t kProfileLines = 4;    // more cover each other
constexpr std::size_t kProfiledImages = 24; // figures; the tables have every case

bool anyDice(std::span<const TradeoffPoint> points)
{
    return std::any_of(points.begin(), points.end(),
                       [](const TradeoffPoint& point) { return point.dice.has_value(); });
}

// Where Dice would lie were full precision as good as it is here: from its Dice down by the loss.
Interval diceBetween(const TradeoffPoint& point)
{
    const bool told = point.loss && point.dice && point.loss->n == point.meanDicePerCase.size();
    if (!told) {
        return report::ChartPoint().qualityBetween;
    }
    const double full = *point.dice + point.loss->mean;
    return {full - point.loss->between.high, full - point.loss->between.low};
}

void addCharts(Document& document, std::span<const TradeoffPoint> points)
{
    const bool scored = anyDice(points);
    const std::string quality =
        scored ? "Dice against the reference" : "Agreement with full precision";
    std::vector<report::ChartPoint> bySize;
    std::vector<report::ChartPoint> byTime;
    bool anyInterval = false;
    for (const TradeoffPoint& point : points) {
        const std::optional<double> value =
            qualityOf(point, scored ? QualityAxis::Dice : QualityAxis::Agreement);
        if (value) {
            report::ChartPoint mark{costOf(point, CostAxis::WeightBytes) / 1e3, *value,
                                    quant::toString(point.precision),
                                    point.precision.activationBits};
            mark.costBetween = {mark.cost, mark.cost};
            mark.qualityBetween = scored ? diceBetween(point) : report::ChartPoint().qualityBetween;
            anyInterval = anyInterval || std::isfinite(mark.qualityBetween.low);
            bySize.push_back(mark);
            mark.cost = costOf(point, CostAxis::SliceTime);
            mark.costBetween = costBetween(point, CostAxis::SliceTime);
            byTime.push_back(mark);
        }
    }
    if (bySize.empty()) {
        return;
    }
    document.blocks.emplace_back(Heading{"Quality over cost"});
    document.blocks.emplace_back(
        report::drawChart(bySize, {quality + " over the size of the weights", "kB"}));
    document.blocks.emplace_back(
        report::drawChart(byTime, {quality + " over the time of one slice", "ms"}));
    const std::optional<quant::Precision> against = lossBaseline(points);
    document.blocks.emplace_back(Paragraph{
        "Faint: another precision is at least as good and known to be cheaper, or better and known "
        "to cost no more. Horizontal bars: within what the median time of a slice is known, with "
        "95 % confidence. Hollow: fewer than "
            + std::to_string(kRunsToRank)
            + " runs, or measured while other work kept the machine busy: not compared."
            + (anyInterval && against
                   ? " Vertical bars: the 95 % interval of the loss, below the Dice of "
                         + quant::toString(*against)
                         + "; one that holds that Dice shows no loss, and does not show that there "
                           "is none."
                   : ""),
        Paragraph::Look::Small});
}

std::size_t slicesOf(const TradeoffPoint& point)
{
    std::size_t count = 0;
    for (const SliceProfile& profile : point.profiles) {
        count += profile.slices.size();
    }
    return count;
}

// Of those that ran on more than one slice of an image, the ones with the most slices; of many with
// equally many the first, the last, and some in between. The shown one is always among them.
std::vector<const TradeoffPoint*> linesOf(std::span<const TradeoffPoint> points,
                                          const std::optional<quant::Precision>& shown)
{
    std::vector<const TradeoffPoint*> lines;
    const TradeoffPoint* wanted = nullptr;
    for (const TradeoffPoint& point : points) {
        if (std::any_of(point.profiles.begin(), point.profiles.end(),
                        [](const SliceProfile& profile) { return profile.slices.size() > 1; })) {
            lines.push_back(&point);
        }
        if (point.precision == shown && slicesOf(point) > 0) {
            wanted = &point;
        }
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const auto* a, const auto* b) { return slicesOf(*a) > slicesOf(*b); });
    const auto most = std::find_if(lines.begin(), lines.end(), [&](const auto* line) {
        return slicesOf(*line) < slicesOf(*lines.front());
    });
    const auto equal = static_cast<std::size_t>(most - lines.begin());
    std::vector<const TradeoffPoint*> drawn;
    for (std::size_t i = 0; i < std::min(lines.size(), kProfileLines); ++i) {
        drawn.push_back(lines[equal > kProfileLines ? i * (equal - 1) / (kProfileLines - 1) : i]);
    }
    if (!drawn.empty() && wanted != nullptr
        && std::find(drawn.begin(), drawn.end(), wanted) == drawn.end()) {
        if (drawn.size() == kProfileLines) {
            drawn.pop_back();
        }
        drawn.insert(drawn.begin(), wanted);
    }
    return drawn;
}

std::string worstText(const report::ProfileLine& line)
{
    std::size_t worst = line.values.size();
    std::size_t count = 0;
    for (std::size_t i = 0; i < line.values.size(); ++i) {
        const bool isKnown = std::isfinite(line.values[i]);
        count += isKnown ? 1 : 0;
        if (isKnown && (worst == line.values.size() || line.values[i] < line.values[worst])) {
            worst = i;
        }
    }
    return count == 0 ? ""
                      : line.name + " slice " + std::to_string(line.slices[worst]) + " ("
                            + formatNumber(line.values[worst], 4) + ") of " + std::to_string(count)
                            + (count == 1 ? " slice" : " slices");
}

void addProfiles(Document& document, std::span<const TradeoffPoint> points,
                 const ReportContext& context)
{
    const std::vector<const TradeoffPoint*> drawn = linesOf(points, context.shown);
    const std::size_t images = drawn.empty() ? 0 : drawn.front()->profiles.size();
    const std::string what =
        context.profilesAreDice || anyDice(points) ? "Dice" : "Agreement with full precision";
    std::size_t figures = 0;
    for (std::size_t n = 0; n < images && figures < kProfiledImages; ++n) {
        std::vector<report::ProfileLine> lines;
        std::string worst;
        bool isAnyLine = false; // a figure of single slices says nothing
        for (const TradeoffPoint* point : drawn) {
            if (n < point->profiles.size() && !point->profiles[n].slices.empty()) {
                const SliceProfile& profile = point->profiles[n];
                isAnyLine = isAnyLine || profile.slices.size() > 1;
                lines.push_back(
                    {quant::toString(point->precision), profile.slices, profile.values});
                const std::string text = worstText(lines.back());
                worst += (worst.empty() || text.empty() ? "" : ", ") + text;
            }
        }
        if (!isAnyLine) {
            continue;
        }
        report::Drawing drawing = report::drawProfile(
            lines, what + " of each slice: " + drawn.front()->profiles[n].image);
        if (drawing.shapes.empty()) {
            continue;
        }
        if (figures++ == 0) {
            document.blocks.emplace_back(Heading{"Slice by slice"});
            document.blocks.emplace_back(
                Paragraph{"Slices are " + context.numbering
                              + ". A gap: not computed, or no label in mask and reference."
                              + (drawn.size() < points.size()
                                     ? " Drawn are " + std::to_string(drawn.size()) + " of "
                                           + std::to_string(points.size()) + " precisions."
                                     : std::string()),
                          Paragraph::Look::Small});
        }
        document.blocks.emplace_back(std::move(drawing));
        document.blocks.emplace_back(Paragraph{"Lowest: " + worst + ".", Paragraph::Look::Small});
    }
    if (figures == kProfiledImages && images > figures) {
        document.blocks.emplace_back(
            Paragraph{"The first " + std::to_string(figures) + " of " + std::to_string(images)
                          + " images are drawn; the tables have every case.",
                      Paragraph::Look::Small});
    }
}

void addExamples(Document& document, const ReportContext& context)
{
    bool first = true;
    for (const ExampleSlice& whole : context.examples) {
        if (whole.masks.empty()) {
            continue;
        }
        const ExampleSlice example = cropped(whole);
        if (std::exchange(first, false)) {
            document.blocks.emplace_back(report::PageBreak{});
            document.blocks.emplace_back(Heading{"Pictures"});
        }
        report::Pictures pictures;
        std::vector<const ExampleSlice::Mask*> shown{&example.masks.front()};
        if (example.masks.size() > 1) {
            shown.push_back(&example.masks.back());
        }
        const std::string where = example.name + ", slice " + std::to_string(example.slice) + ", ";
        for (const ExampleSlice::Mask* mask : shown) {
            const std::string precision = quant::toString(mask->precision);
            pictures.items.push_back({outlinePicture(example, mask->labels, context.card),
                                      where + precision + ": outline of the mask"});
            if (!example.reference.empty()) {
                pictures.items.push_back({errorPicture(example, mask->labels),
                                          where + precision + ": errors against the reference"});
            }
        }
        document.blocks.emplace_back(std::move(pictures));
        document.blocks.emplace_back(outlineLegend(context.card));
        if (!example.reference.empty()) {
            document.blocks.emplace_back(errorLegend());
        }
    }
}

// "all of 30", "20:24 of 30 (numbered from 0, ...)": what differs between images stands in the
// table of files.
std::string slicesText(const report::Provenance& provenance, const std::string& numbering)
{
    constexpr std::size_t kListed = 4;
    std::vector<std::string> texts;
    for (const report::ResultInput& input : provenance.inputs) {
        const std::string text = input.slices + " of " + std::to_string(input.slicesOf);
        if (!input.slices.empty() && std::find(texts.begin(), texts.end(), text) == texts.end()) {
            texts.push_back(text);
        }
    }
    std::string list;
    for (std::size_t i = 0; i < std::min(texts.size(), kListed); ++i) {
        list += (i == 0 ? "" : "; ") + texts[i];
    }
    list += texts.size() > kListed ? "; ..." : "";
    const bool hasNumbers =
        std::any_of(provenance.inputs.begin(), provenance.inputs.end(), [](const auto& input) {
            return !input.slices.empty() && input.slices != "all";
        });
    return list + (hasNumbers ? " (" + numbering + ")" : "");
}

void addHead(Document& document, const ReportContext& context)
{
    const model::ModelCard& card = context.card;
    document.blocks.emplace_back(Paragraph{card.description});
    document.blocks.emplace_back(
        Paragraph{document.footer
                      + (card.nonCommercial ? " The weights are for non-commercial research." : ""),
                  Paragraph::Look::Notice});
    Facts facts{context.facts};
    if (context.provenance) {
        const report::Provenance& origin = *context.provenance;
        std::string labels;
        for (const std::string& label : origin.labels) {
            labels += (labels.empty() ? "" : ", ") + label;
        }
        facts.entries.insert(facts.entries.end(),
                             {{"Slices", slicesText(origin, context.numbering)},
                              {"Labels", labels},
                              {"Model", origin.modelName},
                              {"Machine", origin.cpu + ", " + std::to_string(origin.threads)
                                              + (origin.threads == 1 ? " thread" : " threads")},
                              {"Date", origin.date}});
    }
    facts.entries.emplace_back("Licence of the weights", card.licence);
    facts.entries.emplace_back("Trained on", card.trainingData);
    document.blocks.emplace_back(std::move(facts));
}

// What has to be known to get the numbers again.
void addOrigin(Document& document, const report::Provenance& provenance)
{
    document.blocks.emplace_back(Heading{"Where it comes from"});
    Facts facts;
    for (const auto& [name, value] : report::factsOf(provenance)) {
        if (name != "inputs") {
            facts.entries.emplace_back(name, value);
        }
    }
    document.blocks.emplace_back(std::move(facts));
    report::Table table{{"file", "as", "slices", "SHA-256"}, {}};
    for (const report::ResultInput& input : provenance.inputs) {
        const std::string slices =
            input.slices.empty() ? "-" : input.slices + " of " + std::to_string(input.slicesOf);
        table.rows.push_back({input.name, input.role, slices, input.sha256});
    }
    if (!table.rows.empty()) {
        document.blocks.emplace_back(std::move(table));
    }
}

} // namespace

Document makeReport(std::span<const TradeoffPoint> points, const ReportContext& context)
{
    Document document;
    document.title = context.card.title + ": what each bit costs and buys";
    document.footer = "Research use only, not for diagnosis.";
    addHead(document, context);
    addCharts(document, points);
    document.blocks.emplace_back(Heading{"Every precision"});
    for (report::Table& table : precisionTables(points)) {
        document.blocks.emplace_back(std::move(table));
    }
    std::vector<report::Table> cases = caseTables(points);
    if (!cases.empty()) {
        document.blocks.emplace_back(Heading{"Every case"});
    }
    for (report::Table& table : cases) {
        document.blocks.emplace_back(std::move(table));
    }
    addProfiles(document, points, context);
    addExamples(document, context);
    if (!context.findings.empty()) {
        document.blocks.emplace_back(Heading{"Notes"});
        report::Bullets notes;
        for (const Finding& finding : context.findings) {
            notes.items.push_back(labelled(finding));
        }
        document.blocks.emplace_back(std::move(notes));
    }
    if (context.provenance) {
        addOrigin(document, *context.provenance);
    }
    document.blocks.emplace_back(Heading{"How it was measured"});
    document.blocks.emplace_back(definitions());
    return document;
}

} // namespace halftone::pipeline
