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

    struct Entry {
        RingedField* field;
        Text* title;
        wxString label;
    };
    std::string text_of(std::size_t field) const;
    void mark(const Entry& entry, bool wrong);

    wxChoice* kind_;
    std::vector<Entry> entries_; ///< in the order they stand on the page
    RingedField* zone_;
    Notice* message_;
    std::vector<std::string> faults_; ///< as shown
};
} // namespace kiosk::ui
