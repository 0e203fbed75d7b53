/// What was measured of a diagram and read from its texts.
public struct DiagramMetrics: Hashable, Sendable {
  /// Counts of the drawing itself by name (`nodes`, `edges`, …), in the order in which they are reported.
  public var structure: [StructuralMetric]
  /// Quantities that the texts state, in the order of their places.
  public var content: [ContentMetric]

  public init(structure: [StructuralMetric] = [], content: [ContentMetric] = []) {
    self.structure = structure
    self.content = content
  }
}

public struct StructuralMetric: Hashable, Sendable {
  public var name: String
  public var value: Double

  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }
}

/// One quantity that a stretch of text states.
public struct ContentMetric: Hashable, Sendable {
  public enum Kind: String, Hashable, CaseIterable, Sendable {
    case latency, throughput, bandwidth, storage, cost, users, count, instance, lag, rate, version, recovery
    case blastRadius = "blast_radius"
    case dataLoss = "data_loss"
    case date, source

    /// Its place among all, for tables of what is known of each.
    public var number: Int {
      switch self {
      case .latency: 0
      case .throughput: 1
      case .bandwidth: 2
      case .storage: 3
      case .cost: 4
      case .users: 5
      case .count: 6
      case .instance: 7
      case .lag: 8
      case .rate: 9
      case .version: 10
      case .recovery: 11
      case .blastRadius: 12
      case .dataLoss: 13
      case .date: 14
      case .source: 15
      }
    }
  }

  /// What the text says of the amount; in the base unit of the kind.
  public enum Amount: Hashable, Sendable {
    case none
    case value(Double)
    case range(low: Double, high: Double)
    case change(before: Double, after: Double)
  }

  public var kind: Kind
  /// The stretch of text as it is written.
  public var text: String
  public var amount: Amount
  /// s, /s, bit/s, B, USD, users or 1; another currency keeps its code; empty where there is no number.
  public var unit: String
  /// Such as `p99`, `peak`, `memory`; empty where none is stated.
  public var qualifier: String
  /// The node or edge that carries it; empty where none does.
  public var subject: String
  /// Of a cost: minute, hour, day, month, quarter or year.
  public var period: String
  /// Of a cost: request, user, GB, …
  public var per: String
  /// Of an instance, a source or a version.
  public var name: String
  public var version: String
  public var start: LineColumn

  public init(
    kind: Kind, text: String, amount: Amount = .none, unit: String = "", qualifier: String = "",
    subject: String = "", period: String = "", per: String = "", name: String = "", version: String = "",
    start: LineColumn
  ) {
    self.kind = kind
    self.text = text
    self.amount = amount
    self.unit = unit
    self.qualifier = qualifier
    self.subject = subject
    self.period = period
    self.per = per
    self.name = name
    self.version = version
    self.start = start
  }
}
