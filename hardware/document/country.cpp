#include "hardware/document/country.hpp"

namespace hardware::document {
namespace {
/// Three letters of the zone, then two of the certificate, blank. At the end those that ISO does not have: the kinds of
/// British nationals, Kosovo, the organisations.
constexpr std::string_view kCodes =
    "AFGAF ALBAL DZADZ ANDAD AGOAO ATGAG ARGAR ARMAM AUSAU AUTAT AZEAZ BHSBS BHRBH BGDBD BRBBB BLRBY BELBE BLZBZ BENBJ "
    "BTNBT BOLBO BIHBA BWABW BRABR BRNBN BGRBG BFABF BDIBI KHMKH CMRCM CANCA CPVCV CAFCF TCDTD CHLCL CHNCN COLCO COMKM "
    "COGCG CODCD CRICR CIVCI HRVHR CUBCU CYPCY CZECZ DNKDK DJIDJ DMADM DOMDO ECUEC EGYEG SLVSV GNQGQ ERIER ESTEE SWZSZ "
    "ETHET FJIFJ FINFI FRAFR GABGA GMBGM GEOGE D<<DE DEUDE GHAGH GRCGR GRDGD GTMGT GINGN GNBGW GUYGY HTIHT HNDHN HKGHK "
    "HUNHU ISLIS INDIN IDNID IRNIR IRQIQ IRLIE ISRIL ITAIT JAMJM JPNJP JORJO KAZKZ KENKE KIRKI PRKKP KORKR KWTKW KGZKG "
    "LAOLA LVALV LBNLB LSOLS LBRLR LBYLY LIELI LTULT LUXLU MACMO MDGMG MWIMW MYSMY MDVMV MLIML MLTMT MHLMH MRTMR MUSMU "
    "MEXMX FSMFM MDAMD MCOMC MNGMN MNEME MARMA MOZMZ MMRMM NAMNA NRUNR NPLNP NLDNL NZLNZ NICNI NERNE NGANG MKDMK NORNO "
    "OMNOM PAKPK PLWPW PSEPS PANPA PNGPG PRYPY PERPE PHLPH POLPL PRTPT QATQA ROURO RUSRU RWARW KNAKN LCALC VCTVC WSMWS "
    "SMRSM STPST SAUSA SENSN SRBRS SYCSC SLESL SGPSG SVKSK SVNSI SLBSB SOMSO ZAFZA SSDSS ESPES LKALK SDNSD SURSR SWESE "
    "CHECH SYRSY TWNTW TJKTJ TZATZ THATH TLSTL TGOTG TONTO TTOTT TUNTN TURTR TKMTM TUVTV UGAUG UKRUA AREAE GBRGB USAUS "
    "URYUY UZBUZ VUTVU VATVA VENVE VNMVN YEMYE ZMBZM ZWEZW GBDGB GBNGB GBOGB GBPGB GBSGB RKSKS EUEEU UNOUN UNAUN UNKUN "
    "XCCXC XOMXO XPOXP ";

std::string_view two_letters(std::string_view issuer)
{
    if (issuer == "D") issuer = "D<<";
    constexpr std::size_t kEntry = 6;
    for (std::size_t at = 0; at + kEntry <= kCodes.size(); at += kEntry)
        if (kCodes.substr(at, 3) == issuer) return kCodes.substr(at + 3, 2);
    return {};
}

bool is_chinese(std::string_view country)
{
    return country == "CN" || country == "HK" || country == "MO";
}
} // namespace

Belonging belonging(std::string_view issuer, std::string_view country)
{
    const auto expected = two_letters(issuer);
    if (expected.empty() || country.size() != 2) return Belonging::unknown;
    if (expected == country) return Belonging::belongs;
    return is_chinese(expected) && is_chinese(country) ? Belonging::unknown : Belonging::differs;
}
} // namespace hardware::document
