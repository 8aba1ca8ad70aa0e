#include "portal/domain/sealed_form.hpp"

#include <doctest/doctest.h>

using namespace portal::domain;
using namespace std::chrono_literals;

namespace {
const Instant kNow{std::chrono::seconds{1'795'003'200}};

struct Page {
    PortalKeys keys{generate_keys(kNow)};
    SealedForm form{begin_form(kNow)};

    std::string sealed() const { return seal_form(keys, "registration", form); }
    std::variant<SealedForm, SealedFormRefusal> opened(std::string_view text, Instant now = kNow) const
    {
        return open_form(keys, "registration", text, 4h, now);
    }
    bool not_ours(std::string_view text) const
    {
        const auto answer = opened(text);
        const auto* refusal = std::get_if<SealedFormRefusal>(&answer);
        return refusal && *refusal == SealedFormRefusal::not_ours;
    }
};
} // namespace

TEST_CASE_FIXTURE(Page, "answers come back as they were given, with the form's id and beginning")
{
    form.answers = {{"given", "Анна-Мария"}, {"phone", ""}};
    const auto back = std::get<SealedForm>(opened(sealed(), kNow + 4h - 1s));
    CHECK(back.id == form.id);
    CHECK(back.begun == kNow);
    CHECK(back.answers == form.answers);
    CHECK(back.answer("given") == "Анна-Мария");
    CHECK(back.has("phone"));
    CHECK_FALSE(back.has("family"));
    CHECK(back.answer("family").empty());
}

TEST_CASE_FIXTURE(Page, "a form ends some hours after it was begun, however often it was sealed since")
{
    const auto later = std::get<SealedForm>(opened(sealed(), kNow + 3h));
    const auto again = seal_form(keys, "registration", later);
    CHECK(std::get<SealedFormRefusal>(opened(again, kNow + 4h)) == SealedFormRefusal::expired);
}

TEST_CASE_FIXTURE(Page, "the page tells no answer, and sealing twice gives two texts that may stand in a link")
{
    form.answers = {{"given", "Viktoria"}};
    const auto text = sealed();
    CHECK(text.find("Viktoria") == std::string::npos);
    CHECK(text != sealed());
    CHECK(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.") ==
          std::string::npos);
}

TEST_CASE_FIXTURE(Page, "a form that somebody changed in any place is not ours")
{
    form.answers = {{"username", "viki"}};
    const auto text = sealed();
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto changed = text;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        if (changed == text) continue;
        CAPTURE(i);
        CHECK(not_ours(changed));
        CHECK(not_ours(text.substr(0, i)));
    }
}

TEST_CASE_FIXTURE(Page, "a form of another use, of another portal, or no form at all is not ours")
{
    CHECK(not_ours(seal_form(keys, "letter", form)));
    CHECK(not_ours(seal_form(generate_keys(kNow), "registration", form)));
    for (const std::string text : {"", ".", "data", "data.", "data.@@", "=.="})
        CHECK(not_ours(text));
}

TEST_CASE_FIXTURE(Page, "a form sealed before the data key was renewed can be gone on with")
{
    const auto text = sealed();
    auto renewed = generate_keys(kNow);
    renewed.older.data = {keys.data};
    CHECK(std::holds_alternative<SealedForm>(open_form(renewed, "registration", text, 4h, kNow)));
}
