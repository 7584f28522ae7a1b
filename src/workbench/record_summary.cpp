// SPDX-License-Identifier: MIT
#include "workbench/record_summary.hpp"

#include "publish/markdown.hpp"

#include <algorithm>

namespace peelian {

void show_value(View row, Labels& labels, const FieldDefinition& field, const std::string& value,
                const Record& record) {
    View one = row.section("VALUE");
    if (field.type == FieldType::markdown) {
        int level = 3; // the group's heading
        one.section("RICH").text("HTML", html_of_markdown(value, level));
        return;
    }
    std::string words = labels.of(field, value);
    PublishedFigures* figures = labels.visit().parts.figures;
    if (field.type == FieldType::link && field.to == "measure" && figures != nullptr)
        if (auto measure = figures->find(value)) {
            if (!measure->title.empty()) words = measure->title;
            if (!measure->verdict.empty())
                one.section("FIGURE").text("VERDICT", measure->verdict).text("SENTENCE", measure->sentence);
        }
    std::string address = record.id.empty() ? "" : labels.address(field, value, record);
    if (address.empty()) one.section("PLAIN").text("WORDS", words);
    else one.section("LINK").text("ADDRESS", address).text("WORDS", words);
}

void show_summary(View page, Labels& labels, const RegisterDefinition& definition, const Record& record) {
    View summary = page.include("SUMMARY", "wb_summary.tpl");
    std::vector<std::string> groups;
    auto holds = [&](const FieldDefinition& field) {
        return !is_empty(record.values, field.id) || record.withheld.contains(field.id);
    };
    for (const FieldDefinition& field : definition.fields)
        if (holds(field) && std::find(groups.begin(), groups.end(), field.group) == groups.end())
            groups.push_back(field.group);
    for (const std::string& name : groups) {
        View group = summary.section("GROUP");
        group.maybe("GROUP_NAME", name);
        for (const FieldDefinition& field : definition.fields) {
            if (field.group != name || !holds(field)) continue;
            View row = group.section("ROW");
            row.text("LABEL", field.label.empty() ? capital(field.id) : field.label);
            if (auto values = record.values.find(field.id); values != record.values.end())
                for (const std::string& value : values->second)
                    show_value(row, labels, field, value, record);
            if (auto why = record.withheld.find(field.id); why != record.withheld.end())
                row.section("WITHHELD").text("WHY", why->second);
        }
    }
}

} // namespace peelian
