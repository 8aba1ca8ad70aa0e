#include "portal/http/pages.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <regex>

#include "portal/http/held_form.hpp"
#include "portal/http/qr.hpp"
#include "portal/http/read_file.hpp"

using namespace portal::http;

namespace {
const Texts& texts()
{
    static const Texts kAll{GISHE_LOCALE};
    return kAll;
}

/// Templates of one test, in a folder that ends with it.
struct Folder {
    std::filesystem::path path{std::filesystem::temp_directory_path() /
                               ("gishe-pages-" + portal::contract::to_hex(portal::contract::random_bytes(8)))};
    Folder() { std::filesystem::create_directory(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    void put(const char* name, const char* text) const { std::ofstream{path / name} << text; }
};
} // namespace

TEST_CASE("a value cannot become markup")
{
    const Folder folder;
    folder.put("page.mustache", "<p title=\"{{name}}\">{{name}}</p>");
    const Pages pages{folder.path, texts()};
    CHECK(pages.render("page", Language::bulgarian, PageData{"name", "<b>\"'&"}) ==
          "<p title=\"&lt;b&gt;&quot;&apos;&amp;\">&lt;b&gt;&quot;&apos;&amp;</p>");
}

TEST_CASE("a value inside a translated sentence cannot become markup either")
{
    const Folder folder;
    folder.put("page.mustache", "{{#t}}Username {{username}}{{/t}}");
    const Pages pages{folder.path, texts()};
    CHECK(pages.render("page", Language::bulgarian, PageData{"username", "<i>"}) == "Потребителско име &lt;i&gt;");
}

TEST_CASE("a text is shown in the language asked for, and both in one process")
{
    const Folder folder;
    folder.put("page.mustache", "{{#t}}Counter pass{{/t}} {{lang}}");
    const Pages pages{folder.path, texts()};
    CHECK(pages.render("page", Language::bulgarian, {}) == "Талон за гише bg");
    CHECK(pages.render("page", Language::english, {}) == "Counter pass en");
}

TEST_CASE("a file is taken into another while reading")
{
    const Folder folder;
    folder.put("page.mustache", "[{{> part}}]");
    folder.put("part.mustache", "{{x}}\n");
    const Pages pages{folder.path, texts()};
    CHECK(pages.render("page", Language::english, PageData{"x", "1"}) == "[1]");
}

TEST_CASE("a tag that takes a file in but is not written as ours are stops the start and is named")
{
    const Folder folder;
    folder.put("part.mustache", "x");
    for (const auto* tag : {"{{>part}}", "{{ > part}}", "{{>  part}}", "{{> part }}"}) {
        CAPTURE(tag);
        folder.put("page.mustache", tag);
        CHECK_THROWS_WITH_AS((Pages{folder.path, texts()}), doctest::Contains("page"), std::runtime_error);
    }
}

TEST_CASE("a template that cannot be parsed stops the start and is named")
{
    const Folder folder;
    folder.put("broken.mustache", "{{#a}}");
    CHECK_THROWS_WITH_AS((Pages{folder.path, texts()}), doctest::Contains("broken.mustache"), std::runtime_error);
}

TEST_CASE("all templates of the portal can be parsed")
{
    CHECK_NOTHROW((Pages{GISHE_TEMPLATES, texts()}));
}

TEST_CASE("no password and no code is kept with a form whose session has ended")
{
    static const std::regex kInput{"<input[^>]*>"};
    static const std::regex kSecret{"type=\"password\"|autocomplete=\"one-time-code\""};
    static const std::regex kName{" name=\"([^\"]*)\""};
    int met = 0;
    for (const auto& entry : std::filesystem::directory_iterator{GISHE_TEMPLATES}) {
        const auto text = read_file(entry.path());
        for (std::sregex_iterator it{text.begin(), text.end(), kInput}, end; it != end; ++it) {
            const auto input = it->str();
            std::smatch name;
            if (!std::regex_search(input, kSecret) || !std::regex_search(input, name, kName)) continue;
            CAPTURE(input);
            CHECK(is_secret_field(name[1].str()));
            ++met;
        }
    }
    CHECK(met > 2);
}

TEST_CASE("a number chooses its plural")
{
    CHECK(texts().counted(Language::bulgarian, "{n} obligation", "{n} obligations", 1) == "1 задължение");
    CHECK(texts().counted(Language::bulgarian, "{n} obligation", "{n} obligations", 5) == "5 задължения");
    CHECK(texts().counted(Language::english, "{n} obligation", "{n} obligations", 5) == "5 obligations");
}

TEST_CASE("money is shown in euro as each language writes it")
{
    CHECK(shown_euro(123450, Language::bulgarian) == "1\u00a0234,50\u00a0€");
    CHECK(shown_euro(123450, Language::english) == "€1,234.50");
    CHECK(shown_euro(5, Language::bulgarian) == "0,05\u00a0€");
    CHECK(shown_euro(123456789, Language::english) == "€1,234,567.89");
}

TEST_CASE("a moment is shown as the clocks of Sofia show it, in winter and in summer")
{
    using portal::contract::instant_from_rfc3339;
    CHECK(shown_time(instant_from_rfc3339("2026-11-18T08:47:12Z")) == "10:47");
    CHECK(shown_time(instant_from_rfc3339("2026-07-18T08:47:12Z")) == "11:47");
    CHECK(shown_date(instant_from_rfc3339("2026-12-31T22:30:00Z")) == "01.01.2027");
}

TEST_CASE("a QR code is a picture of digits with four white modules around")
{
    const auto svg = qr_svg("01234567", "<Талон>");
    CHECK(svg.find("viewBox=\"0 0 29 29\"") != std::string::npos); // ISO/IEC 18004: version 1 has 21 modules
    CHECK(svg.find("&lt;Талон&gt;") != std::string::npos);
    CHECK(svg.find("M4 4h7v1h-7z") != std::string::npos); // the upper edge of the first finder pattern
    CHECK_THROWS_AS(qr_svg("12a", ""), std::invalid_argument);
    CHECK_THROWS_AS(qr_svg("", ""), std::invalid_argument);
}

TEST_CASE("who has an expired document is told so, and of a new document instead of the way from the start")
{
    const Pages pages{GISHE_TEMPLATES, texts()};
    const auto closed = pages.render("payments-closed", Language::english, PageData{"expired", true});
    CHECK(closed.find("Your document has expired") != std::string::npos);
    CHECK(closed.find("Take a pass") == std::string::npos);
    const auto unverified = pages.render("payments-closed", Language::english, PageData{"unverified", true});
    CHECK(unverified.find("Your document has expired") == std::string::npos);
    CHECK(unverified.find("Take a pass") != std::string::npos);
}

TEST_CASE("a letter about a visit that waits promises to open e-payment only where it is closed")
{
    const Pages pages{GISHE_TEMPLATES, texts()};
    CHECK(pages.render("mail-conflict", Language::english, {}).find("before e-payment opens") != std::string::npos);
    const auto open = pages.render("mail-conflict", Language::english, PageData{"open", "yes"});
    CHECK(open.find("before e-payment opens") == std::string::npos);
    CHECK(open.find("E-payment stays open") != std::string::npos);
}

TEST_CASE("a verified account whose payment is closed is told what opens it, not to be verified")
{
    const Pages pages{GISHE_TEMPLATES, texts()};
    PageData account;
    account.set("verified", PageData{"desk", "12"});
    const std::string way = "Opens at once after the verification.";
    const auto unconfirmed = pages.render("account", Language::english, account);
    CHECK(unconfirmed.find(way) == std::string::npos);
    CHECK(unconfirmed.find("After you confirm your e-mail address.") != std::string::npos);
    account.set("paused", true);
    const auto paused = pages.render("account", Language::english, account);
    CHECK(paused.find(way) == std::string::npos);
    CHECK(paused.find("After you confirm your e-mail address.") == std::string::npos);
    CHECK(pages.render("account", Language::english, {}).find(way) != std::string::npos);
}

TEST_CASE("the answers about sessions and shared addresses are those of the settings")
{
    const Pages pages{GISHE_TEMPLATES, texts()};
    PageData set;
    set.set("shared", true);
    set.set("accounts", "5");
    set.set("idle", "20 minutes");
    const auto page = pages.render("help", Language::english, set);
    CHECK(page.find("up to 5 accounts") != std::string::npos);
    CHECK(page.find("After 20 minutes without activity") != std::string::npos);
    CHECK(pages.render("help", Language::english, {}).find("an address of its own") != std::string::npos);
}
