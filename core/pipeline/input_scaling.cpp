// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/input_scaling.h"

#include "core/base/error.h"
#include "core/base/parse_number.h"
#include "core/base/text.h"
#include "core/base/visible_text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

namespace halftone::pipeline {
namespace {

namespace graph = model::graph;
using Kind = import::PackageStep::Kind;
using Target = InputScaling::Target;

constexpr double kLowPercentile = 1;
constexpr double kHighPercentile = 99;
constexpr double kGreys = 255;
/// Percentiles adapt: no value is unexpected.
constexpr double kAnyValue = 1e9;

std::string number(double value)
{
    return formatSignificant(value, 6);
}

/// What the network reads, written as gain * value + offset of the image's values, and once these
/// have a window, of code/255.
class InputChain {
public:
    explicit InputChain(const InputFacts& facts) : m_facts(facts) {}

    void scale(double gain, double offset)
    {
        m_gain *= gain;
        m_offset = m_offset * gain + offset;
    }

    /// Values from `low` to `high` become 0 to 1.
    void window(double low, double high)
    {
        setWindow(WindowKind::Range, low, high);
        m_result.sentence = "values " + number(low) + " to " + number(high) + " become 0 to 1";
    }

    void percentiles(double low, double high)
    {
        if (m_hasWindow || m_gain <= 0) {
            refuse("scales by percentiles (scale_range) what is limited or turned around already");
        }
        setWindow(WindowKind::Percentile, low, high);
        m_result.sentence =
            "percentiles " + number(low) + " to " + number(high) + " of an image become 0 to 1";
    }

    /// 0 to 1, where nothing is said: 8-bit greys by 255, others by percentiles.
    void windowByRule()
    {
        if (m_facts.isEightBit) {
            setWindow(WindowKind::Range, 0, kGreys);
            m_result.sentence = "8-bit greys 0 to 255 become 0 to 1";
        } else {
            setWindow(WindowKind::Percentile, kLowPercentile, kHighPercentile);
            m_result.sentence = "percentiles 1 to 99 of an image become 0 to 1";
        }
    }

    /// A window that keeps what values mean: to the network they are numbers of their own.
    void windowOfValues()
    {
        if (m_hasWindow) {
            return;
        }
        double low = 0;
        double high = kGreys;
        if (!m_facts.isEightBit) {
            if (!m_facts.valueRange) {
                throw Error(ErrorCode::InvalidArgument,
                            "The network reads the values of an image as they are, and nothing "
                            "says between which limits they lie. Give images to calibrate by, or "
                            "the limits: --input 'window LOW,HIGH ...'.");
            }
            std::tie(low, high) = m_facts.valueRange();
        }
        const double gain = m_gain;
        const double offset = m_offset;
        setWindow(WindowKind::Range, low, high);
        m_gain = gain * (high - low);
        m_offset = gain * low + offset;
        m_result.sentence = "values " + number(low) + " to " + number(high)
                            + " are taken as they are, others as the nearer of the two";
    }

    void clip(double low, double high)
    {
        if (!m_hasWindow && m_gain > 0 && std::isfinite(low) && std::isfinite(high) && low < high) {
            window((low - m_offset) / m_gain, (high - m_offset) / m_gain);
            scale(high - low, low);
            return;
        }
        windowOfValues();
        const double first = std::min(m_offset, m_offset + m_gain);
        const double last = std::max(m_offset, m_offset + m_gain);
        if (m_result.before.empty() && first >= low && last <= high) {
            return; // it cuts nothing
        }
        flush();
        constexpr double kMost = std::numeric_limits<float>::max();
        m_result.before.emplace_back(
            graph::Activation{graph::Curve::Clip,
                              {static_cast<float>(std::clamp(low, -kMost, kMost)),
                               static_cast<float>(std::clamp(high, -kMost, kMost))}});
    }

    /// Mean 0 and deviation 1: by what the images that are at hand have, as a network of fixed
    /// arithmetic needs; without any by what each image has.
    void standardize()
    {
        if (m_gain <= 0) {
            refuse("standardizes what is turned around");
        }
        if (!m_hasWindow) {
            windowByRule();
        }
        if (!m_facts.codeMoments || !m_result.before.empty()) {
            flush();
            m_result.before.emplace_back(graph::InstanceNorm{0, 1e-10, {1}, {0}});
            m_result.sentence += ", then mean 0 and deviation 1 over each slice";
            return;
        }
        const auto [mean, deviation] = m_facts.codeMoments(m_result.preprocess);
        const double spread = std::max(deviation, 1.0 / kGreys);
        m_gain = 1 / spread;
        m_offset = -mean / spread;
        m_result.sentence += ", then minus " + number(mean) + " and divided by " + number(spread)
                             + ", mean and deviation over the calibration slices";
        m_result.findings.push_back(
            {Severity::Note,
             {"standardized-by-calibration",
              "The network was trained on images of mean 0 and deviation 1 each. Here mean and "
              "deviation are those of the calibration images, for all images: calibrate on such as "
              "will be segmented.",
              {}}});
    }

    [[nodiscard]] ChosenInput finish()
    {
        flush();
        return std::move(m_result);
    }

    void say(const std::string& text) { m_result.sentence += text; }

private:
    [[noreturn]] static void refuse(const std::string& fault)
    {
        throw Error(ErrorCode::Unsupported, "The package " + fault + "; that is not covered.");
    }

    void setWindow(WindowKind kind, double low, double high)
    {
        PreprocessSpec& spec = m_result.preprocess;
        spec.window = kind;
        spec.low = low;
        spec.high = high;
        const bool adapts = kind == WindowKind::Percentile;
        spec.expectedMin = adapts ? -kAnyValue : low;
        spec.expectedMax = adapts ? kAnyValue : high;
        m_hasWindow = true;
        m_gain = 1;
        m_offset = 0;
    }

    void flush()
    {
        if (m_gain != 1 || m_offset != 0) {
            m_result.before.emplace_back(
                graph::Affine{{static_cast<float>(m_gain)}, {static_cast<float>(m_offset)}});
        }
        m_gain = 1;
        m_offset = 0;
    }

    const InputFacts& m_facts;
    ChosenInput m_result;
    double m_gain = 1;
    double m_offset = 0;
    bool m_hasWindow = false;
};

std::optional<std::pair<double, double>> pairOf(const std::string& word)
{
    const std::size_t comma = word.find(',');
    if (comma == std::string::npos) {
        return std::nullopt;
    }
    const auto first = parseNumber(word.substr(0, comma));
    const auto second = parseNumber(word.substr(comma + 1));
    return first && second ? std::optional(std::pair(*first, *second)) : std::nullopt;
}

[[noreturn]] void refuseScaling(std::string_view text)
{
    constexpr std::size_t kMostShown = 100;
    throw Error(ErrorCode::InvalidArgument,
                "'" + visible(text, kMostShown)
                    + "' does not say how an image is scaled. Expected '0..1', '-1..1', "
                      "'zero-mean', 'MEAN,SD' with SD > 0, or 'window LOW,HIGH' with LOW < HIGH, "
                      "after which one of the others may follow.");
}

} // namespace

InputScaling parseInputScaling(std::string_view text)
{
    std::istringstream words{std::string(text)};
    InputScaling scaling;
    std::string word;
    bool isGiven = static_cast<bool>(words >> word);
    if (isGiven && word == "window") {
        scaling.window = words >> word ? pairOf(word) : std::nullopt;
        if (!scaling.window || !(scaling.window->first < scaling.window->second)) {
            refuseScaling(text);
        }
        if (!(words >> word)) {
            return scaling;
        }
    }
    const auto moments = pairOf(word);
    if (word == "-1..1") {
        scaling.target = Target::SignedUnit;
    } else if (word == "zero-mean") {
        scaling.target = Target::ZeroMean;
    } else if (moments && moments->second > 0) {
        scaling.target = Target::MeanDeviation;
        std::tie(scaling.mean, scaling.deviation) = *moments;
    } else if (word != "0..1") {
        isGiven = false;
    }
    if (!isGiven || words >> word) {
        refuseScaling(text);
    }
    return scaling;
}

ChosenInput chooseInput(const std::optional<InputScaling>& scaling, const InputFacts& facts)
{
    InputChain chain(facts);
    const InputScaling wanted = scaling.value_or(InputScaling{});
    if (wanted.window) {
        chain.window(wanted.window->first, wanted.window->second);
    } else if (wanted.target != Target::MeanDeviation) {
        chain.windowByRule();
    } else {
        chain.windowOfValues();
    }
    switch (wanted.target) {
    case Target::Unit: break;
    case Target::SignedUnit:
        chain.scale(2, -1);
        chain.say(", then -1 to 1");
        break;
    case Target::ZeroMean: chain.standardize(); break;
    case Target::MeanDeviation:
        if (wanted.window) { // mean and deviation are of values, not of 0 to 1
            chain.scale(wanted.window->second - wanted.window->first, wanted.window->first);
        }
        chain.scale(1 / wanted.deviation, -wanted.mean / wanted.deviation);
        chain.say(", then minus " + number(wanted.mean) + " and divided by "
                  + number(wanted.deviation));
        break;
    }
    chain.say(scaling ? ", as was asked for" : ", as the file does not say how it is scaled");
    return chain.finish();
}

ChosenInput chooseInput(const std::vector<import::PackageStep>& steps, const InputFacts& facts)
{
    InputChain chain(facts);
    for (const import::PackageStep& step : steps) {
        const double gain = step.gain.front();
        const double offset = step.offset.front();
        switch (step.kind) {
        case Kind::ScaleLinear: chain.scale(gain, offset); break;
        case Kind::FixedStandardize: chain.scale(1 / gain, -offset / gain); break;
        case Kind::Clip: chain.clip(step.low, step.high); break;
        case Kind::Standardize: chain.standardize(); break;
        case Kind::ScaleRange: chain.percentiles(step.low, step.high); break;
        case Kind::Sigmoid:
            throw Error(ErrorCode::Unsupported,
                        "The package takes a sigmoid of the image before the network; that is not "
                        "covered.");
        }
    }
    chain.windowOfValues();
    chain.say(", by the steps that the package names");
    return chain.finish();
}

} // namespace halftone::pipeline
