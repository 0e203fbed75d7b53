import AtlasCore

/// A quantity that a stretch of text states, before anybody knows whose it is: what `QuantityReader` finds.
package struct Quantity: Hashable, Sendable {
  package var kind: ContentMetric.Kind
  /// The stretch in the text that was read: the number, its unit, and the words that made it this kind of quantity.
  package var range: TextRange
  package var amount: ContentMetric.Amount
  package var unit: String
  package var qualifier: String
  package var period: String
  package var per: String
  /// Of instances, versions, sources: what they are called. Of dates: the ISO form. Of users and counts: the noun.
  /// Of a blast radius or a data loss without a number: its scope.
  package var name: String
  package var version: String
  /// Of a source: where it can be read; empty where the text does not say.
  package var url: String
  /// Of a source: the year, quarter or month it is of, in ISO form; empty where the text does not say.
  package var date: String

  package init(
    _ kind: ContentMetric.Kind, _ range: TextRange, _ amount: ContentMetric.Amount = .none, unit: String = "",
    qualifier: String = "", period: String = "", per: String = "", name: String = "", version: String = "",
    url: String = "", date: String = ""
  ) {
    self.kind = kind
    self.range = range
    self.amount = amount
    self.unit = unit
    self.qualifier = qualifier
    self.period = period
    self.per = per
    self.name = name
    self.version = version
    self.url = url
    self.date = date
  }
}
