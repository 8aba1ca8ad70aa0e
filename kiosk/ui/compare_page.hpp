#pragma once

#include "kiosk/ui/page.hpp"

class wxDataViewListCtrl;

namespace kiosk::ui {
class ComparisonList;

/// Step 3: account and document side by side, a verdict per field, the checks of the document.
class ComparePage final : public Page {
public:
    ComparePage(wxWindow* parent, const Surroundings& around);
    void render(const View& view) override;
    void move_selection(int rows) override;
    wxString help() const override;

private:
    void show_summary(const CompareView& step);
    void explain_selected();
    void show_what_to_do(const View& view);

    Notice* summary_;
    Notice* message_;
    ComparisonList* list_;
    Box* explanation_box_;
    Text* explanation_;
    int explained_height_{};
    wxPanel* checks_panel_;
    Rows* checks_;
    wxPanel* to_do_;
    std::vector<portal::contract::ComparedField> rows_;
    std::optional<portal::contract::PersonalNumberKind> number_kind_;
    bool stop_{};
    bool checks_failed_{};
    wxString failed_; ///< why, in words
    wxString to_do_for_;
};
} // namespace kiosk::ui
