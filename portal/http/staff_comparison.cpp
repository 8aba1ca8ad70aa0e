#include "portal/http/staff_comparison.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace portal::http {
namespace {
using domain::CaseSide;
using domain::SeenDocument;
constexpr std::size_t kShownDigits = 3; ///< of a document's number

class Comparison {
public:
    Comparison(const Visit& visit, const StaffWords& words, const domain::Case& conflict)
        : visit_{visit}, words_{words}, arrived_{conflict.arrived}, other_{conflict.other}
    {
    }

    std::vector<Compared> rows_of_account() const
    {
        return {
            row(visit_.text("Account"), [](const CaseSide& side) { return side.username; }),
            row(visit_.text("E-mail address"), [](const CaseSide& side) { return side.email_masked; }),
            row(visit_.text("Names in the portal"), [](const CaseSide& side) { return side.names; }),
            row(visit_.text("Names to be confirmed at the counter"),
                [](const CaseSide& side) { return side.names_claimed; }),
        };
    }

    std::vector<Compared> rows_of_record() const
    {
        return {
            judged(
                visit_.text("Personal number"), [](const CaseSide& side) { return number_of(side); }, number_verdict()),
            judged(
                visit_.text("Document"), [this](const CaseSide& side) { return document_of(side); },
                document_verdict()),
            judged(
                visit_.text("Read by"), [this](const CaseSide& side) { return words_(side.assurance); },
                assurance_verdict()),
            judged(visit_.text("Seen on the document"), [this](const CaseSide& side) { return features_of(side); }, {}),
            judged(
                visit_.text("Desk and clerk"), [](const CaseSide& side) { return side.desk + " · " + side.clerk; },
                desk_verdict()),
            judged(
                visit_.text("Time of the record"), [this](const CaseSide& side) { return time_of(side); },
                time_verdict()),
            judged(visit_.text("Kiosk and record"),
                   [](const CaseSide& side) { return side.kiosk + " · " + std::to_string(side.number); }, {}),
            judged(visit_.text("State"), [this](const CaseSide& side) { return words_(side.outcome); }, {}),
        };
    }

private:
    template <class Text>
    Compared judged(std::string name, Text text, Verdict verdict) const
    {
        return {std::move(name), text(arrived_), other_ ? text(*other_) : std::string{}, std::move(verdict)};
    }

    /// Equal where the texts are.
    template <class Text>
    Compared row(std::string name, Text text) const
    {
        auto compared = judged(std::move(name), text, {});
        if (!compared.arrived.empty() && !compared.other.empty())
            compared.verdict = equality(compared.arrived == compared.other);
        return compared;
    }

    Verdict equality(bool same) const
    {
        return same ? Verdict{Verdict::Mark::same, visit_.text("equal")}
                    : Verdict{Verdict::Mark::different, visit_.text("different")};
    }

    static std::string number_of(const CaseSide& side)
    {
        return side.document ? contract::masked(side.document->personal_number) : std::string{};
    }

    std::string document_of(const CaseSide& side) const
    {
        if (!side.document) return {};
        const auto& number = side.document->number;
        const auto& expiry = side.document->expiry;
        const auto ending = number.size() > kShownDigits ? "…" + number.substr(number.size() - kShownDigits) : number;
        const auto name = words_(side.document->kind);
        return expiry ? filled(visit_.text("{kind} {ending}, until {day}"),
                               {{"kind", name}, {"ending", ending}, {"day", shown_date(*expiry)}})
                      : filled(visit_.text("{kind} {ending}, without expiry"), {{"kind", name}, {"ending", ending}});
    }

    std::string features_of(const CaseSide& side) const
    {
        return side.document ? words_.of_features(side.document->features_seen) : std::string{};
    }

    std::string time_of(const CaseSide& side) const
    {
        return filled(side.offline ? visit_.text("{moment}, without a connection") : visit_.text("{moment}, on line"),
                      {{"moment", shown_moment(side.time)}});
    }

    /// Masked, two numbers may look the same.
    Verdict number_verdict() const
    {
        const auto* other = other_document();
        return other ? equality(arrived_.document->personal_number == other->personal_number) : Verdict{};
    }

    Verdict document_verdict() const
    {
        const auto* other = other_document();
        if (!other) return {};
        return equality(arrived_.document->kind == other->kind && arrived_.document->number == other->number);
    }

    Verdict assurance_verdict() const
    {
        if (!other_ || other_->assurance.empty() || arrived_.assurance.empty()) return {};
        const auto arrived = strength_of(arrived_.assurance);
        const auto other = strength_of(other_->assurance);
        if (arrived < other) return {Verdict::Mark::different, visit_.text("B is weaker")};
        if (arrived > other) return {Verdict::Mark::noted, visit_.text("B is stronger")};
        return equality(true);
    }

    Verdict desk_verdict() const
    {
        if (!other_) return {};
        if (arrived_.kiosk != other_->kiosk) return {Verdict::Mark::noted, visit_.text("two kiosks")};
        return {Verdict::Mark::noted,
                arrived_.clerk == other_->clerk ? visit_.text("the same") : visit_.text("two clerks")};
    }

    Verdict time_verdict() const
    {
        if (!other_) return {};
        const auto after = arrived_.time - other_->time;
        if (std::chrono::abs(after) < std::chrono::minutes{1})
            return {Verdict::Mark::noted, visit_.text("at the same time")};
        const bool later = after.count() >= 0;
        return {Verdict::Mark::noted, filled(later ? visit_.text("{span} later") : visit_.text("{span} earlier"),
                                             {{"span", span_of(visit_, later ? after : -after)}})};
    }

    /// Of the side that stood before; nothing unless both sides have one.
    const SeenDocument* other_document() const
    {
        return arrived_.document && other_ && other_->document ? &*other_->document : nullptr;
    }

    /// From typed to proven: the order in which policy trusts them.
    static int strength_of(std::string_view assurance)
    {
        const auto known = portal::contract::assurance_of(assurance);
        return known ? static_cast<int>(*known) : -1;
    }

    const Visit& visit_;
    const StaffWords& words_;
    const CaseSide& arrived_;
    const std::optional<CaseSide>& other_;
};
} // namespace

std::vector<Compared> compare_sides(const Visit& visit, const StaffWords& words, const domain::Case& conflict)
{
    const Comparison comparison{visit, words, conflict};
    auto rows = comparison.rows_of_account();
    if (!conflict.of_account()) std::ranges::move(comparison.rows_of_record(), std::back_inserter(rows));
    std::erase_if(rows, [](const Compared& row) { return row.arrived.empty() && row.other.empty(); });
    return rows;
}

std::string span_of(const Visit& visit, std::chrono::seconds span)
{
    using namespace std::chrono;
    if (span < 1h) return visit.counted("{n} minute", "{n} minutes", duration_cast<minutes>(span).count());
    if (span < 48h) return visit.counted("{n} hour", "{n} hours", duration_cast<hours>(span).count());
    return visit.counted("{n} day", "{n} days", duration_cast<days>(span).count());
}
} // namespace portal::http
