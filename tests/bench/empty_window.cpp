// empty_window: the least that a wxWidgets program can show. The floor for the kiosk's start and memory.
#include <wx/app.h>
#include <wx/frame.h>
#include <wx/panel.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

class EmptyWindow final : public wxApp {
public:
    bool OnInit() override
    {
        auto* frame = new wxFrame{nullptr, wxID_ANY, "Gishe", wxDefaultPosition, wxSize{1280, 720}};
        auto* panel = new wxPanel{frame};
        auto* column = new wxBoxSizer{wxVERTICAL};
        column->Add(new wxStaticText{panel, wxID_ANY, "Gishe"}, 0, wxALL, 48);
        panel->SetSizer(column);
        frame->Show();
        return true;
    }
};

wxIMPLEMENT_APP(EmptyWindow);
