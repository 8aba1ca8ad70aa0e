#pragma once

#include "kiosk/ui/page.hpp"

class wxDataViewListCtrl;

namespace kiosk::ui {
/// F4: a reason out of the list, and what the citizen is to bring next time.
class RefusePage final : public Page {
public:
    RefusePage(wxWindow* parent, const Surroundings& around);
    void render(const View& view) override;
    void decide() override;
    void enter() override {} ///< nothing here is safe to do by Enter
    void move_selection(int rows) override;
    wxWindow* first_field() override;
    wxString help() const override;

private:
    void show_what_to_bring();
    wxDataViewListCtrl* list_;
    Box* bring_box_;
    Text* bring_;
    Notice* message_;
    std::vector<portal::contract::RefusalReason> reasons_;
    bool recording_{};
};
} // namespace kiosk::ui
