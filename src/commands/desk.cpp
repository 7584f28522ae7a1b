// SPDX-License-Identifier: MIT
#include "commands/desk.hpp"

#include "base/text.hpp"
#include "release/registers.hpp"
#include "release/store.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace peelian {
namespace {

Workspace workspace_with_registers(const std::filesystem::path& root, bool need_registers) {
    Workspace workspace = read_workspace(root, presets_folder());
    if (need_registers && workspace.registers.empty())
        throw Error::not_found("The workspace declares no registers")
            .at((workspace.root / "registers").string())
            .hint("Write registers/decisions.toml with the line: use = \"decisions\"; docs/registers.md says more.");
    return workspace;
}

const StoreAddress& existing(const StoreAddress& address, bool create) {
    if (!create && !address.exists())
        throw Error::not_found("There is no store of records yet ({})",
                               address.url.empty() ? address.database_file().string() : "in the database")
            .hint("'peelian user add' makes it with a first account; 'peelian registers import --all' with the "
                  "records in records/.");
    return address;
}

/// Letters as a reader counts them: bytes that begin a letter.
std::size_t width(const std::string& text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

} // namespace

Desk::Desk(const std::filesystem::path& root, bool create, bool need_registers)
    : workspace(workspace_with_registers(root, need_registers)),
      store(existing(workspace.store, create), create),
      records(store, workspace.registers, references_of(workspace)) {}

Accounts& Desk::accounts() {
    if (!accounts_) accounts_ = std::make_unique<Accounts>(store, workspace.desk.sign_in);
    return *accounts_;
}

Actor operator_of_program() { return Actor::operator_named(who("")); }

void share_common(CLI::App& app, CommonOptions& options) {
    add_common(app, options, false);
    app.require_subcommand(1);
    app.fallthrough();
}

std::string chosen(const CLI::App& app) { return app.get_subcommands().front()->get_name(); }

void print_rows(const std::vector<std::vector<std::string>>& table, bool json) {
    std::string out;
    const auto& header = table.front();
    if (json) {
        for (std::size_t r = 1; r < table.size(); ++r) {
            out += r > 1 ? ",\n {" : "[\n {";
            for (std::size_t c = 0; c < header.size(); ++c) {
                if (c > 0) out += ", ";
                append_json(out, replace_all(header[c], " ", "_"));
                out += ": ";
                append_json(out, table[r][c]);
            }
            out += "}";
        }
        out += table.size() > 1 ? "\n]\n" : "[]\n";
    } else {
        std::vector<std::size_t> widths(header.size(), 0);
        for (const auto& row : table)
            for (std::size_t c = 0; c < header.size(); ++c)
                widths[c] = std::max(widths[c], width(row[c]));
        for (const auto& row : table) {
            std::string line;
            for (std::size_t c = 0; c < header.size(); ++c) {
                line += row[c];
                if (c + 1 < header.size()) line += std::string(widths[c] - width(row[c]) + 2, ' ');
            }
            line.erase(line.find_last_not_of(' ') + 1);
            out += line + "\n";
        }
    }
    std::fwrite(out.data(), 1, out.size(), stdout);
}

} // namespace peelian
