#pragma once

#include <optional>
#include <string>

#include "kiosk/core/desk.hpp"
#include "kiosk/core/file_key_vault.hpp"
#include "kiosk/outbox/sqlite_outbox.hpp"
#include "tests/kiosk/core/counter_double.hpp"

namespace kiosk::test {
/// Of the clerk that every station knows.
inline const std::string kPassword = "correct horse battery";

/// The code of what is told at a field; empty where nothing is.
std::string code_of(const std::optional<FieldMessage>& message);

/// A reading that ended with nothing but its reason.
hardware::document::Reading failed(hardware::document::ReadError error);

/// A whole counter: the real desk, outbox, vault and sync between scripted devices and a portal with real keys.
class Station {
public:
    Station();
    /// In a folder that outlives it: a counter that starts again, with or without its portal.
    Station(const std::filesystem::path& state, bool portal_reachable);

    void settle(); ///< runs every job until nothing waits
    void sign_in();
    contract::AccountView account() const; ///< of the specimen card's bearer, with her personal number
    std::string pass() const;              ///< QR of her pass
    void name_account();                   ///< to the found screen
    void to_document();
    void put_card();
    void read_chip(hardware::document::Reading reading); ///< by CAN, to whatever follows
    void to_decision();

    void press(Action action);
    void scan(std::string text);

    template <class Step>
    const Step& step() const
    {
        return std::get<Step>(desk->view().step);
    }
    template <class Step>
    bool at() const
    {
        return std::holds_alternative<Step>(desk->view().step);
    }
    bool enabled(Action action) const;
    bool listed(Action action) const;

    TemporaryFolder folder;
    SpecimenCard card;
    HandClock clock;
    Queue ui, portal_worker, disk_worker, reader_worker, camera_worker, sync_worker;
    TestPortal portal;
    ScriptedReader reader;
    ScriptedCamera camera;
    std::filesystem::path state;
    outbox::SqliteOutbox records;
    FileKeyVault vault;
    RecordBook book;
    std::shared_ptr<SyncEngine> sync;
    std::shared_ptr<Desk> desk;
};
} // namespace kiosk::test
