#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "hardware/card/cipher.hpp"
#include "hardware/document/reading.hpp"
#include "hardware/document/trust_store.hpp"
#include "hardware/virtual/in_process_card.hpp"
#include "hardware/virtual/portrait_drawing.hpp"

namespace hardware::document {
inline constexpr std::chrono::sys_days kToday{std::chrono::year{2027} / 3 / 1};
inline constexpr auto kCan = "641903";

/// A drawn portrait as a file, made once, since drawing takes time.
class DrawnPortrait {
public:
    DrawnPortrait()
    {
        const auto picture = virtual_card::draw_portrait(1);
        std::ofstream stream{path_, std::ios::binary};
        stream.write(reinterpret_cast<const char*>(picture.data()), static_cast<std::streamsize>(picture.size()));
    }
    ~DrawnPortrait() { std::filesystem::remove(path_); }
    DrawnPortrait(DrawnPortrait&&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_ =
        std::filesystem::temp_directory_path() / ("gishe-portrait-" + to_hex(card::random_bytes(8)) + ".jpg");
};

/// A synthetic Bulgarian identity card.
inline virtual_card::Description specimen()
{
    using std::chrono::year;
    virtual_card::Description description;
    description.document_number = "AA1234566";
    description.surname = "KONSTANTINOVA";
    description.given_names = "VIKTORIYA LYUBOMIROVA";
    description.native_surname = "КОНСТАНТИНОВА";
    description.native_given_names = "ВИКТОРИЯ ЛЮБОМИРОВА";
    description.birth_date = year{1985} / 6 / 15;
    description.expiry_date = year{2033} / 2 / 28;
    description.sex = Sex::female;
    description.personal_number = "8506156591";
    description.can = kCan;
    static const DrawnPortrait kPortrait;
    description.portrait = kPortrait.path();
    return description;
}

/// The authority under which the specimens are signed; made once, since keys take time.
inline const virtual_card::DemoAuthority& demo_authority()
{
    static const auto kAuthority = virtual_card::DemoAuthority::create();
    return kAuthority;
}

inline TrustStore trust_in(const virtual_card::DemoAuthority& authority)
{
    TrustStore trust;
    trust.add_certificate(authority.certificate());
    return trust;
}

inline ReadOptions with_can(const char* digits = kCan)
{
    return {Can{digits}, kToday, {}, {}};
}

/// Reads a card of `description` in process.
inline Reading read(const virtual_card::Description& description, const ReadOptions& options,
                    const virtual_card::DemoAuthority& authority = demo_authority())
{
    virtual_card::VirtualDocument document{description, authority};
    virtual_card::InProcessCard card{document};
    return read_travel_document(card, trust_in(authority), options);
}

inline Check check_of(const Reading& reading, CheckId id)
{
    return *std::find_if(reading.checks.begin(), reading.checks.end(),
                         [&](const Check& check) { return check.id == id; });
}

inline bool passed(const Reading& reading, CheckId id)
{
    return check_of(reading, id).result == CheckResult::passed;
}
inline bool failed(const Reading& reading, CheckId id)
{
    return check_of(reading, id).result == CheckResult::failed;
}
} // namespace hardware::document
