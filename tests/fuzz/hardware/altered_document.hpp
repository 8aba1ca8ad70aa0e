#pragma once

#include <functional>

#include "hardware/document/reading.hpp"
#include "hardware/document/trust_store.hpp"
#include "hardware/virtual/virtual_document.hpp"

/// A chip that has its secrets and protects its answers rightly, and whose answers are what the fuzzer makes of them.
namespace hardware::virtual_card {
/// What the fuzzer says is to happen to the answers, one change after the other: a byte with its kind and how many
/// answers before it stay as they are, then what that kind needs. Past the end nothing is changed.
class Changes {
public:
    Changes() = default;
    explicit Changes(ByteView script);
    /// Throws `Error` where the session is to end.
    void apply(card::Response& response);

private:
    void plan_next();
    void alter(card::Response& response);
    std::uint8_t take();
    std::size_t take_place();
    Bytes take_bytes();

    ByteView script_;
    bool planned_ = false;
    unsigned kind_ = 0;
    unsigned left_alone_ = 0;
    std::size_t longest_ = SIZE_MAX; ///< of any answer from here on
};

class AlteredDocument final : public VirtualDocument {
public:
    /// Whether the answer to a command is in the hands of the fuzzer; `is_protected`: it came under secure messaging.
    using Filter = bool (*)(const card::Command& command, bool is_protected);

    AlteredDocument(Description description, const DemoAuthority& authority, Filter filter);

    /// One reading, the answers changed by `script`. Aborts where it breaks a promise that holds for any card.
    document::Reading read(ByteView script, const document::TrustStore& trust, const document::ReadOptions& options);

protected:
    card::Response execute(const card::Command& command) override;

private:
    friend class AlteredCard;
    Filter filter_;
    Changes changes_;
    bool is_protected_ = false;
};

inline constexpr auto kCan = "641903";
inline constexpr std::chrono::sys_days kToday{std::chrono::year{2027} / 3 / 1};

/// A document with every optional group and a portrait of few bytes, opened by PACE over P-256 with AES-128.
Description small_document();
/// The same with a portrait that reaches beyond the offsets of the plain READ BINARY.
Description long_document();

/// Aborts where it does not hold.
void require(bool holds);
/// Whether both found the same document.
bool is_same_document(const document::Reading& a, const document::Reading& b);
bool has_passed(const document::Reading& reading, document::CheckId id);
} // namespace hardware::virtual_card
