#include "kiosk/ui/start_failure.hpp"

#include <wx/msgdlg.h>

namespace kiosk::ui {
void tell_start_failure(const std::string& reason, Language language)
{
    speak(language);
    wxMessageDialog told{nullptr, tr("The counter cannot start"), wxString::FromUTF8("Гише"), wxOK | wxICON_ERROR};
    told.SetExtendedMessage(tr("Call an operator and show this text:") + "\n\n" + utf8(reason));
    told.ShowModal();
}
} // namespace kiosk::ui
