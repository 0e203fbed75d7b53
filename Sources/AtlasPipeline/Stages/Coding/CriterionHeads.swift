import AtlasCore
import AtlasRules

/// The bytes with which a criterion begins in a result: its id, its outcome, and what is missing. Nearly all criteria say of
/// that nothing or what they always say, so these bytes are made once.
struct CriterionHeads: Sendable {
  static let shared = CriterionHeads()

  /// By place in the catalog, outcome, and whether something is missing.
  private let heads: [[UInt8]]
  private static let outcomes = Array(CriterionResult.Outcome.allCases)

  private init() {
    var heads: [[UInt8]] = []
    for id in CriterionCatalog.ids {
      for outcome in Self.outcomes {
        for isMissing in [false, true] {
          var writer = ByteWriter()
          writer.write(id)
          writer.write(outcome.rawValue)
          writer.write(byte: isMissing ? Missing.usual : Missing.nothing)
          heads.append(writer.bytes)
        }
      }
    }
    self.heads = heads
  }

  func encode(_ criterion: GateVerdict.Criterion, to writer: inout ByteWriter) {
    let isUsual = criterion.missing == CriterionCatalog.usuallyMissing[criterion.place]
    if isUsual || criterion.missing.isEmpty, let number = Self.outcomes.firstIndex(of: criterion.outcome) {
      let head = (criterion.place * Self.outcomes.count + number) * 2
      return writer.append(heads[criterion.missing.isEmpty ? head : head + 1])
    }
    writer.write(criterion.id)
    writer.write(criterion.outcome.rawValue)
    writer.write(byte: Missing.said)
    writer.write(criterion.missing)
  }

  /// Reads what is missing, behind id and outcome.
  static func missing(
    of id: String, from reader: inout ByteReader
  ) throws(ByteCodingError) -> String {
    switch try reader.byte() {
    case Missing.nothing: ""
    case Missing.usual: CriterionCatalog.usuallyMissing(of: id)
    case Missing.said: try reader.string()
    default: throw ByteCodingError()
    }
  }

  /// What is said to be missing, by a byte.
  private enum Missing {
    static let nothing: UInt8 = 0
    /// What the catalog says.
    static let usual: UInt8 = 1
    /// What follows.
    static let said: UInt8 = 2
  }
}
