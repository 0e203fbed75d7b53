import AtlasCore

/// A quantity that a stretch of text states, before anybody knows whose it is: what `QuantityReader` finds.
package struct Quantity: Hashable, Sendable {
  package var kind: ContentMetric.Kind
  /// The stretch in the text that was read: the number, its unit, and the words that made it this kind of quantity.
  package var range: TextRange
  package var amount: ContentMetric.Amount
  /// What it says in words, as one object: a quantity is copied far more often than its words are read.
  private let words: QuantityWords

  package var unit: String { words.unit }
  package var qualifier: String { words.qualifier }
  package var period: String { words.period }
  package var per: String { words.per }
  /// Of instances, versions, sources: what they are called. Of dates: the ISO form. Of users and counts: the noun.
  /// Of a blast radius or a data loss without a number: its scope.
  package var name: String { words.name }
  package var version: String { words.version }
  /// Of a source: where it can be read; empty where the text does not say.
  package var url: String { words.url }
  /// Of a source: the year, quarter or month it is of, in ISO form; empty where the text does not say.
  package var date: String { words.date }

  package init(
    _ kind: ContentMetric.Kind, _ range: TextRange, _ amount: ContentMetric.Amount = .none, unit: String = "",
    qualifier: String = "", period: String = "", per: String = "", name: String = "", version: String = "",
    url: String = "", date: String = ""
  ) {
    self.kind = kind
    self.range = range
    self.amount = amount
    words = QuantityWords(
      unit: unit, qualifier: qualifier, period: period, per: per, name: name, version: version, url: url,
      date: date)
  }
}

private final class QuantityWords: Hashable, Sendable {
  let unit: String
  let qualifier: String
  let period: String
  let per: String
  let name: String
  let version: String
  let url: String
  let date: String

  init(
    unit: String, qualifier: String, period: String, per: String, name: String, version: String, url: String,
    date: String
  ) {
    self.unit = unit
    self.qualifier = qualifier
    self.period = period
    self.per = per
    self.name = name
    self.version = version
    self.url = url
    self.date = date
  }

  private var all: [String] { [unit, qualifier, period, per, name, version, url, date] }

  static func == (left: QuantityWords, right: QuantityWords) -> Bool {
    left === right || left.all == right.all
  }

  func hash(into hasher: inout Hasher) { hasher.combine(all) }
}

extension MetricKinds {
  /// The kinds of some quantities.
  init(of quantities: [Quantity]) {
    self.init()
    // By place: a quantity is large, and its kind is all that is asked for.
    for place in quantities.indices { insert(quantities[place].kind) }
  }
}
