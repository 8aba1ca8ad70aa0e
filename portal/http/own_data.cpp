#include "portal/http/own_data.hpp"

#include "portal/domain/own_data.hpp"
#include "portal/http/form_page.hpp"
#include "portal/http/own_data_words.hpp"
#include "portal/http/password_words.hpp"
#include "portal/http/refusals.hpp"

namespace portal::http {
namespace {
Response ask(CitizenVisit& visit, const domain::Account& account, FormPage page)
{
    page.value("password", "");
    PageData data;
    data.set("paused", account.pause.has_value());
    return page.page("export", visit.text("My data"), std::move(data));
}

Response as_file(const domain::OwnData& own)
{
    Response response;
    response.content_type = "application/json";
    response.body = own.json;
    response.set("Content-Disposition", "attachment; filename=\"gishe-data.json\"");
    return response;
}

PageData table_data(const OwnDataWords& words, const domain::OwnTable& table)
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
    return data;
}

Response as_page(CitizenVisit& visit, const domain::OwnData& own)
{
    const OwnDataWords words{visit};
    PageData tables{PageData::type::list};
    for (const auto& table : own.tables)
        if (!table.rows.empty()) tables << table_data(words, table);
    PageData data;
    data.set("tables", tables);
    return visit.page("export-shown", visit.text("My data"), std::move(data));
}

Response give(CitizenVisit& visit, const domain::Account& account)
{
    const auto answer = domain::take_own_data(
        visit.site().context, account,
        {visit.request().form.get("password"), visit.request().client, visit.request().cookie(kBrowserCookie)});
    refuse_for_now(answer);
    if (const auto* own = std::get_if<domain::OwnData>(&answer))
        return visit.field("as") == "page" ? as_page(visit, *own) : as_file(*own);
    FormPage page{visit};
    put_password_fault(page, visit, answer);
    return ask(visit, account, std::move(page));
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
