#include "hardware/document/reading.hpp"

#include <algorithm>
#include <map>

#include "hardware/card/file_reader.hpp"
#include "hardware/card/opening.hpp"
#include "hardware/document/chip_proof.hpp"
#include "hardware/document/data_groups.hpp"
#include "hardware/document/findings.hpp"
#include "hardware/document/passive_authentication.hpp"
#include "hardware/document/zone_check.hpp"

namespace hardware::document {
namespace {
// What a file may declare at most; the largest real ones are well below.
constexpr std::size_t kLargestDg1 = 512;
constexpr std::size_t kLargestSecurityObject = 64u << 10;
constexpr std::size_t kLargestDg2 = 512u << 10;
constexpr std::size_t kLargestOther = 32u << 10;

/// One reading from the first command to the verdict.
class TravelDocumentReader {
public:
    TravelDocumentReader(Card& card, const TrustStore& trust, const ReadOptions& options)
        : trust_{trust}, options_{options}, atr_{card.atr()},
          channel_{card,
                   {options.deadline.value_or(begin_ + card::kLongestReading), options.stop, options.now},
                   options.blocks != nullptr ? options.blocks->step_of(atr_) : card::BlockStep{}},
          files_reader_{channel_, [this] { open_again(); }}, chip_{channel_, [this] { open_again(); }}
    {
    }

    Reading read()
    {
        try {
            if (open()) {
                read_data();
                read_portrait();
                if (chip_.is_open()) read_proving(card::data_group(1), kLargestDg1, Stage::chip);
                if (options_.blocks != nullptr) options_.blocks->remember(atr_, channel_.step());
            }
        } catch (const card::Stopped& error) {
            fail(ReadError::stopped, error);
        } catch (const CardRemoved& error) {
            fail(ReadError::card_removed, error);
        } catch (const ReaderGone& error) {
            fail(ReadError::no_reader, error);
        } catch (const TimedOut& error) {
            fail(ReadError::timeout, error);
        } catch (const card::NotATravelDocument& error) {
            fail(ReadError::not_a_travel_document, error);
        } catch (const Unsupported& error) {
            fail(ReadError::unsupported, error);
        } catch (const ProtocolViolation& error) {
            fail(ReadError::protocol_violation, error);
        } catch (const Error& error) { // of the reader or the air, not of the chip
            fail(ReadError::timeout, error);
        }
        judge();
        return std::move(reading_);
    }

private:
    bool open()
    {
        report(Stage::opening);
        auto opening = open_at_first();
        card_access_ = std::move(opening.card_access);
        if (opening.card_access_malformed) findings_.set(CheckId::card_access, CheckResult::failed, "malformed");
        chip_.session_opened(std::move(opening.proof));
        card_security_file_ = std::move(opening.card_security);
        if (opening.card_security_malformed) report_malformed_card_security("no whole file of a bearable size");
        if (opening.verdict != card::AccessVerdict::opened) {
            const bool blocked = opening.verdict == card::AccessVerdict::blocked;
            reading_.error = blocked ? ReadError::blocked : ReadError::wrong_secret;
            findings_.set(CheckId::access, CheckResult::failed, blocked ? "blocked" : "wrong_secret");
            return false;
        }
        reading_.access = opening.access;
        findings_.set(CheckId::access, CheckResult::passed);
        if (opening.access.downgraded) report_downgrade();
        report(Stage::opening);
        return true;
    }

    /// The first session too may be lost to a disturbance before it brings anything.
    card::Opening open_at_first()
    {
        try {
            return card::open_chip(channel_, options_.secret, card::Start::fresh);
        } catch (const card::SessionLost&) {
            return card::open_chip(channel_, options_.secret, card::Start::fresh);
        }
    }

    /// After a lost session.
    void open_again()
    {
        chip_.session_lost();
        auto opening = card::open_chip(channel_, options_.secret, card::Start::again);
        if (opening.verdict != card::AccessVerdict::opened) throw ProtocolViolation{"chip does not open a second time"};
        if (opening.access.protocol != reading_.access->protocol) report_downgrade();
        if (card_access_.empty()) card_access_ = opening.card_access;
        if (!opening.card_access.empty() && opening.card_access != card_access_)
            findings_.set(CheckId::card_access, CheckResult::failed, "changed");
        chip_.session_opened(std::move(opening.proof));
    }

    void report_downgrade()
    {
        reading_.access->downgraded = true;
        findings_.set(CheckId::access, CheckResult::not_possible, "downgraded_to_bac");
    }

    void read_data()
    {
        const auto dg1 = read_group(1, kLargestDg1, Stage::data);
        if (!dg1) throw ProtocolViolation{"DG1 is missing"};
        read_zone(*dg1);
        report(Stage::data);
        read_signed_list();
        prove_chip();
        if (const auto dg11 = read_listed_group(11, kLargestOther, Stage::data)) reading_.native = read_dg11(*dg11);
        if (const auto dg12 = read_listed_group(12, kLargestOther, Stage::data)) reading_.issue = read_dg12(*dg12);
    }

    void read_zone(const Bytes& dg1)
    {
        const auto zone = zone_of_chip(read_dg1(dg1), std::chrono::year_month_day{options_.judged_on});
        reading_.mrz = zone.mrz;
        findings_.set(check_zone(zone, options_));
        findings_.set(check_document_validity(zone, options_.judged_on));
    }

    void read_signed_list()
    {
        const auto file = files_reader_.read(card::kSecurityObject, kLargestSecurityObject, reporter(Stage::data));
        if (!file) {
            findings_.set(CheckId::sod_signature, CheckResult::failed, "missing");
            return;
        }
        try {
            security_object_ = read_security_object(*file);
        } catch (const ProtocolViolation& error) {
            findings_.set(CheckId::sod_signature, CheckResult::failed, "malformed");
            reading_.error_detail = error.what();
        }
    }

    void prove_chip()
    {
        const auto dg14 = read_listed_group(14, kLargestOther, Stage::data);
        const auto infos = dg14 ? card::parse_security_infos(read_dg14(*dg14)) : std::vector<card::SecurityInfo>{};
        if (!card_security_file_.empty()) read_card_security_file();
        if (!findings_.has(CheckId::card_access))
            findings_.set(check_card_access(card_access_, infos, card_security_, *reading_.access));
        // Somebody between could have kept EF.CardAccess or its offers back, so that the weaker way is taken.
        if (reading_.access->protocol == AccessProtocol::bac &&
            std::any_of(infos.begin(), infos.end(), card::is_pace_info))
            report_downgrade();
        const auto read_dg15 = [this] { return read_listed_group(15, kLargestOther, Stage::data); };
        chip_.prove({infos, card_security_, card_security_malformed_, read_dg15}, trust_, signed_for());
    }

    void read_card_security_file()
    {
        try {
            card_security_ = read_card_security(card_security_file_);
        } catch (const ProtocolViolation& error) {
            report_malformed_card_security(error.what());
        }
    }

    void report_malformed_card_security(const char* detail)
    {
        card_security_malformed_ = true;
        reading_.error_detail = std::string{"EF.CardSecurity: "} + detail;
    }

    void read_portrait()
    {
        report(Stage::portrait);
        const auto dg2 = read_listed_group(2, kLargestDg2, Stage::portrait);
        if (!dg2) return;
        try {
            reading_.portrait = read_dg2(*dg2);
        } catch (const Error& error) {
            reading_.error_detail = error.what(); // the hash says whether it is the issuer's fault
        }
    }

    /// Only what the security object lists; without one, whatever is there.
    std::optional<Bytes> read_listed_group(int number, std::size_t largest, Stage stage)
    {
        if (security_object_ && !security_object_->hashes.contains(number)) return std::nullopt;
        auto file = read_group(number, largest, stage);
        if (!file && security_object_) files_[number] = {};
        return file;
    }

    std::optional<Bytes> read_group(int number, std::size_t largest, Stage stage)
    {
        auto file = read_proving(card::data_group(number), largest, stage);
        if (file) files_[number] = *file;
        return file;
    }

    /// Reads, and settles chip authentication by the way; a copy is read on under keys of its own.
    std::optional<Bytes> read_proving(card::File file, std::size_t largest, Stage stage)
    {
        try {
            auto bytes = files_reader_.read(file, largest, reporter(stage));
            chip_.settle();
            return bytes;
        } catch (const card::SessionLost&) {
            if (!chip_.is_open()) throw;
        } catch (const ProtocolViolation&) {
            if (!chip_.is_open()) throw;
            chip_.refute();
        }
        open_again();
        return files_reader_.read(file, largest, reporter(stage));
    }

    void judge()
    {
        if (!reading_.error) report(Stage::signature);
        judge_signature();
        if (const auto verdict = chip_.verdict()) findings_.set(*verdict);
        if (findings_.is(CheckId::chip, CheckResult::not_possible) && (is_withheld(14) || is_withheld(15)))
            findings_.set(CheckId::chip, CheckResult::failed, "chip_key_removed");
        judge_unsigned_chip();
        if (!reading_.error) report(Stage::chip);
        reading_.checks = findings_.all(reading_.error ? "not_read" : "not_available");
        reading_.outcome = reading_.mrz ? findings_.outcome(reading_.error.has_value()) : Outcome::unreadable;
        reading_.transport = {channel_.exchanges(), channel_.bytes(), elapsed()};
    }

    /// A key that the issuer did not sign is anybody's: that the chip has it proves nothing.
    void judge_unsigned_chip()
    {
        const bool unsigned_files = findings_.is(CheckId::sod_signature, CheckResult::failed) ||
                                    findings_.is(CheckId::data_group_hashes, CheckResult::failed) ||
                                    findings_.is(CheckId::signer_chain, CheckResult::failed);
        if (unsigned_files && findings_.is(CheckId::chip, CheckResult::passed))
            findings_.set(CheckId::chip, CheckResult::not_possible, "signature_not_proven");
    }

    void judge_signature()
    {
        if (!security_object_) return;
        try {
            findings_.set(check_hashes(*security_object_, files_));
            for (const auto& check : check_signer(security_object_->signature, trust_, signed_for()))
                findings_.set(check);
        } catch (const Error& error) {
            findings_.set(CheckId::signer_validity, CheckResult::failed, "malformed_certificate");
            reading_.error_detail = error.what();
        }
    }

    SignedFor signed_for() const
    {
        SignedFor document{reading_.mrz ? reading_.mrz->issuer : std::string{}, {}, options_.judged_on};
        if (reading_.mrz && reading_.mrz->expiry_date) document.expiry_date = *reading_.mrz->expiry_date;
        return document;
    }

    /// The security object lists it and the chip does not give it.
    bool is_withheld(int number) const
    {
        const auto file = files_.find(number);
        return file != files_.end() && file->second.empty();
    }

    void fail(ReadError error, const std::exception& cause)
    {
        reading_.error = error;
        reading_.error_detail = cause.what();
    }

    std::chrono::milliseconds elapsed() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(options_.now() - begin_);
    }

    card::FileReader::Report reporter(Stage stage)
    {
        return [this, stage](std::size_t done, std::size_t total) { report(stage, done, total); };
    }

    void report(Stage stage, std::size_t done = 0, std::size_t total = 0)
    {
        if (!options_.progress) return;
        options_.progress({stage, done, total, elapsed(), reading_.access ? &*reading_.access : nullptr,
                           reading_.mrz ? &*reading_.mrz : nullptr});
    }

    const TrustStore& trust_;
    const ReadOptions& options_;
    const card::Instant begin_ = options_.now();
    const Bytes atr_;
    card::Channel channel_;
    card::FileReader files_reader_;
    ChipProof chip_;
    Reading reading_;
    Findings findings_;
    Bytes card_access_;
    Bytes card_security_file_;
    std::optional<CardSecurity> card_security_;
    bool card_security_malformed_ = false;
    std::optional<SecurityObject> security_object_;
    std::map<int, Bytes> files_; ///< by number of the data group; empty where the chip keeps back a listed one
};
} // namespace

Reading read_travel_document(Card& card, const TrustStore& trust, const ReadOptions& options)
{
    return TravelDocumentReader{card, trust, options}.read();
}
} // namespace hardware::document
