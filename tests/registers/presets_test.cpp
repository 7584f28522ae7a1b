// SPDX-License-Identifier: MIT
// The registers that come with the program, and the records of London's plan.
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "registers/content.hpp"
#include "registers/text_records.hpp"
#include "support/folders.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

using namespace peelian;
using namespace peelian::tests;
namespace fs = std::filesystem;

namespace {

const fs::path k_root = made::source_dir();
const fs::path k_london = k_root / "examples/london-2017";

/// London's registers with their records; links between them must lead somewhere.
struct London {
    RegisterDefinitions definitions = read_registers(k_london, k_root / "presets");
    std::map<std::string, std::vector<Record>, std::less<>> records;

    London() {
        References any;
        for (const RegisterDefinition& d : definitions.all())
            if (fs::path file = k_london / "records" / (d.id + ".toml"); fs::exists(file))
                records[d.id] = read_text_records(file, d, any);
        References known;
        known.exists = [&](std::string_view kind, std::string_view id) {
            auto found = records.find(kind);
            if (definitions.find(kind) == nullptr) return true; // measures, areas, the plan: the release looks
            return found != records.end() && std::ranges::find(found->second, id, &Record::id) != found->second.end();
        };
        for (const RegisterDefinition& d : definitions.all())
            if (records.contains(d.id)) read_text_records(k_london / "records" / (d.id + ".toml"), d, known);
    }
    const std::vector<Record>& of(std::string_view id) const { return records.find(id)->second; }
};

int whole_per_cent(const OnTime& month) { return static_cast<int>(std::lround(month.per_cent())); }

} // namespace

TEST_CASE("each register that comes with the program can be used as it is") {
    TemporaryFolder folder;
    std::size_t count = 0;
    for (const fs::path& preset : files_below(k_root / "presets/registers")) {
        write_file(folder / "registers" / preset.filename(), "use = \"" + preset.stem().string() + "\"\n");
        ++count;
    }
    CHECK(count >= 20);
    CHECK(read_registers(folder.path(), k_root / "presets").all().size() == count);
}

TEST_CASE("the manual tells of each register that comes with the program") {
    std::string manual = read_file(k_root / "docs/registers.md");
    for (const fs::path& preset : files_below(k_root / "presets/registers")) {
        CAPTURE(preset);
        CHECK(manual.find("`" + preset.stem().string() + "`") != std::string::npos);
    }
}

TEST_CASE("no register lets a viewer or an auditor make or change a record") {
    London london;
    for (const RegisterDefinition& d : london.definitions.all()) {
        CAPTURE(d.id);
        CHECK((d.create & (role_bit(Role::viewer) | role_bit(Role::auditor))) == 0);
        CHECK((d.edit & (role_bit(Role::viewer) | role_bit(Role::auditor))) == 0);
    }
}

TEST_CASE("the nineteen decisions of the committee report stand under their printed numbers") {
    London london;
    std::vector<std::string> numbers;
    for (const Record& r : london.of("decisions"))
        numbers.push_back(r.number);
    CHECK(numbers == std::vector<std::string>{"PCD 132", "PCD 139", "PCD 170", "PCD 174", "PCD 183", "PCD 186",
                                              "PCD 188", "PCD 197", "PCD 198", "PCD 199", "PCD 200", "PCD 201",
                                              "PCD 203", "PCD 209", "PCD 210", "PCD 212", "PCD 213", "PCD 216",
                                              "PCD 218"});
    CHECK(std::ranges::all_of(london.of("decisions"), [](const Record& r) { return r.state == "published"; }));
}

TEST_CASE("the figures on time of the committee report come out of the registers") {
    London london;
    auto months = [&](std::string_view id) {
        const RegisterDefinition& d = london.definitions.at(id);
        return on_time(d, d.due.front(), london.of(id), Day::from("2017-08-31"));
    };
    auto letters = months("correspondence");
    REQUIRE(letters.size() == 3);
    CHECK(letters[0].received == 155);
    CHECK(letters[0].on_time == 99);
    CHECK(whole_per_cent(letters[0]) == 64);
    CHECK(letters[1].received == 3510);
    CHECK(letters[1].on_time == 3467);
    CHECK(whole_per_cent(letters[1]) == 99);
    CHECK(letters[2].received == 3178);
    CHECK(letters[2].on_time == 3153);
    CHECK(whole_per_cent(letters[2]) == 99);
    auto questions = months("questions");
    REQUIRE(questions.size() == 1);
    CHECK(questions[0].received == 101);
    CHECK(questions[0].on_time == 92);
    CHECK(whole_per_cent(questions[0]) == 91);
    CHECK(london.of("campaigns").front().first("items") == "6250");
}

TEST_CASE("three in four of the detainees who were available were spoken to") {
    London london;
    const Record& visits = london.of("custody-visits").front();
    double available = std::stod(visits.first("held")) - std::stod(visits.first("unavailable"));
    CHECK(available == 5240);
    CHECK(std::lround(100 * std::stod(visits.first("interviewed")) / available) == 76);
    CHECK(std::stod(visits.first("interviewed")) + std::stod(visits.first("declined")) == available);
}

TEST_CASE("the projects that the annual reports count come out of the register") {
    London london;
    std::map<std::string, std::int64_t> projects;
    for (const Record& r : london.of("projects"))
        projects[r.first("programme")] += std::stoll(r.first("projects").empty() ? "1" : r.first("projects"));
    CHECK(projects["Safer Neighbourhood Boards"] == 201); // 200 in 2017-18, and the year after as a whole
    CHECK(projects["Community Seed Fund"] == 43);
    CHECK(projects["Small grants for victims"] == 35);
    CHECK(projects["Young Londoners Fund"] == 179);
}

TEST_CASE("what is told of the past has a source, and what is made up says so") {
    London london;
    const std::string_view made_up = "made up for the example";
    for (const auto& [id, records] : london.records)
        for (const Record& r : records) {
            CAPTURE(id);
            CAPTURE(r.id);
            std::string told = lower(r.first("source"));
            for (const MadeMove& move : r.moves)
                told += lower(move.source + move.note);
            // A promise that nothing was reported of has its section of the plan for a source.
            CHECK((!told.empty() || !r.first("section").empty()));
            if (id == "risks" || id == "local-priorities") CHECK(told.find(made_up) != std::string::npos);
            else CHECK(told.find(made_up) == std::string::npos);
        }
}

TEST_CASE("no letter or question of the returns has a day of answer that nobody printed") {
    London london;
    for (std::string_view id : {"correspondence", "questions"})
        for (const Record& r : london.of(id)) {
            CAPTURE(r.id);
            bool late = r.id.ends_with("-late");
            CHECK(r.first("answered").empty() == late);
        }
}

TEST_CASE("the public figures on time leave no letter out, and say nothing of what is in one") {
    London london;
    const RegisterDefinition& letters = london.definitions.at("correspondence");
    CHECK(std::ranges::all_of(letters.states, &StateDefinition::is_public));
    for (std::string_view inside : {"topic", "correspondent", "letter", "reply", "files", "owner", "area"}) {
        CAPTURE(inside);
        CHECK_FALSE(letters.field_at(inside).is_public);
    }
    CHECK_FALSE(letters.public_history);
    CHECK(letters.restricted);
}

TEST_CASE("what is not for the public is in no public part") {
    London london;
    for (const RegisterDefinition& d : london.definitions.all()) {
        if (!london.records.contains(d.id)) continue;
        PublicRegister open = public_part(d, london.of(d.id), Day::from("2019-06-30"));
        if (d.id == "risks") CHECK(open.records.empty());
        for (const Record& r : open.records)
            for (const auto& [field, value] : r.values)
                CHECK(d.field_at(field).is_public);
    }
    const RegisterDefinition& decisions = london.definitions.at("decisions");
    CHECK_FALSE(decisions.field_at("advice").is_public);
}
