#include "hardware/virtual/description.hpp"

#include <algorithm>
#include <utility>

#include <toml++/toml.h>

#include "hardware/error.hpp"

namespace hardware::virtual_card {
namespace {
template <typename T>
using Names = std::initializer_list<std::pair<std::string_view, T>>;

/// One table of the file; whatever is not asked for by the end is a typing error.
class Table {
public:
    Table(const toml::table& table, std::string name) : table_{table}, name_{std::move(name)} {}

    template <typename T>
    void take(std::string_view key, T& target)
    {
        known_.insert(std::string{key});
        const auto* node = table_.get(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<T>();
        if (!value) fail(key, "has another type");
        target = *value;
    }

    void take_day(std::string_view key, std::optional<std::chrono::year_month_day>& target)
    {
        toml::date date{};
        take(key, date);
        if (date.year == 0) return;
        target = std::chrono::year_month_day{std::chrono::year{date.year}, std::chrono::month{date.month},
                                             std::chrono::day{date.day}};
        if (!target->ok()) fail(key, "is no day");
    }

    template <typename T>
    void take_name(std::string_view key, T& target, Names<T> names)
    {
        std::string text;
        take(key, text);
        if (!text.empty()) target = named(key, text, names);
    }

    template <typename T>
    void take_names(std::string_view key, std::set<T>& target, Names<T> names)
    {
        known_.insert(std::string{key});
        const auto* list = table_.get_as<toml::array>(key);
        if (list == nullptr) return;
        for (const auto& node : *list)
            target.insert(named(key, node.value_or(std::string{}), names));
    }

    void finish() const
    {
        for (const auto& [key, value] : table_)
            if (!known_.contains(std::string{key.str()})) fail(key.str(), "is unknown");
    }

    [[noreturn]] void fail(std::string_view key, std::string_view what) const
    {
        throw Error{name_ + "." + std::string{key} + " " + std::string{what}};
    }

private:
    template <typename T>
    T named(std::string_view key, std::string_view text, Names<T> names) const
    {
        const auto found =
            std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.first == text; });
        if (found == names.end()) fail(key, "has an unknown value");
        return found->second;
    }

    const toml::table& table_;
    std::string name_;
    std::set<std::string> known_;
};

const toml::table& table_of(const toml::table& root, std::string_view name)
{
    static const toml::table kEmpty;
    const auto* table = root.get_as<toml::table>(name);
    return table != nullptr ? *table : kEmpty;
}

void read_document(const toml::table& root, Description& description)
{
    Table table{table_of(root, "document"), "document"};
    table.take_name<document::MrzFormat>("format", description.format,
                                         {{"td1", document::MrzFormat::td1}, {"td3", document::MrzFormat::td3}});
    table.take("code", description.document_code);
    table.take("issuer", description.issuer);
    table.take("nationality", description.nationality);
    table.take("number", description.document_number);
    table.take_day("expiry_date", description.expiry_date);
    table.take("can", description.can);
    table.finish();
    if (description.document_number.empty()) table.fail("number", "is missing");
}

void read_person(const toml::table& root, const std::filesystem::path& file, Description& description)
{
    Table table{table_of(root, "person"), "person"};
    table.take("surname", description.surname);
    table.take("given_names", description.given_names);
    table.take("native_surname", description.native_surname);
    table.take("native_given_names", description.native_given_names);
    std::optional<std::chrono::year_month_day> birth_date;
    table.take_day("birth_date", birth_date);
    table.take_name<document::Sex>("sex", description.sex,
                                   {{"female", document::Sex::female},
                                    {"male", document::Sex::male},
                                    {"unspecified", document::Sex::unspecified}});
    table.take("personal_number", description.personal_number);
    std::string portrait;
    table.take("portrait", portrait);
    table.finish();
    if (!birth_date) table.fail("birth_date", "is missing");
    if (description.surname.empty()) table.fail("surname", "is missing");
    description.birth_date = *birth_date;
    if (!portrait.empty()) description.portrait = file.parent_path() / portrait;
}

void read_chip(const toml::table& root, Description& description)
{
    Table table{table_of(root, "chip"), "chip"};
    table.take("pace", description.pace);
    table.take("bac", description.bac);
    table.take_name<card::Cipher>("cipher", description.cipher,
                                  {{"3DES", card::Cipher::tdes},
                                   {"AES-128", card::Cipher::aes_128},
                                   {"AES-192", card::Cipher::aes_192},
                                   {"AES-256", card::Cipher::aes_256}});
    std::int64_t parameters = description.parameters;
    table.take("parameters", parameters);
    table.take("chip_authentication", description.chip_authentication);
    table.take("extended_length", description.extended_length);
    table.take_names<Fault>("faults", description.faults,
                            {{"forged_sod", Fault::forged_sod},
                             {"changed_dg1", Fault::changed_dg1},
                             {"changed_dg2", Fault::changed_dg2},
                             {"foreign_authority", Fault::foreign_authority},
                             {"cloned_chip", Fault::cloned_chip},
                             {"breaks_off", Fault::breaks_off},
                             {"removed_dg14", Fault::removed_dg14},
                             {"altered_card_access", Fault::altered_card_access},
                             {"wrong_mac", Fault::wrong_mac},
                             {"unprotected_answer", Fault::unprotected_answer},
                             {"replayed_answer", Fault::replayed_answer},
                             {"point_off_curve", Fault::point_off_curve},
                             {"echoed_key", Fault::echoed_key},
                             {"wrong_token", Fault::wrong_token},
                             {"truncated_file", Fault::truncated_file},
                             {"endless_file", Fault::endless_file},
                             {"indefinite_length", Fault::indefinite_length},
                             {"no_application", Fault::no_application},
                             {"blocked", Fault::blocked}});
    table.finish();
    if (parameters < 8 || parameters > 18) table.fail("parameters", "must be 8 to 18");
    description.parameters = static_cast<int>(parameters);
}
} // namespace

Description load_description(const std::filesystem::path& file)
{
    try {
        const auto root = toml::parse_file(file.string());
        for (const auto& [key, value] : root)
            if (key.str() != "document" && key.str() != "person" && key.str() != "chip")
                throw Error{std::string{key.str()} + " is unknown"};
        Description description;
        read_document(root, description);
        read_person(root, file, description);
        read_chip(root, description);
        return description;
    } catch (const toml::parse_error& error) {
        throw Error{file.string() + ":" + std::to_string(error.source().begin.line) + ": " +
                    std::string{error.description()}};
    } catch (const Error& error) {
        throw Error{file.string() + ": " + error.what()};
    }
}
} // namespace hardware::virtual_card
