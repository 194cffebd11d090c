// SPDX-FileCopyrightText: 2026 The Halftone Authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/session/value_memory.h"

#include <QCryptographicHash>
#include <QSettings>
#include <QVariantMap>

namespace halftone::ui {

namespace {

QByteArray keyOf(const LabelMap& reference, const model::Model& model)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const std::string& text) {
        hash.addData(QByteArray::fromStdString(text) + '\0');
    };
    for (const pipeline::ReferenceValue& one : pipeline::valuesOf(reference)) {
        if (one.value != 0) { // which a cropped file may lack
            add(std::to_string(one.value) + ' ' + one.name);
        }
    }
    add("");
    for (const Label& label : model.card.labels) {
        add(label.name);
    }
    return hash.result().toHex();
}

QString settingOf(const QByteArray& key)
{
    return QStringLiteral("referenceValues/") + QString::fromLatin1(key);
}

} // namespace

std::optional<pipeline::ValueMeanings> ValueMemory::recall(const LabelMap& reference,
                                                           const model::Model& model) const
{
    const QByteArray key = keyOf(reference, model);
    const std::lock_guard lock(m_mutex);
    if (const auto said = m_said.find(key); said != m_said.end()) {
        return said->second;
    }
    const QVariantMap stored =
        m_persistent ? QSettings().value(settingOf(key)).toMap() : QVariantMap();
    pipeline::ValueMeanings meanings;
    for (auto one = stored.begin(); one != stored.end(); ++one) {
        // Of earlier versions a single value.
        const bool several = one.value().typeId() == QMetaType::QVariantList;
        for (const QVariant& each : several ? one.value().toList() : QVariantList{one.value()}) {
            bool sound = false;
            const int value = each.toInt(&sound);
            if (!sound || value < 0 || value > 255) {
                return std::nullopt; // edited by hand: asked anew
            }
            meanings[one.key().toStdString()].insert(static_cast<std::uint8_t>(value));
        }
    }
    return meanings.empty() ? std::nullopt : std::optional(meanings);
}

void ValueMemory::remember(const LabelMap& reference, const model::Model& model,
                           const pipeline::ValueMeanings& meanings)
{
    const QByteArray key = keyOf(reference, model);
    const std::lock_guard lock(m_mutex);
    m_said[key] = meanings;
    if (m_persistent) {
        QVariantMap stored;
        for (const auto& [name, values] : meanings) {
            QVariantList list;
            for (const std::uint8_t value : values) {
                list << static_cast<int>(value);
            }
            stored[QString::fromStdString(name)] = list;
        }
        QSettings().setValue(settingOf(key), stored);
    }
}

} // namespace halftone::ui
