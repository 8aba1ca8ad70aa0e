#pragma once

#include <filesystem>

#include "portal/domain/text_outbox.hpp"

namespace portal::gateways {
/// Text messages as files of a folder, one each, for whatever takes them from there: `20261118T120000Z-….txt` with the
/// number in the first line and the words in the rest. A file has its name once it is whole; only its owner reads it.
class TextFolder final : public domain::TextGateway {
public:
    /// The folder is made where it is not there. Throws `std::filesystem::filesystem_error`.
    TextFolder(std::filesystem::path folder, const domain::Clock& clock);
    void send(const std::string& phone, const std::string& words) override;

private:
    std::filesystem::path folder_;
    const domain::Clock& clock_;
};
} // namespace portal::gateways
