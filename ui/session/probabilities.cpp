// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/probabilities.h"

#include "ui/session/case_layers.h"
#include "ui/session/probability_labels.h"
#include "ui/session/session.h"

#include <algorithm>
#include <utility>

namespace halftone::ui {

const Layer* probabilityLayerOf(const Document& document)
{
    const Layer* layer = document.last<ProbabilityContent>();
    const auto* content = layer != nullptr ? layer->as<ProbabilityContent>() : nullptr;
    const Layer* prediction = content != nullptr ? document.find(content->prediction) : nullptr;
    return prediction != nullptr ? layer : nullptr;
}

void showProbabilities(Document& document, bool shown)
{
    const Layer* layer = probabilityLayerOf(document);
    const Layer* prediction = document.last<PredictionContent>();
    if (layer == nullptr && shown && prediction != nullptr) {
        document.add(probabilityLayer(prediction->id));
    } else if (layer != nullptr && !shown) {
        document.remove(layer->id);
    } else if (layer != nullptr) {
        LayerStyle style = layer->style;
        style.visible = true;
        document.setStyle(layer->id, style);
    }
}

Probabilities::Probabilities(Document& document, Session& session, std::size_t budgetBytes)
    : m_document(document), m_session(session), m_store(budgetBytes)
{
    connect(&document, &Document::layerAdded, this, &Probabilities::followLayer);
    connect(&document, &Document::layerRemoved, this, &Probabilities::followLayer);
    connect(&document, &Document::layerChanged, this, &Probabilities::followLayer);
    connect(&session, &Session::caseChanged, this, &Probabilities::followCase);
}

bool Probabilities::isLayerVisible() const
{
    const Layer* layer = probabilityLayerOf(m_document);
    return layer != nullptr && layer->style.visible;
}

void Probabilities::followLayer()
{
    const bool visible = isLayerVisible();
    if (std::exchange(m_layerWasVisible, visible) != visible) {
        m_session.continueWork();
        Q_EMIT changed(true);
    }
}

void Probabilities::followCase()
{
    const auto image = m_session.active() != nullptr ? m_session.active()->image() : nullptr;
    if (std::exchange(m_image, image) != image) {
        m_store.clear();
    }
    tryAgain();
    m_labels = {};
    m_pointed.reset();
    m_layerWasVisible = isLayerVisible();
    Q_EMIT changed(true);
}

void Probabilities::tryAgain()
{
    m_failed.clear();
    m_failure.clear();
}

void Probabilities::ask(const ResultKey& key)
{
    if (!m_store.contains(key) && !m_failed.contains(key)) {
        m_pointed = key;
        Q_EMIT asked();
    }
}

std::optional<Likeliest> Probabilities::at(const ResultKey& key, int column, int row)
{
    const ActiveCase* active = m_session.active();
    const auto slice = active != nullptr ? m_store.find(key) : nullptr;
    const Geometry grid = slice ? active->grid() : Geometry{};
    if (!slice || column < 0 || row < 0 || column >= grid.size[0] || row >= grid.size[1]) {
        return std::nullopt;
    }
    const std::size_t pixel = static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.size[0])
                              + static_cast<std::size_t>(column);
    const std::vector<Label>& labels = active->model()->card.labels;
    std::optional<Likeliest> best;
    ProbabilityCode most = 0;
    for (std::size_t n = 0; n < std::min(labels.size(), slice->codes.size()); ++n) {
        const ProbabilityCode code = slice->codes[n][pixel];
        if (!best || code > most) {
            most = code;
            best = Likeliest{QString::fromStdString(labels[n].name), probabilityOf(code)};
        }
    }
    return best;
}

int Probabilities::wanted() const
{
    const ActiveCase* active = m_session.active();
    if (active == nullptr || !active->canSegment()) {
        return 0;
    }
    const std::size_t bytes =
        active->grid().sliceVoxels() * (active->model()->card.labels.size() + 1);
    return std::min(active->slices(), m_store.capacity(bytes));
}

std::vector<ResultKey> Probabilities::wishes() const
{
    const auto& shown = m_session.shown();
    std::vector<ResultKey> keys;
    if (!shown || m_session.isPending() || !isLayerVisible()) {
        return keys;
    }
    const int slices = m_session.active()->slices();
    const auto most = static_cast<std::size_t>(wanted());
    for (int distance = 0; distance < slices && keys.size() < most; ++distance) {
        for (const int slice : {shown->slice + distance, shown->slice - distance}) {
            const bool isNew = slice >= 0 && slice < slices && (distance > 0 || keys.empty());
            if (isNew && keys.size() < most) {
                keys.push_back({shown->series, shown->precision, slice});
            }
        }
    }
    return keys;
}

std::vector<ResultKey> Probabilities::missing() const
{
    std::vector<ResultKey> keys = wishes();
    std::erase_if(keys, [&](const ResultKey& key) {
        return m_store.contains(key) || m_failed.contains(key);
    });
    return keys;
}

bool Probabilities::areSeen() const
{
    const auto& shown = m_session.shown();
    return shown && isLayerVisible() && m_store.contains(*shown);
}

std::vector<std::shared_ptr<const ProbabilitySlice>> Probabilities::slices()
{
    std::vector<std::shared_ptr<const ProbabilitySlice>> found;
    const auto& shown = m_session.shown();
    for (int slice = 0; shown && slice < m_session.active()->slices(); ++slice) {
        found.push_back(m_store.find({shown->series, shown->precision, slice}));
    }
    return found;
}

int Probabilities::known() const
{
    const auto& shown = m_session.shown();
    int count = 0;
    for (int slice = 0; shown && slice < m_session.active()->slices(); ++slice) {
        count += m_store.contains({shown->series, shown->precision, slice}) ? 1 : 0;
    }
    return count;
}

LaneWork Probabilities::run(std::shared_ptr<pipeline::InferenceSession> inference,
                            std::vector<ResultKey> keys)
{
    if (keys.empty()) {
        return {};
    }
    const auto failed = [this, keys](const QString& text) {
        for (const ResultKey& key : keys) {
            if (!m_store.contains(key)) {
                m_failed.insert(key);
            }
        }
        m_failure = text;
        Q_EMIT changed(true);
    };
    const auto work = [this, inference = std::move(inference), keys,
                       model = m_session.active()->model()](const JobContext& context) {
        for (const ResultKey& key : keys) {
            auto made = std::make_shared<ProbabilitySlice>(toProbabilitySlice(
                inference->probabilities(key.precision, key.slice, context.stop()), model->card));
            context.post([this, key, made] {
                m_store.insert(key, std::move(*made));
                Q_EMIT changed(key.slice == m_session.slice());
                Q_EMIT ready();
            });
        }
    };
    return guarded(work, failed);
}

LaneWork Probabilities::urgentWork(std::shared_ptr<pipeline::InferenceSession> inference)
{
    if (m_labels) {
        return m_labels;
    }
    const std::vector<ResultKey> keys = wishes();
    m_store.setWanted({keys.begin(), keys.end()});
    const auto& shown = m_session.shown();
    const std::vector<ResultKey> lacking = missing();
    return !lacking.empty() && lacking.front() == *shown
               ? run(std::move(inference), {lacking.front()})
               : LaneWork();
}

LaneWork Probabilities::laterWork(std::shared_ptr<pipeline::InferenceSession> inference)
{
    return run(std::move(inference), missing());
}

LaneWork Probabilities::pointedWork(std::shared_ptr<pipeline::InferenceSession> inference)
{
    const std::optional<ResultKey> key = std::exchange(m_pointed, std::nullopt);
    return key && !m_store.contains(*key) ? run(std::move(inference), {*key}) : LaneWork();
}

bool Probabilities::canMakeLabels() const
{
    const ActiveCase* active = m_session.active();
    return isLayerVisible() && m_session.shown() && !m_session.isPending()
           && known() == active->slices();
}

void Probabilities::makeLabels()
{
    if (!canMakeLabels()) {
        return;
    }
    const ActiveCase& active = *m_session.active();
    const ProbabilityCut cut =
        cutOf(*probabilityLayerOf(m_document)->as<ProbabilityContent>(), active.model()->card);
    const auto work = [this, cut, slices = slices(), prepared = active.loaded().prepared,
                       name = nameOf(cut, active.model()->card, m_session.shown()->precision),
                       model = active.model()](const JobContext& context) {
        auto made = std::make_shared<const LabelMap>(
            labelsWithin(cut, slices, *prepared, model->card, context.stop()));
        context.post([this, made, name] {
            m_labels = {};
            addLabels(m_document, made, name, true);
        });
    };
    m_labels = guarded(work, [this](const QString& text) {
        m_labels = {};
        m_failure = text;
        Q_EMIT changed(false);
    });
    m_session.continueWork();
}

} // namespace halftone::ui
