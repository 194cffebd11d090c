// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/sweep_report.h"

#include "core/base/markup.h"
#include "core/base/text.h"
#include "core/report/quality_chart.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace halftone::pipeline {
namespace {

constexpr const char* kStyle = R"(
body { background: #16181c; color: #d8dbe0; font: 14px Inter, system-ui, sans-serif;
       max-width: 1040px; margin: 32px auto; padding: 0 16px; line-height: 1.45; }
h1 { font-size: 21px; margin-bottom: 4px; } h2 { font-size: 16px; margin-top: 32px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
td, th { padding: 5px 10px; text-align: right; border-bottom: 1px solid #2a2e35; }
th { color: #8b92a0; font-weight: normal; } td:first-child, th:first-child { text-align: left; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; }
dt, .dim { color: #8b92a0; } dd { margin: 0; overflow-wrap: anywhere; }
.notice { border: 1px solid #ffb04a; border-radius: 8px; padding: 8px 12px; }
.scroll { overflow-x: auto; } .key { display: inline-block; width: 10px; height: 10px;
       border-radius: 5px; margin: 0 4px 0 12px; }
svg { background: #1b1e23; border-radius: 8px; margin: 8px 0; width: 100%; }
svg text { fill: #8b92a0; font-size: 11px; } svg .grid { stroke: #2a2e35; }
svg .series { fill: none; stroke-opacity: 0.5; } svg .bar { stroke-width: 2; }
svg .hollow { fill: none; stroke-width: 2; } svg .beaten { opacity: 0.4; }
@media print { body { background: #fff; color: #000; } svg { background: #fff; }
       svg .grid { stroke: #ccc; } svg text, th, dt, .dim { fill: #444; color: #444; } }
)";

constexpr const char* kDefinitions = R"(<dl>
<dt>precision</dt><dd>W4A6: 4-bit weights, 6-bit activations, computed in integers. The first
convolution's and the head's weights stay at 8 bits, and the image has 8 bits. FP32: 32-bit
float. W16A16: the paper's Q8.8, simulated in float; its costs are not those of 16-bit
hardware.</dd>
<dt>Dice</dt><dd>2 |A and B| / (|A| + |B|) against the reference. Voxels are counted over all
slices of a case first; then the mean over foreground labels, then over cases. Columns of single
structures: mean, sample standard deviation over cases, and their number n; of one case there is no
deviation. A structure absent in both is left out.</dd>
<dt>loss</dt><dd>Dice of full precision (named in the heading) minus Dice of this precision, case by
case: the mean over the cases that have both, and their number n. In brackets the 95 % interval of
that mean: percentile bootstrap over cases, or over subjects where the list of cases names them,
10,000 seeded resamples. An interval that holds 0 shows
no loss, and does not show that there is none. It speaks of cases like these alone, and is too narrow
where they are few; of one there is none.</dd>
<dt>agreement</dt><dd>the same measure against the mask of full precision instead of a
reference. It says how much the mask changes, not how right it is.</dd>
<dt>slice</dt><dd>wall time of one slice: the network and bringing the mask back to the image's
grid. Median of the warm runs, with the quartiles between which the middle half of them lies and
their number; the 95th percentile where there are at least 20. Times are compared by the interval
that holds the median of such runs with 95 % confidence.</dd>
<dt>weights</dt><dd>bytes of the weights at rest: packed codes and the requantization
tables.</dd>
<dt>activations</dt><dd>memory that holds all activations of one run at once.</dd>
<dt>peak memory</dt><dd>largest resident memory of a fresh process that segments one slice,
everything included.</dd>
<dt>bit operations</dt><dd>computed, not measured: multiply-accumulates x weight bits x
activation bits of one slice.</dd>
</dl>
)";

std::string cell(const std::string& text, const char* tag = "td")
{
    return std::string("<") + tag + ">" + escapeMarkup(text) + "</" + tag + ">";
}

std::string optionalNumber(const std::optional<double>& value)
{
    return value ? formatNumber(*value, 4) : "-";
}

bool anyDice(std::span<const TradeoffPoint> points)
{
    return std::any_of(points.begin(), points.end(),
                       [](const TradeoffPoint& point) { return point.dice.has_value(); });
}

std::string charts(std::span<const TradeoffPoint> points)
{
    const bool scored = anyDice(points);
    const std::string quality =
        scored ? "Dice against the reference" : "Agreement with full precision (no reference)";
    std::vector<report::ChartPoint> bySize;
    std::vector<report::ChartPoint> byTime;
    std::set<int> series;
    for (const TradeoffPoint& point : points) {
        const std::optional<double> value =
            qualityOf(point, scored ? QualityAxis::Dice : QualityAxis::Agreement);
        if (value) {
            const std::string name = quant::toString(point.precision);
            const int bits = point.precision.activationBits;
            bySize.push_back({costOf(point, CostAxis::WeightBytes) / 1e3, *value, name, bits});
            byTime.push_back({costOf(point, CostAxis::SliceTime), *value, name, bits,
                              costBetween(point, CostAxis::SliceTime)});
            series.insert(bits);
        }
    }
    std::string html = report::drawChart(bySize, {quality + " over the size of the weights", "kB"})
                       + report::drawChart(byTime, {quality + " over the time of one slice", "ms"});
    if (!html.empty()) {
        html += "<p class=\"dim\">Activation bits:";
        for (const int bits : series) {
            html += "<span class=\"key\" style=\"background:" + report::seriesColour(bits)
                    + "\"></span>" + std::to_string(bits);
        }
        html +=
            "</p>\n<p class=\"dim\">Faint: another precision is at least as good and known to "
            "be cheaper, or better and known to cost no more. Bars: within what the median time "
            "of a slice is known, with 95 % confidence. Hollow: fewer than "
            + std::to_string(kRunsToRank) + " runs, too few to be compared.</p>\n";
    }
    return html;
}

std::set<std::string> structureNames(std::span<const TradeoffPoint> points)
{
    std::set<std::string> names;
    for (const TradeoffPoint& point : points) {
        for (const auto& entry : point.dicePerStructure) {
            names.insert(entry.first);
        }
    }
    return names;
}

std::string tableHead(const std::set<std::string>& structures,
                      const std::optional<quant::Precision>& against)
{
    const std::string loss = against ? " to " + quant::toString(*against) : std::string();
    std::string row = cell("precision", "th") + cell("Dice", "th");
    if (against) {
        row += cell("loss" + loss, "th");
    }
    for (const std::string& name : structures) {
        row += cell("Dice of " + name, "th");
        if (against) {
            row += cell("loss of " + name + loss, "th");
        }
    }
    for (const char* title : {"agreement", "slice, ms", "quartiles, ms", "runs", "p95, ms",
                              "weights", "activations", "peak memory", "bit operations, G", ""}) {
        row += cell(title, "th");
    }
    return "<tr>" + row + "</tr>\n";
}

std::string tableRow(const TradeoffPoint& point, const std::set<std::string>& structures,
                     bool withLosses)
{
    std::string row = cell(quant::toString(point.precision)) + cell(optionalNumber(point.dice));
    if (withLosses) {
        row += cell(lossText(point.loss));
    }
    for (const std::string& name : structures) {
        const auto found = point.dicePerStructure.find(name);
        const bool known = found != point.dicePerStructure.end() && found->second.n > 0;
        std::string text = known ? formatNumber(found->second.mean, 4) : "-";
        if (known && found->second.n > 1) { // one case has no deviation
            text += " \xC2\xB1 " + formatNumber(found->second.sd, 4);
        }
        if (known) {
            text += " (n = " + std::to_string(found->second.n) + ")";
        }
        row += cell(text);
        if (withLosses) {
            const auto loss = point.lossPerStructure.find(name);
            row += cell(lossText(loss != point.lossPerStructure.end() ? std::optional(loss->second)
                                                                      : std::nullopt));
        }
    }
    const char* remark = !point.measured ? "simulated" : (point.trained ? "" : "table not trained");
    row += cell(optionalNumber(point.agreement)) + cell(formatNumber(point.latency.medianMs, 2))
           + cell(formatNumber(point.latency.lowerQuartileMs, 2) + " to "
                  + formatNumber(point.latency.upperQuartileMs, 2))
           + cell(std::to_string(point.latency.runs) + (point.latency.busy ? ", machine busy" : ""))
           + cell(point.latency.p95Ms ? formatNumber(*point.latency.p95Ms, 2) : "-")
           + cell(formatBytes(point.weightBytes)) + cell(formatBytes(point.arenaBytes))
           + cell(point.peakRssBytes ? formatBytes(*point.peakRssBytes) : "-")
           + cell(formatNumber(point.bitOperations / 1e9, 1)) + cell(remark);
    return "<tr>" + row + "</tr>\n";
}

std::string pointTable(std::span<const TradeoffPoint> points)
{
    const std::set<std::string> structures = structureNames(points);
    const std::optional<quant::Precision> against = lossBaseline(points);
    std::string html = "<h2>Every precision</h2>\n<div class=\"scroll\"><table>\n"
                       + tableHead(structures, against);
    for (const TradeoffPoint& point : points) {
        html += tableRow(point, structures, against.has_value());
    }
    return html + "</table></div>\n";
}

// One row a case, one column a precision: the mean over the case's foreground labels.
std::string caseTable(std::span<const TradeoffPoint> points)
{
    std::set<std::string> cases;
    std::string head = cell("case", "th");
    for (const TradeoffPoint& point : points) {
        head += cell(quant::toString(point.precision), "th");
        for (const auto& entry : point.meanDicePerCase) {
            cases.insert(entry.first);
        }
    }
    if (cases.empty()) {
        return {};
    }
    std::string html =
        "<h2>Dice of every case</h2>\n<div class=\"scroll\"><table>\n<tr>" + head + "</tr>\n";
    for (const std::string& name : cases) {
        std::string row = cell(name);
        for (const TradeoffPoint& point : points) {
            const auto found = point.meanDicePerCase.find(name);
            row +=
                cell(found != point.meanDicePerCase.end() ? formatNumber(found->second, 4) : "-");
        }
        html += "<tr>" + row + "</tr>\n";
    }
    return html + "</table></div>\n";
}

std::string headOf(const ReportContext& context)
{
    const model::ModelCard& card = context.card;
    std::string html = "<h1>" + escapeMarkup(card.title) + ": what each bit costs and buys</h1>\n"
                       + "<p>" + escapeMarkup(card.description) + "</p>\n"
                       + "<p class=\"notice\">Research use only, not for diagnosis."
                       + (card.nonCommercial ? " The weights are for non-commercial research." : "")
                       + "</p>\n<dl>\n";
    const auto fact = [&](const std::string& name, const std::string& value) {
        if (!value.empty()) {
            html += "<dt>" + escapeMarkup(name) + "</dt><dd>" + escapeMarkup(value) + "</dd>\n";
        }
    };
    for (const auto& [name, value] : context.facts) {
        fact(name, value);
    }
    fact("Licence of the weights", card.licence);
    fact("Trained on", card.trainingData);
    return html + "</dl>\n";
}

// What has to be known to get the numbers again.
std::string originOf(const report::Provenance& provenance)
{
    std::string html = "<h2>Where it comes from</h2>\n<dl>\n";
    for (const auto& [name, value] : report::factsOf(provenance)) {
        if (name != "inputs" && !value.empty()) {
            html += "<dt>" + escapeMarkup(name) + "</dt><dd>" + escapeMarkup(value) + "</dd>\n";
        }
    }
    html += "</dl>\n<div class=\"scroll\"><table>\n<tr>" + cell("file", "th") + cell("as", "th")
            + cell("slices", "th") + cell("SHA-256", "th") + "</tr>\n";
    for (const report::ResultInput& input : provenance.inputs) {
        const std::string slices =
            input.slices.empty() ? "-" : input.slices + " of " + std::to_string(input.slicesOf);
        html += "<tr>" + cell(input.name) + cell(input.role) + cell(slices) + cell(input.sha256)
                + "</tr>\n";
    }
    return html + "</table></div>\n";
}

} // namespace

std::string toHtml(std::span<const TradeoffPoint> points, const ReportContext& context)
{
    std::string html = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<title>"
                       + escapeMarkup("Halftone: " + context.card.title) + "</title>\n<style>"
                       + kStyle + "</style></head><body>\n" + headOf(context) + charts(points)
                       + pointTable(points) + caseTable(points);
    if (!context.findings.empty()) {
        html += "<h2>Notes</h2>\n<ul>\n";
        for (const Finding& finding : context.findings) {
            html += "<li>" + escapeMarkup(labelled(finding)) + "</li>\n";
        }
        html += "</ul>\n";
    }
    if (context.provenance) {
        html += originOf(*context.provenance);
    }
    return html + "<h2>How it was measured</h2>\n" + kDefinitions + "</body></html>\n";
}

} // namespace halftone::pipeline
