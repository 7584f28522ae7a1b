// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/text.hpp"
#include "commands/desk.hpp"
#include "commands/secret_input.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace peelian {
namespace {

struct UserArguments {
    CommonOptions common;
    std::string id, name, email, post, reason, password_file, outside;
    std::vector<std::string> roles, areas;
    bool invite = false, json = false;
    bool has_name = false, has_email = false, has_post = false, has_areas = false, has_outside = false;
};

Roles read_roles(const std::vector<std::string>& names) {
    Roles roles = 0;
    for (const std::string& name : names) {
        auto role = parse_role(name);
        if (!role)
            throw Error::usage("There is no role '{}'", name)
                .hint("Roles are viewer, officer, analyst, approver, auditor and administrator.");
        roles = static_cast<Roles>(roles | role_bit(*role));
    }
    return roles;
}

std::string role_names(Roles roles) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < k_roles; ++i)
        if (Role role = static_cast<Role>(i); (roles & role_bit(role)) != 0) names.emplace_back(to_text(role));
    return join(std::span<const std::string>(names), " ");
}

/// "all" lifts the limit to areas.
std::vector<std::string> read_areas(const std::vector<std::string>& codes, const Workspace& workspace) {
    if (codes.size() == 1 && codes.front() == "all") return {};
    for (const std::string& code : codes)
        if (!workspace.areas.find(code))
            throw Error::usage("There is no area '{}'", code).hint("'peelian list areas' lists them; all is all.");
    return codes;
}

Account existing(Desk& desk, const std::string& id) {
    auto account = desk.accounts().find(id);
    if (account) return *account;
    std::vector<std::string> ids;
    for (const Account& one : desk.accounts().list())
        ids.push_back(one.id);
    auto near = nearest(id, ids);
    throw Error::not_found("There is no account '{}'", id)
        .hint(near ? fmt::format("Did you mean '{}'?", *near) : "'peelian user list' lists them.");
}

/// A password that will do, from wherever it comes; with `invite` made here and printed.
std::string take_password(const UserArguments& arguments, const Account& account, const AccountRules& rules) {
    std::string password = arguments.invite
                               ? one_time_password()
                               : read_secret(arguments.password_file, fmt::format("Password for {}: ", account.id));
    if (std::string problem = password_problem(password, account, rules); !problem.empty())
        throw Error::input("{}", problem);
    return password;
}

void print_invitation(const UserArguments& arguments, const std::string& password) {
    if (!arguments.invite) return;
    fmt::print("One-time password: {}\nGive it to {} by another way than e-mail; it must be changed when they first "
               "sign in\n",
               password, arguments.id);
}

int add(const UserArguments& arguments) {
    Desk desk(arguments.common.root(), true, false);
    Account account;
    account.id = arguments.id;
    account.name = arguments.name;
    account.email = arguments.email;
    account.post = arguments.post;
    account.outside = arguments.outside;
    account.roles = read_roles(arguments.roles);
    account.areas = read_areas(arguments.areas, desk.workspace);
    if (desk.accounts().find(account.id)) // before a password is asked for
        throw Error::conflict("There is an account '{}' already", account.id).hint("'peelian user change' changes it.");
    bool password_asked = account.outside.empty() || arguments.invite || !arguments.password_file.empty();
    std::string password = password_asked ? take_password(arguments, account, desk.accounts().rules()) : "";
    Actor by = operator_of_program();
    desk.accounts().add(by, account, password);
    if (arguments.invite) desk.accounts().set_password(by, account.id, password, true);
    fmt::print("Account {} added: {}\n", account.id, role_names(account.roles));
    print_invitation(arguments, password);
    return exit_done;
}

int list(const UserArguments& arguments) {
    Desk desk(arguments.common.root(), false, false);
    std::vector<std::vector<std::string>> table{
        {"id", "name", "roles", "areas", "post", "email", "active", "second factor", "last seen"}};
    for (const Account& a : desk.accounts().list())
        table.push_back({a.id, a.name, role_names(a.roles),
                         a.areas.empty() ? "all" : join(std::span<const std::string>(a.areas), " "), a.post, a.email,
                         a.active ? "yes" : "no", a.has_second_factor ? "yes" : "no",
                         a.last_seen == 0 ? "never" : moment_text(a.last_seen)});
    print_rows(table, arguments.json);
    return exit_done;
}

int change(const UserArguments& arguments) {
    Desk desk(arguments.common.root(), false, false);
    Account account = existing(desk, arguments.id);
    if (arguments.has_name) account.name = arguments.name;
    if (arguments.has_email) account.email = arguments.email;
    if (arguments.has_post) account.post = arguments.post;
    if (arguments.has_outside) account.outside = arguments.outside;
    if (!arguments.roles.empty()) account.roles = read_roles(arguments.roles);
    if (arguments.has_areas) account.areas = read_areas(arguments.areas, desk.workspace);
    desk.accounts().change(operator_of_program(), account, arguments.reason);
    fmt::print("Account {} changed: {}\n", account.id, role_names(account.roles));
    return exit_done;
}

int set_active(const UserArguments& arguments, bool active) {
    Desk desk(arguments.common.root(), false, false);
    Account account = existing(desk, arguments.id);
    account.active = active;
    desk.accounts().change(operator_of_program(), account, arguments.reason);
    fmt::print("Account {} {}\n", account.id, active ? "may sign in again" : "is disabled, and signed out everywhere");
    return exit_done;
}

int set_password(const UserArguments& arguments) {
    Desk desk(arguments.common.root(), false, false);
    Account account = existing(desk, arguments.id);
    std::string password = take_password(arguments, account, desk.accounts().rules());
    desk.accounts().set_password(operator_of_program(), account.id, password, arguments.invite);
    fmt::print("The password of {} is set\n", account.id);
    print_invitation(arguments, password);
    return exit_done;
}

int unlock(const UserArguments& arguments) {
    Desk desk(arguments.common.root(), false, false);
    Account account = existing(desk, arguments.id);
    desk.accounts().unlock(operator_of_program(), account.id);
    fmt::print("Account {} is not locked any more\n", account.id);
    return exit_done;
}

int reset_second_factor(const UserArguments& arguments) {
    Desk desk(arguments.common.root(), false, false);
    Account account = existing(desk, arguments.id);
    desk.accounts().remove_second_factor(operator_of_program(), account.id, arguments.reason);
    fmt::print("Account {} has no second factor any more and is asked to set one up if its role needs one\n",
               account.id);
    return exit_done;
}

int run_user(const UserArguments& arguments, const std::string& what) {
    if (what == "add") return add(arguments);
    if (what == "list") return list(arguments);
    if (what == "change") return change(arguments);
    if (what == "disable") return set_active(arguments, false);
    if (what == "enable") return set_active(arguments, true);
    if (what == "set-password") return set_password(arguments);
    if (what == "unlock") return unlock(arguments);
    return reset_second_factor(arguments);
}

void add_description(CLI::App& sub, UserArguments& arguments, bool is_new) {
    sub.add_option("--name", arguments.name, "Full name")->required(is_new);
    sub.add_option("--email", arguments.email, "Address for digests");
    sub.add_option("--role", arguments.roles,
                   "viewer, officer, analyst, approver, auditor or administrator; may be repeated")
        ->required(is_new);
    sub.add_option("--area", arguments.areas, "Code of an area to be held to; may be repeated; all for every area");
    sub.add_option("--post", arguments.post, "Post they hold: what is due to it is due to them");
    sub.add_option("--outside", arguments.outside, "Who they are at the identity provider, 'ISSUER SUBJECT'");
}

void add_password_ways(CLI::App& sub, UserArguments& arguments) {
    auto* file = sub.add_option("--password-file", arguments.password_file,
                                "File whose first line is the password (default: asked for, or standard input)");
    sub.add_flag("--invite", arguments.invite, "Make a one-time password and print it")->excludes(file);
}

} // namespace

Run add_user(CLI::App& app) {
    auto arguments = std::make_shared<UserArguments>();
    share_common(app, arguments->common);
    auto with_id = [&](const char* name, const char* line) {
        CLI::App* sub = app.add_subcommand(name, line);
        sub->add_option("id", arguments->id, "Sign-in name, as ann.analyst")->required();
        return sub;
    };
    CLI::App* fresh = with_id("add", "Add an account; the first one makes the store");
    add_description(*fresh, *arguments, true);
    add_password_ways(*fresh, *arguments);
    CLI::App* all = app.add_subcommand("list", "List the accounts");
    all->add_flag("--json", arguments->json, "As JSON");
    CLI::App* changed = with_id("change", "Change what is named of an account; the rest stays");
    add_description(*changed, *arguments, false);
    add_password_ways(*with_id("set-password", "Give an account a password; ends its sessions"), *arguments);
    for (CLI::App* sub : {changed, with_id("disable", "Let an account sign in no more; ends its sessions"),
                          with_id("enable", "Let a disabled account sign in again"),
                          with_id("reset-second-factor", "Take away a second factor that was lost")})
        sub->add_option("--reason", arguments->reason, "Why, for the log");
    with_id("unlock", "End a lockout after too many wrong passwords");
    return [arguments, &app, changed]() -> int {
        arguments->has_name = changed->count("--name") > 0;
        arguments->has_email = changed->count("--email") > 0;
        arguments->has_post = changed->count("--post") > 0;
        arguments->has_areas = changed->count("--area") > 0;
        arguments->has_outside = changed->count("--outside") > 0;
        return run_user(*arguments, chosen(app));
    };
}

} // namespace peelian
