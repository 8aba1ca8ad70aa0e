#pragma once

#include <string>

namespace kiosk {
/// A clerk's password on its way to the portal or the vault: never copied, overwritten when the last job lets go of it.
class Password {
public:
    explicit Password(std::string& typed); ///< leaves `typed` wiped
    ~Password();
    Password(Password&&) = delete;

    const std::string& text() const { return text_; }

private:
    std::string text_;
};
} // namespace kiosk
