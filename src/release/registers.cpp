// SPDX-License-Identifier: MIT
#include "release/registers.hpp"

#include "measures/definitions.hpp"
#include "registers/text_records.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace peelian {
namespace fs = std::filesystem;
namespace {

/// Ids of records by register.
using RecordIds = std::map<std::string, std::set<std::string, std::less<>>, std::less<>>;

fs::path text_of(const Workspace& workspace, const RegisterDefinition& definition) {
    return workspace.root / "records" / (definition.id + ".toml");
}

/// A file of records that no register is declared for would silently be on no page.
void check_record_files(const Workspace& workspace) {
    if (!fs::is_directory(workspace.root / "records")) return;
    for (const auto& entry : fs::directory_iterator(workspace.root / "records")) {
        if (entry.path().extension() != ".toml") continue;
        std::string id = entry.path().stem();
        if (workspace.registers.find(id) == nullptr)
            throw Error::input("There are records of '{}', and no such register is declared", id)
                .at(entry.path().string())
                .hint("Declare it in registers/" + id + ".toml, or take the file away.");
    }
}

/// Twice: a record may link to one that stands in another file, or further down.
LoadedRegisters read_texts(const Workspace& workspace) {
    check_record_files(workspace);
    std::span<const RegisterDefinition> all = workspace.registers.all();
    RecordIds ids;
    for (const RegisterDefinition& definition : all) {
        ids[definition.id];
        if (fs::path file = text_of(workspace, definition); fs::exists(file))
            for (const Record& record : read_text_records(file, definition, {}))
                ids[definition.id].insert(record.id);
    }
    References references = references_of(workspace);
    References with_records;
    with_records.exists = [&](std::string_view kind, std::string_view id) {
        auto records = ids.find(kind);
        return records == ids.end() ? references.exists(kind, id) : records->second.contains(id);
    };
    LoadedRegisters loaded;
    for (const RegisterDefinition& definition : all) {
        fs::path file = text_of(workspace, definition);
        loaded.records.emplace_back();
        // Private ones are read too, so that a slip in them is told.
        if (fs::exists(file)) loaded.records.back() = read_text_records(file, definition, with_records);
        if (!definition.is_public) loaded.records.back().clear();
    }
    return loaded;
}

/// Until nothing was written while it was read.
LoadedRegisters read_store(const Workspace& workspace) {
    constexpr int k_tries = 20;
    Store store(workspace.store, false);
    Records records(store, workspace.registers, {});
    for (int i = 0; i < k_tries; ++i) {
        LoadedRegisters loaded;
        loaded.head = records.head();
        for (const RegisterDefinition& definition : workspace.registers.all())
            loaded.records.push_back(definition.is_public ? records.all(definition.id) : std::vector<Record>());
        if (records.head().number == loaded.head->number) return loaded;
    }
    throw Error::conflict("Records change faster than they can be read")
        .hint("Build the release when nobody imports records.");
}

bool is_plan_id(const Workspace& workspace, std::string_view id) {
    return std::ranges::find(workspace.objectives, id, &PlanObjective::id) != workspace.objectives.end() ||
           std::ranges::find(workspace.outcomes, id, &PlanOutcome::id) != workspace.outcomes.end();
}

/// Takes out links to records that are on no page.
void close_links(PublicRegister& one, const RegisterDefinitions& registers, const RecordIds& shown) {
    for (const FieldDefinition& field : one.definition.fields) {
        if (field.type != FieldType::link || registers.find(field.to) == nullptr) continue;
        auto ids = shown.find(field.to);
        for (Record& record : one.records) {
            auto value = record.values.find(field.id);
            if (value == record.values.end()) continue;
            std::erase_if(value->second,
                          [&](const std::string& id) { return ids == shown.end() || !ids->second.contains(id); });
            if (value->second.empty()) record.values.erase(value);
        }
    }
}

} // namespace

References references_of(const Workspace& workspace) {
    References references;
    references.exists = [&workspace, measures = declared_measures(workspace.measure_files)](std::string_view kind,
                                                                                            std::string_view id) {
        if (kind == "measure") return is_declared(id, measures);
        if (kind == "plan") return is_plan_id(workspace, id);
        if (kind == "area") return workspace.areas.find(id).has_value();
        return kind == "release";
    };
    return references;
}

LoadedRegisters load_registers(const Workspace& workspace) {
    if (workspace.registers.empty()) {
        check_record_files(workspace);
        return {};
    }
    return workspace.store.exists() ? read_store(workspace) : read_texts(workspace);
}

std::vector<PublicRegister> public_registers(const Workspace& workspace, const LoadedRegisters& loaded, Day today) {
    std::vector<PublicRegister> registers;
    std::span<const RegisterDefinition> all = workspace.registers.all();
    RecordIds shown;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!all[i].is_public) continue;
        registers.push_back(public_part(all[i], loaded.records[i], today));
        for (const Record& record : registers.back().records)
            shown[all[i].id].insert(record.id);
    }
    for (PublicRegister& one : registers)
        close_links(one, workspace.registers, shown);
    return registers;
}

} // namespace peelian
