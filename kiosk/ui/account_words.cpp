#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
wxString account_state(portal::contract::AccountState state)
{
    using enum portal::contract::AccountState;
    switch (state) {
    case email_unconfirmed:
        return tr("e-mail not confirmed");
    case unverified:
        return tr("unverified user");
    case verified:
        return tr("verified user");
    case paused:
        return tr("paused");
    case closed:
        return tr("closed");
    }
    return {};
}

wxString reason_text(const portal::contract::RefusalReason& reason)
{
    return utf8(spoken() == Language::bulgarian ? reason.bulgarian : reason.english);
}

wxString bring_text(const portal::contract::RefusalReason& reason)
{
    return utf8(spoken() == Language::bulgarian ? reason.bring_bulgarian : reason.bring_english);
}

wxString feature_text(const portal::contract::SecurityFeature& feature)
{
    return utf8(spoken() == Language::bulgarian ? feature.bulgarian : feature.english);
}
} // namespace kiosk::ui
