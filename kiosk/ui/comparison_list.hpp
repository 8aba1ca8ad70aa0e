#pragma once

#include <optional>
#include <vector>

#include <wx/dataview.h>

#include "kiosk/ui/theme.hpp"
#include "portal/contract/comparison.hpp"

namespace kiosk::ui {
/// The table of the comparison: differing letters marked inside the word, verdicts with shape and word.
class ComparisonList : public wxDataViewListCtrl {
public:
    ComparisonList(wxWindow* parent, const Theme& theme);
    void show(const std::vector<portal::contract::ComparedField>& rows,
              std::optional<portal::contract::PersonalNumberKind> number_kind);
    /// Whether a name of `row` is wider than its column.
    bool cuts(const portal::contract::ComparedField& row) const;

private:
    int width_of(const wxString& text, Type type) const;
    void share_width();
    void draw_verdicts();
    const Theme& theme_;
    std::vector<portal::contract::ComparedField> rows_;
    std::optional<portal::contract::PersonalNumberKind> number_kind_;
};
} // namespace kiosk::ui
