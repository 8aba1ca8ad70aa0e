#include <doctest/doctest.h>

#include "portal/contract/name_match.hpp"
#include "tests/portal/contract/comparison_sides.hpp"

using namespace portal::contract;
using namespace std::chrono_literals;
using Summary = Comparison::Summary;

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
