// SPDX-License-Identifier: MIT
#include "verdicts/file_verdicts.hpp"

#include "base/parallel.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <optional>

namespace peelian {
namespace {

using Nature = JudgeInput::Nature;

constexpr std::size_t k_batch = 256;
/// Below one in so many, a share is judged as a rate.
constexpr double k_smallest_share = 0.01;
constexpr double k_shown_digits = 3;

/// Decimals that leave about three digits of a value.
int decimals_for(double value) {
    if (!(std::fabs(value) > 0) || !std::isfinite(value)) return 0;
    double digits = std::floor(std::log10(std::fabs(value))) + 1;
    return static_cast<int>(std::clamp(k_shown_digits - digits, 0.0, 9.0));
}

/// How sentences name the series and write its values.
Measure wording_of(const SeriesFile::One& series, Nature nature, const Verdict& verdict) {
    Measure m;
    m.title = series.name;
    m.step = series.step;
    m.kind = MeasureKind::count;
    m.better = series.better;
    if (nature == Nature::count) return m;
    m.kind = MeasureKind::stock;
    m.percent = nature == Nature::proportion;
    double level = std::isnan(verdict.expected) ? verdict.value : verdict.expected;
    m.decimals = m.percent ? 1 : decimals_for(level);
    return m;
}

/// Judges of series over the same months, the last one kept.
class Judges {
public:
    const Judge& of(const SeriesFile::One& series) {
        bool same = judge_ && first_ == series.first && step_ == series.step && length_ == series.value.size();
        if (!same) {
            judge_.emplace(series.first, series.value.size(), series.step);
            first_ = series.first;
            step_ = series.step;
            length_ = series.value.size();
        }
        return *judge_;
    }

private:
    std::optional<Judge> judge_;
    Month first_;
    int step_ = 0;
    std::size_t length_ = 0;
};

/// Appends the fields of one series in either format.
class Writer {
public:
    Writer(std::string& out, VerdictFormat format) : out_(out), csv_(format == VerdictFormat::csv) {}

    void row(const SeriesFile::One& series, const Verdict& v, std::string_view sentence) {
        first_ = true;
        if (!csv_) out_ += "{";
        text("series", series.name);
        text("period", v.latest ? period_code(*v.latest, series.step) : "");
        text("verdict", to_text(v.kind));
        text("signal_period", v.signal ? period_code(*v.signal, series.step) : "");
        text("rule", v.rule);
        real("expected", v.expected);
        real("lower", v.lower);
        real("upper", v.upper);
        real("smallest_change_seen", v.smallest_change);
        text("sentence", sentence);
        text("reason", v.reason);
        out_ += csv_ ? "\n" : "},\n";
    }

private:
    void name(std::string_view key) {
        if (!first_) out_ += ",";
        first_ = false;
        if (csv_) return;
        append_json(out_, key);
        out_ += ":";
    }
    void text(std::string_view key, std::string_view value) {
        name(key);
        if (csv_) append_csv(out_, value);
        else if (value.empty()) out_ += "null";
        else append_json(out_, value);
    }
    void real(std::string_view key, double value) {
        name(key);
        if (std::isfinite(value)) append_plain_number(out_, value);
        else if (!csv_) out_ += "null";
    }

    std::string& out_;
    bool csv_;
    bool first_ = true;
};

std::string judge_batch(const SeriesFile& file, std::size_t from, std::size_t to, VerdictFormat format) {
    std::string out;
    Writer writer(out, format);
    Judges judges;
    SeriesFile::One series;
    for (std::size_t i = from; i < to; ++i) {
        file.read(i, series);
        Nature nature = nature_of(series);
        Verdict verdict = judges.of(series).judge({series.value, series.denominator, nature, series.better, {}});
        writer.row(series, verdict, sentence(verdict, wording_of(series, nature, verdict), ""));
    }
    return out;
}

} // namespace

JudgeInput::Nature nature_of(const SeriesFile::One& series) {
    bool whole = true;
    bool within = true;
    double values = 0;
    double bases = 0;
    for (std::size_t i = 0; i < series.value.size(); ++i) {
        double y = series.value[i];
        if (std::isnan(y)) continue;
        whole = whole && y >= 0 && y == std::trunc(y);
        if (series.denominator.empty() || std::isnan(series.denominator[i])) continue;
        within = within && y >= 0 && y <= series.denominator[i];
        values += y;
        bases += series.denominator[i];
    }
    if (series.denominator.empty()) return whole ? Nature::count : Nature::value;
    return within && values >= k_smallest_share * bases ? Nature::proportion : Nature::rate;
}

std::string verdicts_of_file(const SeriesFile& file, VerdictFormat format, unsigned threads) {
    const std::size_t batches = (file.size() + k_batch - 1) / k_batch;
    std::vector<std::string> parts(batches);
    std::vector<std::exception_ptr> failures(batches);
    parallel_for(batches, threads, [&](std::size_t b) {
        try {
            parts[b] = judge_batch(file, b * k_batch, std::min(file.size(), (b + 1) * k_batch), format);
        } catch (...) {
            failures[b] = std::current_exception(); // the first of them is told, whoever came first
        }
    });
    for (const std::exception_ptr& failure : failures)
        if (failure) std::rethrow_exception(failure);
    bool csv = format == VerdictFormat::csv;
    std::string out = csv ? "series,period,verdict,signal_period,rule,expected,lower,upper,smallest_change_seen,"
                            "sentence,reason\n"
                          : "[\n";
    std::size_t bytes = out.size() + 2;
    for (const std::string& part : parts)
        bytes += part.size();
    out.reserve(bytes);
    for (const std::string& part : parts)
        out += part;
    if (csv) return out;
    if (out.ends_with(",\n")) out.erase(out.size() - 2, 1); // no comma after the last object
    return out + "]\n";
}

} // namespace peelian
