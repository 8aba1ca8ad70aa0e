#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
wxString key_cap(Action action)
{
    switch (action) {
    case Action::help:
        return "F1";
    case Action::by_hand:
        return "F2";
    case Action::camera:
        return "F3";
    case Action::refuse:
        return "F4";
    case Action::print:
        return "F5";
    case Action::other_road:
        return "F6";
    case Action::second_person:
        return "F7";
    case Action::decide:
        return "F8";
    case Action::end_service:
        return "F9";
    case Action::back:
        return "Esc";
    case Action::next:
        return "Enter";
    }
    return {};
}

namespace {
/// Where Enter leads from a stop: to the field again, or to the refusal.
wxString stop_next(const CompareView& step)
{
    return step.comparison.stop_reason == "different_person" ? tr("Another account") : tr("Next: refuse");
}
} // namespace

wxString key_words(Action action, const View& view)
{
    const auto& step = view.step;
    const auto* const compare = std::get_if<CompareView>(&step);
    const bool stop = compare && compare->comparison.summary == portal::contract::Comparison::Summary::stop;
    const auto* const document = std::get_if<DocumentView>(&step);
    switch (action) {
    case Action::help:
        return compare ? tr("Why?") : tr("Help");
    case Action::by_hand:
        return tr("By hand");
    case Action::camera:
        return tr("Camera");
    case Action::refuse:
        return tr("Refuse...");
    case Action::print:
        return tr("Print");
    case Action::other_road:
        if (std::holds_alternative<FoundView>(step)) return tr("Another account");
        if (compare) return compare->names_adopted ? tr("Names of the account") : tr("Names of the document");
        return {};
    case Action::second_person:
        return compare ? tr("To the supervisor...") : tr("A second clerk is needed...");
    case Action::decide:
        return std::holds_alternative<RefuseView>(step) ? tr("I record the refusal") : tr("I confirm the identity");
    case Action::end_service:
        return tr("End of service");
    case Action::back:
        return document && document->state == DocumentView::State::reading ? tr("Stop reading") : tr("Back");
    case Action::next:
        if (std::holds_alternative<SignInView>(step)) return tr("Sign in");
        if (std::holds_alternative<FoundView>(step)) return tr("Yes, this is the account");
        if (std::holds_alternative<DoneView>(step)) return tr("Next citizen");
        if (std::holds_alternative<HiddenView>(step)) return tr("Show again");
        if (document && document->state == DocumentView::State::zone_read) return tr("Next: without the chip");
        if (compare) return stop ? stop_next(*compare) : tr("Next: confirm");
        return tr("Next");
    }
    return {};
}
} // namespace kiosk::ui
