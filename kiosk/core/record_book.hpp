#pragma once

#include <memory>
#include <string>

#include "kiosk/core/key_vault.hpp"
#include "kiosk/core/knowledge.hpp"
#include "kiosk/core/outbox.hpp"

namespace kiosk {
/// A record that is on disk.
struct Recorded {
    portal::contract::RecordId id{};
    std::uint64_t number{};
    portal::contract::Instant time{};
};

/// Makes records: the next number, signed by kiosk and clerk, sealed to the portal, durable. Belongs to the disk's
/// worker.
class RecordBook {
public:
    RecordBook(std::string kiosk, Outbox& outbox, KeyVault& vault)
        : kiosk_{std::move(kiosk)}, outbox_{outbox}, vault_{vault}
    {
    }
    /// Durable when it returns; throws `OutboxFailed` and then nothing is recorded.
    Recorded write(const portal::contract::RecordContent& content, const ClerkKey& clerk, const Knowledge& knowledge,
                   portal::contract::Instant now);

private:
    std::string kiosk_;
    Outbox& outbox_;
    KeyVault& vault_;
};

/// `12-000417`: what stands on the screen and the slip for record 417 of `kiosk-12`.
std::string record_number(std::string_view kiosk, std::uint64_t number);
} // namespace kiosk
