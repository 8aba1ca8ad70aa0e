#include "portal/domain/changes.hpp"

namespace portal::domain {
contract::Policy default_policy()
{
    contract::Policy policy;
    policy.version = "2026-11";
    policy.refusal_reasons = {
        {"document_expired", "Документът е с изтекъл срок на валидност", "The document has expired",
         "Валидна лична карта или паспорт", "A valid identity card or passport"},
        {"different_person", "Профилът е на лице с друг личен номер", "The account belongs to another personal number",
         "Потребителското име на собствения си профил и личната си карта",
         "The username of their own account and their identity card"},
        {"no_personal_number", "В документа няма ЕГН или ЛНЧ", "The document holds no ЕГН or ЛНЧ",
         "Документ, в който е вписан личен номер", "A document that holds the personal number"},
        {"names_differ", "Имената в профила са различни от тези в документа",
         "The names in the account differ from the document",
         "Личен номер в профила (въвежда се в портала): тогава имената се вземат от документа",
         "The personal number in the account (entered in the portal): then the names come from the document"},
        {"face_differs", "Лицето не съответства на снимката в документа",
         "The face does not match the document's photo", "Друг валиден документ за самоличност",
         "Another valid identity document"},
        {"document_damaged", "Документът е повреден и не може да бъде прочетен",
         "The document is damaged and cannot be read", "Друг валиден документ за самоличност",
         "Another valid identity document"},
        {"document_not_accepted", "С такъв документ не се удостоверява самоличност",
         "This kind of document does not verify identity", "Лична карта, паспорт или разрешение за пребиваване",
         "An identity card, a passport or a residence permit"},
        {"no_document", "Не е представен документ за самоличност", "No identity document was shown",
         "Лична карта, паспорт или разрешение за пребиваване", "An identity card, a passport or a residence permit"},
        {"suspected_forgery", "Документът не премина проверките за автентичност",
         "The document did not pass its authenticity checks", "", ""},
        {"not_own_account", "Гражданинът не потвърди, че профилът е негов",
         "The citizen did not confirm that the account is theirs", "Потребителското име или кода от портала",
         "The username or the code from the portal"},
        {"citizen_withdrew", "Гражданинът се отказа", "The citizen withdrew", "", ""},
    };
    const std::vector<std::string> cards{"identity_card", "residence_permit"};
    const std::vector<std::string> with_raised_print{"passport", "residence_permit"};
    const std::vector<std::string> all{"identity_card", "passport", "residence_permit"};
    policy.security_features = {
        {"tilt_image", all, "При накланяне защитното изображение се променя: сменя цвета или рисунъка си",
         "When the document is tilted, its security image changes colour or picture"},
        {"untouched_data", all, "Снимката и данните са част от материала: няма следи от изстъргване, рязане или лепене",
         "Portrait and data are part of the material: no trace of scraping, cutting or glue"},
        {"fine_lines", all, "Фонът е от тънки непрекъснати линии, а не от точки като при копие",
         "The background is of fine unbroken lines, not of dots as in a copy"},
        {"raised_print", with_raised_print, "Част от печата е релефна и се усеща с пръст",
         "Part of the print is raised and can be felt with a finger"},
        {"number_on_both_sides", cards, "Номерът отпред е същият като в машинночитаемата зона на гърба",
         "The number on the front is the one in the machine readable zone on the back"},
        {"number_on_all_pages",
         {"passport"},
         "Номерът на страницата със снимката е същият като на другите страници",
         "The number on the page with the portrait is the one on the other pages"},
    };
    return policy;
}
} // namespace portal::domain
