#include "hardware/virtual/description.hpp"

#include <algorithm>
#include <utility>

#include <toml++/toml.h>

#include "hardware/card/pace.hpp"
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

    /// Number of standardised domain parameters.
    void take_parameters(std::string_view key, int& target)
    {
        std::int64_t number = target;
        take(key, number);
        if (number < 0 || (number > 2 && number < 8) || number > 18) fail(key, "must be 0 to 2 or 8 to 18");
        target = static_cast<int>(number);
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
        if (text.empty()) return;
        const auto found =
            std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.first == text; });
        if (found == names.end()) fail(key, "has an unknown value");
        target = found->second;
    }

    void take_faults(std::string_view key, std::set<Fault>& target)
    {
        known_.insert(std::string{key});
        const auto* list = table_.get_as<toml::array>(key);
        if (list == nullptr) return;
        for (const auto& node : *list) {
            const auto name = node.value_or(std::string{});
            const auto known = all_faults();
            const auto found =
                std::find_if(known.begin(), known.end(), [&](const NamedFault& entry) { return entry.name == name; });
            if (found == known.end()) fail(key, "has an unknown value");
            target.insert(found->fault);
        }
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
    table.take("authority", description.authority);
    table.take_day("issue_date", description.issue_date);
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
    table.take("birth_field", description.birth_field);
    table.take_name<document::Sex>("sex", description.sex,
                                   {{"female", document::Sex::female},
                                    {"male", document::Sex::male},
                                    {"unspecified", document::Sex::unspecified}});
    table.take("personal_number", description.personal_number);
    std::string portrait;
    table.take("portrait", portrait);
    table.take_name<FaceRecord>("face_record", description.face_record,
                                {{"2005", FaceRecord::binary_2005}, {"2019", FaceRecord::objects_2019}});
    table.finish();
    if (!birth_date && description.birth_field.empty()) table.fail("birth_date", "is missing");
    if (description.surname.empty() && description.given_names.empty()) table.fail("surname", "is missing");
    description.birth_date = birth_date.value_or(std::chrono::year_month_day{});
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
    table.take_name<card::Mapping>("mapping", description.mapping,
                                   {{"GM", card::Mapping::generic},
                                    {"IM", card::Mapping::integrated},
                                    {"CAM", card::Mapping::chip_authentication}});
    table.take_parameters("parameters", description.parameters);
    int chip_parameters = description.parameters;
    table.take_parameters("chip_parameters", chip_parameters);
    if (chip_parameters != description.parameters) description.chip_parameters = chip_parameters;
    table.take("chip_authentication", description.chip_authentication);
    table.take("extended_length", description.extended_length);
    table.take_name<std::optional<ActiveKeyKind>>(
        "active_authentication", description.active_authentication,
        {{"none", std::nullopt}, {"RSA", ActiveKeyKind::rsa}, {"ECDSA", ActiveKeyKind::elliptic}});
    table.take_name<std::string>("active_digest", description.active_digest,
                                 {{"SHA-1", "SHA1"},
                                  {"SHA-224", "SHA224"},
                                  {"SHA-256", "SHA256"},
                                  {"SHA-384", "SHA384"},
                                  {"SHA-512", "SHA512"}});
    table.take_faults("faults", description.faults);
    table.finish();
    if (!card::can_speak(card::PaceInfo{
            {}, description.parameters >= 8, description.mapping, description.cipher, description.parameters}))
        table.fail("mapping", "does not go with these parameters and this cipher");
    if (description.mapping == card::Mapping::chip_authentication && description.chip_parameters)
        table.fail("chip_parameters", "must be those of the mapping");
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
