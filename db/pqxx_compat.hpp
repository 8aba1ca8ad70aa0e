#pragma once

#include <optional>
#include <string>
#include <vector>

#include <pqxx/pqxx>

/// What differs between libpqxx 6.4 (Debian 12) and 7.10 (Debian 13), nowhere else.
namespace db::pqxx_compat {
using Parameters = std::vector<std::optional<std::string>>;

inline pqxx::result exec_prepared(pqxx::transaction_base& transaction, const std::string& name,
                                  const Parameters& parameters)
{
#if PQXX_VERSION_MAJOR >= 7
    pqxx::params list;
    for (const auto& parameter : parameters) {
        if (parameter)
            list.append(*parameter);
        else
            list.append();
    }
    return transaction.exec_prepared(name, list);
#else
    std::vector<const char*> list;
    for (const auto& parameter : parameters)
        list.push_back(parameter ? parameter->c_str() : nullptr);
    return transaction.exec_prepared(name, pqxx::prepare::make_dynamic_params(list));
#endif
}

/// Error texts without details: those quote the values of a row, and errors go to the log.
inline void forbid_details(pqxx::connection& connection)
{
#if PQXX_VERSION_MAJOR >= 7
    connection.set_verbosity(pqxx::error_verbosity::terse);
#else
    connection.set_verbosity(pqxx::connection_base::terse);
#endif
}

/// COPY into these columns; rows are written with `<<` as arrays of texts, and `complete()` ends it.
inline pqxx::stream_to copy_into(pqxx::transaction_base& transaction, const std::string& table,
                                 const std::vector<std::string>& columns)
{
#if PQXX_VERSION_MAJOR >= 7
    return pqxx::stream_to::raw_table(transaction, transaction.conn().quote_name(table),
                                      transaction.conn().quote_columns(columns));
#else
    return {transaction, table, columns};
#endif
}

/// From now on a lost connection is an error, not silently another one.
inline void forbid_reconnecting(pqxx::connection& connection)
{
#if PQXX_VERSION_MAJOR < 7
    connection.inhibit_reactivation(true);
#else
    static_cast<void>(connection);
#endif
}
} // namespace db::pqxx_compat
