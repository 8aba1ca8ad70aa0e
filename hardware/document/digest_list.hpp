#pragma once

struct X509_algor_st;

namespace hardware::document {
/// SHA-1 to SHA-512, by OpenSSL's number: what states may sign with. Source: ICAO 9303-12 §4.4.
bool is_listed_digest(int nid);
/// The same of a signature algorithm, such as ecdsa-with-SHA256 or RSASSA-PSS with its parameters.
bool signs_with_listed_digest(const X509_algor_st* algorithm);
} // namespace hardware::document
