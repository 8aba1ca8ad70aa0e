#include "hardware/tools/reading_text.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include <doctest/doctest.h>

using namespace hardware::document;
using hardware::tools::reason_words;
using hardware::tools::to_text;

namespace {
/// Every reason that stands beside a result in the sources of the checks.
std::set<std::string> reasons()
{
    std::set<std::string> all;
    const std::regex beside{R"re((?:failed|not_possible)(?:\(kId, |\(CheckId::\w+, |, )"(\w+)")re"};
    const std::regex returned{R"re(return "([a-z]+(?:_[a-z0-9]+)+)")re"};
    for (const auto& file : std::filesystem::directory_iterator{GISHE_DOCUMENT_SOURCES}) {
        if (file.path().extension() != ".cpp") continue;
        std::ostringstream text;
        text << std::ifstream{file.path()}.rdbuf();
        const auto source = text.str();
        for (const auto& form : {beside, returned})
            for (std::sregex_iterator at{source.begin(), source.end(), form}; at != std::sregex_iterator{}; ++at)
                all.insert((*at)[1]);
    }
    return all;
}

Reading reading(Outcome outcome, std::vector<Check> checks)
{
    Reading made;
    made.outcome = outcome;
    made.checks = std::move(checks);
    return made;
}
} // namespace

TEST_CASE("every reason of a check has words")
{
    const auto all = reasons();
    CHECK(all.size() >= 30);
    for (const auto& reason : all) {
        CAPTURE(reason);
        CHECK_FALSE(reason_words(reason).empty());
    }
    CHECK(reason_words("hash_mismatch_dg2") == "a file is not the one that was signed (dg2)");
    CHECK(reason_words("something_new").empty());
}

TEST_CASE("the verdict says what it hangs on")
{
    const auto expired =
        to_text(reading(Outcome::genuine, {{CheckId::document_validity, CheckResult::failed, "expired"}}));
    CHECK(expired.starts_with("Genuine: the document has expired.\n"));
    const auto unproven =
        to_text(reading(Outcome::unproven, {{CheckId::signer_chain, CheckResult::not_possible, "no_authorities"},
                                            {CheckId::revocation, CheckResult::not_possible, "issuer_unknown"}}));
    CHECK(unproven.starts_with(
        "Read, not proven genuine: no trusted authorities were given: --trust names their folder.\n"));
    const auto copy =
        to_text(reading(Outcome::not_genuine, {{CheckId::chip, CheckResult::failed, "chip_has_not_the_key"}}));
    CHECK(copy.starts_with("Not genuine: the chip does not have the signed key: it is a copy.\n"));
    CHECK(to_text(reading(Outcome::unreadable, {})) == "Unreadable.\n");
}

TEST_CASE("a downgrade is told although the document is genuine")
{
    auto made = reading(Outcome::genuine, {});
    made.access = hardware::card::Access{};
    made.access->downgraded = true;
    CHECK(to_text(made) == "Genuine: opened by BAC although the chip offers PACE.\n");
    made.checks = {{CheckId::access, CheckResult::not_possible, "downgraded_to_bac"}};
    const auto text = to_text(made);
    CHECK(text.find("  weaker way    way in               opened by BAC although") != std::string::npos);
    CHECK(text.find("not possible") == std::string::npos); // it was opened
}

TEST_CASE("what helps comes first, and where nothing was read no line says so of each check")
{
    const std::vector<Check> checks{{CheckId::access, CheckResult::failed, "wrong_secret"},
                                    {CheckId::chip, CheckResult::not_possible, "not_read"}};
    CHECK(to_text(reading(Outcome::unreadable, checks), "Compare the number.") ==
          "Compare the number.\nUnreadable: the number or the zone does not open the chip.\n"
          "  failed        way in               the number or the zone does not open the chip (wrong_secret)\n");
    const auto broken_off = to_text(reading(Outcome::unproven, {checks[1]}), "Put it back.");
    CHECK(broken_off.starts_with("Put it back.\nRead, not proven genuine"));
    CHECK(broken_off.find("the reading ended before (not_read)") != std::string::npos);
}

TEST_CASE("every check has its line in words, with the code of its reason for who looks it up")
{
    const auto text =
        to_text(reading(Outcome::genuine, {{CheckId::access, CheckResult::passed, ""},
                                           {CheckId::revocation, CheckResult::not_possible, "no_revocation_list"}}));
    CHECK(text.find("  passed        way in\n") != std::string::npos);
    CHECK(
        text.find(
            "  not possible  revocation           no revocation list of the issuer was given (no_revocation_list)\n") !=
        std::string::npos);
}

TEST_CASE("no check goes by its code")
{
    constexpr std::array kAll{
        CheckId::access,       CheckId::card_access,      CheckId::sod_signature, CheckId::data_group_hashes,
        CheckId::signer_chain, CheckId::signer_validity,  CheckId::revocation,    CheckId::chip,
        CheckId::mrz,          CheckId::document_validity};
    std::set<std::string> lines;
    for (const auto id : kAll) {
        const auto text = to_text(reading(Outcome::genuine, {{id, CheckResult::passed, ""}}));
        CHECK(text.find('_') == std::string::npos);
        CHECK_FALSE(text.ends_with("passed\n"));
        lines.insert(text);
    }
    CHECK(lines.size() == kAll.size());
}
