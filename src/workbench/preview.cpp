// SPDX-License-Identifier: MIT
#include "workbench/preview.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "release/sign_off.hpp"
#include "server/content_type.hpp"
#include "server/site_file.hpp"

#include <fcntl.h>

#include <array>

namespace peelian {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view k_banner =
    "<div role=\"region\" aria-label=\"Before publication\" class=\"govuk-phase-banner\"><p><strong>Not published. "
    "</strong>You may see this release before others. Do not pass on what it says. That you look is noted.</p></div>";

/// The file below the site, without following links out of it; empty when there is none.
fs::path file_of(const fs::path& site, const std::string& path) {
    fs::path wanted = site / (path.empty() || path.ends_with('/') ? path + "index.html" : path);
    std::error_code failed;
    fs::path real = fs::canonical(wanted, failed);
    if (failed || !fs::is_regular_file(real)) return {};
    fs::path root = fs::canonical(site);
    auto [end, ignored] = std::mismatch(root.begin(), root.end(), real.begin(), real.end());
    return end == root.end() ? real : fs::path();
}

} // namespace

std::string moved_below(std::string_view html, std::string_view prefix) {
    std::string out;
    out.reserve(html.size() + html.size() / 8);
    std::size_t at = 0;
    for (;;) {
        // An attribute's value: ="/ but not ="//, which names another host.
        std::size_t found = html.find("=\"/", at);
        if (found == std::string_view::npos) break;
        out.append(html.substr(at, found + 2 - at));
        bool another_host = found + 3 < html.size() && html[found + 3] == '/';
        if (!another_host) out.append(prefix);
        at = found + 2;
    }
    out.append(html.substr(at));
    std::size_t main = out.find("<main");
    if (main != std::string::npos) out.insert(main, k_banner);
    return out;
}

http::AppResponse preview(Visit& visit) {
    const std::string& id = visit.matched.at(0);
    if (id.size() != 12 || id.find_first_not_of("0123456789abcdef") != std::string::npos)
        throw Error::not_found("There is no release '{}'", id);
    ReleaseStore store(visit.parts.workspace.root);
    SignOff sign_off(visit.parts.workspace.root, visit.parts.records.store(), visit.parts.records.clock());
    ReleaseInfo release = store.find(id);
    if (!sign_off.may_look(visit.actor, release)) throw Forbidden("see release " + id + " before it is published");
    const std::string& path = visit.matched.at(1);
    fs::path site = store.folder(id) / "site";
    if (!path.empty() && !path.ends_with('/') && fs::is_directory(site / path))
        return http::AppResponse::see_other("/preview/" + id + "/" + path + "/");
    fs::path file = file_of(site, path);
    if (file.empty()) throw Error::not_found("Release {} has no page '/{}'", id, path);
    http::AppResponse response;
    response.type = std::string(http::content_type_of(file.string()).name);
    bool tells = !path.starts_with("assets/"); // scripts and styles tell nobody anything
    if (release.state != ReleaseState::published && tells) sign_off.note_look(visit.actor, id, "/" + path);
    if (file.extension() != ".html") {
        response.file = file;
        return response;
    }
    response.body = moved_below(read_file(file), "/preview/" + id);
    // The pages of the site have scripts and styles of their own; they may load nothing else.
    response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; "
                                                             "img-src 'self' data: blob:; connect-src 'self'; "
                                                             "worker-src 'self' blob:; form-action 'self'; "
                                                             "frame-ancestors 'none'; base-uri 'none'");
    return response;
}

} // namespace peelian
