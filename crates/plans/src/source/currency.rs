//! The currencies of ISO 4217.

/// Every code in use, with how many decimals its sums have.
const CURRENCIES: [(u32, &str); 4] = [
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
    (
        2,
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP \
         CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR \
         JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN \
         NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP \
         SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
    ),
];

/// Returns how many decimals a currency has; none where no currency has this code.
pub(super) fn decimals(code: &str) -> Option<u32> {
    CURRENCIES.iter().find(|(_, codes)| codes.split(' ').any(|known| known == code)).map(|(decimals, _)| *decimals)
}

/// Returns the code that is meant by a sign, or by the code in other letters.
pub fn meant(written: &str) -> Option<String> {
    let signs =
        [("$", "USD"), ("US$", "USD"), ("€", "EUR"), ("£", "GBP"), ("CHF.", "CHF"), ("Fr.", "CHF"), ("¥", "JPY")];
    let upper = written.trim().to_uppercase();
    let sign = signs.iter().find(|(sign, _)| sign.to_uppercase() == upper).map(|(_, code)| (*code).to_owned());
    sign.or_else(|| decimals(&upper).map(|_| upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_have_the_decimals_of_their_currency() {
        assert_eq!(["USD", "JPY", "KWD", "CLF", "DEM"].map(decimals), [Some(2), Some(0), Some(3), Some(4), None]);
    }

    #[test]
    fn each_code_stands_once_and_is_three_capitals() {
        let codes: Vec<_> = CURRENCIES.iter().flat_map(|(_, codes)| codes.split(' ')).collect();
        for code in &codes {
            assert!(code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()), "{code:?}");
            assert_eq!(codes.iter().filter(|other| *other == code).count(), 1, "{code}");
        }
        assert_eq!(["$", "eur", "x"].map(meant), [Some("USD".to_owned()), Some("EUR".to_owned()), None]);
    }
}
