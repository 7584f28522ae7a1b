// SPDX-License-Identifier: MIT
#include "publish/sample_registers.hpp"

#include <fmt/format.h>

namespace peelian {
namespace {

FieldDefinition field(std::string id, std::string label, FieldType type, bool many = false, std::string to = {}) {
    FieldDefinition f;
    f.id = std::move(id);
    f.label = std::move(label);
    f.type = type;
    f.many = many;
    f.to = std::move(to);
    f.is_public = true;
    return f;
}

StateDefinition state(std::string id, std::string label, StateKind kind, std::string about = {}) {
    return {std::move(id), std::move(label), std::move(about), kind, true};
}

RegisterDefinition defined(std::string id, std::string title, std::string singular, std::string heading) {
    RegisterDefinition d;
    d.id = std::move(id);
    d.title = std::move(title);
    d.singular = std::move(singular);
    d.about = "Made up for tests.";
    d.heading = std::move(heading);
    d.is_public = true;
    return d;
}

Record record(const RegisterDefinition& d, std::string id, std::string stands, Values values) {
    Record r;
    r.register_id = d.id;
    r.id = std::move(id);
    r.state = std::move(stands);
    r.values = std::move(values);
    return r;
}

MadeMove moved(std::string move, std::string to, std::string_view on, std::string note, std::string source) {
    return {std::move(move), std::move(to), Day::from(on), std::move(note), std::move(source), "", 0, 0};
}

PublicRegister promises() {
    RegisterDefinition d = defined("commitments", "Commitments", "commitment", "text");
    d.fields = {field("text", "What is promised", FieldType::text),
                field("about", "More about it", FieldType::markdown),
                field("serves", "Objectives and outcomes it serves", FieldType::link, true, "plan"),
                field("section", "Section of the plan", FieldType::text),
                field("owner", "Who answers for it", FieldType::post),
                field("deadline", "To be done by", FieldType::month),
                field("measures", "Measures that show it", FieldType::link, true, "measure"),
                field("money", "Money set aside for it", FieldType::money)};
    d.fields[3].group = "Where it stands";
    d.group = "section";
    d.filters = {"section", "owner"};
    d.columns = {"text", "section", "owner", "deadline"};
    d.states = {state("not-reported", "Not reported on", StateKind::open, "None of the reports speaks of it."),
                state("underway", "Underway", StateKind::underway), state("done", "Done", StateKind::done),
                state("late", "Late", StateKind::late), state("dropped", "Dropped", StateKind::closed)};
    d.public_history = true;
    d.counter = true;
    PublicRegister all{d, {}, 2, {}, {{"To be done", {{"O1-01", "2024-12-31"}}}}};
    Record visits =
        record(d, "O1-01", "late",
               {{"text", {"Every burgled home is visited within a day."}},
                {"about", {"## How\n\nBy *patrols* <script>alert(1)</script>.\n\n| a | b |\n|---|--:|\n| 1 | 2 |"}},
                {"serves", {"O1.1"}},
                {"section", {"Safer homes"}},
                {"owner", {"Northmere Police"}},
                {"deadline", {"2024-12"}},
                {"measures", {"recorded-burglary", "robbery-rate", "tags"}},
                {"money", {"1234567.50"}}});
    visits.moves = {moved("", "not-reported", "2023-04-01", "", ""),
                    moved("report-underway", "underway", "2024-03-31", "Two districts do.", "Report 2023-24"),
                    moved("report-late", "late", "2025-03-31", "Three of four do.", "https://meres.example/report"),
                    moved("report-late", "late", "2025-04-30", "Still three.", "")};
    Record parks = record(d, "O1-02", "not-reported", {{"text", {"Parks are lit."}}, {"serves", {"O1"}}});
    all.records = {visits, parks};
    return all;
}

PublicRegister decisions() {
    RegisterDefinition d = defined("decisions", "Decisions", "decision", "title");
    d.number = "PCD {n}";
    d.fields = {field("title", "What was decided", FieldType::text),
                field("signed", "Signed on", FieldType::date),
                field("cost", "Cost", FieldType::money),
                field("kind", "Kind", FieldType::choice),
                field("urgent", "Urgent", FieldType::yes_no),
                field("area", "Area", FieldType::area),
                field("serves", "Outcomes it serves", FieldType::link, true, "plan"),
                field("promises", "Promises it keeps", FieldType::link, true, "commitments"),
                field("reasons", "Reasons", FieldType::markdown),
                field("form", "Form", FieldType::file)};
    d.fields[3].choices = {{"grant", "Grant"}, {"contract", "Contract"}};
    d.columns = {"title", "signed", "cost", "area", "promises"};
    d.filters = {"kind", "urgent", "area"};
    d.states = {state("signed", "Signed", StateKind::done)};
    d.public_history = true;
    PublicRegister all{d, {}, 5, {}, {}};
    Record lamps = record(d, "pcd-1", "signed",
                          {{"title", {"Lamps for Alder Vale"}},
                           {"signed", {"2024-05-01"}},
                           {"cost", {"-12.00"}},
                           {"kind", {"contract"}},
                           {"urgent", {"no"}},
                           {"area", {"E09000001"}},
                           {"serves", {"O1.1", "O1"}},
                           {"promises", {"O1-01", "O1-02"}},
                           {"form", {std::string(64, 'a') + "/form.pdf"}}});
    lamps.number = "PCD 1";
    lamps.withheld = {{"reasons", "Commercial interests until the contract ends."}};
    Record patrols = record(d, "pcd-2", "signed",
                            {{"title", {"=HYPERLINK(\"https://x.example\") for <b>patrols</b>"}},
                             {"kind", {"grant"}},
                             {"promises", {"O1-01"}}});
    patrols.number = "PCD 2";
    patrols.withheld = {{"cost", "Talks go on."}};
    all.records = {lamps, patrols};
    return all;
}

PublicRegister recommendations() {
    RegisterDefinition d = defined("recommendations", "Recommendations", "recommendation", "text");
    d.fields = {field("text", "Recommendation", FieldType::text), field("inspection", "Inspection", FieldType::choice),
                field("likelihood", "Likelihood", FieldType::number), field("impact", "Impact", FieldType::number)};
    d.fields[1].choices = {{"custody", "Custody 2023"}, {"leadership", "Leadership 2024"}};
    d.group = "inspection";
    d.columns = {"text", "inspection"};
    d.states = {state("open", "Open", StateKind::open), state("closed", "Closed", StateKind::done)};
    d.counter = true;
    d.scores = {{"risk", "Risk while it is open", "likelihood", "impact"}};
    PublicRegister all{d, {}, 3, {{"Answers to inspectors", {}}}, {}};
    for (int i = 0; i < 30; ++i)
        all.on_time[0].second.push_back(
            {(Month::of(2022, 10) + i).to_string(), i % 5, i % 5 > 1 ? 2 : 0, i % 5 > 2 ? 1 : 0, 0});
    all.records = {record(d, "cells", "open",
                          {{"text", {"Clean the cells.\nAll of them."}},
                           {"inspection", {"custody"}},
                           {"likelihood", {"3"}},
                           {"impact", {"4"}}}),
                   record(d, "lead", "closed", {{"text", {"Lead."}}, {"inspection", {"leadership"}}}),
                   record(d, "loose", "open", {{"text", {"Of no inspection."}}})};
    return all;
}

PublicRegister commentary() {
    RegisterDefinition d = defined("commentary", "Commentary", "commentary", "heading");
    d.fields = {field("heading", "What it says", FieldType::text),
                field("measure", "Measure", FieldType::link, false, "measure"),
                field("area", "Area", FieldType::area),
                field("month", "Month", FieldType::month),
                field("release", "Release", FieldType::link, false, "release"),
                field("text", "Commentary", FieldType::markdown),
                field("post", "Written by", FieldType::post),
                field("signed", "Signed on", FieldType::date)};
    d.states = {state("signed", "Signed", StateKind::done)};
    PublicRegister all{d, {}, 2, {}, {}};
    Values values{{"heading", {"A new team since <b>January</b>"}},
                  {"measure", {"recorded-burglary"}},
                  {"month", {"2025-02"}},
                  {"release", {"0123456789ab"}},
                  {"text", {"They see *every* home. <script>alert(1)</script>"}},
                  {"post", {"Head of Performance"}},
                  {"signed", {"2025-03-20"}}};
    Record whole = record(d, "c1", "signed", values);
    values["area"] = {"E09000001"};
    values.erase("signed");
    all.records = {whole, record(d, "c2", "signed", values)};
    return all;
}

} // namespace

void add_sample_registers(ReleaseContent& content) {
    RegisterDefinition boards = defined("boards", "Boards", "board", "name");
    boards.fields = {field("name", "Name", FieldType::text)};
    boards.states = {state("held", "Held", StateKind::done)};
    content.registers = {PublicRegister{boards, {}, 0, {}, {}}, promises(), decisions(), recommendations(),
                         commentary()};
    content.commitments = commitments_of(content.registers[1]);
}

} // namespace peelian
