// SPDX-License-Identifier: MIT
// Releases: what was built, what its checks found, what it changes, who approves it, when it is published,
// who may look before.
#include "base/text.hpp"
#include "release/sign_off.hpp"
#include "workbench/preview.hpp"
#include "workbench/record_values.hpp"
#include "workbench/routes.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace peelian {
namespace {

constexpr std::size_t k_most_rows = 100;

std::string state_words(const ReleaseInfo& release, const std::optional<Publication>& plan) {
    if (release.current) return "Published, shown now";
    if (release.state == ReleaseState::approved && plan) return "Approved, scheduled";
    if (release.state == ReleaseState::checked && release.manifest.to_explain > 0) return "Checked, answers wanted";
    std::string words(to_text(release.state));
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
}

std::string_view state_tag(const ReleaseInfo& release) {
    switch (release.state) {
    case ReleaseState::draft: return "govuk-tag--red";
    case ReleaseState::checked: return release.manifest.to_explain > 0 ? "govuk-tag--yellow" : "govuk-tag--blue";
    case ReleaseState::approved: return "govuk-tag--purple";
    case ReleaseState::published: return "govuk-tag--green";
    }
    return "";
}

std::string when_words(Moment moment) { return moment_words(moment) + " UTC"; }
std::string when_words(const std::string& text) {
    std::optional<Moment> moment = parse_moment(text);
    return moment ? when_words(*moment) : text;
}

/// What the pages of one release need.
struct Desk {
    Visit& visit;
    SignOff sign_off;
    ReleaseStore store;
    ReleaseInfo release;

    explicit Desk(Visit& asked)
        : visit(asked),
          sign_off(asked.parts.workspace.root, asked.parts.records.store(), asked.parts.records.clock()),
          store(asked.parts.workspace.root),
          release(store.find(known_id(asked.matched.at(0)))) {}

    /// Only an id: no path, no "latest".
    static const std::string& known_id(const std::string& id) {
        bool hex = id.size() >= 12 && id.find_first_not_of("0123456789abcdef") == std::string::npos;
        if (!hex) throw Error::not_found("There is no release '{}'", id);
        return id;
    }
    std::string address() const { return "/releases/" + release.id + "/"; }
};

bool keeps_releases(const Actor& actor) {
    return actor.is(Role::analyst) || actor.is(Role::approver) || actor.is(Role::auditor) ||
           actor.is(Role::administrator);
}

/// Releases somebody may know of: all for those who keep them; for others the published, and those they may look at.
http::AppResponse list_page(Visit& visit) {
    ReleaseStore store(visit.parts.workspace.root);
    SignOff sign_off(visit.parts.workspace.root, visit.parts.records.store(), visit.parts.records.clock());
    Sheet sheet;
    View page = visit.page(sheet, "Releases", "wb_releases.tpl");
    std::vector<ReleaseInfo> all = store.list();
    std::ranges::reverse(all);
    if (!keeps_releases(visit.actor))
        std::erase_if(all, [&](const ReleaseInfo& r) {
            return r.state != ReleaseState::published && !sign_off.may_look(visit.actor, r);
        });
    page.show("NONE", all.empty());
    if (!all.empty()) {
        View table = page.section("TABLE");
        for (const ReleaseInfo& release : all) {
            std::optional<Publication> plan = sign_off.publication(release.id);
            View row = table.section("RELEASE");
            row.text("ID", release.id).text("DATE", Day::from(release.manifest.date).to_words());
            row.text("STATE", state_words(release, plan)).fixed("TAG", state_tag(release));
            row.text("PROFILE", release.manifest.profile);
            row.text("BUILT_BY", release.events.empty() ? "" : release.events.front().by);
            row.text("PLANNED", plan ? when_words(plan->at) : "");
        }
    }
    return visit.show(sheet);
}

void fill_findings(View page, const std::string& release, const std::vector<ReleaseFinding>& findings,
                   bool may_answer) {
    std::size_t waiting = 0, answered = 0, notes = 0, stops = 0;
    for (const ReleaseFinding& f : findings) {
        if (f.level == "stop") ++stops;
        else if (f.waits()) ++waiting;
        else if (f.level == "explain") ++answered;
        else ++notes;
    }
    page.text("FINDINGS_WORDS", fmt::format("{} stop it, {} wait for an answer, {} answered, {} only noted.",
                                            number(static_cast<double>(stops)), number(static_cast<double>(waiting)),
                                            number(static_cast<double>(answered)), number(static_cast<double>(notes))));
    std::size_t shown = 0;
    for (const ReleaseFinding& f : findings) {
        if (f.level == "note" || shown == k_most_rows) continue;
        ++shown;
        View row = page.section("FINDING");
        row.text("SUBJECT", f.subject).text("MESSAGE", f.message);
        row.text("STATE", f.level == "stop" ? "Stops the release" : f.waits() ? "Wants an answer" : "Answered");
        if (!f.explained_by.empty()) row.section("ANSWER").text("BY", f.explained_by).text("WHY", f.explanation);
        if (f.waits() && may_answer) row.section("TO_ANSWER").text("ID", f.id).text("RELEASE_ID", release);
    }
}

void fill_differences(View page, const ReleaseDifferences& d) {
    page.show("FIRST", d.other.empty());
    if (d.other.empty()) return;
    View part = page.section("DIFFERENCES").text("OTHER", d.other);
    part.text("WORDS", fmt::format("{} and {} of whole areas are other than before; {} new, {} gone.",
                                   counted(d.figures.size(), "figure"), counted(d.verdicts.size(), "verdict"),
                                   counted(d.new_findings.size(), "finding"),
                                   number(static_cast<double>(d.gone_findings.size()))));
    if (!d.verdicts.empty()) {
        View table = part.section("VERDICTS");
        for (std::size_t i = 0; i < std::min(k_most_rows, d.verdicts.size()); ++i) {
            const VerdictDifference& v = d.verdicts[i];
            table.section("ROW")
                .text("MEASURE", v.measure)
                .text("AREA", v.area_name)
                .text("BEFORE", v.before.empty() ? "not there" : v.before)
                .text("AFTER", v.after.empty() ? "not there" : v.after);
        }
        table.show("MORE", d.verdicts.size() > k_most_rows);
    }
    if (!d.figures.empty()) {
        View table = part.section("FIGURES");
        for (std::size_t i = 0; i < std::min(k_most_rows, d.figures.size()); ++i) {
            const FigureDifference& f = d.figures[i];
            table.section("ROW")
                .text("MEASURE", f.measure)
                .text("AREA", f.area_code)
                .text("PERIOD", f.period)
                .text("BEFORE", f.before.empty() ? "missing" : f.before)
                .text("AFTER", f.after.empty() ? "missing" : f.after);
        }
        table.show("MORE", d.figures.size() > k_most_rows);
    }
}

void fill_steps(View page, Desk& desk, const std::optional<Publication>& plan) {
    const Actor& actor = desk.visit.actor;
    bool approver = actor.is(Role::approver);
    const ReleaseInfo& release = desk.release;
    bool own = std::ranges::any_of(release.events, [&](const ReleaseEvent& e) {
        return e.action == "checked" && (same_name(e.by, actor.name) || same_name(e.by, actor.id));
    });
    bool open = release.state == ReleaseState::checked;
    bool clean = release.manifest.stops == 0 && release.manifest.to_explain == 0;
    page.show("NOTHING", release.current);
    page.show("STOPPED", release.manifest.stops > 0);
    page.show("WAITS", open && release.manifest.stops == 0 && !clean);
    page.show("OWN", open && clean && approver && own);
    page.show("OTHERS", open && clean && !approver);
    if (open && clean && approver && !own) page.section("APPROVE").text("CSRF", desk.visit.session.csrf);
    bool can_publish = approver && release.state >= ReleaseState::approved && !release.current;
    if (can_publish) page.section("PUBLISH").text("CSRF", desk.visit.session.csrf);
    if (can_publish && release.state == ReleaseState::approved && !plan)
        page.section("SCHEDULE").text("CSRF", desk.visit.session.csrf);
    if (plan) {
        View planned = page.section("PLANNED");
        planned.text("WHEN", when_words(plan->at)).text("BY", plan->set_by);
        planned.number("HOURS", plan->open_hours);
        if (approver) planned.section("CANCEL").text("CSRF", desk.visit.session.csrf);
    }
}

void fill_readers(View page, Desk& desk) {
    std::vector<ReleaseReader> readers = desk.sign_off.readers(desk.release.id);
    bool approver = desk.visit.actor.is(Role::approver) && desk.release.state != ReleaseState::published;
    page.show("NO_READERS", readers.empty());
    if (!readers.empty()) {
        View table = page.section("READERS");
        for (const ReleaseReader& reader : readers) {
            View row = table.section("READER");
            row.text("NAME", reader.name).text("REASON", reader.reason).text("BY", reader.added_by);
            row.text("WHEN", when_words(reader.added_at));
            if (approver)
                row.section("REMOVE")
                    .text("RELEASE_ID", desk.release.id)
                    .text("ACCOUNT", reader.account)
                    .text("CSRF", desk.visit.session.csrf);
        }
    }
    if (approver) {
        View add = page.section("ADD_READER").text("CSRF", desk.visit.session.csrf);
        add.text("RELEASE_ID", desk.release.id);
        std::set<std::string, std::less<>> there;
        for (const ReleaseReader& reader : readers)
            there.insert(reader.account);
        for (const Account& account : desk.visit.parts.accounts.list())
            if (account.active && !there.contains(account.id))
                add.section("ACCOUNT").text("ID", account.id).text("NAME", account.name);
    }
    std::vector<SignOff::Look> looks = desk.sign_off.looks(desk.release.id);
    if (looks.empty() || !keeps_releases(desk.visit.actor)) return;
    View table = page.section("LOOKS");
    for (const SignOff::Look& look : looks)
        table.section("LOOK").text("WHEN", when_words(look.at)).text("WHO", look.account).text("PAGE", look.path);
}

http::AppResponse release_page_with(Desk& desk, const std::vector<FieldProblem>& problems, int status) {
    Visit& visit = desk.visit;
    if (!keeps_releases(visit.actor) && !desk.sign_off.may_look(visit.actor, desk.release))
        throw Forbidden("see release " + desk.release.id);
    Sheet sheet;
    const ReleaseInfo& release = desk.release;
    View page = visit.page(sheet, (problems.empty() ? "Release " : "Error: Release ") + release.id, "wb_release.tpl");
    std::optional<Publication> plan = desk.sign_off.publication(release.id);
    page.text("ID", release.id).text("DATE", Day::from(release.manifest.date).to_words());
    page.text("STATE", state_words(release, plan)).fixed("TAG", state_tag(release));
    page.text("PROFILE", release.manifest.profile).text("VERSION", release.manifest.version);
    page.text("FILES", number(static_cast<double>(release.manifest.files.size())));
    if (!problems.empty()) {
        View summary = page.section("ERRORS");
        for (const FieldProblem& p : problems)
            summary.section("PROBLEM").text("MESSAGE", p.message).text("FIELD", p.field);
    }
    page.show("LOOK_AT", desk.sign_off.may_look(visit.actor, release));
    fill_steps(page, desk, plan);
    bool answers = visit.actor.is(Role::analyst) || visit.actor.is(Role::approver);
    std::filesystem::path folder = desk.store.folder(release.id);
    fill_findings(page, release.id, findings_of(folder), answers);
    std::filesystem::path before;
    if (!release.manifest.previous.empty() && desk.store.exists(release.manifest.previous))
        before = desk.store.folder(release.manifest.previous);
    fill_differences(page, differences(folder, before));
    fill_readers(page, desk);
    for (const ReleaseEvent& event : release.events) {
        View row = page.section("EVENT").text("ACTION", capital(event.action)).text("BY", event.by);
        row.text("WHEN", when_words(event.time)).maybe("NOTE", event.note);
    }
    return visit.show(sheet, status);
}

http::AppResponse release_page(Visit& visit) {
    Desk desk(visit);
    return release_page_with(desk, {}, 200);
}

/// Does one step; what was wrong with it is said on the release's page.
template <typename Step> http::AppResponse take_step(Visit& visit, Step step) {
    Desk desk(visit);
    try {
        step(desk);
    } catch (const InvalidChange& invalid) {
        return release_page_with(desk, invalid.problems, 422);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::conflict) throw;
        return release_page_with(desk, {{"", error.what()}}, 409);
    }
    return http::AppResponse::see_other(desk.address());
}

http::AppResponse approve(Visit& visit) {
    return take_step(visit, [&](Desk& d) {
        if (visit.request.form.get("agreed") != "yes") {
            std::vector<FieldProblem> problems;
            problems.push_back({"agreed", "Confirm that you have looked at the checks and the differences"});
            throw InvalidChange(std::move(problems));
        }
        d.sign_off.approve(visit.actor, d.release, visit.request.form.get("note"));
    });
}
http::AppResponse publish(Visit& visit) {
    return take_step(visit, [&](Desk& d) { d.sign_off.publish_now(visit.actor, d.release); });
}

/// The time in a form: a date in three parts and hours and minutes, in UTC.
Moment time_of(const http::Parameters& form) {
    auto part = [&](std::string_view name, std::size_t width) {
        std::string text(trim(form.get(name)));
        return text.size() < width ? std::string(width - text.size(), '0') + text : text;
    };
    std::string text = part("at-year", 4) + "-" + part("at-month", 2) + "-" + part("at-day", 2) + "T" +
                       part("at-hour", 2) + ":" + part("at-minute", 2) + ":00Z";
    std::optional<Moment> moment = parse_moment(text);
    if (moment) return *moment;
    std::vector<FieldProblem> problems;
    problems.push_back({"at-day", "The time of publication must be a real day and time, such as 27 3 2018 at 09 30"});
    throw InvalidChange(std::move(problems));
}

int hours_of(const http::Parameters& form) {
    std::string text(trim(form.get("hours")));
    bool digits = !text.empty() && text.size() <= 3 && text.find_first_not_of("0123456789") == std::string::npos;
    return digits ? std::stoi(text) : -1;
}

http::AppResponse schedule(Visit& visit) {
    return take_step(visit, [&](Desk& d) {
        d.sign_off.schedule(visit.actor, d.release, time_of(visit.request.form), hours_of(visit.request.form));
    });
}
http::AppResponse cancel(Visit& visit) {
    return take_step(visit,
                     [&](Desk& d) { d.sign_off.cancel(visit.actor, d.release, visit.request.form.get("reason")); });
}

http::AppResponse add_reader(Visit& visit) {
    return take_step(visit, [&](Desk& d) {
        ReleaseReader reader;
        reader.account = visit.request.form.get("account");
        reader.reason = trim(visit.request.form.get("why"));
        std::optional<Account> account;
        if (!reader.account.empty()) account = visit.parts.accounts.find(reader.account);
        if (account) reader.name = account->name;
        else reader.account.clear();
        d.sign_off.add_reader(visit.actor, d.release, reader);
    });
}
http::AppResponse remove_reader(Visit& visit) {
    return take_step(
        visit, [&](Desk& d) { d.sign_off.remove_reader(visit.actor, d.release, visit.request.form.get("account")); });
}

/// The form of one answer; `why` and `until` are what was typed before.
http::AppResponse answer_form(Desk& desk, const std::vector<FieldProblem>& problems) {
    Visit& visit = desk.visit;
    std::vector<ReleaseFinding> findings = findings_of(desk.store.folder(desk.release.id));
    auto finding = std::ranges::find(findings, visit.matched.at(1), &ReleaseFinding::id);
    if (finding == findings.end()) throw Error::not_found("There is no finding '{}'", visit.matched.at(1));
    Sheet sheet;
    View page = visit.page(sheet, problems.empty() ? "Answer a finding" : "Error: Answer a finding", "wb_answer.tpl");
    page.text("RELEASE", desk.release.id).text("ID", finding->id).text("CSRF", visit.session.csrf);
    page.text("SUBJECT", finding->subject).text("MESSAGE", finding->message);
    page.text("WHY", visit.request.form.get("why")).text("UNTIL", visit.request.form.get("until"));
    if (!problems.empty()) {
        View summary = page.section("ERRORS");
        for (const FieldProblem& p : problems)
            summary.section("PROBLEM").text("MESSAGE", p.message).text("FIELD", p.field);
    }
    for (std::string_view field : {"why", "until"}) {
        auto problem = std::ranges::find(problems, field, &FieldProblem::field);
        if (problem != problems.end())
            page.section(field == "why" ? "WHY_WRONG" : "UNTIL_WRONG").text("MESSAGE", problem->message);
    }
    return visit.show(sheet, problems.empty() ? 200 : 422);
}

http::AppResponse answer_page(Visit& visit) {
    Desk desk(visit);
    if (!keeps_releases(visit.actor)) throw Forbidden("see what checks found");
    return answer_form(desk, {});
}
http::AppResponse answer(Visit& visit) {
    Desk desk(visit);
    try {
        desk.sign_off.explain(visit.actor, desk.release, visit.matched.at(1), visit.request.form.get("why"),
                              trim(visit.request.form.get("until")));
    } catch (const InvalidChange& invalid) {
        return answer_form(desk, invalid.problems);
    }
    Sheet sheet;
    View page = visit.page(sheet, "The answer is kept", "wb_answered.tpl");
    page.text("RELEASE", desk.release.id);
    return visit.show(sheet);
}

} // namespace

std::vector<RouteEntry> release_routes() {
    std::vector<RouteEntry> routes{
        {"GET", "/releases/", list_page},
        {"GET", "/releases/{}/", release_page},
        {"POST", "/releases/{}/approve", approve},
        {"POST", "/releases/{}/publish", publish},
        {"POST", "/releases/{}/schedule", schedule},
        {"POST", "/releases/{}/cancel", cancel},
        {"POST", "/releases/{}/readers", add_reader},
        {"POST", "/releases/{}/readers/remove", remove_reader},
        {"GET", "/releases/{}/findings/{}", answer_page},
        {"POST", "/releases/{}/findings/{}", answer},
    };
    routes.push_back({"GET", "/preview/{}/**", preview});
    return routes;
}

} // namespace peelian
