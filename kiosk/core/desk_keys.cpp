#include "kiosk/core/desk.hpp"

/// The keys of each screen: one that never applies is not listed, a closed one is there and disabled.
namespace kiosk {
namespace contract = portal::contract;

std::vector<KeyView> Desk::keys() const
{
    if (hidden_) return {};
    std::vector<KeyView> keys;
    const auto add = [&](Action action, bool enabled = true) { keys.push_back({action, enabled && !recording_}); };
    switch (step_) {
    case Step::sign_in:
        add(Action::next, sign_in_.state == SignInView::State::ready);
        break;
    case Step::citizen: {
        const bool waiting = citizen_.state == CitizenView::State::waiting;
        add(Action::help);
        add(Action::by_hand, camera_on_);
        add(Action::camera, waiting);
        add(Action::end_service); // what is typed and not yet entered goes as well
        add(Action::back, !waiting);
        add(Action::next, waiting);
        break;
    }
    case Step::found: {
        const auto state = case_.account->state;
        add(Action::help);
        add(Action::refuse);
        add(Action::other_road);
        add(Action::end_service);
        add(Action::back);
        add(Action::next, state != contract::AccountState::closed && state != contract::AccountState::paused);
        break;
    }
    case Step::document: {
        const bool reading = stop_reading_ != nullptr;
        add(Action::help);
        add(Action::by_hand, !reading);
        add(Action::camera, !reading);
        add(Action::refuse, !reading);
        add(Action::end_service);
        add(Action::back);
        add(Action::next, !reading && zone_);
        break;
    }
    case Step::compare: {
        const bool stop = case_.comparison.summary == contract::Comparison::Summary::stop;
        add(Action::help);
        add(Action::refuse);
        if (may_adopt_names()) add(Action::other_road);
        if (stop) add(Action::decide, false);
        add(Action::end_service);
        add(Action::back, !case_.forgery_shown);
        add(Action::next, stop || (!has_open_difference() && !needs_second_person()));
        break;
    }
    case Step::decide:
        add(Action::help);
        add(Action::refuse);
        add(Action::decide, closed_because().empty());
        add(Action::end_service);
        add(Action::back);
        break;
    case Step::refuse:
        add(Action::help);
        add(Action::decide, !refuse_.reasons.empty() && !too_long_offline());
        add(Action::end_service);
        add(Action::back);
        break;
    case Step::done:
        add(Action::help);
        add(Action::print);
        add(Action::end_service);
        add(Action::next);
        break;
    }
    return keys;
}
} // namespace kiosk
