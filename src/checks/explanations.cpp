// SPDX-License-Identifier: MIT
// Answers to findings, from checks/explained.toml.
#include "base/date.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"
#include "checks/checks.hpp"
#include "checks/wording.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

namespace peelian {
namespace {

struct Answer {
    std::string about; ///< id of a finding, or of a rule
    bool whole_rule = false;
    std::string who, why, until;
};

std::string required(const TomlTable& table, std::string_view key) {
    std::string text(trim(table.text(key)));
    if (text.empty()) throw table.error(key, fmt::format("'{}' must say something", key));
    return text;
}

Answer read_answer(const TomlTable& table) {
    Answer answer;
    answer.who = required(table, "who");
    answer.why = required(table, "why");
    answer.until = table.text_or("until", "");
    if (!answer.until.empty() && !is_date(answer.until))
        throw table.error("until", fmt::format("'{}' is not a date; write it as \"2025-12-31\"", answer.until));
    auto id = table.maybe_text("id");
    auto check = table.maybe_text("check");
    if (id.has_value() == check.has_value())
        throw table.error(id ? "check" : "who", "[[explained]] must name one thing: 'id', a "
                                                "finding, or 'check', all findings of a rule");
    answer.whole_rule = check.has_value();
    answer.about = id ? *id : *check;
    table.done();
    return answer;
}

std::vector<Answer> read_answers(const std::filesystem::path& file) {
    TomlTable root = read_toml(file);
    std::vector<Answer> answers;
    for (const TomlTable& table : root.tables("explained"))
        answers.push_back(read_answer(table));
    root.done();
    return answers;
}

Finding note(std::string_view check, const Answer& answer, std::string message) {
    return check_rules::make(check, answer.about, CheckLevel::note, answer.about, std::move(message));
}

std::string nearest_id(const std::vector<Finding>& findings, const Answer& answer) {
    std::vector<std::string> names;
    for (const Finding& finding : findings)
        if (finding.level == CheckLevel::explain) names.push_back(answer.whole_rule ? finding.check : finding.id);
    auto near = nearest(answer.about, names);
    return near ? fmt::format(" Is '{}' meant?", *near) : "";
}

/// Puts one answer to what it is about; a note when that does nothing.
std::optional<Finding> apply(const Answer& answer, std::vector<Finding>& findings, std::string_view today) {
    bool expired = !answer.until.empty() && today > answer.until;
    bool found = false, stops = false;
    for (Finding& finding : findings) {
        if ((answer.whole_rule ? finding.check : finding.id) != answer.about) continue;
        found = true;
        if (finding.level == CheckLevel::stop) stops = true;
        else if (!expired && (!answer.whole_rule || finding.explained_by.empty())) {
            finding.explained_by = answer.who;
            finding.explanation = answer.why;
        }
    }
    if (!found)
        return note("explanation-unused", answer,
                    fmt::format("checks/explained.toml answers '{}', and there is no such "
                                "finding.{} Take the answer "
                                "out if the matter is settled.",
                                answer.about, nearest_id(findings, answer)));
    if (stops)
        return note("explanation-of-stop", answer,
                    fmt::format("checks/explained.toml answers '{}', which is a stop: it must be mended, an answer "
                                "does not let it pass.",
                                answer.about));
    if (expired)
        return note("explanation-expired", answer,
                    fmt::format("The answer of {} to '{}' held until {}. Look again, and answer anew or mend it.",
                                answer.who, answer.about, answer.until));
    return {};
}

} // namespace

std::vector<Finding> apply_explanations(std::vector<Finding> findings, const std::filesystem::path& file,
                                        std::string_view today) {
    if (!std::filesystem::exists(file)) return findings;
    std::vector<Finding> notes;
    std::vector<Answer> answers = read_answers(file);
    // Answers to one finding go before answers to a whole rule.
    std::ranges::stable_sort(answers, {}, &Answer::whole_rule);
    for (const Answer& answer : answers)
        if (auto said = apply(answer, findings, today)) notes.push_back(std::move(*said));
    findings.insert(findings.end(), notes.begin(), notes.end());
    return findings;
}

} // namespace peelian
