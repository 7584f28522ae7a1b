// SPDX-License-Identifier: MIT
// What was stated in print, by subject: what disagrees stands first, and our own figures beside
// what they can be held against.
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/claim_views.hpp"
#include "publish/pages.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace peelian {
namespace {

const ClaimRegister& register_of(const SiteContext& site) { return site.content.claims; }

std::string document_date(const ClaimDocument& document) {
    return document.date.size() == 7 ? document.month().to_words() : date_words(document.date);
}

/// Our figure as shown, or why there is none.
std::string own_words(const SiteContext& site, std::size_t claim) {
    const ClaimOwnFigure& own = site.content.claim_figures[claim];
    if (own.has_value()) return figure_words(register_of(site).claims[claim].unit, own.point->value);
    if (own.point && own.point->flag == Flag::suppressed) return "withheld";
    return "not in this release";
}

void fill_own(View row, const SiteContext& site, std::size_t claim) {
    const std::optional<ClaimLink>& link = register_of(site).claims[claim].ours;
    row.show("NO_OWN", !link);
    if (!link) return;
    View own = row.section("OWN").text("VALUE", own_words(site, claim));
    own.text("PERIOD", period_in_words(link->kind, link->last));
    const MeasureIndex* index = site.find(link->measure);
    own.text("NAME", index == nullptr ? link->measure : index->measure->title);
    own.maybe("ADDRESS", index == nullptr ? "" : address::measure(link->measure));
    own.text("AREA", site.area(link->area).name + (link->group.empty() ? "" : ", " + link->group));
}

void fill_claim(View row, const SiteContext& site, std::size_t c) {
    const Claim& claim = register_of(site).claims[c];
    const ClaimDocument& document = register_of(site).document_of(claim);
    row.text("ID", "claim-" + claim.id).text("PRINTED", claim.printed).text("STATEMENT", claim.statement);
    row.text("COUNTS", register_of(site).definition_of(claim).text);
    row.text("BY", claim.by).text("DOCUMENT", document.title).text("DATE", document_date(document));
    row.text("SECTION", claim.section).maybe("PAGE", claim.page).maybe("NOTE", claim.note);
    row.text("PERIOD", claim.period ? capital(period_words(*claim.period)) : "Not said");
    fill_own(row, site, c);
}

void fill_finding(View item, const SiteContext& site, const ClaimFinding& finding) {
    item.fixed("KIND", finding_words(finding.kind)).text("SENTENCE", finding.sentence);
    item.show("OPEN", wants_answer(finding.kind) && !finding.answer);
    if (!finding.answer) return;
    const ClaimAnswer& answer = register_of(site).answers[*finding.answer];
    View view = item.section("ANSWER").text("TEXT", answer.text).text("BY", answer.by);
    view.text("DATE", date_words(answer.date))
        .maybe("RIGHT", answer.right ? register_of(site).told(*answer.right) : "");
}

/// Findings of a subject; they stand together, by kind.
std::vector<const ClaimFinding*> findings_of(const SiteContext& site, std::size_t subject) {
    std::vector<const ClaimFinding*> found;
    for (const ClaimFinding& f : site.content.claim_findings)
        if (f.subject == subject) found.push_back(&f);
    return found;
}

/// What a subject is listed by: its gravest kind, one that is answered after one that is open.
std::size_t rank_of(const SiteContext& site, std::size_t subject) {
    std::size_t best = 2 * k_claim_finding_kinds;
    for (const ClaimFinding* f : findings_of(site, subject))
        best = std::min(best, 2 * static_cast<std::size_t>(f->kind) + (f->answer ? 1 : 0));
    return best;
}

void fill_subject(View view, const SiteContext& site, std::size_t subject) {
    const ClaimSubject& s = register_of(site).subjects[subject];
    view.text("ID", s.id).text("TITLE", s.title);
    std::vector<const ClaimFinding*> findings = findings_of(site, subject);
    view.show("ALONE", findings.empty());
    if (!findings.empty()) {
        View list = view.section("FINDINGS");
        for (const ClaimFinding* f : findings)
            fill_finding(list.section("FINDING"), site, *f);
    }
    for (std::size_t c = 0; c < register_of(site).claims.size(); ++c)
        if (register_of(site).claims[c].subject == subject) fill_claim(view.section("CLAIM"), site, c);
}

void fill_counts(View page, const SiteContext& site) {
    std::array<std::size_t, k_claim_finding_kinds> counts{};
    for (const ClaimFinding& f : site.content.claim_findings)
        ++counts[static_cast<std::size_t>(f.kind)];
    for (std::size_t k = 0; k < counts.size(); ++k)
        if (counts[k] > 0)
            page.section("COUNT")
                .fixed("KIND", finding_words(static_cast<ClaimFindingKind>(k)))
                .text("N", number(static_cast<double>(counts[k])));
    std::size_t open = unanswered(site.content.claim_findings);
    page.text("OPEN",
              open == 0 ? "Each that does not agree has an answer" : counted(open, "has", "have") + " no answer yet");
    page.text("CLAIMS", counted(register_of(site).claims.size(), "claim"));
    page.text("SUBJECTS", counted(register_of(site).subjects.size(), "subject"));
    page.text("DOCUMENTS", counted(register_of(site).documents.size(), "document"));
}

} // namespace

void claims_page(Sheet& sheet, const SiteContext& site) {
    PageHead head{"What was stated in print", "about", {{"About", "/about/"}}, {}};
    View page = start_page(sheet, site, head, "claims.tpl");
    fill_counts(page, site);
    std::vector<std::size_t> order(register_of(site).subjects.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t subject) { return rank_of(site, subject); });
    for (std::size_t subject : order) {
        std::vector<const ClaimFinding*> findings = findings_of(site, subject);
        View entry = page.section("ENTRY");
        entry.text("ADDRESS", address::claims_about(register_of(site).subjects[subject].id));
        entry.text("TITLE", register_of(site).subjects[subject].title);
        entry.maybe("KIND", findings.empty() ? "" : finding_words(findings.front()->kind));
        fill_subject(page.section("SUBJECT"), site, subject);
    }
}

void fill_claims_about(View page, const SiteContext& site, std::string_view measure) {
    std::vector<std::size_t> about;
    for (std::size_t c = 0; c < register_of(site).claims.size(); ++c)
        if (const auto& link = register_of(site).claims[c].ours; link && link->measure == measure) about.push_back(c);
    if (about.empty()) return;
    View view = page.section("CLAIMS");
    for (std::size_t c : about) {
        const Claim& claim = register_of(site).claims[c];
        View item = view.section("CLAIM").text("STATEMENT", register_of(site).subjects[claim.subject].title + ": " +
                                                                claim.statement);
        item.text("TOLD", register_of(site).told(c)).text("OWN", own_words(site, c));
        item.text("PERIOD", period_in_words(claim.ours->kind, claim.ours->last));
        item.text("ADDRESS", address::claims_about(register_of(site).subjects[claim.subject].id));
    }
}

} // namespace peelian
