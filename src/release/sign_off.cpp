// SPDX-License-Identifier: MIT
#include "release/sign_off.hpp"

#include "base/date.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>

namespace peelian {
namespace fs = std::filesystem;
namespace {

void need(bool allowed, std::string_view what) {
    if (!allowed) throw Forbidden(std::string(what));
}

[[noreturn]] void refuse(std::string field, std::string message) {
    std::vector<FieldProblem> problems;
    problems.push_back({std::move(field), std::move(message)});
    throw InvalidChange(std::move(problems));
}

/// JSON of texts, for the log.
std::string object(std::initializer_list<std::pair<std::string_view, std::string>> members) {
    std::string out = "{";
    for (const auto& [name, value] : members) {
        if (out.size() > 1) out += ',';
        append_json(out, name);
        out += ':';
        append_json(out, value);
    }
    return out + "}";
}

/// As a TOML basic string.
std::string toml_text(std::string_view text) {
    std::string out;
    append_json(out, text); // every JSON string is one of TOML's
    return replace_all(out, "\x7f", "\\u007F");
}

/// Held while checks/explained.toml is read and written, so that two answers do not lose one another.
class FileLock {
public:
    explicit FileLock(const fs::path& path) : fd_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        if (fd_ < 0 || ::flock(fd_, LOCK_EX) != 0)
            throw Error::io("Cannot lock the answers to findings").at(path.string());
    }
    ~FileLock() { ::close(fd_); }
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    int fd_;
};

void append_answer(const fs::path& root, const std::string& finding, const std::string& who, const std::string& why,
                   const std::string& until) {
    fs::create_directories(root / "checks");
    fs::create_directories(root / ".peelian");
    FileLock lock(root / ".peelian" / "explained.lock");
    fs::path file = root / "checks" / "explained.toml";
    std::string text = fs::exists(file) ? read_file(file) : "";
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
    if (!text.empty()) text += '\n';
    text += fmt::format("[[explained]]\nid  = {}\nwho = {}\nwhy = {}\n", toml_text(finding), toml_text(who),
                        toml_text(why));
    if (!until.empty()) text += fmt::format("until = {}\n", toml_text(until));
    write_file(file, text);
}

} // namespace

SignOff::SignOff(fs::path workspace, Store& store, const Clock& clock)
    : root_(std::move(workspace)),
      releases_(root_),
      store_(store),
      clock_(clock) {}

void SignOff::log(StoreConnection& connection, const Actor& by, std::string_view release, std::string action,
                  std::string change, std::string reason) {
    LogEvent event;
    event.at = clock_.now();
    event.actor = by.id;
    event.actor_name = by.name;
    event.register_id = "releases";
    event.record = release;
    event.action = std::move(action);
    event.change = std::move(change);
    event.reason = std::move(reason);
    append_event(connection, std::move(event));
}

void SignOff::explain(const Actor& by, const ReleaseInfo& release, std::string_view finding, std::string_view why,
                      std::string_view until) {
    need(by.is(Role::analyst) || by.is(Role::approver), "answer what checks found");
    std::string words(trim(why));
    if (words.empty()) refuse("why", "Enter what explains it");
    if (!until.empty() && !is_date(until))
        refuse("until", "The day it holds until must be a real day, written 2025-12-31");
    std::vector<ReleaseFinding> findings = findings_of(releases_.folder(release.id));
    auto found = std::ranges::find(findings, finding, &ReleaseFinding::id);
    if (found == findings.end() || found->level != "explain")
        throw Error::not_found("Release {} has no finding '{}' that asks for an answer", release.id, finding);
    auto connection = store_.take();
    Transaction change(*connection);
    log(*connection, by, release.id, "explain",
        object({{"finding", std::string(finding)}, {"why", words}, {"until", std::string(until)}}), "");
    append_answer(root_, std::string(finding), by.name, words, std::string(until));
    change.commit();
}

void SignOff::approve(const Actor& by, const ReleaseInfo& release, const std::string& note) {
    need(by.is(Role::approver), "approve releases");
    for (const ReleaseEvent& event : release.events)
        if (event.action == "checked" && (same_name(event.by, by.id) || same_name(event.by, by.name)))
            throw Error::conflict("You built release {} and cannot approve it", release.id)
                .hint("Another approver must.");
    auto connection = store_.take();
    Transaction change(*connection);
    log(*connection, by, release.id, "approve", object({{"note", note}}), note);
    releases_.approve(release, by.name, note);
    change.commit();
}

void SignOff::publish_now(const Actor& by, const ReleaseInfo& release) {
    need(by.is(Role::approver), "publish releases");
    auto connection = store_.take();
    Transaction change(*connection);
    log(*connection, by, release.id, "publish", "{}", "");
    connection->run("delete from publications where release = $1", {release.id});
    releases_.publish(release, by.name);
    change.commit();
}

void SignOff::schedule(const Actor& by, const ReleaseInfo& release, Moment at, int open_hours) {
    need(by.is(Role::approver), "schedule releases");
    std::vector<FieldProblem> problems;
    if (release.state < ReleaseState::approved)
        throw Error::conflict("Release {} is {}, not approved", release.id, to_text(release.state))
            .hint("It can be scheduled once somebody other than its maker has approved it.");
    if (at <= clock_.now()) problems.push_back({"at", "The time of publication must lie ahead"});
    if (open_hours < 0 || open_hours > k_longest_open)
        problems.push_back({"hours", fmt::format("Hours before must be between 0 and {}", k_longest_open)});
    if (!problems.empty()) throw InvalidChange(std::move(problems));
    auto connection = store_.take();
    Transaction change(*connection);
    log(*connection, by, release.id, "schedule",
        object({{"at", moment_text(at)}, {"hours", std::to_string(open_hours)}}), "");
    connection->run("delete from publications where release = $1", {release.id});
    connection->run(
        "insert into publications (release, at, open_hours, set_by, set_at) values ($1, $2, $3, $4, $5)",
        {release.id, std::to_string(at), std::to_string(open_hours), by.name, std::to_string(clock_.now())});
    change.commit();
}

void SignOff::cancel(const Actor& by, const ReleaseInfo& release, const std::string& reason) {
    need(by.is(Role::approver), "cancel a publication");
    if (trim(reason).empty()) refuse("reason", "Enter why it is not published then");
    auto connection = store_.take();
    Transaction change(*connection);
    if (connection->run("select 1 from publications where release = $1", {release.id}).empty())
        throw Error::conflict("Release {} is not scheduled", release.id);
    log(*connection, by, release.id, "cancel", "{}", reason);
    connection->run("delete from publications where release = $1", {release.id});
    change.commit();
}

std::vector<Publication> SignOff::publications() {
    auto connection = store_.take();
    SqlRows rows = connection->run("select release, at, open_hours, set_by from publications order by at, release");
    std::vector<Publication> out;
    for (std::size_t i = 0; i < rows.size(); ++i)
        out.push_back({rows.text(i, 0), rows.integer(i, 1), static_cast<int>(rows.integer(i, 2)), rows.text(i, 3)});
    return out;
}

std::optional<Publication> SignOff::publication(std::string_view release) {
    for (Publication& p : publications())
        if (p.release == release) return p;
    return std::nullopt;
}

void SignOff::add_reader(const Actor& by, const ReleaseInfo& release, const ReleaseReader& reader) {
    need(by.is(Role::approver), "say who may look before publication");
    if (release.state == ReleaseState::published)
        throw Error::conflict("Release {} is published: everybody may look", release.id);
    std::vector<FieldProblem> problems;
    if (trim(reader.account).empty()) problems.push_back({"account", "Choose who may look"});
    if (trim(reader.reason).empty()) problems.push_back({"reason", "Enter why this person has to know beforehand"});
    if (!problems.empty()) throw InvalidChange(std::move(problems));
    auto connection = store_.take();
    Transaction change(*connection);
    log(*connection, by, release.id, "add-reader", object({{"account", reader.account}}), reader.reason);
    connection->run("delete from release_readers where release = $1 and account = $2", {release.id, reader.account});
    connection->run("insert into release_readers (release, account, name, reason, added_by, added_at) "
                    "values ($1, $2, $3, $4, $5, $6)",
                    {release.id, reader.account, reader.name, reader.reason, by.name, std::to_string(clock_.now())});
    change.commit();
}

void SignOff::remove_reader(const Actor& by, const ReleaseInfo& release, std::string_view account) {
    need(by.is(Role::approver), "say who may look before publication");
    auto connection = store_.take();
    Transaction change(*connection);
    log(*connection, by, release.id, "remove-reader", object({{"account", std::string(account)}}), "");
    connection->run("delete from release_readers where release = $1 and account = $2",
                    {release.id, std::string(account)});
    change.commit();
}

std::vector<ReleaseReader> SignOff::readers(std::string_view release) {
    auto connection = store_.take();
    SqlRows rows = connection->run("select account, name, reason, added_by, added_at from release_readers "
                                   "where release = $1 order by name, account",
                                   {std::string(release)});
    std::vector<ReleaseReader> out;
    for (std::size_t i = 0; i < rows.size(); ++i)
        out.push_back({rows.text(i, 0), rows.text(i, 1), rows.text(i, 2), rows.text(i, 3), rows.integer(i, 4)});
    return out;
}

bool SignOff::may_look(const Actor& who, const ReleaseInfo& release) {
    if (release.state == ReleaseState::published) return true;
    if (who.is(Role::analyst) || who.is(Role::approver) || who.is(Role::auditor)) return true;
    std::optional<Publication> plan = publication(release.id);
    if (!plan || release.state < ReleaseState::approved) return false;
    if (clock_.now() < plan->at - Moment{plan->open_hours} * 3600) return false;
    std::vector<ReleaseReader> named = readers(release.id);
    return std::ranges::find(named, who.id, &ReleaseReader::account) != named.end();
}

void SignOff::note_look(const Actor& who, std::string_view release, std::string_view path) {
    auto connection = store_.take();
    Transaction change(*connection);
    connection->run("insert into release_reads (at, release, account, path) values ($1, $2, $3, $4)",
                    {std::to_string(clock_.now()), std::string(release), who.id, std::string(path)});
    change.commit();
}

std::vector<SignOff::Look> SignOff::looks(std::string_view release, std::size_t most) {
    auto connection = store_.take();
    SqlRows rows = connection->run(fmt::format("select at, account, path from release_reads where release = $1 "
                                               "order by at desc, account, path limit {}",
                                               most),
                                   {std::string(release)});
    std::vector<Look> out;
    for (std::size_t i = 0; i < rows.size(); ++i)
        out.push_back({rows.integer(i, 0), rows.text(i, 1), rows.text(i, 2)});
    return out;
}

std::vector<std::string> SignOff::publish_due(std::vector<std::string>* faults) {
    std::vector<std::string> done;
    Moment now = clock_.now();
    for (const Publication& plan : publications()) {
        if (plan.at > now) continue;
        try {
            auto connection = store_.take();
            Transaction change(*connection);
            // Another process may have been first.
            if (connection->run("select 1 from publications where release = $1", {plan.release}).empty()) continue;
            log(*connection, Actor::operator_named("Schedule"), plan.release, "publish",
                object({{"at", moment_text(plan.at)}, {"set by", plan.set_by}}), "At the time that was set");
            connection->run("delete from publications where release = $1", {plan.release});
            releases_.publish(releases_.find(plan.release), plan.set_by);
            change.commit();
            done.push_back(plan.release);
        } catch (const Error& error) {
            if (faults != nullptr) faults->push_back(fmt::format("{}: {}", plan.release, error.what()));
        }
    }
    return done;
}

} // namespace peelian
