#include "kiosk/core/password.hpp"

#include "kiosk/core/case.hpp"

namespace kiosk {
Password::Password(std::string& typed) : text_{typed}
{
    wipe_text(typed);
}

Password::~Password()
{
    wipe_text(text_);
}
} // namespace kiosk
