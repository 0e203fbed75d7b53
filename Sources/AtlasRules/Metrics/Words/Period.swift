/// What a bill or a rate is for.
enum Period: String, Sendable {
  case none = ""
  case second, minute, hour, day, week, month, quarter, year

  /// A month has thirty days and a year 365; nil where there is no period.
  var seconds: Double? {
    switch self {
    case .none: nil
    case .second: 1
    case .minute: 60
    case .hour: 3600
    case .day: 86_400
    case .week: 604_800
    case .month: 2_592_000
    case .quarter: 7_776_000
    case .year: 31_536_000
    }
  }
}

/// The currencies that are recognised. They keep their codes and are not converted.
package enum Currency: String, CaseIterable, Sendable {
  case none = ""
  case usd = "USD"
  case eur = "EUR"
  case gbp = "GBP"
  case jpy = "JPY"
  case inr = "INR"
  case cny = "CNY"
  case aud = "AUD"
  case cad = "CAD"
  case chf = "CHF"
  case sek = "SEK"
  case brl = "BRL"
  case krw = "KRW"
  case sgd = "SGD"
  /// Hundredths of a dollar.
  case cents
}
