#include "kiosk/devices/chip_reader.hpp"

#include <algorithm>

#include "hardware/document/trust_store.hpp"
#include "hardware/error.hpp"
#include "hardware/pcsc/reader_watch.hpp"

namespace kiosk::devices {
namespace document = hardware::document;

namespace {
using Readers = std::vector<hardware::pcsc::ReaderState>;

/// The reader that counts; null: none.
const hardware::pcsc::ReaderState* chosen(const Readers& readers, const std::string& name)
{
    const auto named = [&](const auto& reader) { return reader.name.find(name) != std::string::npos; };
    const auto with_card = std::find_if(readers.begin(), readers.end(),
                                        [&](const auto& reader) { return named(reader) && reader.card_present; });
    if (with_card != readers.end()) return &*with_card;
    const auto any = std::find_if(readers.begin(), readers.end(), named);
    return any == readers.end() ? nullptr : &*any;
}

document::Reading without_reading(document::ReadError error)
{
    document::Reading reading;
    reading.error = error;
    return reading;
}
} // namespace

ChipReader::ChipReader(std::string name, std::filesystem::path trust_folder)
    : name_{std::move(name)}, trust_{std::move(trust_folder)}
{
}

ChipReader::~ChipReader() = default;

void ChipReader::watch(std::function<void(ReaderState)> told)
{
    watch_ = std::make_unique<hardware::pcsc::ReaderWatch>([this, told = std::move(told)](const Readers& readers) {
        const auto* reader = chosen(readers, name_);
        {
            const std::lock_guard lock{mutex_};
            reader_ = reader ? reader->name : "";
        }
        if (!reader) return told(ReaderState::none);
        if (!reader->card_present) return told(ReaderState::ready);
        told(reader->card_mute ? ReaderState::card_mute : ReaderState::card_present);
    });
}

document::Reading ChipReader::read(const document::ReadOptions& options)
{
    std::string reader;
    {
        const std::lock_guard lock{mutex_};
        reader = reader_;
    }
    if (reader.empty()) return without_reading(document::ReadError::no_reader);
    const auto stopped = [&] { return options.stop && options.stop(); };
    try {
        const auto trust = trust_.trust(options.judged_on);
        auto how = options;
        how.blocks = &blocks_;
        how.deadline = how.now() + hardware::card::kLongestReading;
        const auto card = opener_.open(reader, {*how.deadline, how.stop, how.now});
        auto reading = document::read_travel_document(*card, *trust, how);
        if (reading.error == document::ReadError::timeout && stopped()) reading.error = document::ReadError::stopped;
        return reading;
    } catch (const hardware::CardRemoved&) {
        return without_reading(document::ReadError::card_removed);
    } catch (const hardware::ReaderGone&) {
        return without_reading(document::ReadError::no_reader);
    } catch (const hardware::Error&) { // mute, held by another program, or not to be understood
        return without_reading(stopped() ? document::ReadError::stopped : document::ReadError::timeout);
    }
}
} // namespace kiosk::devices
