#include "portal/contract/comparison.hpp"

#include <algorithm>
#include <array>

#include "portal/contract/name_match.hpp"
#include "portal/contract/spelling.hpp"

namespace portal::contract {
namespace {
/// A family name is cut only where it fills at least half of the shortest name field (30 characters, TD1).
constexpr std::size_t kLongFamilyName = 15;
constexpr std::string_view kEllipsis = "…";

std::string sex_text(Sex sex)
{
    if (sex == Sex::unspecified) return {};
    return sex == Sex::female ? "female" : "male";
}

std::vector<std::string> words_of(std::string_view zone)
{
    std::vector<std::string> words(1);
    for (const char c : zone) {
        if (c == ' ')
            words.emplace_back();
        else
            words.back() += c;
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

std::string joined(const std::vector<std::string>& words, std::size_t from, std::size_t to)
{
    std::string text;
    for (std::size_t i = from; i < to; ++i)
        text += (i > from ? " " : "") + words[i];
    return text;
}

ComparedField new_row(Field field, std::string account, std::string document)
{
    ComparedField row;
    row.field = field;
    row.account_text = std::move(account);
    row.document_text = std::move(document);
    return row;
}

ComparedField with(ComparedField row, Verdict verdict, std::string reason)
{
    row.verdict = verdict;
    row.reason = std::move(reason);
    return row;
}

/// What decides about a name beside its letters.
struct NameContext {
    bool may_be_cut{};
    bool foreigner{};   ///< the document carries a ЛНЧ
    std::string native; ///< the document's own Cyrillic spelling; may be empty
};

/// The document's own spelling instead of the zone's, which may be cut, where both run over as many words.
void show_native(ComparedField& row, const std::string& native)
{
    if (native.empty() || words_of(zone_form(native)).size() != words_of(zone_form(row.document_text)).size()) return;
    row.document_text = native;
    row.marks = {{0, native.size()}};
}

ComparedField compare_names(Field field, const std::string& account, const std::string& zone,
                            const NameContext& context)
{
    auto row = new_row(field, account, zone);
    if (has_cyrillic(account)) row.account_latin = zone_form(account);
    if (zone.empty() && context.native.empty())
        return with(std::move(row), Verdict::absent, account.empty() ? "in_neither" : "not_in_document");
    if (zone.empty()) row.document_text = context.native;
    if (account.empty()) return with(std::move(row), Verdict::absent, "not_in_account");

    const bool native_counts = has_cyrillic(account) && has_cyrillic(context.native);
    if (native_counts && same_native_name(account, context.native)) {
        row.document_text = context.native;
        return with(std::move(row), Verdict::exact, "");
    }
    auto match = match_name(account, zone, context.may_be_cut);
    if (zone.empty()) match.marks = {{0, row.document_text.size()}};
    if (match.verdict == Verdict::exact && native_counts) { // two Cyrillic names that share their Latin form
        row.document_text = context.native;
        row.marks = {{0, context.native.size()}};
        return with(std::move(row), Verdict::variant, "native_spelling");
    }
    if (match.verdict == Verdict::mismatch && context.foreigner && has_cyrillic(account) &&
        same_consonants(account, zone)) {
        match.verdict = Verdict::variant;
        match.reason = "home_spelling";
    }
    if (match.verdict == Verdict::truncated) {
        match.marks.emplace_back(row.document_text.size(), row.document_text.size() + kEllipsis.size());
        row.document_text += kEllipsis;
    }
    row.marks = std::move(match.marks);
    if (match.verdict == Verdict::mismatch && native_counts) show_native(row, context.native);
    return with(std::move(row), match.verdict, std::move(match.reason));
}

unsigned badness(const ComparedField& row)
{
    switch (row.verdict) {
    case Verdict::exact:
        return 0;
    case Verdict::variant:
    case Verdict::truncated:
        return 1;
    case Verdict::absent:
        if (row.reason == "in_neither") return 0;
        if (row.field == Field::given_name) return 6;
        return row.reason == "not_in_account" ? 3 : 4;
    case Verdict::mismatch:
    case Verdict::later:
        break;
    }
    return 4;
}

/// The zone runs given and father's name together: of all places to part them, the one that fits the account best.
std::array<ComparedField, 2> compare_given_and_fathers(const PersonNames& account, const DocumentFacts& document,
                                                       bool foreigner)
{
    const auto words = words_of(zone_form(document.given_names_zone));
    const auto expected = words_of(zone_form(account.given)).size();
    const auto native = document.native_names.value_or(PersonNames{});
    const auto parted = [&](std::size_t given_words) {
        const bool all = given_words == words.size();
        return std::array{compare_names(Field::given_name, account.given, joined(words, 0, given_words),
                                        {document.names_truncated && all, foreigner, native.given}),
                          compare_names(Field::fathers_name, account.fathers, joined(words, given_words, words.size()),
                                        {document.names_truncated && !all, foreigner, native.fathers})};
    };
    if (account.given.empty()) return parted(words.size()); // none of them is a father's name alone
    auto best = parted(std::min(expected, words.size()));
    for (std::size_t given_words = 0; given_words <= words.size(); ++given_words) {
        auto rows = parted(given_words);
        if (badness(rows[0]) + badness(rows[1]) < badness(best[0]) + badness(best[1])) best = std::move(rows);
    }
    return best;
}

/// Whether the zone can be what the Act makes of a Cyrillic name; of another script nothing is known.
bool writes(const std::string& native, const std::string& zone, bool may_be_cut, bool foreigner)
{
    if (!has_cyrillic(native)) return true;
    return match_name(native, zone, may_be_cut).verdict != Verdict::mismatch ||
           (foreigner && same_consonants(native, zone));
}

/// Which of the document's own spellings of given and father's name its zone contradicts. The zone may shorten the
/// father's name or leave it out.
std::optional<Field> contradicted(const DocumentFacts& document, const PersonNames& native, bool foreigner)
{
    const auto words = words_of(zone_form(document.given_names_zone));
    if (native.given.empty()) return std::nullopt;
    if (words.empty() && (document.surname_zone.empty() || document.names_truncated)) return std::nullopt;
    bool given_agrees = false;
    for (std::size_t given_words = 1; given_words <= words.size(); ++given_words) {
        const bool all = given_words == words.size();
        if (!writes(native.given, joined(words, 0, given_words), document.names_truncated && all, foreigner)) continue;
        given_agrees = true;
        if (all || native.fathers.empty()) return std::nullopt;
        if (writes(native.fathers, joined(words, given_words, words.size()), true, foreigner)) return std::nullopt;
    }
    return given_agrees ? Field::fathers_name : Field::given_name;
}

bool native_family_agrees(const DocumentFacts& document, const PersonNames& native, bool foreigner)
{
    const auto zone = zone_form(document.surname_zone);
    if (native.family.empty()) return true;
    if (zone.empty()) return document.given_names_zone.empty();
    return writes(native.family, zone, document.names_truncated && zone.size() >= kLongFamilyName, foreigner);
}

/// A document that contradicts itself bears out no name.
void contradict(ComparedField& row, const std::string& native)
{
    row.verdict = Verdict::mismatch;
    row.reason = "letters_differ";
    row.document_text = native;
    row.marks = {{0, native.size()}};
}

/// An account of one name holds it as the family name; documents are known that write it as the given one.
DocumentFacts as_account_of_one_name(DocumentFacts document)
{
    if (!document.surname_zone.empty()) return document;
    std::swap(document.surname_zone, document.given_names_zone);
    if (document.native_names && document.native_names->family.empty())
        std::swap(document.native_names->family, document.native_names->given);
    return document;
}

void compare_all_names(const AccountClaim& account, const DocumentFacts& written, std::vector<ComparedField>& rows)
{
    const bool one_name = account.names && account.names->given.empty();
    const auto document = one_name ? as_account_of_one_name(written) : written;
    const auto family = zone_form(document.surname_zone);
    if (!account.names) {
        const auto shown =
            document.native_names.value_or(PersonNames{zone_form(document.given_names_zone), "", family});
        rows.push_back(with(new_row(Field::given_name, "", shown.given), Verdict::later, "account_unknown"));
        rows.push_back(with(new_row(Field::fathers_name, "", shown.fathers), Verdict::later, "account_unknown"));
        rows.push_back(with(new_row(Field::family_name, "", shown.family), Verdict::later, "account_unknown"));
        return;
    }
    const bool foreigner = document.number && document.number->kind == PersonalNumberKind::lnch;
    for (auto& row : compare_given_and_fathers(*account.names, document, foreigner))
        rows.push_back(std::move(row));
    const auto native = document.native_names.value_or(PersonNames{});
    rows.push_back(
        compare_names(Field::family_name, account.names->family, family,
                      {document.names_truncated && family.size() >= kLongFamilyName, foreigner, native.family}));
    if (const auto field = contradicted(document, native, foreigner)) {
        auto& row = *std::find_if(rows.begin(), rows.end(), [&](const auto& one) { return one.field == *field; });
        contradict(row, *field == Field::given_name ? native.given : native.fathers);
    }
    if (!native_family_agrees(document, native, foreigner)) contradict(rows.back(), native.family);
}

ComparedField compare_number(const AccountClaim& account, const DocumentFacts& document)
{
    auto row = new_row(Field::personal_number, account.number_masked, document.number ? masked(*document.number) : "");
    if (!document.number) return with(std::move(row), Verdict::absent, "no_personal_number");
    if (account.number == AccountClaim::Number::absent) return with(std::move(row), Verdict::absent, "not_in_account");
    if (!account.number_matches) return with(std::move(row), Verdict::later, "account_unknown");
    if (*account.number_matches) return with(std::move(row), Verdict::exact, "");
    constexpr std::size_t kShown = 6; // the digits that are not masked
    const bool shown_differ = row.account_text.substr(0, kShown) != row.document_text.substr(0, kShown);
    row.marks = {shown_differ ? std::pair{std::size_t{0}, kShown} : std::pair{kShown, row.document_text.size()}};
    return with(std::move(row), Verdict::mismatch, "different_person");
}

/// Nothing on the account's side: is that so, or only not known here?
ComparedField unclaimed(ComparedField row, const AccountClaim& account)
{
    const bool unknown = account.number == AccountClaim::Number::unknown ||
                         (account.number == AccountClaim::Number::present && !account.number_matches);
    return unknown ? with(std::move(row), Verdict::later, "account_unknown")
                   : with(std::move(row), Verdict::absent, "not_in_account");
}

/// Day, month and year, each marked where it differs from what the document tells.
Marks day_marks(const std::string& account, const std::string& document)
{
    constexpr std::array<std::pair<std::size_t, std::size_t>, 3> kParts{{{0, 2}, {3, 5}, {6, 10}}};
    Marks marks;
    for (const auto& [from, to] : kParts)
        if (document[from] != 'X' && account.substr(from, to - from) != document.substr(from, to - from))
            marks.emplace_back(from, to);
    return marks;
}

ComparedField compare_birth_date(const AccountClaim& account, const DocumentFacts& document)
{
    const auto carried = document.number ? birth_date_of(*document.number) : std::nullopt;
    auto claimed = account.birth_date;
    if (!claimed && account.number_matches.value_or(false)) claimed = carried;

    auto row = new_row(Field::birth_date, claimed ? to_shown(*claimed) : "", to_shown(document.birth_date));
    if (row.document_text.empty()) return with(std::move(row), Verdict::absent, "not_in_document");
    if (carried && !document.birth_date.fits(*carried)) {
        row.marks = day_marks(to_shown(*carried), row.document_text);
        return with(std::move(row), Verdict::mismatch, "egn_birth_date");
    }
    if (!claimed) return unclaimed(std::move(row), account);
    if (document.birth_date.fits(*claimed)) {
        const bool whole = document.birth_date.is_whole();
        return with(std::move(row), whole ? Verdict::exact : Verdict::truncated, whole ? "" : "partly_known");
    }
    row.marks = day_marks(row.account_text, row.document_text);
    return with(std::move(row), Verdict::mismatch, "birth_date_differs");
}

ComparedField compare_sex(const AccountClaim& account, const DocumentFacts& document)
{
    const auto carried = document.number ? sex_of(*document.number) : std::nullopt;
    auto claimed = account.sex;
    if (!claimed && account.number_matches.value_or(false)) claimed = carried;

    auto row = new_row(Field::sex, claimed ? sex_text(*claimed) : "", sex_text(document.sex));
    if (document.sex == Sex::unspecified) return with(std::move(row), Verdict::absent, "not_in_document");
    if (carried && *carried != document.sex) return with(std::move(row), Verdict::mismatch, "egn_sex");
    if (!claimed) return unclaimed(std::move(row), account);
    if (*claimed == document.sex) return with(std::move(row), Verdict::exact, "");
    return with(std::move(row), Verdict::mismatch, "sex_differs");
}

ComparedField check_validity(const DocumentFacts& document, Date today)
{
    auto row = new_row(Field::validity, "", document.expiry ? to_shown(*document.expiry) : "");
    if (!document.expiry) return with(std::move(row), Verdict::exact, "without_expiry");
    if (*document.expiry >= today) return with(std::move(row), Verdict::exact, "");
    row.marks = {{0, row.document_text.size()}};
    return with(std::move(row), Verdict::mismatch, "expired");
}

std::string stop_reason(const AccountClaim& account, const DocumentFacts& document, Date today)
{
    if (!document.number) return "no_personal_number";
    const bool compared = account.number != AccountClaim::Number::absent && account.number_matches;
    if (compared && !*account.number_matches) return "different_person";
    if (document.expiry && *document.expiry < today) return "document_expired";
    return {};
}

bool any_is(const std::vector<ComparedField>& rows, Verdict verdict)
{
    return std::any_of(rows.begin(), rows.end(), [verdict](auto& row) { return row.verdict == verdict; });
}
} // namespace

Comparison compare(const AccountClaim& account, const DocumentFacts& document, Date today)
{
    Comparison result;
    compare_all_names(account, document, result.fields);
    result.fields.push_back(compare_number(account, document));
    result.fields.push_back(compare_birth_date(account, document));
    result.fields.push_back(compare_sex(account, document));
    result.fields.push_back(check_validity(document, today));

    result.stop_reason = stop_reason(account, document, today);
    result.usual_differences =
        static_cast<unsigned>(std::count_if(result.fields.begin(), result.fields.end(), [](auto& row) {
            return row.verdict == Verdict::variant || row.verdict == Verdict::truncated;
        }));
    using Summary = Comparison::Summary;
    if (!result.stop_reason.empty())
        result.summary = Summary::stop;
    else if (std::any_of(result.fields.begin(), result.fields.end(), differs))
        result.summary = Summary::differences;
    else if (any_is(result.fields, Verdict::later))
        result.summary = Summary::to_be_compared;
    else
        result.summary = result.usual_differences > 0 ? Summary::match_with_usual_differences : Summary::match;
    return result;
}

bool differs(const ComparedField& row)
{
    const bool indispensable = row.field == Field::given_name || row.field == Field::family_name;
    const bool on_one_side = row.reason == "not_in_document" || row.reason == "not_in_account";
    return row.verdict == Verdict::mismatch || (indispensable && on_one_side);
}
} // namespace portal::contract
