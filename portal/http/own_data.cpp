#include "portal/http/own_data.hpp"

#include "portal/domain/own_data.hpp"
#include "portal/http/form_page.hpp"
#include "portal/http/own_data_words.hpp"
#include "portal/http/owner_proof.hpp"
#include "portal/http/refusals.hpp"

namespace portal::http {
namespace {
Response ask(CitizenVisit& visit, const domain::Account& account, FormPage page)
{
    PageData data;
    ask_owner_proof(page, data, visit, account);
    data.set("paused", account.pause.has_value());
    return page.page("export", visit.text("My data"), std::move(data));
}

PageData table_data(const Visit& visit, const OwnDataWords& words, const domain::OwnTable& table)
{
    PageData rows{PageData::type::list};
    for (const auto& row : table.rows) {
        PageData fields{PageData::type::list};
        for (const auto& [name, value] : words.row(table.name, row)) {
            PageData field;
            field.set("name", name);
            field.set("value", value);
            fields << field;
        }
        rows << PageData{"fields", fields};
    }
    PageData data;
    data.set("id", table.name);
    data.set("title", words.name(table.name));
    data.set("rows", rows);
    const auto older = static_cast<std::int64_t>(table.older);
    data.set("older", older > 0 ? PageData{"words", visit.counted("{n} older entry is in the file.",
                                                                  "{n} older entries are in the file.", older)}
                                : PageData{false});
    return data;
}

Response as_page(CitizenVisit& visit, domain::OwnPage own)
{
    const OwnDataWords words{visit};
    PageData tables{PageData::type::list};
    for (const auto& table : own.tables)
        if (!table.rows.empty()) tables << table_data(visit, words, table);
    PageData data;
    data.set("tables", tables);
    return visit.page("export-shown", visit.text("My data"), std::move(data));
}

Response as_file(CitizenVisit& /*visit*/, domain::OwnFile own)
{
    Response response;
    response.content_type = "application/json";
    response.body = std::move(own.json);
    response.set("Content-Disposition", "attachment; filename=\"gishe-data.json\"");
    return response;
}

template <class Given>
Response answer(CitizenVisit& visit, const domain::Account& account, domain::OwnDataAnswer<Given> own,
                Response (*shown)(CitizenVisit&, Given))
{
    refuse_for_now(own);
    if (auto* given = std::get_if<Given>(&own)) return shown(visit, std::move(*given));
    FormPage page{visit};
    put_proof_faults(page, visit, own);
    return ask(visit, account, std::move(page));
}

Response give(CitizenVisit& visit, const domain::Account& account)
{
    const auto& context = visit.site().context;
    const auto proof = owner_proof(visit);
    if (visit.field("as") == "page")
        return answer<domain::OwnPage>(visit, account, domain::show_own_data(context, account, proof), as_page);
    return answer<domain::OwnFile>(visit, account, domain::take_own_data(context, account, proof), as_file);
}
} // namespace

void add_own_data_routes(Router& router, const Site& site)
{
    router.get("/account/export", for_citizen(site, [](CitizenVisit& visit, const domain::Account& account) {
                   return ask(visit, account, FormPage{visit});
               }));
    router.post("/account/export", for_citizen(site, give));
}
} // namespace portal::http
