#include <algorithm>

#include "kiosk/core/desk.hpp"
#include "kiosk/core/evidence.hpp"

/// What of the desk is on the screen: the step and the side column.
namespace kiosk {
StepView Desk::step_view() const
{
    if (hidden_) return hidden_view_;
    switch (step_) {
    case Step::sign_in: {
        SignInView sign_in = sign_in_;
        sign_in.key_days = policy().clerk_key_days;
        return sign_in;
    }
    case Step::citizen: {
        CitizenView citizen = citizen_;
        citizen.camera_on = camera_on_;
        citizen.citizen = citizens_;
        citizen.verified_today = state_.today.verified;
        citizen.refused_today = state_.today.refused;
        if (!citizen.message && citizen.state == CitizenView::State::waiting) {
            if (portal_is_back()) citizen.message = FieldMessage{FieldMessage::Tone::caution, "portal_is_back", ""};
            if (too_long_offline()) citizen.message = message_or("too_long_offline");
        }
        return citizen;
    }
    case Step::found:
        return FoundView{case_.account.value(), case_.entered, message_};
    case Step::document: {
        DocumentView document = document_;
        document.camera_on = camera_on_;
        document.message = message_;
        document.personal_number = scanned_number_;
        return document;
    }
    case Step::compare:
        return CompareView{case_.comparison,    number_kind(),         checks_to_show(), may_adopt_names(),
                           case_.names_adopted, needs_second_person(), message_};
    case Step::decide: {
        return DecideView{portal::contract::full_name(names_to_stand()),
                          case_.names_adopted,
                          case_.comparison.summary,
                          case_.comparison.usual_differences,
                          verdict_of_number(),
                          case_.document->checks,
                          recording_,
                          message_or(closed_because()),
                          features()};
    }
    case Step::refuse: {
        RefuseView refuse = refuse_;
        refuse.recording = recording_;
        refuse.message = message_or(too_long_offline() ? "too_long_offline" : "");
        return refuse;
    }
    case Step::done:
        break;
    }
    return done_;
}

SideView Desk::side_view() const
{
    SideView side;
    if (hidden_ || step_ == Step::sign_in) return side;
    side.account = case_.account;
    side.citizen_confirmed = case_.citizen_confirmed;
    if (case_.document) {
        side.document = summary_of(*case_.document);
        side.portrait = case_.document->portrait;
    }
    using Connection = StripView::Connection;
    if (state_.connection == Connection::online || state_.connection == Connection::connecting) return side;
    for (const auto& one : state_.waiting)
        side.waiting.push_back(
            {record_number(identity_.kiosk, one.number), one.recorded,
             one.kind == RecordKind::verification ? DoneView::Kind::verified : DoneView::Kind::refused});
    side.other_waiting = state_.queue - std::min(state_.queue, static_cast<unsigned>(state_.waiting.size()));
    if (session_) side.offline_until = std::min(session_->key.identity.expires, decides_until());
    return side;
}
} // namespace kiosk
