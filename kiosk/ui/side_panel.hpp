#pragma once

#include <vector>

#include "kiosk/ui/blocks.hpp"
#include "kiosk/ui/surroundings.hpp"

namespace kiosk::ui {
/// What the window wants of the side column besides the view.
struct SideWish {
    wxString help{};           ///< stands in place of the case so far, below the portrait; empty: not asked for
    bool portrait_elsewhere{}; ///< the comparison's portrait has a place of its own
};

/// The case so far, 336 wide: account, document, portrait, checks; the empty counter; the waiting records.
class SidePanel : public wxPanel {
public:
    SidePanel(wxWindow* parent, const Surroundings& around);
    /// True where something changed its size.
    bool render(const View& view, const SideWish& wish);

private:
    enum class Portrait { none, small, large };
    struct Fact {
        wxString term{};
        wxString value{};
        bool strong{};
        bool quiet{};
        bool ticked{};
        bool operator==(const Fact&) const = default;
    };
    struct Picture {
        wxString help;
        wxString heading;
        wxString paragraph; ///< markup
        Portrait portrait{};
        wxString caption;
        std::vector<Fact> facts;
        wxString second_heading;
        std::vector<std::pair<wxString, wxString>> counts;
        std::vector<WaitingRecord> waiting;
        unsigned other_waiting{};
        std::size_t waiting_seen{};
        wxString footing; ///< markup
        const void* shown_portrait{};
        bool operator==(const Picture&) const = default;
    };
    Picture picture_of(const View& view, const SideWish& wish) const;
    Picture case_of(const View& view) const;
    void tell_what_waits(Picture& picture, const View& view) const;
    std::vector<Fact> facts_of(const View& view) const;
    void build();

    const Surroundings& around_;
    Picture picture_;
};
} // namespace kiosk::ui
