#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "kiosk/core/outbox.hpp"

namespace kiosk::outbox {
/// The outbox in one SQLite file: write-ahead log, `synchronous = FULL`. What it holds is sealed to the portal or
/// protected by the kiosk. Opened at first use, and again after a fault.
class SqliteOutbox final : public Outbox {
public:
    explicit SqliteOutbox(std::filesystem::path file);
    ~SqliteOutbox() override;

    ChainHead head() override;
    void portal_expects(std::uint64_t number) override;
    bool is_behind() override;
    void append(const portal::contract::Envelope& record, RecordKind kind) override;
    std::vector<portal::contract::Envelope> pending(std::size_t most) override;
    std::vector<portal::contract::Envelope> from(std::uint64_t number, std::size_t most) override;
    unsigned waiting() override;
    std::vector<WaitingDecision> waiting_decisions(std::size_t most) override;
    void keep(const portal::contract::Receipt& receipt) override;
    DayCounts counts_since(portal::contract::Instant since) override;
    void forget_received(portal::contract::Instant before) override;
    void remember(std::string_view name, portal::contract::ByteView value) override;
    std::optional<portal::contract::Bytes> recall(std::string_view name) override;

private:
    class Database;
    template <class Act>
    auto guarded(Act act);

    std::filesystem::path file_;
    std::mutex mutex_;
    std::unique_ptr<Database> database_;
};
} // namespace kiosk::outbox
