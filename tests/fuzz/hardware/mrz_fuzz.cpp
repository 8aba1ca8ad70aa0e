#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "hardware/document/mrz.hpp"
#include "tests/fuzz/fuzzer.hpp"

// Whatever a scanner sends: no crash, and what is read as a zone opens a chip.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    using namespace hardware::document;
    using namespace std::chrono_literals;
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto answer = parse_mrz(text, 2026y / 11 / 22);
    if (const auto* mrz = std::get_if<Mrz>(&answer)) {
        if (mrz_information(*mrz).size() < 24) std::abort();
        const auto birth = mrz->birth_date.whole();
        if (birth && (!birth->ok() || *birth > 2026y / 11 / 22)) std::abort();
        if (mrz->surname.empty() && mrz->given_names.empty()) std::abort();
    }
}
