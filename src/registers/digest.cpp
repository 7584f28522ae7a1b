// SPDX-License-Identifier: MIT
#include "registers/digest.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <map>

namespace peelian {
namespace {

constexpr std::size_t k_most_changes = 5000; // looked at; of these a reader is shown what is theirs
constexpr Moment k_day = 24 * 3600;

std::string shown_title(const RegisterDefinition& definition, const std::string& title, const std::string& id) {
    return definition.restricted ? id : title;
}

std::string rule_label(const RegisterDefinition& definition, const std::string& id) {
    for (const DueRule& rule : definition.due)
        if (rule.id == id) return rule.label.empty() ? id : rule.label;
    return id;
}

void add_due(Records& records, const DigestReader& reader, Digest& digest) {
    std::vector<std::string> who{reader.actor.id, reader.actor.name};
    if (!reader.post.empty()) who.push_back(reader.post);
    for (const DueItem& item : records.due(reader.actor, std::nullopt, digest.today + k_digest_days_ahead,
                                           std::span<const std::string>(who))) {
        const RegisterDefinition& definition = records.definitions().at(item.register_id);
        DigestLine line{item.register_id, item.record, shown_title(definition, item.title, item.record),
                        rule_label(definition, item.rule), item.due};
        (item.due < digest.today ? digest.overdue : digest.soon).push_back(std::move(line));
    }
}

/// Whether the record is the reader's to look after: made by them, or with a field that names them.
bool is_theirs(const RegisterDefinition& definition, const Record& record, const DigestReader& reader) {
    if (record.created_by_id == reader.actor.id) return true;
    for (const FieldDefinition& field : definition.fields) {
        if (field.type != FieldType::person && field.type != FieldType::post) continue;
        auto value = record.values.find(field.id);
        if (value == record.values.end() || !may_read(reader.actor, field)) continue;
        for (const std::string& name : value->second)
            if (name == reader.actor.id || name == reader.actor.name || (!reader.post.empty() && name == reader.post))
                return true;
    }
    return false;
}

/// The number of the last event before the day.
std::int64_t last_event_before(Records& records, Day day) {
    SqlRows rows = records.store().take()->run("select coalesce(max(number), 0) from events where at < $1",
                                               {std::to_string(Moment{day.number()} * k_day)});
    return rows.integer(0, 0);
}

struct RecordChanges {
    std::vector<std::string> who; ///< names, in order of time
    Moment last = 0;
};
using ChangesByRecord = std::map<std::pair<std::string, std::string>, RecordChanges>;

ChangesByRecord changes_by_others(Records& records, const DigestReader& reader, Day from, Day today) {
    ChangesByRecord changes;
    std::vector<LogEvent> events =
        records.changed_since(reader.actor, last_event_before(records, from), k_most_changes);
    for (const LogEvent& event : events) {
        if (event.actor == reader.actor.id || event.at >= Moment{today.number()} * k_day) continue;
        if (records.definitions().find(event.register_id) == nullptr) continue; // accounts, releases
        RecordChanges& of = changes[{event.register_id, event.record}];
        of.last = std::max(of.last, event.at);
        if (std::ranges::find(of.who, event.actor_name) == of.who.end()) of.who.push_back(event.actor_name);
    }
    return changes;
}

void add_changes(Records& records, const DigestReader& reader, Digest& digest, Day from) {
    ChangesByRecord changes = changes_by_others(records, reader, from, digest.today);
    for (const RegisterDefinition& definition : records.definitions().all()) {
        auto of_register = [&](const auto& entry) { return entry.first.first == definition.id; };
        if (std::ranges::none_of(changes, of_register)) continue;
        // Whole records, so that nothing is noted as read: the mail shows no more than a title.
        for (const Record& record : records.all(definition.id)) {
            auto found = changes.find({definition.id, record.id});
            if (found == changes.end() || !may_read(reader.actor, definition, record)) continue;
            if (!is_theirs(definition, record, reader)) continue;
            Record visible = visible_to(reader.actor, definition, record);
            digest.changed.push_back({definition.id, record.id,
                                      shown_title(definition, visible.title(definition), record.id),
                                      "changed by " + listed(std::span<const std::string>(found->second.who)),
                                      Day::from(moment_text(found->second.last).substr(0, 10))});
        }
    }
}

std::string one_line(std::string_view text) {
    std::string line;
    for (char c : text)
        line += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    return line;
}

void add_section(std::string& text, std::string_view heading, const std::vector<DigestLine>& lines, bool with_due,
                 const RegisterDefinitions& definitions, std::string_view workbench) {
    if (lines.empty()) return;
    text += fmt::format("{}\n\n", heading);
    for (const DigestLine& line : lines) {
        const RegisterDefinition* definition = definitions.find(line.register_id);
        text += fmt::format("- {} ({})\n  {}{}\n", one_line(line.title),
                            definition != nullptr ? definition->title : line.register_id, one_line(line.what),
                            (with_due ? ": due " : ", ") + line.day.to_words());
        if (!workbench.empty()) text += fmt::format("  {}/registers/{}/{}\n", workbench, line.register_id, line.record);
    }
    text += '\n';
}

std::string subject_of(const Digest& digest) {
    std::vector<std::string> parts;
    if (!digest.overdue.empty()) parts.push_back(fmt::format("{} overdue", digest.overdue.size()));
    if (!digest.soon.empty()) parts.push_back(fmt::format("{} due soon", digest.soon.size()));
    if (!digest.changed.empty()) parts.push_back(fmt::format("{} changed", digest.changed.size()));
    return "Your work: " + join(std::span<const std::string>(parts), ", ");
}

/// The day of the last digest, whose own changes were not told yet; else yesterday.
Day told_until(StoreConnection& connection, const std::string& account, Day today) {
    SqlRows rows =
        connection.run("select max(day) from digests where account = $1 and day < $2", {account, today.to_string()});
    auto day = Day::parse(rows.text(0, 0));
    return day.value_or(today - 1);
}

bool is_written(StoreConnection& connection, const std::string& account, Day today) {
    return !connection.run("select 1 from digests where account = $1 and day = $2", {account, today.to_string()})
                .empty();
}

} // namespace

Digest make_digest(Records& records, const DigestReader& reader, Day today, Day changed_from) {
    Digest digest;
    digest.today = today;
    add_due(records, reader, digest);
    add_changes(records, reader, digest, changed_from);
    auto by_day = [](const DigestLine& a, const DigestLine& b) { return a.day < b.day; };
    for (auto* lines : {&digest.overdue, &digest.soon, &digest.changed})
        std::ranges::stable_sort(*lines, by_day);
    return digest;
}

std::string digest_text(const Digest& digest, const RegisterDefinitions& definitions, std::string_view name,
                        std::string_view workbench) {
    std::string text = fmt::format("Dear {},\n\nThis is what the registers have for you on {}.\n\n", one_line(name),
                                   digest.today.to_words());
    add_section(text, "Overdue", digest.overdue, true, definitions, workbench);
    add_section(text, fmt::format("Due in the next {} days", k_digest_days_ahead), digest.soon, true, definitions,
                workbench);
    add_section(text, "Changed by others", digest.changed, false, definitions, workbench);
    if (!workbench.empty()) text += fmt::format("All your work: {}/\n", workbench);
    return text;
}

std::optional<std::filesystem::path> write_digest(Records& records, const DigestReader& reader,
                                                  const DigestOptions& options) {
    if (reader.email.empty()) return std::nullopt;
    Moment now = records.clock().now();
    Day today = records.clock().today();
    auto db = records.store().take();
    if (is_written(*db, reader.actor.id, today)) return std::nullopt;
    Digest digest = make_digest(records, reader, today, told_until(*db, reader.actor.id, today));
    if (digest.empty()) return std::nullopt;
    MailMessage message;
    message.from = options.from;
    message.to = {reader.actor.name, reader.email};
    message.subject = subject_of(digest);
    message.body = digest_text(digest, records.definitions(), reader.actor.name, options.workbench);
    message.at = now;
    message.id = fmt::format("digest.{}.{}", reader.actor.id, today.to_string());
    std::string text = message_text(message);
    Transaction change(*db); // held while the file is written, so that row and file are there together
    if (is_written(*db, reader.actor.id, today)) return std::nullopt;
    db->run("insert into digests(account, day) values ($1, $2)", {reader.actor.id, today.to_string()});
    std::filesystem::path file =
        records.store().address().outbox() / fmt::format("{}-{}.eml", today.to_string(), reader.actor.id);
    write_file(file, text);
    change.commit();
    return file;
}

} // namespace peelian
