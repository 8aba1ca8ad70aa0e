#include <random>

#include <doctest/doctest.h>

#include "portal/contract/name_match.hpp"
#include "portal/contract/names.hpp"
#include "tests/portal/contract/comparison_sides.hpp"
#include "tests/portal/contract/vectors.hpp"

using namespace portal::contract;
using namespace std::chrono_literals;
using Summary = Comparison::Summary;

namespace {
Verdict compare_name(std::string_view account_name, std::string_view zone_name, bool may_be_cut)
{
    return match_name(account_name, zone_form(zone_name), may_be_cut).verdict;
}

std::string level_of(Verdict verdict)
{
    switch (verdict) {
    case Verdict::exact:
        return "exact";
    case Verdict::variant:
        return "variant";
    case Verdict::truncated:
        return "truncated";
    default:
        return "mismatch";
    }
}
} // namespace

TEST_CASE("every published pair of names gets its published verdict")
{
    for (const auto& pair : vectors("bg-transliteration.json", "/pairs")) {
        if (pair["level"] == "partial") continue; // of two fields: the next case
        CAPTURE(pair.dump());
        const bool full = pair["level"] == "truncated";
        CHECK(pair["match"].get<bool>() == (pair["level"] != "mismatch"));
        CHECK(level_of(compare_name(pair["cyr"].get<std::string>(), pair["mrz"].get<std::string>(), full)) ==
              pair["level"].get<std::string>());
    }
}

TEST_CASE("a father's name that only the document has is no mismatch")
{
    const auto result = compare(account_of({"Стефан", "", "Иванов"}), document_of("IVANOV", "STEFAN IVANOV"), kToday);
    CHECK(row_of(result, Field::given_name).verdict == Verdict::exact);
    CHECK(row_of(result, Field::fathers_name).verdict == Verdict::absent);
    CHECK(row_of(result, Field::fathers_name).reason == "not_in_account");
    CHECK(row_of(result, Field::fathers_name).document_text == "IVANOV");
    CHECK(result.summary == Summary::match);
}

TEST_CASE("a father's name that only the account has is no mismatch")
{
    const auto result = compare(account_of({"Стефан", "Петров", "Иванов"}), document_of("IVANOV", "STEFAN"), kToday);
    CHECK(row_of(result, Field::fathers_name).verdict == Verdict::absent);
    CHECK(row_of(result, Field::fathers_name).reason == "not_in_document");
    CHECK(result.summary == Summary::match);
}

TEST_CASE("every published ICAO spelling is a variant or the Act's own")
{
    for (const auto& row : vectors("bg-transliteration.json", "/icao9303")) {
        CAPTURE(row.dump());
        const auto verdict = compare_name(row["cyr"].get<std::string>(), row["icao"].get<std::string>(), false);
        CHECK((verdict == Verdict::variant || verdict == Verdict::exact));
    }
}

TEST_CASE("every name of the Act matches its own zone form exactly")
{
    for (const auto& row : vectors("bg-transliteration.json", "/law")) {
        if (row["mrz"].is_null()) continue;
        CAPTURE(row.dump());
        CHECK(compare_name(row["cyr"].get<std::string>(), row["mrz"].get<std::string>(), false) == Verdict::exact);
    }
}

TEST_CASE("a shorter name is cut only where the zone's field was full")
{
    const auto result = compare(account_of(kViktoria), document_of("KONSTANTINOVA", "VIKTORIA LYUBO"), kToday);
    CHECK(row_of(result, Field::fathers_name).verdict == Verdict::mismatch);
    CHECK(result.summary == Summary::differences);
}

TEST_CASE("a cut may fall within what one letter becomes")
{
    CHECK(compare_name("Крушева", "KRUS", true) == Verdict::truncated);
    CHECK(compare_name("Крушева", "KRUT", true) == Verdict::mismatch);
    CHECK(compare_name("Крушева", "KRUSHEVA", true) == Verdict::exact);
    CHECK(compare_name("Крушева", "KRUSHEVAS", true) == Verdict::mismatch);
    CHECK(compare_name("Крушева", "", true) == Verdict::mismatch);
}

TEST_CASE("a short family name is never called cut")
{
    auto document = document_of("IVANO", "ALEKSANDRA KONSTANTINOV");
    document.names_truncated = true;
    const auto result = compare(account_of({"Александра", "Константинова", "Иванова"}), document, kToday);
    CHECK(row_of(result, Field::family_name).verdict == Verdict::mismatch);
    CHECK(row_of(result, Field::fathers_name).verdict == Verdict::truncated);
}

TEST_CASE("names of several parts and hyphens are parted where the account parts them")
{
    const auto result = compare(account_of({"Мария-Антоанета", "Златия", "Иванова-Петрова"}),
                                document_of("IVANOVA PETROVA", "MARIA ANTOANETA ZLATIA"), kToday);
    CHECK(row_of(result, Field::given_name).document_text == "MARIA ANTOANETA");
    CHECK(row_of(result, Field::fathers_name).document_text == "ZLATIA");
    CHECK(result.summary == Summary::match);
}

TEST_CASE("parts written as one word are a variant")
{
    const auto result = compare(account_of({"Абдел Рахман", "", "Хасан"}), document_of("HASAN", "ABDELRAHMAN"), kToday);
    CHECK(row_of(result, Field::given_name).verdict == Verdict::variant);
    CHECK(row_of(result, Field::given_name).reason == "spacing");
}

TEST_CASE("each usual spelling has its reason and its mark")
{
    const auto match = [](const char* account, const char* zone) { return match_name(account, zone, false); };
    CHECK(match("Бойко", "BOIKO").reason == "icao_letters");
    CHECK(match("Бойко", "BOIKO").marks == Marks{{2, 3}});
    CHECK(match("Христо", "KHRISTO").marks == Marks{{0, 1}});
    CHECK(match("Юлия", "IULIIA").marks == Marks{{0, 1}, {4, 5}});
    CHECK(match("Цветан", "TZVETAN").reason == "old_spelling");
    CHECK(match("Цветан", "TZVETAN").marks == Marks{{1, 2}});
    CHECK(match("Петър", "PETUR").reason == "old_spelling");
    CHECK(match("Петър", "PETUR").marks == Marks{{3, 4}});
    CHECK(match("Mariya", "MARIA").reason == "ia_iya");
    CHECK(match("Maria", "MARIYA").reason == "ia_iya");
    CHECK(match("Müller", "MULLER").reason == "icao_letters");
}

TEST_CASE("a mismatch marks what differs")
{
    const auto match = match_name("Георгиев", "GEORGIEVA", false);
    CHECK(match.verdict == Verdict::mismatch);
    CHECK(match.reason == "letters_differ");
    CHECK(match.marks == Marks{{8, 9}});
    CHECK(match_name("Георгиева", "GEORGIEV", false).marks == Marks{{7, 8}});
    CHECK(match_name("Петър", "IVANKA", false).marks == Marks{{0, 6}});
}

TEST_CASE("a foreigner's home-country spelling is a usual difference")
{
    const auto result = compare(foreigner_account({"Джон", "", "Смит"}), foreigner_document("SMITH", "JOHN"), kToday);
    CHECK(row_of(result, Field::given_name).verdict == Verdict::variant);
    CHECK(row_of(result, Field::given_name).reason == "home_spelling");
    CHECK(row_of(result, Field::family_name).reason == "home_spelling");
    CHECK(result.summary == Summary::match_with_usual_differences);
}

TEST_CASE("a home-country spelling with other consonants is for the clerk to judge")
{
    const auto result = compare(foreigner_account({"Джон", "", "Смит"}), foreigner_document("BROWN", "JOHN"), kToday);
    CHECK(row_of(result, Field::family_name).verdict == Verdict::mismatch);
    CHECK(result.summary == Summary::differences);
}

TEST_CASE("a Bulgarian citizen's name gets no home-country spelling, nor does a Latin one")
{
    CHECK(row_of(compare(account_of({"Джон", "", "Смит"}), document_of("SMITH", "JOHN"), kToday), Field::given_name)
              .verdict == Verdict::mismatch);
    CHECK(row_of(compare(foreigner_account({"Jon", "", "Smit"}), foreigner_document("SMITH", "JOHN"), kToday),
                 Field::given_name)
              .verdict == Verdict::mismatch);
}

TEST_CASE("a foreigner without a father's name on either side matches")
{
    const auto result =
        compare(foreigner_account({"Айше", "", "Хюсеин"}), foreigner_document("HYUSEIN", "AYSHE"), kToday);
    CHECK(row_of(result, Field::fathers_name).verdict == Verdict::absent);
    CHECK(row_of(result, Field::fathers_name).reason == "in_neither");
    CHECK(row_of(result, Field::birth_date).verdict == Verdict::absent);
    CHECK(result.summary == Summary::match);
}

TEST_CASE("marks always lie within the document's text, whatever the names")
{
    std::mt19937 random{7};
    const std::vector<std::string> cyrillic{"а", "я", "и", "ъ", "щ", "ю", "х", "ц", "ь", "й", "-", " ", "o", "ü"};
    const std::string latin = "AYIUSHTKZ ";
    for (int round = 0; round < 2000; ++round) {
        std::string name;
        std::string zone;
        for (auto i = random() % 9; i > 0; --i)
            name += cyrillic[random() % cyrillic.size()];
        for (auto i = random() % 12; i > 0; --i)
            zone += latin[random() % latin.size()];
        auto document = document_of(zone, zone);
        document.names_truncated = random() % 2 == 0;
        const auto result = compare(account_of({name, name, name}), document, kToday);
        for (const auto& row : result.fields) {
            std::size_t last = 0;
            for (const auto& [from, to] : row.marks) {
                CHECK(from < to);
                CHECK(last <= from);
                CHECK(to <= row.document_text.size());
                last = to;
            }
            if (row.verdict == Verdict::mismatch && row.field < Field::personal_number && !row.document_text.empty())
                CHECK_FALSE(row.marks.empty());
        }
    }
}
