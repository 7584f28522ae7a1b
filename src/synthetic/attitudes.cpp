// SPDX-License-Identifier: MIT
#include "synthetic/attitudes.hpp"

#include "base/text.hpp"
#include "synthetic/lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace peelian::synthetic {
namespace {

struct Question {
    std::string_view measure;
    double level;   ///< at the start
    double by_year; ///< change a year
};
constexpr std::array<Question, 8> k_questions{{{"\"Good Job\" local", 0.55, -0.016},
                                               {"Contact ward officer", 0.22, -0.006},
                                               {"Informed local", 0.38, -0.012},
                                               {"Listen to concerns", 0.64, -0.013},
                                               {"Relied on to be there", 0.63, -0.012},
                                               {"Treat everyone fairly", 0.68, -0.011},
                                               {"Trust MPS", 0.76, -0.014},
                                               {"Understand issues", 0.62, -0.010}}};
/// Answers a borough and quarter stand for; the published figures swing as of so many.
constexpr double k_answers = 380;
constexpr std::size_t k_richmond = 26; // the borough with two spellings

Month quarter_end(Month month) { return month + (2 - (month.month() - 1) % 3); }

/// "0,5" for 0.50, as the published file has it.
std::string with_comma(double share) {
    auto hundredths = static_cast<int>(std::lround(share * 100));
    std::string text = fmt::format("0,{:02}", std::clamp(hundredths, 1, 99));
    if (text.back() == '0') text.pop_back();
    return text;
}

struct Answers {
    std::array<double, k_boroughs> boroughs{};
    double london = 0;
};

Answers ask(std::size_t question, int quarter, std::uint64_t seed) {
    const Question& q = k_questions[question];
    // Falls away ever more slowly, so that half a century of it stays a proportion.
    double course = q.level + q.by_year * 12 * (1 - std::exp(-quarter / 48.0));
    Answers answers;
    double persons = 0;
    for (std::size_t b = 0; b < k_boroughs; ++b) {
        if (b == k_city) continue;
        Random lasting(stream_key(seed, Purpose::attitudes, b, question));
        Random sample(stream_key(seed, Purpose::attitudes, b, question, 1 + static_cast<std::uint64_t>(quarter)));
        double truth = std::clamp(course + 0.05 * lasting.normal(), 0.04, 0.95);
        double spread = std::sqrt(truth * (1 - truth) / k_answers);
        answers.boroughs[b] = std::clamp(truth + spread * sample.normal(), 0.02, 0.98);
        answers.london += answers.boroughs[b] * boroughs()[b].persons;
        persons += boroughs()[b].persons;
    }
    answers.london /= persons;
    return answers;
}

std::string_view spelled(std::size_t borough, bool last_quarter) {
    if (borough + 1 == k_boroughs) return "City of Westminster";
    if (borough == k_richmond && last_quarter) return "Richmond Upon Thames";
    return boroughs()[borough].name;
}

} // namespace

Written write_attitudes(const std::filesystem::path& path, Month first, Month last, std::uint64_t seed) {
    Month end = quarter_end(last) == last ? last : quarter_end(last) - 3;
    Month begin = std::min(quarter_end(first), end);
    Lines lines(path);
    lines.add("Date,Survey,Borough,Measure,Proportion,MPS,,,,\n");
    Written written;
    int quarter = 0;
    for (Month month = begin; month <= end; month = month + 3, ++quarter) {
        std::string date = fmt::format("{}/{}/{}", month.days(), month.month(), month.year());
        for (std::size_t q = 0; q < k_questions.size(); ++q) {
            Answers answers = ask(q, quarter, seed);
            std::string measure;
            append_csv(measure, k_questions[q].measure);
            for (std::size_t b = 0; b < k_boroughs; ++b) {
                if (b == k_city) continue;
                bool stray = month == end && q == 6 && b == 0;
                std::string london = with_comma(answers.london);
                lines.add(fmt::format("{},PAS,{},{},\"{}\",\"{}\",,,,{}\n", date, spelled(b, month == end), measure,
                                      with_comma(answers.boroughs[b]), london,
                                      stray ? fmt::format("\"{}\"", london) : ""));
                ++written.rows;
            }
        }
    }
    lines.close();
    written.bytes = lines.bytes();
    return written;
}

} // namespace peelian::synthetic
