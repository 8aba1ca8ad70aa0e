#include <doctest/doctest.h>

#include "portal/contract/name_match.hpp"
#include "tests/portal/contract/comparison_sides.hpp"

using namespace portal::contract;
using namespace std::chrono_literals;
using Summary = Comparison::Summary;
using Number = AccountClaim::Number;

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

TEST_CASE("the one name of a person agrees wherever the document writes it")
{
    const auto account = account_of({"", "", "Сукарно"});
    for (auto document : {document_of("SUKARNO", ""), document_of("", "SUKARNO")}) {
        for (const bool native : {false, true}) {
            if (native)
                document.native_names =
                    document.surname_zone.empty() ? PersonNames{"Сукарно", "", ""} : PersonNames{"", "", "Сукарно"};
            const auto result = compare(account, document, kToday);
            CHECK(row_of(result, Field::family_name).verdict == Verdict::exact);
            CHECK(row_of(result, Field::given_name).reason == "in_neither");
            CHECK(row_of(result, Field::fathers_name).reason == "in_neither");
            CHECK(result.summary == Summary::match);
        }
    }
    CHECK(compare(account, document_of("SUHARTO", ""), kToday).summary == Summary::differences);
    CHECK(compare(account, document_of("", "SUHARTO"), kToday).summary == Summary::differences);
}

TEST_CASE("an account of one name is not that of a person with more of them")
{
    const auto result =
        compare(account_of({"", "", "Константинова"}), document_of("KONSTANTINOVA", "VIKTORIA"), kToday);
    CHECK(row_of(result, Field::given_name).reason == "not_in_account");
    CHECK(row_of(result, Field::given_name).document_text == "VIKTORIA");
    CHECK(row_of(result, Field::family_name).verdict == Verdict::exact);
    CHECK(result.summary == Summary::differences);
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

TEST_CASE("a birth date that the document tells in part agrees as far as it goes, and differs only where it is known")
{
    auto document = document_of("KONSTANTINOVA", "VIKTORIA LYUBOMIROVA");
    document.birth_date.day.reset();
    const auto partly = compare(account_of(kViktoria), document, kToday);
    CHECK(row_of(partly, Field::birth_date).verdict == Verdict::truncated);
    CHECK(row_of(partly, Field::birth_date).reason == "partly_known");
    CHECK(row_of(partly, Field::birth_date).document_text == "XX.07.2068");
    CHECK(row_of(partly, Field::birth_date).marks.empty());
    CHECK(partly.summary == Summary::match_with_usual_differences);

    document.birth_date.month = std::chrono::August;
    const auto other = compare(account_of(kViktoria), document, kToday);
    CHECK(row_of(other, Field::birth_date).reason == "egn_birth_date");
    CHECK(row_of(other, Field::birth_date).marks == Marks{{3, 5}});
}

TEST_CASE("a document that tells nothing of the birth date leaves the row absent")
{
    auto document = document_of("KONSTANTINOVA", "VIKTORIA LYUBOMIROVA");
    document.birth_date = {};
    const auto result = compare(account_of(kViktoria), document, kToday);
    CHECK(row_of(result, Field::birth_date).verdict == Verdict::absent);
    CHECK(row_of(result, Field::birth_date).reason == "not_in_document");
}
