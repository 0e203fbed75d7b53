import AtlasCore

/// A word that is a unit in the texts of a library. Units of time, bytes, bits and shares are the grammar's own.
package struct UnitWord: Hashable, Sendable {
  /// One word, in any case.
  package var word: String
  package var meaning: UnitMeaning

  package init(_ word: String, _ meaning: UnitMeaning) {
    self.word = word
    self.meaning = meaning
  }

  /// Words are looked for in bytes.
  package static func == (left: UnitWord, right: UnitWord) -> Bool {
    left.word.isWritten(like: right.word) && left.meaning == right.meaning
  }
}

/// What a number before a unit counts.
package enum UnitMeaning: Hashable, Sendable {
  case perSecond
  case perMinute
  case perHour
  /// People, or what stands for them.
  case users
  case currency(Currency)

  package static let all: [UnitMeaning] =
    [.perSecond, .perMinute, .perHour, .users]
    + Currency.allCases.filter { ![.none, .cents].contains($0) }.map(UnitMeaning.currency)

  /// As the specification says it.
  package var text: String {
    switch self {
    case .perSecond: "per second"
    case .perMinute: "per minute"
    case .perHour: "per hour"
    case .users: "users"
    case .currency(let currency): currency.rawValue
    }
  }

  package init?(_ text: String) {
    guard let meaning = Self.all.first(where: { $0.text == text }) else { return nil }
    self = meaning
  }
}
