#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "hardware/card/cipher.hpp"
#include "hardware/document/mrz.hpp"
#include "hardware/error.hpp"
#include "hardware/virtual/description.hpp"
#include "hardware/virtual/mrz_composer.hpp"
#include "hardware/virtual/portrait_drawing.hpp"

using namespace hardware;
using namespace hardware::virtual_card;

namespace {
const std::filesystem::path kCards = GISHE_CARDS;
constexpr std::chrono::year_month_day kToday{std::chrono::year{2027}, std::chrono::month{3}, std::chrono::day{1}};

/// A description file that goes with the test.
class DescriptionFile {
public:
    explicit DescriptionFile(const std::string& text) { std::ofstream{path_} << text; }
    ~DescriptionFile() { std::filesystem::remove(path_); }
    DescriptionFile(DescriptionFile&&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_ =
        std::filesystem::temp_directory_path() / ("gishe-card-" + to_hex(card::random_bytes(8)) + ".toml");
};

const std::string kLeast = "[document]\nnumber = \"AA1234566\"\n[person]\nsurname = \"A\"\nbirth_date = 1985-06-15\n";
} // namespace

TEST_CASE("every card that we ship loads and makes a zone that reads back")
{
    unsigned count = 0;
    for (const auto& entry : std::filesystem::directory_iterator{kCards}) {
        if (entry.path().extension() != ".toml") continue;
        CAPTURE(entry.path().string());
        const auto description = load_description(entry.path());
        const auto zone = document::parse_mrz(compose_td1(description), kToday);
        REQUIRE(std::holds_alternative<document::Mrz>(zone));
        const auto& mrz = std::get<document::Mrz>(zone);
        CHECK(mrz.document_number == description.document_number);
        CHECK(mrz.birth_date == description.birth_date);
        CHECK(mrz.expiry_date == description.expiry_date);
        CHECK(mrz.personal_number == description.personal_number);
        CHECK(mrz.sex == description.sex);
        ++count;
    }
    CHECK(count >= 3);
}

TEST_CASE("the composed zones are those of the specimens in ICAO 9303")
{
    Description specimen;
    specimen.document_code = "I";
    specimen.issuer = specimen.nationality = "UTO";
    specimen.document_number = "D23145890";
    specimen.surname = "ERIKSSON";
    specimen.given_names = "ANNA MARIA";
    specimen.birth_date = std::chrono::year{1974} / 8 / 12;
    specimen.expiry_date = std::chrono::year{2012} / 4 / 15;
    specimen.sex = document::Sex::female;
    CHECK(compose_td1(specimen) ==
          "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<");
    specimen.document_code = "P";
    specimen.document_number = "L898902C3";
    specimen.personal_number = "ZE184226B";
    CHECK(compose_td3(specimen) ==
          "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10");
}

TEST_CASE("a zone says what is known of a birth, and may have no surname")
{
    const DescriptionFile file{
        "[document]\nnumber = \"AA1234566\"\n[person]\ngiven_names = \"RAJESH\"\nbirth_field = \"85<<<<\"\n"};
    const auto zone = document::parse_mrz(compose_td1(load_description(file.path())), kToday);
    REQUIRE(std::holds_alternative<document::Mrz>(zone));
    CHECK(document::to_iso(std::get<document::Mrz>(zone).birth_date) == "1985");
    CHECK(std::get<document::Mrz>(zone).surname.empty());
}

TEST_CASE("a typing error in a description is named by its key")
{
    for (const auto& wrong :
         {std::pair{kLeast + "hair = \"long\"\n", "person.hair"},
          std::pair{kLeast + "[chip]\nfaults = [\"no_such\"]\n", "chip.faults"},
          std::pair{kLeast + "[chip]\nparameters = 3\n", "chip.parameters"},
          std::pair{kLeast + "[chip]\npace = \"yes\"\n", "chip.pace"}, std::pair{kLeast + "[chips]\n", "chips"},
          std::pair{std::string{"[document]\n"}, "document.number"}, std::pair{kLeast + "oops\n", ":6"}}) {
        CAPTURE(wrong.first);
        const DescriptionFile file{wrong.first};
        std::string message;
        try {
            load_description(file.path());
        } catch (const Error& error) {
            message = error.what();
        }
        CAPTURE(message);
        CHECK(message.find(wrong.second) != std::string::npos);
        CHECK(message.find(file.path().string()) != std::string::npos);
    }
}

TEST_CASE("a description of the least there must be is enough")
{
    const DescriptionFile file{kLeast};
    const auto description = load_description(file.path());
    CHECK(description.pace);
    CHECK(description.faults.empty());
}

TEST_CASE("the drawn portrait is a JPEG of the size that chips carry, the same for the same seed")
{
    for (const unsigned seed : {0u, 1u, 2u, 3u}) {
        const auto picture = draw_portrait(seed);
        CHECK(picture.size() > 14'000);
        CHECK(picture.size() < 19'000);
        CHECK(to_hex(ByteView{picture}.first(3)) == "FFD8FF");
        CHECK(picture == draw_portrait(seed));
    }
}
