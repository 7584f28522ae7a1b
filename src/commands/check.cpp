// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "commands/command.hpp"
#include "commands/findings.hpp"
#include "commands/identity.hpp"
#include "release/assemble.hpp"
#include "release/store.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace peelian {

void print_findings(const std::vector<Finding>& findings, bool notes) {
    for (CheckLevel level : {CheckLevel::stop, CheckLevel::explain, CheckLevel::note}) {
        for (const Finding& f : findings) {
            bool answered = !f.explained_by.empty();
            if (f.level != level || (!notes && (level == CheckLevel::note || answered))) continue;
            fmt::print("{:<8} {}\n         {}\n", answered ? "answered" : to_text(level), f.id, f.message);
            if (answered) fmt::print("         {}: {}\n", f.explained_by, f.explanation);
        }
    }
}

Run add_check(CLI::App& app) {
    auto common = std::make_shared<CommonOptions>();
    auto json = std::make_shared<bool>(false);
    add_common(app, *common);
    auto audit = std::make_shared<bool>(false);
    app.add_flag("--audit", *audit,
                 "Prove besides, by linear programmes, that nothing hidden can be worked out (slow)");
    app.add_flag("--json", *json, "The findings as JSON");
    return [common, json, audit]() -> int {
        AssembleOptions options{common->thread_count(), common->progress(),      "",
                                presets_folder(),       now_utc().substr(0, 10), *audit};
        LoadedWorkspace loaded = load_workspace(common->root(), options);
        ReleaseStore store(loaded.workspace->root);
        ReleaseIdentity identity = identify(loaded, store, options.date, std::nullopt);
        std::unique_ptr<ReleaseContent> content = assemble_release(loaded, store, identity, options);
        std::size_t open = 0;
        for (const Finding& f : content->findings)
            open += f.level == CheckLevel::stop || (f.level == CheckLevel::explain && f.explained_by.empty()) ? 1 : 0;
        if (*json) {
            std::string out = "[";
            for (const Finding& f : content->findings) {
                out += out.size() > 1 ? ",\n " : "\n ";
                out += "{";
                const std::pair<const char*, std::string_view> fields[] = {{"id", f.id},
                                                                           {"check", f.check},
                                                                           {"level", to_text(f.level)},
                                                                           {"subject", f.subject},
                                                                           {"message", f.message},
                                                                           {"explained_by", f.explained_by},
                                                                           {"explanation", f.explanation}};
                for (const auto& [key, value] : fields) {
                    out += fmt::format("{}\"{}\": ", out.back() == '{' ? "" : ", ", key);
                    append_json(out, value);
                }
                out += "}";
            }
            fmt::print("{}\n]\n", out);
        } else {
            print_findings(content->findings, true);
            fmt::print("{}, {} open\n", counted(content->findings.size(), "finding"), open);
        }
        return open > 0 ? exit_problems : exit_done;
    };
}

} // namespace peelian
