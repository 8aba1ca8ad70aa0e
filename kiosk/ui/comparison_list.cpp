#include "kiosk/ui/comparison_list.hpp"

#include <algorithm>
#include <array>

#include "kiosk/ui/native.hpp"
#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
namespace {
constexpr unsigned kVerdictColumn = 3;
constexpr int kRowHeight = 27;
constexpr int kHeaderHeight = 32;
constexpr int kCellPadding = 10;
constexpr int kVerdictShape = 16;
constexpr int kShapeGap = 4;

wxString hex(const wxColour& colour)
{
    return colour.GetAsString(wxC2S_HTML_SYNTAX);
}

/// `text` with the given byte ranges on the marker's background.
wxString marked(const Theme& theme, const std::string& text,
                const std::vector<std::pair<std::size_t, std::size_t>>& ranges, bool mismatch)
{
    const auto paper = hex(mismatch ? theme.bad_mark : theme.mark);
    const auto ink = theme.high_contrast() ? wxString{"#000000"} : hex(theme.ink);
    wxString markup;
    std::size_t at = 0;
    for (const auto& [from, to] : ranges) {
        const auto end = std::min(to, text.size());
        if (from < at || from >= end) continue;
        markup += escaped(utf8(text.substr(at, from - at)));
        markup += "<span background=\"" + paper + "\" foreground=\"" + ink +
                  "\" weight=\"bold\" underline=\"single\" underline_color=\"" +
                  hex(mismatch ? theme.bad_mark_rule : theme.mark_rule) + "\">" +
                  escaped(utf8(text.substr(from, end - from))) + "</span>";
        at = end;
    }
    return markup + escaped(utf8(text.substr(at)));
}

/// Colours the first column and the verdicts; on the selected row GTK takes the ink of the selection.
class VerdictModel : public wxDataViewListStore {
public:
    explicit VerdictModel(const Theme& theme) : theme_{theme} {}
    std::vector<Tone> tones;

    bool GetAttrByRow(unsigned row, unsigned column, wxDataViewItemAttr& attributes) const override
    {
        if (column == 0) {
            attributes.SetColour(theme_.quiet);
            return !theme_.high_contrast();
        }
        if (column != kVerdictColumn || row >= tones.size()) return false;
        if (!theme_.high_contrast() || tones[row] != Tone::neutral) attributes.SetColour(theme_.tone_ink(tones[row]));
        return true;
    }

private:
    const Theme& theme_;
};
} // namespace

ComparisonList::ComparisonList(wxWindow* parent, const Theme& theme)
    : wxDataViewListCtrl{parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxDV_SINGLE | wxDV_HORIZ_RULES}, theme_{
                                                                                                                  theme}
{
    SetFont(theme.font(Type::text));
    const wxObjectDataPtr<VerdictModel> model{new VerdictModel{theme}};
    AssociateModel(model.get());
    const auto add = [&](const wxString& title, bool markup, int width) {
        auto* const renderer = new wxDataViewTextRenderer;
        if (markup) renderer->EnableMarkup();
        renderer->EnableEllipsize(wxELLIPSIZE_END); // the row in full stands below the table
        auto* const column = new wxDataViewColumn{title, renderer, GetColumnCount(), width, wxALIGN_LEFT, 0};
        AppendColumn(column, "string");
    };
    add(tr("Data"), false, 176);
    add(tr("In the portal"), true, 300);
    add(tr("In the document"), true, 216);
    auto* const verdicts = new wxDataViewIconTextRenderer;
    verdicts->EnableMarkup();
    AppendColumn(new wxDataViewColumn{tr("Agreement"), verdicts, GetColumnCount(), 190, wxALIGN_LEFT, 0},
                 "wxDataViewIconText");
    native::set_accessible_name(*this, tr("Comparison"));
    native::no_type_ahead(*this);
    native::shape_cells(*this, kCellPadding, theme.grown(kRowHeight));
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        share_width();
        event.Skip();
    });
    Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent& event) {
        draw_verdicts();
        event.Skip();
    });
}

bool ComparisonList::cuts(const portal::contract::ComparedField& row) const
{
    const auto room = [this](unsigned column) { return GetColumn(column)->GetWidth() - 2 * kCellPadding; };
    const auto wide = [this](const std::string& text) { return width_of(utf8(text), Type::bold); };
    return wide(row.account_text + "  " + row.account_latin) > room(1) || wide(row.document_text) > room(2);
}

int ComparisonList::width_of(const wxString& text, Type type) const
{
    const auto font = theme_.font(type);
    wxCoord width = 0;
    wxCoord height = 0;
    GetTextExtent(text, &width, &height, nullptr, nullptr, &font);
    return width;
}

/// What is compared and its verdict are never cut: the names share what these leave.
void ComparisonList::share_width()
{
    constexpr int kTermShare = 17; // of hundred
    constexpr int kVerdictShare = 18;
    constexpr int kPortalShare = 57; // of the names' hundred: it shows two spellings
    constexpr int kEdges = 2 * kCellPadding + 4;
    const int width = GetClientSize().x;
    int term = width * kTermShare / 100;
    int verdict = width * kVerdictShare / 100;
    for (const auto& row : rows_) {
        term = std::max(term, width_of(name_of(row.field, number_kind_), Type::text) + kEdges);
        verdict = std::max(verdict,
                           theme_.grown(kVerdictShape + kShapeGap) + width_of(verdict_word(row), Type::bold) + kEdges);
    }
    const int names = std::max(0, width - term - verdict);
    const std::array widths{term, names * kPortalShare / 100, names - names * kPortalShare / 100, verdict};
    for (unsigned i = 0; i < GetColumnCount(); ++i)
        GetColumn(i)->SetWidth(widths[i]);
}

namespace {
/// What a side holds, in words: the contract writes the sex in English.
std::string shown_text(const portal::contract::ComparedField& row, const std::string& text)
{
    if (row.field == portal::contract::Field::validity && !text.empty())
        return wxString::Format(tr("until %s"), utf8(text)).utf8_string();
    if (row.field != portal::contract::Field::sex) return text;
    if (text == "female") return tr("woman").utf8_string();
    if (text == "male") return tr("man").utf8_string();
    return text;
}
using Marks = std::vector<std::pair<std::size_t, std::size_t>>;
Marks whole(const std::string& text)
{
    return {{0, text.size()}};
}

/// The marks are the document's; numbers and dates of both sides stand digit over digit, names do not.
Marks account_marks(const portal::contract::ComparedField& row)
{
    using portal::contract::Field;
    if (row.verdict != portal::contract::Verdict::mismatch) return {};
    const bool digits = row.field == Field::personal_number || row.field == Field::birth_date;
    return digits && row.account_text.size() == row.document_text.size() ? row.marks : whole(row.account_text);
}

/// One cell: a dash where the side holds nothing, differing letters marked.
wxString side(const Theme& theme, const portal::contract::ComparedField& row, const std::string& text,
              const Marks& marks)
{
    if (text.empty()) return wxString::FromUTF8("–");
    const bool mismatch = row.verdict == portal::contract::Verdict::mismatch;
    const auto shown = shown_text(row, text);
    if (shown == text) return marked(theme, text, marks, mismatch);
    return marked(theme, shown, mismatch ? whole(shown) : Marks{}, mismatch);
}

/// Its own colour on the selected row too; in high contrast the selection is white and gives the ink.
wxString verdict_markup(const Theme& theme, const portal::contract::ComparedField& row)
{
    const auto word = bold(verdict_word(row));
    if (theme.high_contrast()) return word;
    return wxString::Format("<span foreground=\"%s\">%s</span>", hex(theme.tone_ink(tone_of(row.verdict))), word);
}
wxDataViewIconText verdict_cell(const Theme& theme, const portal::contract::ComparedField& row, bool selected)
{
    const auto ink = selected && theme.high_contrast() ? theme.selection_ink : theme.tone_ink(tone_of(row.verdict));
    return wxDataViewIconText{verdict_markup(theme, row),
                              shape(shape_of(row.verdict), ink, theme.grown(kVerdictShape))};
}
} // namespace

/// In high contrast the selection is white: the shape takes its ink, as the word beside it does.
void ComparisonList::draw_verdicts()
{
    if (!theme_.high_contrast()) return;
    const int selected = GetSelectedRow();
    for (unsigned at = 0; at < rows_.size() && at < static_cast<unsigned>(GetItemCount()); ++at) {
        wxVariant verdict;
        verdict << verdict_cell(theme_, rows_[at], static_cast<int>(at) == selected);
        SetValue(verdict, at, kVerdictColumn);
    }
}

void ComparisonList::show(const std::vector<portal::contract::ComparedField>& rows,
                          std::optional<portal::contract::PersonalNumberKind> number_kind)
{
    DeleteAllItems();
    rows_ = rows;
    number_kind_ = number_kind;
    share_width();
    auto& model = static_cast<VerdictModel&>(*GetStore());
    model.tones.clear();
    for (const auto& row : rows) {
        model.tones.push_back(tone_of(row.verdict));
        auto account = side(theme_, row, row.account_text, account_marks(row));
        if (!row.account_latin.empty())
            account += "  <span size=\"small\">" + escaped(utf8(row.account_latin)) + "</span>";
        const auto document = side(theme_, row, row.document_text, row.marks);
        wxVector<wxVariant> cells;
        cells.push_back(name_of(row.field, number_kind));
        cells.push_back(account);
        cells.push_back(document);
        wxVariant verdict;
        verdict << verdict_cell(theme_, row, false);
        cells.push_back(verdict);
        AppendItem(cells);
    }
    SetMinSize({-1, theme_.grown(kRowHeight) * static_cast<int>(rows.size()) + theme_.grown(kHeaderHeight)});
}
} // namespace kiosk::ui
