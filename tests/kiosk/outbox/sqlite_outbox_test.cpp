#include "kiosk/outbox/sqlite_outbox.hpp"

#include <csignal>
#include <fstream>

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kiosk/core/key_vault.hpp"
#include "tests/kiosk/core/counter_double.hpp"

using namespace kiosk;
using namespace kiosk::test;
using namespace std::chrono_literals;
using outbox::SqliteOutbox;

namespace {
constexpr Instant kNow{std::chrono::seconds{1'790'000'000}};

/// Makes records that continue the chain of `box`.
class Scribe {
public:
    contract::Envelope next(Outbox& box, Instant time = kNow)
    {
        const ChainHead head = box.head();
        contract::RecordContext context;
        context.number = head.next_number;
        context.previous = head.previous;
        context.kiosk = "kiosk-12";
        context.clerk = 7;
        context.sealed_to = "seal-1";
        context.sealing_key = sealing_.open;
        context.time = time;
        context.newest_receipt = head.newest_receipt;
        context.clerk_certificate = {1};
        return contract::make_record(contract::LookUpContent{"viki.konstantinova", std::nullopt, "found", false},
                                     context, kiosk_, clerk_);
    }

    void write(Outbox& box, RecordKind kind = RecordKind::look_up, Instant time = kNow)
    {
        box.append(next(box, time), kind);
    }

private:
    contract::SealingPair sealing_ = contract::generate_sealing();
    contract::FileSigner kiosk_ = contract::FileSigner::generate();
    contract::FileSigner clerk_ = contract::FileSigner::generate();
};

contract::Receipt receipt_for(const contract::Envelope& record, Instant received = kNow)
{
    const auto header = contract::parse_header(record.header);
    contract::Receipt receipt;
    receipt.id = "receipt-" + std::to_string(header.number);
    receipt.kiosk = header.kiosk;
    receipt.number = header.number;
    receipt.record = header.id;
    receipt.header_hash = contract::hash_of_header(record.header);
    receipt.received = received;
    receipt.key = "portal-1";
    receipt.signature = {1};
    return receipt;
}

std::string content_of(const std::filesystem::path& file)
{
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}
} // namespace

TEST_CASE("An outbox that the portal expects more of takes no record, whoever writes, until the portal is content")
{
    const TemporaryFolder folder;
    Scribe scribe;
    {
        SqliteOutbox box{folder.path / "outbox.sqlite"};
        scribe.write(box);
        box.portal_expects(2);
        CHECK_FALSE(box.is_behind());
        box.portal_expects(40);
        CHECK(box.is_behind());
        CHECK_THROWS_AS(scribe.write(box), OutboxBehind);
    }
    SqliteOutbox box{folder.path / "outbox.sqlite"};
    CHECK(box.is_behind());
    CHECK_THROWS_AS(scribe.write(box), OutboxBehind);
    box.portal_expects(1);
    CHECK_FALSE(box.is_behind());
    scribe.write(box);
    CHECK(box.head().next_number == 3);
}

TEST_CASE("Records come back in order until their receipts are there")
{
    TemporaryFolder folder;
    SqliteOutbox box{folder.path / "outbox.sqlite"};
    Scribe scribe;
    for (int count = 0; count < 3; ++count)
        scribe.write(box);
    const auto pending = box.pending(10);
    REQUIRE(pending.size() == 3);
    CHECK(contract::parse_header(pending[0].header).number == 1);
    box.keep(receipt_for(pending[0]));
    box.keep(receipt_for(pending[0]));
    CHECK(box.waiting() == 2);
    CHECK(box.head().newest_receipt == "receipt-1");
    CHECK(contract::parse_header(box.pending(1).at(0).header).number == 2);
    CHECK(box.from(1, 10).size() == 3);
}

TEST_CASE("Only decisions without a receipt are told as waiting, the newest first")
{
    TemporaryFolder folder;
    SqliteOutbox box{folder.path / "outbox.sqlite"};
    Scribe scribe;
    scribe.write(box, RecordKind::sign_in);
    scribe.write(box, RecordKind::verification);
    scribe.write(box, RecordKind::look_up);
    scribe.write(box, RecordKind::refusal, kNow + 1min);
    scribe.write(box, RecordKind::verification, kNow + 2min);
    box.keep(receipt_for(box.pending(2).at(1)));
    const auto waiting = box.waiting_decisions(10);
    REQUIRE(waiting.size() == 2);
    CHECK(waiting[0].number == 5);
    CHECK(waiting[0].kind == RecordKind::verification);
    CHECK(waiting[0].recorded == kNow + 2min);
    CHECK(waiting[1].number == 4);
    CHECK(waiting[1].kind == RecordKind::refusal);
    CHECK(box.waiting_decisions(1).size() == 1);
}

TEST_CASE("The chain goes on after the program was started again")
{
    TemporaryFolder folder;
    Scribe scribe;
    contract::Hash head{};
    {
        SqliteOutbox box{folder.path / "outbox.sqlite"};
        scribe.write(box);
        head = box.head().previous;
    }
    SqliteOutbox box{folder.path / "outbox.sqlite"};
    CHECK(box.head().next_number == 2);
    CHECK(box.head().previous == head);
}

TEST_CASE("A record that does not continue the chain is a mistake of the program")
{
    TemporaryFolder folder;
    SqliteOutbox box{folder.path / "outbox.sqlite"};
    Scribe scribe;
    const auto record = scribe.next(box);
    box.append(record, RecordKind::look_up);
    CHECK_THROWS_AS(box.append(record, RecordKind::look_up), std::logic_error);
    CHECK(box.waiting() == 1);
}

TEST_CASE("What append returned from survives the killing of the program")
{
    TemporaryFolder folder;
    int told[2];
    REQUIRE(::pipe(told) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        SqliteOutbox box{folder.path / "outbox.sqlite"};
        Scribe scribe;
        for (char count = 1;; ++count) {
            scribe.write(box);
            if (::write(told[1], &count, 1) != 1) ::_exit(1);
        }
    }
    char count = 0;
    while (count < 5)
        REQUIRE(::read(told[0], &count, 1) == 1);
    REQUIRE(::kill(child, SIGKILL) == 0);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status));
    ::close(told[1]);
    for (char more = 0; ::read(told[0], &more, 1) == 1;)
        count = more; // told between our reading and the kill
    ::close(told[0]);
    SqliteOutbox box{folder.path / "outbox.sqlite"};
    CHECK(box.waiting() >= static_cast<unsigned>(count));
    CHECK(box.head().next_number == box.waiting() + 1);
}

TEST_CASE("A full disk is told and leaves the chain as it was")
{
    TemporaryFolder folder;
    SqliteOutbox box{folder.path / "outbox.sqlite"};
    Scribe scribe;
    scribe.write(box);
    const auto record = scribe.next(box);
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const rlimit none{1, before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &none) == 0);
    CHECK_THROWS_AS(box.append(record, RecordKind::look_up), OutboxFailed);
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
    CHECK(box.head().next_number == 2);
    box.append(record, RecordKind::look_up);
    CHECK(box.waiting() == 2);
}

TEST_CASE("A damaged file is told and nothing is written over it")
{
    TemporaryFolder folder;
    const auto file = folder.path / "outbox.sqlite";
    std::ofstream{file} << std::string(8192, 'x');
    SqliteOutbox box{file};
    CHECK_THROWS_AS(box.head(), OutboxFailed);
    CHECK(content_of(file) == std::string(8192, 'x'));
}

TEST_CASE("A second program on the same outbox is refused")
{
    TemporaryFolder folder;
    SqliteOutbox first{folder.path / "outbox.sqlite"};
    Scribe scribe;
    scribe.write(first);
    SqliteOutbox second{folder.path / "outbox.sqlite"};
    CHECK_THROWS_AS(second.head(), OutboxFailed);
    CHECK(first.waiting() == 1);
}

TEST_CASE("No username can be read from the disk, and only the owner may open it")
{
    TemporaryFolder folder;
    const auto file = folder.path / "outbox.sqlite";
    SqliteOutbox box{file};
    Scribe scribe;
    scribe.write(box);
    for (const auto& entry : std::filesystem::directory_iterator{folder.path}) {
        CAPTURE(entry.path().filename().string());
        CHECK(content_of(entry.path()).find("viki") == std::string::npos);
        CHECK((entry.status().permissions() & std::filesystem::perms{077}) == std::filesystem::perms::none);
    }
}

TEST_CASE("Records are forgotten when their receipt is old, and the chain still goes on")
{
    TemporaryFolder folder;
    SqliteOutbox box{folder.path / "outbox.sqlite"};
    Scribe scribe;
    scribe.write(box);
    scribe.write(box);
    box.keep(receipt_for(box.pending(1).at(0), kNow - 31 * 24h));
    box.forget_received(kNow - 30 * 24h);
    CHECK(box.from(1, 10).size() == 1);
    CHECK(box.waiting() == 1);
    CHECK(box.head().next_number == 3);
}

TEST_CASE("The day's verifications and refusals are counted from its beginning")
{
    TemporaryFolder folder;
    SqliteOutbox box{folder.path / "outbox.sqlite"};
    Scribe scribe;
    scribe.write(box, RecordKind::verification, kNow - 24h);
    scribe.write(box, RecordKind::verification);
    scribe.write(box, RecordKind::refusal);
    scribe.write(box, RecordKind::refusal);
    scribe.write(box, RecordKind::sign_in);
    const DayCounts counts = box.counts_since(kNow - 1h);
    CHECK(counts.verified == 1);
    CHECK(counts.refused == 2);
}

TEST_CASE("What the portal does not accept is not counted, what waits for its answer is")
{
    TemporaryFolder folder;
    SqliteOutbox box{folder.path / "outbox.sqlite"};
    Scribe scribe;
    for (int record = 0; record < 4; ++record)
        scribe.write(box, RecordKind::verification);
    const auto records = box.pending(3);
    const contract::ReceiptOutcome outcomes[] = {contract::ReceiptOutcome::accepted, contract::ReceiptOutcome::conflict,
                                                 contract::ReceiptOutcome::refused};
    for (std::size_t at = 0; at < 3; ++at) {
        auto receipt = receipt_for(records.at(at));
        receipt.outcome = outcomes[at];
        box.keep(receipt);
    }
    CHECK(box.counts_since(kNow - 1h).verified == 2);
}

TEST_CASE("A note is replaced by the newer one")
{
    TemporaryFolder folder;
    SqliteOutbox box{folder.path / "outbox.sqlite"};
    CHECK_FALSE(box.recall("knowledge"));
    box.remember("knowledge", contract::Bytes{1});
    box.remember("knowledge", contract::Bytes{2});
    CHECK(box.recall("knowledge") == contract::Bytes{2});
}
