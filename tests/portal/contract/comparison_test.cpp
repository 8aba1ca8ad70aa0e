#include "portal/contract/comparison.hpp"

#include <algorithm>
#include <random>

#include <doctest/doctest.h>

#include "portal/contract/name_match.hpp"
#include "tests/portal/contract/vectors.hpp"

using namespace portal::contract;
using namespace std::chrono_literals;
using Summary = Comparison::Summary;
using Number = AccountClaim::Number;

namespace {
const Date kToday{2026y, std::chrono::November, 18d};
const PersonalNumber kEgn{PersonalNumberKind::egn, "6847096301"};
const PersonalNumber kLnch{PersonalNumberKind::lnch, "0000000011"};

AccountClaim account_of(PersonNames names)
{
    AccountClaim account;
    account.names = std::move(names);
    account.number = Number::present;
    account.number_masked = masked(kEgn);
    account.number_matches = true;
    return account;
}

DocumentFacts document_of(std::string surname, std::string given)
{
    DocumentFacts document;
    document.surname_zone = std::move(surname);
    document.given_names_zone = std::move(given);
    document.number = kEgn;
    document.birth_date = birth_date_of(kEgn).value();
    document.sex = sex_of(kEgn).value();
    document.expiry = Date{2033y, std::chrono::February, 28d};
    return document;
}

const PersonNames kViktoria{"Виктория", "Любомирова", "Константинова"};

AccountClaim foreigner_account(PersonNames names)
{
    auto account = account_of(std::move(names));
    account.number_masked = masked(kLnch);
    return account;
}

DocumentFacts foreigner_document(std::string surname, std::string given)
{
    auto document = document_of(std::move(surname), std::move(given));
    document.number = kLnch;
    return document;
}

const ComparedField& row_of(const Comparison& comparison, Field field)
{
    return *std::find_if(comparison.fields.begin(), comparison.fields.end(),
                         [field](auto& row) { return row.field == field; });
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

TEST_CASE("the counter's usual case: a variant, a cut name and an exact one")
{
    auto document = document_of("KONSTANTINOVA", "VIKTORIYA LYUBO");
    document.names_truncated = true;
    const auto result = compare(account_of(kViktoria), document, kToday);

    const auto& given = row_of(result, Field::given_name);
    CHECK(given.verdict == Verdict::variant);
    CHECK(given.reason == "ia_iya");
    CHECK(given.account_latin == "VIKTORIA");
    CHECK(given.document_text == "VIKTORIYA");
    CHECK(given.marks == Marks{{7, 8}});

    const auto& fathers = row_of(result, Field::fathers_name);
    CHECK(fathers.verdict == Verdict::truncated);
    CHECK(fathers.reason == "prefix_of_field");
    CHECK(fathers.document_text == "LYUBO…");
    CHECK(fathers.marks == Marks{{5, 8}});

    CHECK(row_of(result, Field::family_name).verdict == Verdict::exact);
    CHECK(row_of(result, Field::personal_number).verdict == Verdict::exact);
    CHECK(row_of(result, Field::birth_date).verdict == Verdict::exact);
    CHECK(row_of(result, Field::birth_date).account_text == "09.07.2068");
    CHECK(row_of(result, Field::sex).verdict == Verdict::exact);
    CHECK(row_of(result, Field::validity).verdict == Verdict::exact);
    CHECK(result.usual_differences == 2);
    CHECK(result.summary == Summary::match_with_usual_differences);
    CHECK(result.stop_reason.empty());
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

TEST_CASE("native names of the document are compared letter by letter first")
{
    auto document = document_of("KONSTANTINOVA", "VIKTORIYA LYUBO");
    document.names_truncated = true;
    document.native_names = PersonNames{"ВИКТОРИЯ", "ЛЮБОМИРОВА", "КОНСТАНТИНОВА"};
    const auto result = compare(account_of(kViktoria), document, kToday);
    CHECK(result.summary == Summary::match);
    CHECK(row_of(result, Field::given_name).document_text == "ВИКТОРИЯ");
    CHECK(row_of(result, Field::given_name).marks.empty());
}

TEST_CASE("two Cyrillic names with one Latin form are not called the same")
{
    auto document = document_of("IVANOV", "ANGAL");
    document.native_names = PersonNames{"Ангал", "", "Иванов"};
    const auto result = compare(account_of({"Ангъл", "", "Иванов"}), document, kToday);
    CHECK(row_of(result, Field::given_name).verdict == Verdict::variant);
    CHECK(row_of(result, Field::given_name).reason == "native_spelling");
}

TEST_CASE("a document without a given or without a family name leaves a difference")
{
    const auto without_given = compare(account_of(kViktoria), document_of("KONSTANTINOVA", ""), kToday);
    CHECK(row_of(without_given, Field::given_name).reason == "not_in_document");
    CHECK(without_given.summary == Summary::differences);
    const auto without_family = compare(account_of(kViktoria), document_of("", "VIKTORIYA LYUBOMIROVA"), kToday);
    CHECK(row_of(without_family, Field::family_name).reason == "not_in_document");
    CHECK(without_family.summary == Summary::differences);
}

TEST_CASE("a native name that the zone does not write is a mismatch, whomever it names")
{
    auto document = document_of("IVANOV", "IVAN PETROV");
    document.native_names = PersonNames{"ГЕОРГИ", "ПЕТРОВ", "ИВАНОВ"};
    for (const auto* given : {"Иван", "Георги"}) {
        CAPTURE(given);
        const auto result = compare(account_of({given, "Петров", "Иванов"}), document, kToday);
        CHECK(row_of(result, Field::given_name).verdict == Verdict::mismatch);
        CHECK(row_of(result, Field::given_name).document_text == "ГЕОРГИ");
        CHECK(result.summary == Summary::differences);
    }
    document.native_names = PersonNames{"ИВАН", "ПЕТРОВ", "ДИМИТРОВ"};
    for (const auto* family : {"Иванов", "Димитров"})
        CHECK(row_of(compare(account_of({"Иван", "Петров", family}), document, kToday), Field::family_name).verdict ==
              Verdict::mismatch);
    document.native_names = PersonNames{"ИВАН", "ГЕОРГИЕВ", "ИВАНОВ"}; // the zone has another father's name
    const auto fathers = compare(account_of({"Иван", "Георгиев", "Иванов"}), document, kToday);
    CHECK(row_of(fathers, Field::given_name).verdict == Verdict::exact);
    CHECK(row_of(fathers, Field::fathers_name).verdict == Verdict::mismatch);
    document = document_of("IVANOV", "");
    document.native_names = PersonNames{"ИВАН", "", "ИВАНОВ"};
    CHECK(compare(account_of({"Иван", "", "Иванов"}), document, kToday).summary == Summary::differences);
}

TEST_CASE("native names parted elsewhere than the zone's, cut, or without the father's name contradict nothing")
{
    auto document = document_of("IVANOVA", "ANNA MARIYA");
    document.native_names = PersonNames{"АННА", "МАРИЯ", "ИВАНОВА"};
    const auto parted = compare(account_of({"Анна Мария", "", "Иванова"}), document, kToday);
    CHECK(row_of(parted, Field::given_name).verdict == Verdict::variant);
    CHECK(parted.summary == Summary::match_with_usual_differences);

    document = document_of("KONSTANTINOVA", "VIKTORIYA");
    document.native_names = PersonNames{"ВИКТОРИЯ", "ЛЮБОМИРОВА", "КОНСТАНТИНОВА"};
    CHECK(compare(account_of(kViktoria), document, kToday).summary == Summary::match);
    document.given_names_zone = "VIKTORIYA L";
    CHECK(row_of(compare(account_of(kViktoria), document, kToday), Field::given_name).verdict == Verdict::exact);
    document.given_names_zone = "VIKT";
    document.names_truncated = true;
    CHECK(compare(account_of(kViktoria), document, kToday).summary == Summary::match);
}

TEST_CASE("a foreigner's native name may be written in the zone as at home")
{
    auto document = foreigner_document("SMITH", "JOHN");
    document.native_names = PersonNames{"ДЖОН", "", "СМИТ"};
    CHECK(compare(foreigner_account({"Джон", "", "Смит"}), document, kToday).summary == Summary::match);
    document.surname_zone = "BROWN";
    CHECK(compare(foreigner_account({"Джон", "", "Смит"}), document, kToday).summary == Summary::differences);
}

TEST_CASE("a document without a zone is compared by its native names alone")
{
    auto document = document_of("", "");
    document.native_names = PersonNames{"Виктория", "Любомирова", "Иванова"};
    const auto result = compare(account_of(kViktoria), document, kToday);
    CHECK(row_of(result, Field::given_name).verdict == Verdict::exact);
    CHECK(row_of(result, Field::fathers_name).verdict == Verdict::exact);
    CHECK(row_of(result, Field::family_name).verdict == Verdict::mismatch);
    CHECK(row_of(result, Field::family_name).document_text == "Иванова");
}

TEST_CASE("another name stands in the document's own letters, whole where the zone cut it")
{
    auto document = document_of("KONSTANTINOVA", "VIKTORIYA LYUBO");
    document.names_truncated = true;
    document.native_names = PersonNames{"ВИКТОРИЯ", "ЛЮБОМИРОВА", "КОНСТАНТИНОВА"};
    const auto result = compare(account_of({"Димитринка", "Апостолова", "Караджова"}), document, kToday);
    const std::pair<Field, std::string> shown[] = {
        {Field::given_name, "ВИКТОРИЯ"}, {Field::fathers_name, "ЛЮБОМИРОВА"}, {Field::family_name, "КОНСТАНТИНОВА"}};
    for (const auto& [field, text] : shown) {
        CHECK(row_of(result, field).verdict == Verdict::mismatch);
        CHECK(row_of(result, field).document_text == text);
        CHECK(row_of(result, field).marks == decltype(ComparedField::marks){{0, text.size()}});
    }
}

TEST_CASE("names that are compared later stand in the document's own letters")
{
    auto account = account_of(kViktoria);
    account.names.reset();
    auto document = document_of("KONSTANTINOVA", "VIKTORIYA LYUBO");
    document.native_names = PersonNames{"ВИКТОРИЯ", "ЛЮБОМИРОВА", "КОНСТАНТИНОВА"};
    const auto result = compare(account, document, kToday);
    CHECK(row_of(result, Field::given_name).document_text == "ВИКТОРИЯ");
    CHECK(row_of(result, Field::fathers_name).document_text == "ЛЮБОМИРОВА");
    CHECK(row_of(result, Field::family_name).document_text == "КОНСТАНТИНОВА");
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

TEST_CASE("a different personal number stops the case")
{
    auto account = account_of(kViktoria);
    account.number_masked = "640309****";
    account.number_matches = false;
    const auto result = compare(account, document_of("KONSTANTINOVA", "VIKTORIA LYUBOMIROVA"), kToday);
    CHECK(result.summary == Summary::stop);
    CHECK(result.stop_reason == "different_person");
    CHECK(row_of(result, Field::personal_number).verdict == Verdict::mismatch);
    CHECK(row_of(result, Field::personal_number).marks == Marks{{0, 6}});
}

TEST_CASE("a document without a personal number stops the case")
{
    auto document = document_of("KONSTANTINOVA", "VIKTORIA LYUBOMIROVA");
    document.number.reset();
    auto account = account_of(kViktoria);
    account.number_matches.reset();
    const auto result = compare(account, document, kToday);
    CHECK(result.summary == Summary::stop);
    CHECK(result.stop_reason == "no_personal_number");
}

TEST_CASE("an expired document stops the case, on the day of expiry not yet")
{
    auto document = document_of("KONSTANTINOVA", "VIKTORIA LYUBOMIROVA");
    document.expiry = kToday;
    CHECK(compare(account_of(kViktoria), document, kToday).summary == Summary::match);
    document.expiry = Date{2026y, std::chrono::November, 17d};
    const auto result = compare(account_of(kViktoria), document, kToday);
    CHECK(result.stop_reason == "document_expired");
    CHECK(row_of(result, Field::validity).reason == "expired");
}

TEST_CASE("a document without expiry is valid, and says so")
{
    auto document = document_of("KONSTANTINOVA", "VIKTORIA LYUBOMIROVA");
    document.expiry.reset();
    const auto result = compare(account_of(kViktoria), document, kToday);
    CHECK(result.summary == Summary::match);
    CHECK(row_of(result, Field::validity).reason == "without_expiry");
}

TEST_CASE("a different person is named before an expired document")
{
    auto account = account_of(kViktoria);
    account.number_matches = false;
    auto document = document_of("KONSTANTINOVA", "VIKTORIA LYUBOMIROVA");
    document.expiry = Date{2020y, std::chrono::January, 1d};
    CHECK(compare(account, document, kToday).stop_reason == "different_person");
}

TEST_CASE("an account without a number matches, and the row is absent")
{
    AccountClaim account;
    account.names = kViktoria;
    const auto result = compare(account, document_of("KONSTANTINOVA", "VIKTORIA LYUBOMIROVA"), kToday);
    CHECK(row_of(result, Field::personal_number).verdict == Verdict::absent);
    CHECK(row_of(result, Field::birth_date).verdict == Verdict::absent);
    CHECK(result.summary == Summary::match);
}

TEST_CASE("what is not known here is compared later and never shown as matching")
{
    AccountClaim account;
    account.number = Number::unknown;
    const auto result = compare(account, document_of("KONSTANTINOVA", "VIKTORIA LYUBOMIROVA"), kToday);
    for (const auto field : {Field::given_name, Field::fathers_name, Field::family_name, Field::personal_number,
                             Field::birth_date, Field::sex})
        CHECK(row_of(result, field).verdict == Verdict::later);
    CHECK(result.summary == Summary::to_be_compared);
}

TEST_CASE("a document that contradicts its own ЕГН is a mismatch of birth date and sex")
{
    auto document = document_of("KONSTANTINOVA", "VIKTORIA LYUBOMIROVA");
    document.birth_date = Date{2068y, std::chrono::July, 10d};
    document.sex = document.sex == Sex::male ? Sex::female : Sex::male;
    const auto result = compare(account_of(kViktoria), document, kToday);
    CHECK(row_of(result, Field::birth_date).reason == "egn_birth_date");
    CHECK(row_of(result, Field::birth_date).marks == Marks{{0, 2}});
    CHECK(row_of(result, Field::sex).reason == "egn_sex");
    CHECK(result.summary == Summary::differences);
}

TEST_CASE("a birth date that the account claims otherwise is a mismatch, marked by its parts")
{
    auto account = foreigner_account({"Айше", "", "Хюсеин"});
    account.birth_date = Date{1964y, std::chrono::March, 9d};
    auto document = foreigner_document("HYUSEIN", "AYSHE");
    document.birth_date = Date{1985y, std::chrono::June, 9d};
    const auto result = compare(account, document, kToday);
    CHECK(row_of(result, Field::birth_date).reason == "birth_date_differs");
    CHECK(row_of(result, Field::birth_date).marks == Marks{{3, 5}, {6, 10}});
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
