// SPDX-License-Identifier: MIT
// Fields of a register as boxes of a form.
#include "base/text.hpp"
#include "workbench/form_fields.hpp"

#include <algorithm>

namespace peelian {

namespace {

/// Up to so many choices of a list are boxes to tick.
constexpr std::size_t k_most_boxes = 20;

/// One field on its way into wb_field.tpl.
struct FieldView {
    View view;
    Labels& labels;
    const FieldDefinition& field;
    const FormState& form;
    std::string id;          ///< "f-when"
    std::string name;        ///< "f.when"
    std::string described{}; ///< ids of hint and error, where the control itself has to say them
    bool set = false;        ///< a group of controls
    int controls = 0;

    FieldValue boxes(std::string_view part = {}) const {
        auto found = form.boxes.find(name + std::string(part));
        return found == form.boxes.end() ? FieldValue{} : found->second;
    }
    /// What there is, with an empty box at the end where there may be more.
    FieldValue boxes_to_show() const {
        FieldValue all = boxes();
        if (!field.many && all.size() > 1) all = {all.back()};
        if (all.empty() || (field.many && !all.back().empty())) all.emplace_back();
        return all;
    }
    /// A control's own id: the first has the field's, so that the error summary leads to it.
    View control(std::string_view kind) {
        View one = view.section("CONTROL").section(kind);
        one.text("CID", controls == 0 ? id : fmt::format("{}-{}", id, controls + 1));
        if (!described.empty()) one.section("DESCRIBED").text("DESCRIBED_BY", described);
        ++controls;
        return one;
    }
};

/// Whether the field is a group of controls with a legend, and no single one with a label.
bool is_set(const FieldDefinition& field, const PickList& list) {
    switch (field.type) {
    case FieldType::date:
    case FieldType::month:
    case FieldType::yes_no:
    case FieldType::file: return true;
    case FieldType::area:
    case FieldType::link: return field.many || list.more;
    default: return field.many;
    }
}

void show_options(View select, const PickList& list, const std::string& chosen) {
    bool seen = chosen.empty();
    for (const FieldChoice& choice : list.choices) {
        View option = select.section("OPTION");
        option.text("CHOICE", choice.id).text("WORDS", choice.label).show("CHOSEN", choice.id == chosen);
        seen = seen || choice.id == chosen;
    }
    // What is there stays choosable, also when it is not among those offered any more.
    if (!seen) select.section("OPTION").text("CHOICE", chosen).text("WORDS", chosen).show("CHOSEN");
}

void show_checks(FieldView& f, const PickList& list) {
    FieldValue chosen = f.boxes();
    for (const FieldChoice& choice : list.choices) {
        View box = f.control("CHECK");
        box.text("CHOICE", choice.id).text("WORDS", choice.label);
        box.show("CHOSEN", std::find(chosen.begin(), chosen.end(), choice.id) != chosen.end());
    }
    for (const std::string& other : chosen) {
        bool offered = std::any_of(list.choices.begin(), list.choices.end(),
                                   [&](const FieldChoice& choice) { return choice.id == other; });
        if (!offered && !other.empty()) f.control("CHECK").text("CHOICE", other).text("WORDS", other).show("CHOSEN");
    }
}

void show_day(FieldView& f) {
    FieldValue days = f.boxes(".day"), months = f.boxes(".month"), years = f.boxes(".year");
    std::size_t count = std::max({days.size(), months.size(), years.size()});
    bool last_empty = count > 0 && (count > days.size() || days.back().empty()) &&
                      (count > months.size() || months.back().empty()) && years.size() == count && years.back().empty();
    if (count == 0 || (f.field.many && !last_empty)) ++count;
    if (!f.field.many) count = 1;
    auto at = [](const FieldValue& all, std::size_t n) { return n < all.size() ? all[n] : std::string(); };
    for (std::size_t n = 0; n < count; ++n) {
        View date = f.control("DATE");
        if (f.field.type == FieldType::date) date.section("DAY").text("VALUE", at(days, n));
        date.text("MONTH_ID",
                  f.field.type == FieldType::month && n == 0 ? f.id : fmt::format("{}-{}-month", f.id, n + 1));
        date.text("MONTH", at(months, n)).text("YEAR", at(years, n));
    }
}

void show_texts(FieldView& f) {
    std::size_t n = 0;
    for (const std::string& text : f.boxes_to_show()) {
        bool is_long = f.field.type == FieldType::markdown;
        View box = f.control(is_long ? "LONG" : "INPUT");
        box.text("VALUE", text);
        // A box of a group has a label of its own, which says which of several it is.
        if (f.set) box.section("NTH").text("N", f.field.many ? std::to_string(++n) : "");
        if (is_long) continue;
        bool is_number = f.field.type == FieldType::number || f.field.type == FieldType::money;
        box.show("MONEY", f.field.type == FieldType::money).show("DECIMAL", is_number);
        if (f.field.type == FieldType::link || f.field.type == FieldType::area) {
            std::string words = text.empty() ? "" : f.labels.of(f.field, text);
            if (words != text) box.maybe("SAYS", words);
        }
    }
}

void show_picks(FieldView& f, const PickList& list) {
    if (list.more) {
        show_texts(f);
        View find = f.view.section("FIND");
        bool asked = f.form.find == f.field.id;
        find.text("WORDS", asked ? f.form.words : "");
        if (!asked || f.form.words.empty()) return;
        PickList found = f.labels.picks(f.field, f.form.words);
        if (found.choices.empty()) find.show("NOTHING");
        else show_options(find.section("FOUND"), found, "");
        return;
    }
    if (f.field.many && list.choices.size() <= k_most_boxes) return show_checks(f, list);
    std::size_t n = 0;
    for (const std::string& chosen : f.boxes_to_show()) {
        View select = f.control("SELECT");
        if (f.set) select.section("NTH").text("N", f.field.many ? std::to_string(++n) : "");
        show_options(select, list, chosen);
    }
}

void show_files(FieldView& f) {
    for (const std::string& kept : f.boxes())
        if (!kept.empty()) f.view.section("KEPT").text("CHOICE", kept).text("WORDS", f.labels.of(f.field, kept));
    View upload = f.control("UPLOAD");
    upload.show("MANY", f.field.many);
    std::string accept;
    for (const std::string& type : f.field.file_types)
        accept += (accept.empty() ? "." : ",.") + type;
    upload.maybe("ACCEPT", accept);
}

void show_yes_no(FieldView& f, bool required) {
    FieldValue chosen = f.boxes();
    std::string now = chosen.empty() ? "" : chosen.back();
    std::vector<FieldChoice> choices{{"yes", "Yes"}, {"no", "No"}};
    if (!required) choices.push_back({"", "Not known"});
    for (const FieldChoice& choice : choices) {
        View radio = f.control("RADIO");
        radio.text("CHOICE", choice.id).text("WORDS", choice.label);
        radio.show("CHOSEN", choice.id == now && (!now.empty() || !required));
    }
}

std::string hint_of(const FieldDefinition& field) {
    std::vector<std::string> hints;
    if (!field.hint.empty()) hints.push_back(field.hint);
    if (field.type == FieldType::date && field.hint.empty()) hints.emplace_back("For example, 27 3 2017");
    if (field.type == FieldType::month && field.hint.empty()) hints.emplace_back("For example, 3 2017");
    if (field.type == FieldType::file) {
        std::string types = join(field.file_types, ", ");
        hints.push_back(fmt::format("Up to {} MB{}{}", std::max<std::uint64_t>(1, field.file_bytes >> 20U),
                                    types.empty() ? "" : ": ", types));
    }
    return join(hints, ". ");
}

void show_field(View group, Labels& labels, const FieldDefinition& field, const FormState& form,
                std::span<const FieldProblem> problems, std::string_view state) {
    PickList list;
    bool picks = field.type == FieldType::choice || field.type == FieldType::area || field.type == FieldType::link;
    if (picks) list = labels.picks(field);
    bool required = field.required ||
                    std::find(field.required_in.begin(), field.required_in.end(), state) != field.required_in.end();
    View view = group.include("FIELD", "wb_field.tpl");
    FieldView f{view, labels, field, form, "f-" + field.id, "f." + field.id};
    view.text("FIELD", field.id).text("ID", f.id).text("NAME", f.name);
    view.text("LABEL", field.label.empty() ? capital(field.id) : field.label);
    view.text("OPTIONAL", required ? "" : " (optional)");
    std::string hint = hint_of(field), described;
    view.maybe("HINT", hint);
    if (!hint.empty()) described = f.id + "-hint";
    bool bad = std::any_of(problems.begin(), problems.end(), [&](const auto& p) { return p.field == field.id; });
    if (bad) {
        View section = view.section("BAD");
        for (const FieldProblem& problem : problems)
            if (problem.field == field.id) section.section("PROBLEM").text("MESSAGE", problem.message);
        described += (described.empty() ? "" : " ") + f.id + "-error";
    }
    view.text("BAD_INPUT", bad ? " govuk-input--error" : "").text("BAD_LONG", bad ? " govuk-textarea--error" : "");
    view.text("BAD_SELECT", bad ? " govuk-select--error" : "");
    f.set = is_set(field, list);
    if (f.set) {
        View set = view.section("SET");
        view.show("SET_END");
        if (!described.empty()) set.section("SET_DESCRIBED").text("DESCRIBED_BY", described);
    } else {
        view.show("ONE");
        f.described = described;
    }
    switch (field.type) {
    case FieldType::date:
    case FieldType::month: show_day(f); break;
    case FieldType::yes_no: show_yes_no(f, required); break;
    case FieldType::file: show_files(f); break;
    case FieldType::choice:
    case FieldType::area:
    case FieldType::link: show_picks(f, list); break;
    default: show_texts(f); break;
    }
    bool ticked = picks && !list.more && list.choices.size() <= k_most_boxes;
    view.show("MORE", field.many && !ticked && field.type != FieldType::file);
}

} // namespace

void show_fields(View page, Labels& labels, const FieldList& fields, const FormState& form,
                 std::span<const FieldProblem> problems, std::string_view state) {
    std::vector<std::string> groups;
    for (const FieldDefinition* field : fields)
        if (std::find(groups.begin(), groups.end(), field->group) == groups.end()) groups.push_back(field->group);
    for (const std::string& group : groups) {
        View section = page.section("GROUP");
        section.maybe("GROUP_NAME", group);
        for (const FieldDefinition* field : fields)
            if (field->group == group) show_field(section, labels, *field, form, problems, state);
    }
}

void hide_boxes(View page, const FieldList& fields, const FormState& form) {
    for (const FieldDefinition* field : fields) {
        page.section("HIDDEN").text("NAME", "on").text("VALUE", field->id);
        for (const auto& [name, texts] : form.boxes)
            if (name == "f." + field->id || name.starts_with("f." + field->id + "."))
                for (const std::string& text : texts)
                    page.section("HIDDEN").text("NAME", name).text("VALUE", text);
    }
}

} // namespace peelian
