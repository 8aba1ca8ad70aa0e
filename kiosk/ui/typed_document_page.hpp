#pragma once

#include <vector>

#include "kiosk/ui/page.hpp"

class wxChoice;

namespace kiosk::ui {
/// Step 2, F2: a document typed from the card where neither chip nor zone can be read.
class TypedDocumentPage final : public Page {
public:
    TypedDocumentPage(wxWindow* parent, const Surroundings& around);
    void render(const View& view) override;
    wxWindow* first_field() override;
    void enter() override;
    bool takes_enter() const override { return true; }
    wxString help() const override;

private:
    void enter_zone();
    std::string text_of(std::size_t field) const;

    wxChoice* kind_;
    struct Entry {
        RingedField* field;
        bool required;
    };
    std::vector<Entry> entries_; ///< in the order they stand on the page
    RingedField* zone_;
    Notice* message_;
};
} // namespace kiosk::ui
