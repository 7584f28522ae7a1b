// SPDX-License-Identifier: MIT
#include "publish/view.hpp"

#include "base/error.hpp"
#include "publish/embedded.hpp"

#include <ctemplate/per_expand_data.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary_interface.h>
#include <ctemplate/template_emitter.h>

#include <charconv>
#include <cstring>
#include <memory_resource>
#include <new>
#include <vector>

namespace peelian {

using ctemplate::TemplateDictionaryInterface;
using ctemplate::TemplateString;

namespace {

std::string_view view_of(const TemplateString& s) { return {s.data(), s.size()}; }

/// Blocks that are kept from page to page.
class Arena {
public:
    void* take(std::size_t bytes, std::size_t align) {
        used_ = (used_ + align - 1) & ~(align - 1);
        if (block_ == blocks_.size() || used_ + bytes > k_block) next(bytes);
        void* at = blocks_[block_].get() + used_;
        used_ += bytes;
        return at;
    }
    void reset() {
        block_ = 0;
        used_ = 0;
        large_.clear();
    }
    char* copy(std::string_view text) {
        if (text.size() > k_block / 4) {
            large_.push_back(std::make_unique<char[]>(text.size()));
            return static_cast<char*>(std::memcpy(large_.back().get(), text.data(), text.size()));
        }
        auto* at = static_cast<char*>(take(text.size(), 1));
        if (!text.empty()) std::memcpy(at, text.data(), text.size());
        return at;
    }

private:
    static constexpr std::size_t k_block = 1 << 16;
    void next(std::size_t bytes) {
        if (bytes > k_block) throw std::bad_alloc();
        if (!blocks_.empty() && block_ < blocks_.size()) ++block_;
        if (block_ == blocks_.size()) blocks_.push_back(std::make_unique<char[]>(k_block));
        used_ = 0;
    }
    std::vector<std::unique_ptr<char[]>> blocks_;
    std::vector<std::unique_ptr<char[]>> large_;
    std::size_t block_ = 0, used_ = 0;
};

struct Value {
    std::string_view name, value;
    Value* next;
};

} // namespace

struct Sheet::Memory {
    Arena arena;
    View::Node* root = nullptr;
    std::string missing; ///< the first name asked for and not set
    TemplateUse* use = nullptr;
};

/// A list of showings under one name.
struct Group {
    std::string_view name;
    View::Node *first, *last;
    Group* next;
};

/// A view as ctemplate reads it. Lives in the arena and is never destroyed: it owns nothing.
struct View::Node final : TemplateDictionaryInterface {
    Node(Sheet::Memory& sheet, std::string_view from, Node* around) : memory(&sheet), file(from), outer(around) {}

    Sheet::Memory* memory;
    std::string_view file; ///< the template it is for
    Node* outer;           ///< what encloses a section; null for a template's own view
    Node* sibling = nullptr;
    Value* values = nullptr;
    Value** values_end = &values;
    Group* groups = nullptr;

    void set(std::string_view name, std::string_view value) {
        auto* v = new (memory->arena.take(sizeof(Value), alignof(Value))) Value{name, value, nullptr};
        *values_end = v;
        values_end = &v->next;
        note(&TemplateUse::set, name);
    }
    Node* add(std::string_view name, std::string_view from, Node* around) {
        void* at = memory->arena.take(sizeof(Node), alignof(Node));
        Node* node = new (at) Node(*memory, from, around);
        if (Group* g = group(name)) {
            g->last->sibling = node;
            g->last = node;
        } else {
            void* room = memory->arena.take(sizeof(Group), alignof(Group));
            groups = new (room) Group{name, node, node, groups};
        }
        note(&TemplateUse::set, name);
        return node;
    }
    Group* group(std::string_view name) const {
        for (Group* g = groups; g != nullptr; g = g->next)
            if (g->name == name) return g;
        return nullptr;
    }
    void note(std::set<std::string> TemplateUse::*which, std::string_view name) const {
        if (memory->use) (memory->use->*which).insert(fmt::format("{}: {}", file, name));
    }

    TemplateString GetValue(const TemplateString& variable) const override {
        std::string_view name = view_of(variable);
        note(&TemplateUse::read, name);
        for (const Node* n = this; n != nullptr; n = n->outer)
            for (const Value* v = n->values; v != nullptr; v = v->next)
                if (v->name == name) return {v->value.data(), v->value.size()};
        if (memory->missing.empty()) memory->missing = fmt::format("{} of {}", name, file);
        return {"", 0};
    }
    bool IsHiddenSection(const TemplateString& name) const override {
        note(&TemplateUse::read, view_of(name));
        return group(view_of(name)) == nullptr;
    }
    bool IsUnhiddenSection(const TemplateString& name) const override { return !IsHiddenSection(name); }
    bool IsHiddenTemplate(const TemplateString& name) const override { return IsHiddenSection(name); }
    const char* GetIncludeTemplateName(const TemplateString& name, int nth) const override {
        const Group* g = group(view_of(name));
        const Node* n = g ? g->first : nullptr;
        for (; n != nullptr && nth > 0; --nth)
            n = n->sibling;
        return n ? n->file.data() : "";
    }
    Iterator* CreateTemplateIterator(const TemplateString& name) const override;
    Iterator* CreateSectionIterator(const TemplateString& name) const override { return CreateTemplateIterator(name); }
    void DumpToString(std::string*, int) const override {}

    struct Showings final : Iterator {
        explicit Showings(Node* first) : at(first) {}
        bool HasNext() const override { return at != nullptr; }
        const TemplateDictionaryInterface& Next() override {
            Node* now = at;
            at = at->sibling;
            return *now;
        }
        Node* at;
    };
};

TemplateDictionaryInterface::Iterator* View::Node::CreateTemplateIterator(const TemplateString& name) const {
    const Group* g = group(view_of(name));
    return new Showings(g ? g->first : nullptr); // ctemplate deletes it
}

View& View::text(std::string_view name, std::string_view value) {
    return fixed(name, {node_->memory->arena.copy(value), value.size()});
}
View& View::fixed(std::string_view name, std::string_view value) {
    node_->set(name, value);
    return *this;
}
View& View::number(std::string_view name, std::int64_t value) {
    char digits[24];
    auto end = std::to_chars(digits, digits + sizeof digits, value);
    return text(name, {digits, static_cast<std::size_t>(end.ptr - digits)});
}
View View::section(std::string_view name) { return View(node_->add(name, node_->file, node_)); }
View& View::show(std::string_view name, bool shown) {
    if (shown) section(name);
    return *this;
}
View& View::maybe(std::string_view name, std::string_view value) {
    if (!value.empty()) section(name).text(name, value);
    return *this;
}
View View::include(std::string_view name, std::string_view file) { return View(node_->add(name, file, nullptr)); }

Sheet::Sheet() : memory_(std::make_unique<Memory>()) {}
Sheet::~Sheet() = default;
void Sheet::record(TemplateUse* use) { memory_->use = use; }

View Sheet::start(std::string_view file) {
    Memory& m = *memory_;
    m.arena.reset();
    m.missing.clear();
    void* at = m.arena.take(sizeof(View::Node), alignof(View::Node));
    m.root = new (at) View::Node(m, file, nullptr);
    return View(m.root);
}

struct Templates::Cache {
    ctemplate::TemplateCache templates;
};

Templates::Templates() : cache_(std::make_unique<Cache>()) {}
Templates::Templates(Templates&&) noexcept = default;
Templates::~Templates() = default;

namespace {
/// Without the spaces that indent lines; pages are the smaller for it.
std::string unindented(std::string_view text) {
    std::string out;
    bool at_start = true;
    for (char c : text) {
        if (at_start && (c == ' ' || c == '\t')) continue;
        at_start = c == '\n';
        out += c;
    }
    return out;
}
} // namespace

Templates Templates::embedded() {
    constexpr std::string_view folder = "templates/";
    Templates all;
    for (const EmbeddedFile& file : embedded_files()) {
        if (!file.name.starts_with(folder)) continue;
        std::string name(file.name.substr(folder.size()));
        if (!all.cache_->templates.StringToTemplateCache(name, unindented(file.bytes), ctemplate::STRIP_BLANK_LINES))
            throw Error::internal("The template {} cannot be read", name);
    }
    all.cache_->templates.Freeze();
    return all;
}

void Templates::expand(Sheet& sheet, std::string& out) const {
    Sheet::Memory& m = *sheet.memory_;
    const std::string_view file = m.root->file;
    bool whole = cache_->templates.ExpandNoLoad(TemplateString(file.data(), file.size()), ctemplate::STRIP_BLANK_LINES,
                                                m.root, nullptr, &out);
    if (!m.missing.empty()) throw Error::internal("The template asks for {}, which nobody set", m.missing);
    if (!whole) throw Error::internal("The template {} or one it includes cannot be expanded", file);
}

} // namespace peelian
