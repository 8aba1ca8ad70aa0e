#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "hardware/pcsc/open.hpp"
#include "kiosk/core/document_reader.hpp"
#include "kiosk/devices/trust_folder.hpp"

namespace hardware::pcsc {
class ReaderWatch;
}

namespace kiosk::devices {
/// A PC/SC reader of the counter. `name`: part of the reader's name; empty: the first that has a card, else the first.
/// What the folder of trust holds when a document is put on counts for that document.
class ChipReader final : public DocumentReader {
public:
    ChipReader(std::string name, std::filesystem::path trust_folder);
    ~ChipReader() override;

    void watch(std::function<void(ReaderState)> told) override;
    hardware::document::Reading read(const hardware::document::ReadOptions& options) override;

private:
    std::string name_;
    TrustFolder trust_;
    std::mutex mutex_;
    std::string reader_; ///< whole name of the reader in use; empty: none
    hardware::card::BlockMemory blocks_;
    hardware::pcsc::Opener opener_; ///< of the thread that reads
    std::unique_ptr<hardware::pcsc::ReaderWatch> watch_;
};
} // namespace kiosk::devices
